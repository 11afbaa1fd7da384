"""The records of a table: kept once by key, filtered, sorted, marked. Knows nothing of screens."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.row_filter import all_words, usable_filter
from capgo_tui.presenters.row_marks import RowMarks
from capgo_tui.presenters.row_order import Ranks, RowOrder, Work
from capgo_tui.rules.filter_language import FilterProblem

RecordT = TypeVar("RecordT")

AT_ONCE = 1_000
"""As many records as one page has: these are merged into a filtered or sorted list in one go."""
_FILL_STEP = 10_000


@dataclass(frozen=True)
class SortBy:
    """By which column rows are sorted."""

    column: str
    """Its key."""
    descending: bool = False
    """Whether the greatest comes first."""


class _Records(Generic[RecordT]):
    """Records in order of arrival, each once by key, and the words that a filter looks at."""

    def __init__(self, key: Callable[[RecordT], Hashable], incoming: Iterable[RecordT] = ()) -> None:
        self.items: list[RecordT] = []
        self.places: dict[Hashable, int] = {}
        self._key = key
        self._words: list[str | None] = []
        self._incoming = iter(incoming)

    def fill(self) -> Work:
        """Take in the records it was made with; begun again, it goes on where it was."""
        while page := list(islice(self._incoming, _FILL_STEP)):
            self.put(page)
            yield 0.0

    def put(self, records: Iterable[RecordT]) -> list[int]:
        """Add records, or exchange those whose key is known; the places that changed."""
        items, places, key = self.items, self.places, self._key
        touched: list[int] = []
        for record in records:
            place = places.setdefault(key(record), len(items))
            if place == len(items):
                items.append(record)
            elif items[place] == record:
                continue
            else:
                items[place] = record
                if place < len(self._words):
                    self._words[place] = None
            touched.append(place)
        return touched

    def words(self, place: int, columns: Sequence[Column[RecordT]]) -> str:
        """All texts of a record, as shown and folded, one a line."""
        if place >= len(self._words):
            self._words += [None] * (len(self.items) - len(self._words))
        words = self._words[place]
        if words is None:
            words = self._words[place] = all_words(self.items[place], columns)
        return words

    def forget_words(self) -> None:
        """What columns say has changed."""
        self._words.clear()


class RowSet(Generic[RecordT]):
    """Records, and the rows that a table shows of them.

    Whatever changes the rows gives back work. The rows change when it has been run to its end (a small
    set takes one step); until then the rows before stay. New work takes the place of unfinished work
    and does all that is still asked for; running the old one on does nothing.

    Args:
        columns: all columns; a filter looks at each, shown or not.
        key: what a record is recognised by.
    """

    def __init__(self, columns: Sequence[Column[RecordT]], key: Callable[[RecordT], Hashable]) -> None:
        self.columns = tuple(columns)
        """All columns, in order."""
        self.marks = RowMarks(self.keys)
        """Which records are marked; a mark outlives a filter that hides its record."""
        self._key = key
        self._hidden_marks: int | None = None
        self._filter = ""
        self._only: frozenset[Hashable] | None = None
        self._fits, self._problem = usable_filter("", self.columns)
        self._sort: SortBy | None = None
        self._records: _Records[RecordT] = _Records(key)
        self._order = RowOrder(self._records.items)
        self._ranks: Ranks[RecordT] | None = None
        self._next_records = self._records
        self._late: list[RecordT] = []
        self._job = 0
        self._working = False

    # What there is -------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._order.rows)

    def __getitem__(self, row: int) -> RecordT:
        return self._records.items[self._order.rows[row]]

    @property
    def total(self) -> int:
        """How many records there are, shown or not."""
        return len(self._records.items) + len(self._late)

    @property
    def filter_text(self) -> str:
        """The filter asked for, as it was typed."""
        return self._filter

    @property
    def only(self) -> frozenset[Hashable] | None:
        """The keys of the records that a filter looks at; None for all."""
        return self._only

    @property
    def filter_problem(self) -> FilterProblem | None:
        """Why that filter cannot be read whole; then only the terms before the problem hold."""
        return self._problem

    @property
    def sorted_by(self) -> SortBy | None:
        """The order asked for; None is the order of arrival."""
        return self._sort

    @property
    def working(self) -> bool:
        """Whether the rows are not yet what was asked for."""
        return self._working

    def key(self, row: int) -> Hashable:
        """The key of the record in a row."""
        return self._key(self[row])

    def keys(self, rows: range) -> Iterator[Hashable]:
        """The keys of the records in rows that follow each other."""
        return map(self._key, map(self._records.items.__getitem__, self._order.rows[rows.start : rows.stop]))

    def row(self, key: Hashable) -> int | None:
        """The row that shows the record of a key, if one does."""
        place = self._records.places.get(key)
        rows = self._order.rows
        if place is None or (isinstance(rows, range) and place not in rows):
            return None
        try:
            return rows.index(place)
        except ValueError:
            return None

    def marked_records(self) -> list[RecordT]:
        """The marked records, in order of arrival."""
        places = self._records.places
        marked = self.marks.all()
        return [self._records.items[place] for place in sorted(places[k] for k in marked if k in places)]

    @property
    def hidden_marks(self) -> int:
        """How many marked records the filter hides."""
        if self._hidden_marks is None:  # marking changes shown rows only, so this holds until rows move
            keys, places, order = self.marks.keys, self._records.places, self._order
            self._hidden_marks = 0 if order.shows_all else sum(not order.shows(places[key]) for key in keys)
        return self._hidden_marks

    def mark(self, keys: Iterable[Hashable]) -> None:
        """Have exactly the records of these keys marked, also those of them that come later."""
        self.marks.put(keys, self._records.places)
        self._hidden_marks = None

    # What changes it -----------------------------------------------------------------------

    def append(self, records: Iterable[RecordT]) -> Work:
        """Take in a page; a record whose key is known takes the place of the old one."""
        page = list(records)
        if self._working:
            self._late += page
            return iter(())
        if not self._order.is_plain:
            self.marks.keep_span()
        if len(page) > AT_ONCE and not self._order.is_plain:
            touched = self._records.put(page)
            if self._ranks is not None:
                self._ranks.forget(touched)
            return self._arrange()
        self._order.update(self._records.put(page))
        self._hidden_marks = None
        if self.marks.waits:
            self.marks.look_again(self._records.places)
        return iter(())

    def replace(self, records: Iterable[RecordT]) -> Work:
        """Take other records in place of all that there are; marks of those that are gone go."""
        self._next_records = _Records(self._key, records)
        self._late = []
        self._ranks = None
        return self._arrange()

    def sort(self, by: SortBy | None) -> Work:
        """Sort by a column; by None, or one that there is not, in order of arrival."""
        known = by is not None and any(column.key == by.column for column in self.columns)
        self._sort = by if known else None
        return self._arrange()

    def filter(self, text: str) -> Work:
        """Show the records that fit a filter (`rules/filter_language`)."""
        self._filter = text
        self._fits, self._problem = usable_filter(text, self.columns)
        return self._arrange()

    def narrow(self, only: frozenset[Hashable] | None) -> Work:
        """Show the records of these keys alone, as far as the filter leaves them; None shows all again."""
        self._only = only
        return self._arrange()

    def recompute(self, columns: Sequence[Column[RecordT]] | None = None) -> Work:
        """What the columns say of the same records has changed, or there are other columns."""
        if columns is not None:
            self.columns = tuple(columns)
            self._fits, self._problem = usable_filter(self._filter, self.columns)
        self._next_records.forget_words()
        self._ranks = None
        return self.sort(self._sort)

    def _arrange(self) -> Work:
        self._job += 1
        self._working = True
        return self._run(self._job)

    def _run(self, job: int) -> Work:
        """Work out the rows that are asked for, and show them once they are complete."""
        records = self._next_records
        for share in records.fill():
            yield share
            if job != self._job:
                return
        order = self._new_order(records)
        for share in order.build():
            yield share
            if job != self._job:
                return
        while self._late:
            page, self._late = self._late[:AT_ONCE], self._late[AT_ONCE:]
            order.update(records.put(page))
            yield 1.0
            if job != self._job:
                return
        others = records is not self._records
        if others or not (order.is_plain and self._order.is_plain):
            self.marks.keep_span()
        self._records, self._order, self._working = records, order, False
        self._hidden_marks = None
        if others or self.marks.waits:
            self.marks.look_again(records.places)

    def _new_order(self, records: _Records[RecordT]) -> RowOrder[RecordT]:
        by, fits, columns = self._sort, self._fits, self.columns
        only, key = self._only, self._key

        def matches(place: int) -> bool:
            record = records.items[place]
            if only is not None and key(record) not in only:
                return False
            return fits.fits(record, lambda: records.words(place, columns))

        if by is None:
            self._ranks = None
        elif self._ranks is None or self._ranks.column.key != by.column:
            column = next(column for column in columns if column.key == by.column)
            self._ranks = Ranks(column, records.items)
        return RowOrder(
            records.items,
            matches=None if fits.shows_all and only is None else matches,
            ranks=self._ranks,
            descending=by is not None and by.descending,
        )
