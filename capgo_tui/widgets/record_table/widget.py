"""The table of every tab: records in, what was picked out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TypeAlias, TypeVar

from textual import work

from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.presenters.row_order import Work
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.rules.filter_language import FilterProblem
from capgo_tui.widgets.record_table import telling
from capgo_tui.widgets.record_table.marking import TableMarking
from capgo_tui.widgets.record_table.telling import FilterProgress

RecordT = TypeVar("RecordT")

SLICE = 0.008
"""Seconds that filtering and sorting take from the keys at a time."""
REST = 0.001
"""Seconds that they leave to everything else between two slices."""
TELL = 0.1
"""Seconds between two words about how far they are."""


@dataclass(frozen=True)
class TableState:
    """How a table is looked at, so that it can be looked at in the same way again."""

    sort: SortBy | None = None
    """By which column the rows are sorted; None for the order of arrival."""
    wide: bool = False
    """Whether all columns are shown."""
    column: str | None = None
    """The key of the column that the column cursor is on; None for the first."""
    filter: str = ""
    """The filter, as it was typed."""
    cursor: Hashable = None
    """The key of the record under the cursor; None where nobody moved it."""
    height: int = 0
    """How many rows are in view above the cursor."""
    marked: frozenset[Hashable] = frozenset()
    """The keys of the marked records."""


class RecordTable(TableMarking[RecordT]):
    """Shows records in rows, at the same speed whether there are ten or a hundred thousand.

    Cells are literal text, cleaned. The cursor and the marks keep to their record by its key. Rows may
    come page by page. Filtering and sorting many records takes short slices of time; until it is done the
    rows before stay.

    Args:
        columns: what is shown of a record; a filter looks at all of them, shown or not.
        key: what a record is recognised by.
        row_tone: what a whole row says, such as `Tone.MUTED`; cells that say something keep their own tone.
    """

    DEFAULT_CSS = """
    RecordTable {
        background: $surface;
        color: $foreground;
        text-align: center;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;

        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;

        & > .record-table--header { color: $text-muted; }
        & > .record-table--sorted { color: $text-accent; text-style: bold; }
        & > .record-table--column { text-style: bold underline; }
        & > .record-table--cursor { background: $foreground 8%; }
        & > .record-table--cursor-glyph { background: $foreground 8%; color: $text-muted; }
        & > .record-table--marked { background: $secondary 12%; }
        & > .record-table--mark-glyph { background: $secondary 12%; color: $text-secondary; }
        & > .record-table--muted { color: $text-muted; }
        & > .record-table--good { color: $text-success; }
        & > .record-table--warn { color: $text-warning; }
        & > .record-table--bad { color: $text-error; }
        & > .record-table--accent { color: $text-accent; }
        & > .record-table--news { color: $text-accent; text-style: bold; }
        & > .record-table--placeholder { color: $text-muted; }

        &:focus > .record-table--cursor { background: $primary-muted; text-style: bold; }
        &:focus > .record-table--cursor-glyph {
            background: $primary-muted;
            color: $text-accent;
            text-style: bold;
        }

        &:ansi {
            /* The 16 colours of the terminal cannot be blended. */
            & > .record-table--header { text-style: dim; }
            & > .record-table--muted { text-style: dim; }
            & > .record-table--cursor { background: $surface; text-style: bold; }
            & > .record-table--cursor-glyph { background: $surface; text-style: bold; }
            & > .record-table--marked { background: $surface; text-style: bold; }
            & > .record-table--mark-glyph { background: $surface; text-style: bold; }
        }
        &:ansi:focus {
            & > .record-table--cursor, & > .record-table--cursor-glyph {
                background: $block-cursor-background;
                color: $block-cursor-foreground;
                text-style: bold;
            }
        }
        &:nocolor {
            & > .record-table--cursor { text-style: bold; }
            & > .record-table--marked { text-style: bold; }
        }
        &:nocolor:focus {
            & > .record-table--cursor, & > .record-table--cursor-glyph { text-style: bold reverse; }
        }
    }
    """

    Highlighted: TypeAlias = telling.Highlighted
    Opened: TypeAlias = telling.Opened
    Sorted: TypeAlias = telling.Sorted
    FilterChanged: TypeAlias = telling.FilterChanged
    Marked: TypeAlias = telling.Marked

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
        self._keeps_record = False
        self._awaited: TableState | None = None
        self._told_order: SortBy | None = None
        self._told_filter = FilterProgress()
        self._share = 1.0

    # What it shows -------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many records are shown."""
        return len(self._rows)

    @property
    def total(self) -> int:
        """How many records there are, shown or not."""
        return self._rows.total

    @property
    def filter(self) -> str:
        """The filter, as it was typed."""
        return self._rows.filter_text

    @property
    def only(self) -> frozenset[Hashable] | None:
        """The keys of the records that it is narrowed to; None for all."""
        return self._rows.only

    @property
    def filter_problem(self) -> FilterProblem | None:
        """Why the filter cannot be read whole; then only the terms before the problem hold."""
        return self._rows.filter_problem

    @property
    def order(self) -> SortBy | None:
        """By what the rows are sorted; None is the order of arrival."""
        return self._rows.sorted_by

    @property
    def state(self) -> TableState:
        """How it is looked at now."""
        height = max(0, self._cursor_row - self.top)
        if not self._was_moved:
            height = (self._awaited or TableState()).height
        return TableState(
            self.order, self.wide, self._column_key, self.filter, self.cursor_key, height, self.marked
        )

    @property
    def cursor_key(self) -> Hashable:
        """The key of the record that the cursor was moved to, or that it waits for; None for none."""
        return self._cursor_key if self._was_moved else (self._awaited or TableState()).cursor

    def restore(self, state: TableState) -> None:
        """Look at it as before; the cursor goes to its record as soon as that is there."""
        self._awaited = None if state.cursor is None else state
        self._was_moved = False
        self._cursor_key, self._cursor_row = None, 0
        self._column_key = state.column
        self.mark(state.marked)
        self.wide = state.wide
        self._rows.filter(state.filter)
        self.sort_by(state.sort)
        self._relay()

    # What it is told -----------------------------------------------------------------------

    def append(self, records: Iterable[RecordT]) -> None:
        """Take in a page; a record whose key is known takes the place of the old one."""
        self._run(self._rows.append(records))

    def replace(self, records: Iterable[RecordT]) -> None:
        """Take other records in place of all that there are; the cursor and the marks keep to their keys."""
        self._keeps_record = True
        self._run(self._rows.replace(records))

    def update(self, records: Iterable[RecordT]) -> None:
        """Take in records in the place of those with their keys; the cursor keeps its record."""
        self._keeps_record = True
        self.append(records)

    def set_columns(self, columns: Sequence[Column[RecordT]]) -> None:
        """Show other columns of the same records."""
        self._run(self._rows.recompute(columns))
        self._relay()

    def recompute(self) -> None:
        """What the columns say of the same records has changed: filter, sort and paint them again."""
        self._run(self._rows.recompute())
        self.redraw()

    def set_filter(self, text: str) -> None:
        """Show the records that fit a filter (`rules/filter_language`)."""
        self._run(self._rows.filter(text))

    def narrow(self, only: frozenset[Hashable] | None) -> None:
        """Show the records of these keys alone, as far as the filter leaves them; None shows all again.

        The cursor keeps its record; where that is not one of them it goes to the first row.
        """
        self._keeps_record = only is None or self._cursor_key in only
        if not self._keeps_record:
            self._cursor_key, self._cursor_row = None, 0
            self._was_moved, self._awaited = False, None
        self._run(self._rows.narrow(only))

    def sort_by(self, order: SortBy | None) -> None:
        """Sort; by None in order of arrival."""
        before = self._painter
        self._run(self._rows.sort(order))
        if self.is_mounted:
            if before is not None and self.laid_out is before.layout:
                self._refresh_lines([0])
            else:
                self._relay()

    # Work in slices ------------------------------------------------------------------------

    def _run(self, job: Work) -> None:
        """Do work: at once if it is little or nobody watches yet, else between the keys."""
        if not self.is_mounted:
            for _ in job:
                pass
        if not self._work(job):
            self._work_on(job)

    @work(exclusive=True, group="arrange")
    async def _work_on(self, job: Work) -> None:
        told = monotonic()
        while not self._work(job):
            if monotonic() - told > TELL:
                told = monotonic()
                self._tell_filter()
            await asyncio.sleep(REST)

    def _work(self, job: Work) -> bool:
        """Work for one slice of time; whether nothing is left to do."""
        end = monotonic() + SLICE
        for self._share in job:
            if monotonic() >= end:
                return False
        if not self._rows.working:
            self._share = 1.0
            self._rows_changed()
        return True

    def on_mount(self) -> None:
        """Tell what came before anyone could hear it."""
        self._tell()

    def _rows_changed(self) -> None:
        """Other rows: find the cursor's record again, and paint what is not on the screen yet."""
        top = self._settle()
        self._go_on_drawing()
        if self.is_mounted:
            self._measure()
            self._jump(top)
            self._refresh_changed()
            self._tell()

    def _tell(self) -> None:
        """Tell the owner what is news."""
        self._tell_record()
        self._tell_filter()
        self._tell_marks()
        if self.order != self._told_order:
            self._told_order = self.order
            self.post_message(telling.Sorted(self, self.order))

    def _settle(self) -> int:
        """Put the cursor where it belongs among other rows, and say which row is to be the top one."""
        rows, height, top = self._rows, self._cursor_row - self.top, self.top
        row = rows.row(self._cursor_key) if self._was_moved or self._keeps_record else None
        if not self._was_moved and self._awaited is not None:
            awaited = rows.row(self._awaited.cursor)
            if awaited is not None:
                self._was_moved, row, height = True, awaited, self._awaited.height
        self._keeps_record = False
        self._cursor_row = max(0, min(self._cursor_row, len(rows) - 1)) if row is None else row
        if rows:
            self._cursor_key = rows.key(self._cursor_row)
        if 0 <= height < self.page:
            return self._cursor_row - height
        anchored = self._top_record_row()
        return top if anchored is None else anchored

    def _tell_filter(self) -> None:
        if self.filter or self._told_filter.text:
            progress = FilterProgress(self.filter, self.row_count, self.total, self._share)
            if progress != self._told_filter:
                self._told_filter = progress
                self.post_message(telling.FilterChanged(self, progress))
