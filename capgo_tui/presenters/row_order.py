"""Which records of a list are shown, and in what order, worked out in small steps.

A list of 100 000 records must not stop the keys while it is filtered or sorted, and a page that
streams into a sorted list must not sort it again. So an order is built by an iterator that rests
after each small step, and takes in later records by merging.

Places are positions in the list of records, which is in order of arrival.
"""

from __future__ import annotations

from bisect import bisect, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from capgo_tui.presenters.columns import Column

RecordT = TypeVar("RecordT")

Work = Iterator[float]
"""Something that takes a while: run it to its end, resting where you like. Gives the share that is done."""

WORDS_STEP = 100
"""Records whose words are put together between two rests; the slowest of all steps."""
RANKS_STEP = 500
"""Records whose sort key is made between two rests."""
SORT_STEP = 4_000
"""Records that are sorted at once."""

_UNKNOWN: Any = object()


class Ranks(Generic[RecordT]):
    """What the records sort by in one column, each made once."""

    def __init__(self, column: Column[RecordT], records: Sequence[RecordT]) -> None:
        self.column = column
        self._records = records
        self.of: list[Any] = []
        """By place; of a place that was asked for."""

    def look(self, place: int) -> Any:
        """The rank of a record as it is now, remembered."""
        self.cover()
        rank = self.of[place] = self.column.sort(self._records[place])
        return rank

    def look_once(self, places: Sequence[int]) -> None:
        """Make the ranks that are not known yet."""
        self.cover()
        for place in places:
            if self.of[place] is _UNKNOWN:
                self.of[place] = self.column.sort(self._records[place])

    def forget(self, places: Iterable[int]) -> None:
        """These records were exchanged."""
        self.cover()
        for place in places:
            self.of[place] = _UNKNOWN

    def cover(self) -> None:
        """Make room for records that have come since."""
        self.of += [_UNKNOWN] * (len(self._records) - len(self.of))


