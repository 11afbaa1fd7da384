"""Which values the columns of a table hold and in how many rows, to filter by what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.flags import word
from capgo_tui.presenters.row_filter import RowFilter, all_words, find_column, usable_filter
from capgo_tui.presenters.times import NONE
from capgo_tui.rules.filter_language import Match, Term, quoted
from capgo_tui.safe_text import clean

RecordT = TypeVar("RecordT")

STEP = 500
"""Records that are looked at between two rests."""
MOST_VALUES = 40
"""A column with more values than this is shown with its most frequent ones only."""
_MOST_KINDS = 2_000
"""A column with more values than this is no facet: hardly two rows have the same."""


@dataclass(frozen=True)
class Facet:
    """One value of one column."""

    column: str
    """The column's key."""
    title: str
    """The column's heading."""
    value: str
    """What the cells say, cleaned; empty for empty cells."""
    count: int
    """In how many rows."""
    share: float
    """In which part of the rows, from 0 to 1."""


class Facets(Generic[RecordT]):
    """Counts the values of the rows that fit the rest of a filter.

    Terms such as `platform=ios,android` are choices of values; so is `state:behind` where a column's facet is
    a part of its text. The other terms are the rest, which is kept.
    """

    def __init__(self, text: str, columns: Sequence[Column[RecordT]]) -> None:
        """Take a filter apart.

        Args:
            text: the filter as it stands.
            columns: all columns of the table.
        """
        self._columns = [column for column in columns if column.now is None]
        row_filter, _ = usable_filter(text, columns)
        self.chosen: dict[str, tuple[str, ...]] = {}
        """The values that the filter asks for, by the column's key."""
        rest = []
        for term in row_filter.filter.terms:
            column = self._column_of(term)
            if column is None or column.key in self.chosen:
                rest.append(term.text)
            else:
                self.chosen[column.key] = term.values
        self._rest = rest
        self._filter: RowFilter[RecordT] = usable_filter(" ".join(rest), columns)[0]
        self._all_columns = columns
        self._counts: dict[str, Counter[str]] = {column.key: Counter() for column in self._columns}
        self.rows = 0
        """How many rows were counted."""

    def _column_of(self, term: Term) -> Column[RecordT] | None:
        """The column of which a term chooses values; None for any other term."""
        column = None if term.negated or term.column is None else find_column(term.column, self._columns)
        wanted = Match.IS if column is None or column.facet is None else Match.HAS
        return column if column is not None and term.match is wanted else None

    def count(self, records: Sequence[RecordT]) -> Iterator[float]:
        """Count, resting after each few records; gives the share that is done."""
        for start in range(0, len(records), STEP):
            for record in records[start : start + STEP]:
                if self._filter.fits(record, partial(all_words, record, self._all_columns)):
                    self._take(record)
            yield min(1.0, (start + STEP) / len(records))

    def _take(self, record: RecordT) -> None:
        self.rows += 1
        for column in self._columns:
            counts = self._counts[column.key]
            if len(counts) <= _MOST_KINDS:
                counts[_value(column, record)] += 1

    def found(self) -> list[Facet]:
        """Give the facets of every column that tells rows apart, the most frequent values first."""
        facets = []
        for column in self._columns:
            counts = self._counts[column.key]
            chosen = self.chosen.get(column.key, ())
            if not self._is_facet(counts, chosen):
                continue
            values = dict(counts.most_common(MOST_VALUES))
            values.update({value: counts.get(value, 0) for value in chosen if value not in values})
            facets += [
                Facet(column.key, column.title, value, count, count / self.rows if self.rows else 0.0)
                for value, count in sorted(values.items(), key=lambda item: (-item[1], item[0]))
            ]
        return facets

    def _is_facet(self, counts: Counter[str], chosen: Collection[str]) -> bool:
        """Whether a column groups rows: some have the same value, and not all."""
        return bool(chosen) or (1 < len(counts) <= _MOST_KINDS and len(counts) <= max(2, self.rows * 2 // 3))

    def filter_with(self, chosen: dict[str, tuple[str, ...]]) -> str:
        """Write the filter with other choices."""
        by_key = {column.key: column for column in self._columns}
        terms = [
            f"{key}{Match.IS.value if by_key[key].facet is None else Match.HAS.value}"
            + ",".join(quoted(value) for value in values)
            for key, values in chosen.items()
            if values
        ]
        return " ".join((*self._rest, *terms))


def _value(column: Column[RecordT], record: RecordT) -> str:
    """What a record counts for in a column, as a filter reads it."""
    if column.facet is not None:
        return clean(column.facet(record))
    value = None if column.value is None else column.value(record)
    if isinstance(value, bool):
        return word(value)
    text = clean(column.text(record))
    return "" if text == NONE else text
