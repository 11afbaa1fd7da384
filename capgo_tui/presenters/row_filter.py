"""A filter put to work on a table: whether a record fits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from operator import ge, gt, le, lt
from typing import Any, Final, Generic, TypeVar

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.flags import word
from capgo_tui.presenters.folding import fold
from capgo_tui.presenters.times import NONE, UNKNOWN
from capgo_tui.rules.filter_language import (
    Filter,
    FilterProblem,
    Match,
    Term,
    read_age,
    read_filter,
    read_measures,
)
from capgo_tui.rules.filter_language.measures import read_day
from capgo_tui.safe_text import clean

RecordT = TypeVar("RecordT")

Test = Callable[[RecordT, Callable[[], str]], bool]
"""Whether a record fits; the second is all its texts, folded, one a line, made when it is called."""

_COMPARE: Final[Mapping[Match, Callable[[Any, Any], bool]]] = {
    Match.OVER: gt,
    Match.UNDER: lt,
    Match.AT_LEAST: ge,
    Match.AT_MOST: le,
}
_OTHER_WAY: Final[Mapping[Match, Callable[[Any, Any], bool]]] = {
    Match.OVER: lt,
    Match.UNDER: gt,
    Match.AT_LEAST: le,
    Match.AT_MOST: ge,
}
"""An age is more where its moment is less."""
_YES: Final = frozenset({"yes", "true", "on", "1", "✓"})
_NO: Final = frozenset({"no", "false", "off", "0", "✗"})


class RowFilter(Generic[RecordT]):
    """Says of records whether they fit a filter."""

    def __init__(self, text: str, columns: Sequence[Column[RecordT]]) -> None:
        """Read a filter over columns.

        Raises:
            FilterProblem: it cannot be read, names no column of these, or compares what cannot be compared.
        """
        self.filter: Filter = read_filter(text)
        """Its terms."""
        self._tests = [_test(term, columns) for term in self.filter.terms]

    @property
    def shows_all(self) -> bool:
        """Whether it has no terms."""
        return not self._tests

    def fits(self, record: RecordT, words: Callable[[], str]) -> bool:
        """Say whether a record fits; never raises.

        Args:
            record: the record.
            words: gives all its texts, folded, one a line.
        """
        return all(test(record, words) for test in self._tests)


def all_words(record: RecordT, columns: Sequence[Column[RecordT]]) -> str:
    """Give all texts of a record, as shown and folded, one a line."""
    return fold("\n".join([clean(column.text(record)) for column in columns]))


def find_column(name: str, columns: Sequence[Column[RecordT]]) -> Column[RecordT] | None:
    """Find a column by its key or title, or by the beginning that only one of them has."""
    wanted = _plain(name)
    by_name: dict[str, Column[RecordT]] = {}
    for column in columns:
        by_name.setdefault(_plain(column.title), column)
    by_name.update({_plain(column.key): column for column in columns})
    if wanted in by_name:
        return by_name[wanted]
    begun = {column.key: column for each, column in by_name.items() if each.startswith(wanted)}
    return next(iter(begun.values())) if len(begun) == 1 else None


def _plain(name: str) -> str:
    return re.sub(r"[\s_/-]+", "-", name.casefold())


def _test(term: Term, columns: Sequence[Column[RecordT]]) -> Test[RecordT]:
    """Make the test of one term."""
    test: Test[RecordT] = _anywhere(term) if term.column is None else _of_column(term, columns)
    if not term.negated:
        return test
    return lambda record, words: not test(record, words)


def _of_column(term: Term, columns: Sequence[Column[RecordT]]) -> Test[RecordT]:
    column = find_column(term.column or "", columns)
    if column is None:
        raise _no_column(term, columns)
    return _ordered(term, column) if term.match.compares else _in_column(term, column)


def _no_column(term: Term, columns: Sequence[Column[RecordT]]) -> FilterProblem:
    keys = [column.key for column in columns]
    name = (term.column or "").casefold()
    near = [key for key in keys if key.startswith(name)] or get_close_matches(name, keys, n=3, cutoff=0.7)
    return FilterProblem(
        f"There is no column {term.column}.",
        start=term.start + int(term.negated),
        next_step=f"Columns: {', '.join(near or keys)}. Quotes look for the text itself.",
    )


def _anywhere(term: Term) -> Test[RecordT]:
    """Look at all texts of a record."""
    if term.match is Match.REGEX:
        found = _search(term.values[0])
        return lambda _, words: found(words())
    wanted = fold(clean(term.values[0]))
    if term.match is Match.FUZZY:
        return lambda _, words: any(_is_fuzzy(wanted, text) for text in words().split("\n"))
    return lambda _, words: wanted in words()


def _in_column(term: Term, column: Column[RecordT]) -> Test[RecordT]:
    """Look at the texts of one column."""
    if term.match is Match.REGEX:
        found = _search(term.values[0])
        return lambda record, _: found(clean(column.text(record)))
    wanted = tuple(fold(clean(value)) for value in term.values)
    if term.match is Match.FUZZY:
        return lambda record, _: _is_fuzzy(wanted[0], fold(clean(column.text(record))))
    exact, negated = term.match is not Match.HAS, term.match is Match.IS_NOT

    def fits(record: RecordT, _: object) -> bool:
        return _is_one(column, record, wanted, exact=exact) is not negated

    return fits


def _is_one(column: Column[RecordT], record: RecordT, wanted: Sequence[str], *, exact: bool) -> bool:
    """Say whether a cell has, or just is, one of the values."""
    value = None if column.value is None else column.value(record)
    if isinstance(value, bool):
        return any(each in (_YES if value else _NO) for each in wanted)
    text = fold(clean(column.text(record)))
    if exact:
        others = {text} if text not in {NONE, UNKNOWN} else {text, "" if text == NONE else fold(word(None))}
        return any(each in others for each in wanted)
    return any((each in text) if each else text in {"", NONE} for each in wanted)


def _ordered(term: Term, column: Column[RecordT]) -> Test[RecordT]:
    """Compare a column with a measure."""
    return _by_age(term, column) if column.now is not None else _by_measure(term, column)


def _by_age(term: Term, column: Column[RecordT]) -> Test[RecordT]:
    """Compare moments: `changed>7d` is older than a week, `changed>2026-11-01` later than that day began."""
    value, now, typed = column.value, column.now, term.values[0]
    span, day = read_age(typed), read_day(typed)
    if value is None or now is None or (span is None and day is None):
        raise FilterProblem(
            f"{clean(typed)} is neither an age nor a day.",
            start=term.value_start,
            next_step=f"`{term.column}>7d` is older than seven days; days are written 2026-11-22.",
        )
    read, clock = value, now

    def fits(record: RecordT, _: object) -> bool:
        moment = read(record)
        if not isinstance(moment, datetime):
            return False
        if day is not None:
            return _COMPARE[term.match](moment, day)
        then = clock() - span if span is not None else clock()
        return _OTHER_WAY[term.match](moment, then)

    return fits


def _by_measure(term: Term, column: Column[RecordT]) -> Test[RecordT]:
    """Compare numbers if the column has numbers, versions else."""
    compare, typed = _COMPARE[term.match], read_measures(term.values[0])
    if typed.number is None and typed.version is None:
        raise FilterProblem(
            f"{clean(term.values[0])} is neither a version nor a number.",
            start=term.value_start,
            next_step=f"`{term.column}:…` looks for letters.",
        )
    read = column.value

    def fits(record: RecordT, _: object) -> bool:
        value: Any = None if read is None else read(record)
        if isinstance(value, bool):
            return False
        if isinstance(value, int | float):
            return typed.number is not None and compare(value, typed.number)
        there = read_measures(column.text(record))
        if there.number is not None and typed.number is not None:
            return compare(there.number, typed.number)
        return (
            there.version is not None and typed.version is not None and compare(there.version, typed.version)
        )

    return fits


def _search(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern, re.IGNORECASE | re.MULTILINE).search
    return lambda text: found(text) is not None


def _is_fuzzy(wanted: str, text: str) -> bool:
    """Say whether letters come in this order, others between them."""
    letters = iter(text)
    return all(letter in letters for letter in wanted if not letter.isspace())


def usable_filter(
    text: str, columns: Sequence[Column[RecordT]]
) -> tuple[RowFilter[RecordT], FilterProblem | None]:
    """Read a filter as far as it can be read: of one with a problem, the terms before it."""
    problem = None
    while True:
        try:
            return RowFilter(text, columns), problem
        except FilterProblem as found:
            problem = problem or found
            text = text[: max(text.rfind(" ", 0, found.start), 0)]
