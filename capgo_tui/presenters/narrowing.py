"""Exactly some records of a table, picked out elsewhere: what the line above them says."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.numbers import whole


@dataclass(frozen=True)
class Narrowing:
    """Records that were picked out, such as those of a line of the why-matrix."""

    label: str
    """What they have in common, behind their number and noun: `stopped by "under native" on next`; raw."""
    keys: frozenset[Hashable]
    """Their keys: of a device its id."""
    note: str = ""
    """What else is to be known of them, on a line of its own; raw."""
    columns: Sequence[Column[Any]] | None = None
    """What is shown of them; None for the columns that the table has anyway."""

    def text(self, noun: str, nouns: str) -> str:
        """The line above them: `12 devices stopped by "under native" on next`; raw.

        Args:
            noun: what one record is called.
            nouns: what several are called.
        """
        count = len(self.keys)
        return f"{whole(count)} {noun if count == 1 else nouns} {self.label}"
