"""The marking half of the table: single records, a range that is drawn, all that the filter shows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType

from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.widgets.record_table import telling
from capgo_tui.widgets.record_table.cursor import TableCursor
from capgo_tui.widgets.record_table.telling import MarkCount

RecordT = TypeVar("RecordT")


def _quiet(key: str, shown: str, action: str, verb: str, tooltip: str) -> Binding:
    return Binding(key, action, verb, show=False, key_display=shown, id=f"table.{verb}", tooltip=tooltip)


class TableMarking(TableCursor[RecordT]):
    """Marks records; a mark stays on its record whatever becomes of the rows.

    A range is drawn from the row on which it was begun to the cursor. Its records count as marked all
    the time; when it is dropped, those are unmarked that were not marked before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark", id="table.mark", tooltip="Mark or unmark the record; end a range"),
        _quiet("v", "v", "mark_range", "mark-range", "Begin a range that follows the cursor; keep it"),
        _quiet(
            "asterisk", "*", "mark_all", "mark-all", "Mark all rows that the filter shows, or unmark them"
        ),
        _quiet("backslash", "\\", "unmark_all", "unmark-all", "Take all marks away, also the hidden ones"),
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
        self._drawn_from: int | None = None
        self._drawn_to: Hashable = None
        self._told_marks = MarkCount()

    @property
    def marked(self) -> frozenset[Hashable]:
        """The keys of the marked records, also of those that a filter hides, or that are being read again."""
        return frozenset(self._rows.marks.all())

    def marked_records(self) -> list[RecordT]:
        """The marked records that are there, in order of arrival."""
        return self._rows.marked_records()

    def shown_records(self) -> list[RecordT]:
        """The records that the filter leaves, in the order in which they are shown."""
        return [self._rows[row] for row in range(len(self._rows))]

    @property
    def mark_count(self) -> MarkCount:
        """How many records are marked."""
        rows = self._rows
        return MarkCount(len(rows.marks), rows.hidden_marks, drawing=self._drawn_from is not None)

    def mark(self, keys: Iterable[Hashable]) -> None:
        """Have exactly the records of these keys marked."""
        wanted = frozenset(keys)
        if self._drawn_from is not None or wanted != self.marked:
            self._drawn_from = None
            self._rows.mark(wanted)
            self._marks_changed()

    def drop_range(self) -> bool:
        """Forget the range that is being drawn; false if there is none."""
        if self._drawn_from is None:
            return False
        self._drawn_from = None
        self._rows.marks.drop_span()
        self._marks_changed()
        return True

    # Keys ----------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark or unmark the record under the cursor, and go on to the next; or end a range and keep it."""
        if self._keep_range():
            return
        if self._rows:
            self._rows.marks.toggle(range(self._cursor_row, self._cursor_row + 1))
            self._marks_changed()
            self._go(self._cursor_row + 1)

    def action_mark_range(self) -> None:
        """Begin a range at the cursor; or end it and keep it."""
        if not self._keep_range() and self._rows:
            self._drawn_from = self._cursor_row
            self._go(self._cursor_row)

    def action_mark_all(self) -> None:
        """Mark all rows; unmark them if all are marked."""
        self._drawn_from = None
        self._rows.marks.toggle(range(len(self._rows)))
        self._marks_changed()

    def action_unmark_all(self) -> None:
        """Take all marks away."""
        self.mark(())

    # Mouse ---------------------------------------------------------------------------------

    def _click_row(self, row: int, event: events.Click) -> None:
        """Mark what is clicked with ctrl, and all from the cursor to what is clicked with shift."""
        if not (event.ctrl or event.shift):
            super()._click_row(row, event)
            return
        self._drawn_from = None
        if event.shift:
            self._rows.marks.add(range(min(row, self._cursor_row), max(row, self._cursor_row) + 1))
        else:
            self._rows.marks.toggle(range(row, row + 1))
        self._marks_changed()
        self._go(row)

    # A range -------------------------------------------------------------------------------

    def _go(self, row: int, *, top: int | None = None) -> None:
        super()._go(row, top=top)
        if self._drawn_from is not None:
            self._stretch()

    def _stretch(self) -> None:
        """Draw the range to the cursor."""
        here = self._cursor_row
        start = here if self._drawn_from is None else self._drawn_from
        self._drawn_to = self._cursor_key = self._rows.key(here)
        self._rows.marks.draw_span(range(min(start, here), max(start, here) + 1))
        self._marks_changed()

    def _keep_range(self) -> bool:
        """Mark what the range holds, and end it; false if there is none."""
        if self._drawn_from is None:
            return False
        self._drawn_from = None
        self._rows.marks.keep_span()
        self._marks_changed()
        return True

    def _go_on_drawing(self) -> None:
        """After rows have moved, draw on from the cursor, if that is still on the same record.

        What the range held is marked by then: which rows are between its ends now was not chosen by anyone.
        """
        if self._drawn_from is None or self._rows.marks.span:
            return
        if self._rows and self._rows.key(self._cursor_row) == self._drawn_to:
            self._drawn_from = self._cursor_row
            self._stretch()
        else:
            self._drawn_from = None

    # Telling -------------------------------------------------------------------------------

    def _marks_changed(self) -> None:
        """Other records are marked: paint it, and tell it."""
        if self.is_mounted:
            self._refresh_changed()
            self._told_marks = self.mark_count
            self.post_message(telling.Marked(self, self._told_marks))

    def _tell_marks(self) -> None:
        """Tell how many are marked, if other rows have made that news."""
        if self.mark_count != self._told_marks:
            self._told_marks = self.mark_count
            self.post_message(telling.Marked(self, self._told_marks))
