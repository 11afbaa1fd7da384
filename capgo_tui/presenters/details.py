"""A record in full, as labelled rows: what the Fields view of any record is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capgo_tui.presenters.columns import Tone


@dataclass(frozen=True)
class Row:
    """One labelled value; the value is raw text, so whoever shows it cleans it."""

    label: str
    value: str
    note: str = ""
    """What a user should know about the value, shown muted behind it."""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Section:
    """Rows that belong together."""

    title: str
    rows: Sequence[Row]
