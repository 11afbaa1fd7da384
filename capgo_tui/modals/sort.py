"""Chooses the column that a table is sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from textual.content import Content

from capgo_tui.modals.search_list import SearchListDialog
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.widgets.bindings import shown

ARRIVAL: Final = SortBy("")
"""What the dialog closes with for the order of arrival."""


class SortDialog(SearchListDialog[SortBy, SortBy]):
    """Lists the columns; the one that the rows are sorted by turns round."""

    first_key = "dialog.take"
    placeholder = "letters find a column"
    nothing_found = "No column has these letters."

    BINDINGS = [
        shown(
            "enter",
            "take",
            "sort",
            "dialog.take",
            "Sort by it; by the same one, the other way round",
            priority=True,
        )
    ]

    def __init__(self, columns: Sequence[Column[Any]], order: SortBy | None, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            columns: all columns of the table.
            order: how the rows are sorted now; None for the order of arrival.
            opened_by: the key that opens it.
        """
        super().__init__("Sort by", opened_by=opened_by)
        self._titles = {column.key: column.title for column in columns}
        self._order = order

    def on_mount(self) -> None:
        """List the columns."""
        super().on_mount()
        orders = [self._next(key) for key in self._titles]
        at = next(
            (each for each in orders if self._order is not None and each.column == self._order.column), None
        )
        self.show([*orders, ARRIVAL], at)

    def _next(self, key: str) -> SortBy:
        """How the rows are sorted when a column is picked."""
        if self._order is not None and self._order.column == key:
            return SortBy(key, descending=not self._order.descending)
        return SortBy(key)

    def words_of(self, entry: SortBy) -> str:
        """The column's title."""
        return self._titles.get(entry.column, "as they came")

    def line_of(self, entry: SortBy, width: int) -> Content:
        """What it would be sorted by, and how it is now."""
        now = self._order is not None and entry.column == self._order.column
        arrow = "" if not now or self._order is None else " ▼ now" if self._order.descending else " ▲ now"
        return Content.assemble(
            f"  {self.words_of(entry):<{width - 30}}",
            (arrow, "$text-accent"),
            ("  enter turns it round" if now else "", "$foreground-muted"),
        )

    def clicked(self) -> None:
        """A click sorts."""
        self.action_take()

    def action_take(self) -> None:
        """Sort by the column under the cursor."""
        self.dismiss(self.at)
