"""Which columns a user wants to see of a table, in which order, and how wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from capgo_tui.presenters.columns import Column

RecordT = TypeVar("RecordT")

LEAST, MOST = 3, 120
"""The fewest and the most cells that a column can be given."""


@dataclass(frozen=True)
class ColumnChoice:
    """A choice; columns that it does not name are not shown."""

    keys: tuple[str, ...]
    """The columns that are shown, from left to right."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """Cells of the columns that were given others than they want."""

    def of(self, columns: Sequence[Column[RecordT]]) -> tuple[Column[RecordT], ...]:
        """Give the chosen ones of some columns, with the widths that they were given."""
        known = {column.key: column for column in columns}
        return tuple(
            replace(known[key], width=self.widths[key], grow=False) if key in self.widths else known[key]
            for key in self.keys
            if key in known
        )

    def widened(self, column: Column[RecordT], by: int) -> ColumnChoice:
        """Give a column more or fewer cells."""
        width = min(MOST, max(LEAST, self.widths.get(column.key, column.width) + by))
        return replace(self, widths={**self.widths, column.key: width})

    def toggled(self, key: str, order: Sequence[str]) -> ColumnChoice:
        """Show or hide a column, where it stands in an order. The last one that is shown stays."""
        if key in self.keys:
            left = tuple(each for each in self.keys if each != key)
            return replace(self, keys=left or self.keys)
        shown = {*self.keys, key}
        return replace(self, keys=tuple(each for each in order if each in shown))
