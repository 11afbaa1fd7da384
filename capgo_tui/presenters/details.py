"""A record in full, as labelled rows: what the Fields view of any record is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.flags import UNKNOWN
from capgo_tui.presenters.times import NONE

if TYPE_CHECKING:
    from capgo_tui.models.document import Document


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


def said(document: Document, name: str, value: str | None) -> str:
    """A text of a record: a dash where the server says that there is none, `?` where it says nothing.

    Args:
        document: the record.
        name: what the server calls the field.
        value: what it says.
    """
    return value or (NONE if document.has(name) else UNKNOWN)