class RowOrder(Generic[RecordT]):
    """One choice and order of records: those that match, sorted by ranks or in order of arrival.

    Records that rank None come last in either direction; equal ones stay in order of arrival.

    Args:
        records: all of them; may grow, and records may be exchanged: `update` hears of it.
        matches: whether the record at a place is shown; None shows all.
        ranks: what to sort by; None keeps the order of arrival.
        descending: the greatest first.
    """

    def __init__(
        self,
        records: Sequence[RecordT],
        *,
        matches: Callable[[int], bool] | None = None,
        ranks: Ranks[RecordT] | None = None,
        descending: bool = False,
    ) -> None:
        self.rows: Sequence[int] = range(0)
        """The places shown, from the top row down."""
        self._records = records
        self._matches = matches
        self._ranks = ranks
        self._descending = descending
        self._known = 0
        self._shown = bytearray()  # by place, where not all are shown
        self._ranked: list[int] = []
        self._unranked: list[int] = []

    @property
    def is_plain(self) -> bool:
        """Whether everything is shown in order of arrival."""
        return self._matches is None and self._ranks is None

    @property
    def shows_all(self) -> bool:
        """Whether nothing is left out."""
        return self._matches is None

    def shows(self, place: int) -> bool:
        """Whether the record at a place is shown."""
        return place < self._known and (self._matches is None or bool(self._shown[place]))

    def build(self) -> Work:
        """Work out the rows from nothing."""
        self._known = len(self._records)
        if self.is_plain:
            self.rows = range(self._known)
            return
        places: list[int] = []
        if self._matches is None:
            places = list(range(self._known))
        else:
            for share in self._match_all(places, self._matches):
                yield share * 0.6
        if self._ranks is None:
            self._ranked = places
        else:
            for share in self._sort(places, self._ranks):
                yield 0.6 + share * 0.4
        self._join()

    def update(self, touched: Iterable[int]) -> None:
        """Take in records that are new, or were exchanged; costs what these cost, not what the list costs."""
        if self.is_plain:
            self.rows = range(len(self._records))
            return
        leaving: set[int] = set()
        coming: list[int] = []
        if self._matches is not None:
            self._shown.extend(bytes(len(self._records) - len(self._shown)))
        for place in sorted(set(touched)):
            was_shown, same_rank, is_shown = self._reconsider(place)
            if was_shown and is_shown and same_rank:
                continue
            if was_shown:
                leaving.add(place)
            if is_shown:
                coming.append(place)
        self._known = len(self._records)
        self._leave(leaving)
        self._come(coming)
        self._join()

    def _reconsider(self, place: int) -> tuple[bool, bool, bool]:
        """Look at a touched record: was it shown, does it rank as before, is it shown now?"""
        was_shown = self.shows(place)
        is_shown = self._matches is None or self._matches(place)
        if self._matches is not None:
            self._shown[place] = is_shown
        same_rank = True
        if self._ranks is not None:
            before = self._ranks.of[place] if place < len(self._ranks.of) else _UNKNOWN
            if is_shown:
                same_rank = bool(self._ranks.look(place) == before)
            elif before is not _UNKNOWN:
                self._ranks.of[place] = _UNKNOWN
        return was_shown, same_rank, is_shown

    def _leave(self, leaving: set[int]) -> None:
        if leaving:
            self._ranked = [place for place in self._ranked if place not in leaving]
            self._unranked = [place for place in self._unranked if place not in leaving]

    def _come(self, coming: list[int]) -> None:
        if self._ranks is None:
            self._ranked = _merged(self._ranked, coming, bisect)
            return
        rank = self._ranks.of
        self._unranked = _merged(self._unranked, [p for p in coming if rank[p] is None], bisect)
        ranked = [place for place in coming if rank[place] is not None]
        ranked.sort(key=rank.__getitem__, reverse=self._descending)
        position = partial(_position, rank=rank, descending=self._descending)
        self._ranked = _merged(self._ranked, ranked, position)

    def _join(self) -> None:
        self.rows = self._ranked + self._unranked if self._unranked else self._ranked

    def _match_all(self, places: list[int], matches: Callable[[int], bool]) -> Work:
        shown = self._shown
        for start in range(0, self._known, WORDS_STEP):
            step = [matches(place) for place in range(start, min(start + WORDS_STEP, self._known))]
            shown.extend(step)
            places += [start + offset for offset, match in enumerate(step) if match]
            yield start / self._known

    def _sort(self, places: list[int], ranks: Ranks[RecordT]) -> Work:
        """Sort places by rank, in steps that each stay small however many there are."""
        rank = ranks.of
        ranked: list[int] = []
        for start in range(0, len(places), RANKS_STEP):
            step = places[start : start + RANKS_STEP]
            ranks.look_once(step)
            ranked += [place for place in step if rank[place] is not None]
            self._unranked += [place for place in step if rank[place] is None]
            yield 0.5 * start / len(places)
        piles = [ranked]
        if len(ranked) > SORT_STEP:
            for share in _deal(ranked, rank, piles):
                yield 0.5 + 0.2 * share
        for number, pile in enumerate(reversed(piles) if self._descending else piles):
            pile.sort(key=rank.__getitem__, reverse=self._descending)
            self._ranked += pile
            yield 0.7 + 0.3 * number / len(piles)


def _deal(ranked: list[int], rank: Sequence[Any], piles: list[list[int]]) -> Work:
    """Deal records onto piles, so that all of one pile sort before all of the next."""
    sample = sorted(rank[place] for place in ranked[:: max(1, len(ranked) // 1_000)])
    step = max(1, len(sample) * SORT_STEP // (2 * len(ranked)))
    bounds = sample[step::step]
    piles[:] = [[] for _ in range(len(bounds) + 1)]
    for start in range(0, len(ranked), SORT_STEP):
        for place in ranked[start : start + SORT_STEP]:
            piles[bisect_right(bounds, rank[place])].append(place)
        yield start / len(ranked)


def _position(run: Sequence[int], place: int, low: int, *, rank: Sequence[Any], descending: bool) -> int:
    """Where a record belongs in a run that is sorted by rank, not before `low`."""
    own = rank[place]
    high = len(run)
    while low < high:
        middle = (low + high) // 2
        other = run[middle]
        earlier = other < place if rank[other] == own else (rank[other] < own) is not descending
        if earlier:
            low = middle + 1
        else:
            high = middle
    return low


def _merged(run: list[int], coming: list[int], position: Callable[[list[int], int, int], int]) -> list[int]:
    """Put sorted newcomers into a sorted run, whose own order is not looked at again."""
    if not coming:
        return run
    merged: list[int] = []
    last = 0
    for place in coming:
        at = position(run, place, last)
        merged += run[last:at]
        merged.append(place)
        last = at
    merged += run[last:]
    return merged
