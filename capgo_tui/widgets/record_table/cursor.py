"""The moving half of the table: the row cursor, the column cursor, keys and mouse."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType

from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.widgets.record_table import telling
from capgo_tui.widgets.record_table.canvas import HEADER, TableCanvas

RecordT = TypeVar("RecordT")


def _quiet(key: str, action: str, name: str, verb: str, tooltip: str) -> Binding:
    """A key that everybody knows: the help lists it, the footer does not."""
    return Binding(key, action, name, show=False, id=f"table.{verb}", tooltip=tooltip)


class TableCursor(TableCanvas[RecordT]):
    """Keeps the cursor on its record, and moves it.

    Until the cursor is moved it stays on the first row, so that rows which stream into a sorted table do
    not carry the view away.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="table.open", tooltip="Open the record under the cursor"),
        Binding("s", "sort", "sort", id="table.sort", tooltip="Sort by the underlined column: up, down, off"),
        Binding("W", "toggle_wide", "wide", id="table.wide", tooltip="Show all columns, or those that fit"),
        _quiet("down,j", "move(1)", "down", "down", "One row down"),
        _quiet("up,k", "move(-1)", "up", "up", "One row up"),
        _quiet("home,g", "first", "first row", "first", "To the first row"),
        _quiet("end,G", "last", "last row", "last", "To the last row"),
        _quiet("pagedown", "page(1.0)", "page down", "page_down", "One page down"),
        _quiet("pageup", "page(-1.0)", "page up", "page_up", "One page up"),
        _quiet("ctrl+d", "page(0.5)", "half a page down", "half_down", "Half a page down"),
        _quiet("ctrl+u", "page(-0.5)", "half a page up", "half_up", "Half a page up"),
        _quiet("right,l", "column(1)", "next column", "column_right", "To the next column"),
        _quiet("left,h", "column(-1)", "column before", "column_left", "To the column before"),
    ]

    def __init__(
        self,
        columns: Sequence[Column[RecordT]],
        key: Callable[[RecordT], Hashable],
        *,
        row_tone: Callable[[RecordT], Tone] | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - as everywhere in Textual
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, key, row_tone=row_tone, name=name, id=id, classes=classes)
        self._cursor_key: Hashable = None
        self._was_moved = False
        self._told_record: RecordT | None = None
        self._click_focuses = False
        self._click_opened = False

    @property
    def record(self) -> RecordT | None:
        """The record under the cursor."""
        return self._rows[self._cursor_row] if self._rows else None

    @property
    def cursor_row(self) -> int:
        """The row of the cursor, from 0."""
        return self._cursor_row

    @property
    def at_end(self) -> bool:
        """Whether the cursor is on the last row."""
        return self._cursor_row >= len(self._rows) - 1

    @abstractmethod
    def sort_by(self, order: SortBy | None) -> None:
        """Sort; by None in order of arrival."""

    def move_to(self, key: Hashable) -> bool:
        """Move the cursor to the record of a key; False if it is not shown."""
        row = self._rows.row(key)
        if row is not None:
            self._go(row)
        return row is not None

    # Keys ----------------------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Move the cursor down, or up."""
        self._go(self._cursor_row + rows)

    def action_page(self, pages: float) -> None:
        """Move the cursor and the view down, or up."""
        rows = max(1, int(self.page * abs(pages))) * (1 if pages > 0 else -1)
        self._go(self._cursor_row + rows, top=self.top + rows)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self._go(len(self._rows) - 1)

    def action_column(self, columns: int) -> None:
        """Move the column cursor to the right, or to the left."""
        placed = self.laid_out.placed
        if placed:
            index = self.laid_out.index(self._column_key) + columns
            self._pick_column(placed[max(0, min(index, len(placed) - 1))].column.key)

    def action_sort(self) -> None:
        """Sort by the column of the column cursor: first up, then down, then in order of arrival."""
        layout = self.laid_out
        if layout.placed:
            self._sort_next(layout.placed[layout.index(self._column_key)].column.key)

    def action_toggle_wide(self) -> None:
        """Show all columns, or those that fit."""
        self.wide = not self.wide

    def action_open(self) -> None:
        """Ask for the record under the cursor."""
        if self.record is not None:
            self.post_message(telling.Opened(self, self.record))

    # Mouse ---------------------------------------------------------------------------------

    def focus_on_click(self) -> bool:
        """A click that brings the focus selects, and does not open what happens to be under the cursor."""
        self._click_focuses = not self.has_focus
        return super().focus_on_click()

    def on_click(self, event: events.Click) -> None:
        """Select the row that was clicked, or open it if it was selected; sort by a clicked heading."""
        offset = event.get_content_offset(self)
        if offset is None or event.button != 1:
            return
        event.stop()
        if offset.y < HEADER:
            self._click_heading(offset.x)
        elif self.top + offset.y - HEADER < len(self._rows):
            self._click_row(self.top + offset.y - HEADER, event)

    def _click_heading(self, x: int) -> None:
        layout = self.laid_out
        placed = layout.at(x if x < layout.frozen else x + self.scroll_offset.x)
        if placed is not None:
            self._pick_column(placed.column.key)
            self._sort_next(placed.column.key)

    def _click_row(self, row: int, event: events.Click) -> None:
        if event.chain == 1:
            self._click_opened = False
        if row != self._cursor_row:
            self._go(row)
        elif not self._click_opened and (event.chain > 1 or not self._click_focuses):
            self._click_opened = True  # the second half of a double click must not open it twice
            self.action_open()

    # Moving --------------------------------------------------------------------------------

    def _go(self, row: int, *, top: int | None = None) -> None:
        """Move the cursor to a row, or as near as there is one."""
        if not self._rows:
            return
        before = self._cursor_row
        self._cursor_row = max(0, min(row, len(self._rows) - 1))
        self._cursor_key = self._rows.key(self._cursor_row)
        self._was_moved = True
        self._see(self._cursor_row, top)
        if self._cursor_row != before:
            self._refresh_rows(before, self._cursor_row)
        self._tell_record()

    def _tell_record(self) -> None:
        """Tell which record the cursor is on, if that is news."""
        record = self.record
        if record is not self._told_record:
            self._told_record = record
            self.post_message(telling.Highlighted(self, record))

    def _pick_column(self, key: str) -> None:
        """Move the column cursor."""
        before, self._column_key = self._column_key, key
        if self.laid_out.index(key) != self.laid_out.index(before):
            self._see_column()
            self._refresh_lines([0])

    def _sort_next(self, column: str) -> None:
        """Sort by a column in the way that comes next: up, down, not at all."""
        order = self._rows.sorted_by
        if order is None or order.column != column:
            self.sort_by(SortBy(column))
        else:
            self.sort_by(None if order.descending else SortBy(column, descending=True))
