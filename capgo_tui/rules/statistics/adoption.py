"""How an app's devices took up its bundles: shares by day, milestones, and what is to be expected.

The server's peculiarities (contract/api.md 3.8) are dealt with here: a day without data repeats the counts of
the day before, and today is not over. Neither counts as progress.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.statistics.outlook import Outlook, Point, outlook
from capgo_tui.rules.versions import read_version

if TYPE_CHECKING:
    from capgo_tui.services.statistics.reading import UsageDay, UsageReading

HALF: Final = 50.0
MOST: Final = 90.0
"""The two levels, in percent, that are looked for."""
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Milestone:
    """When a bundle reached a level, or is going to."""

    level: float
    """Percent."""
    day: date | None
    """The first whole day on which it had so much; None if there is none among those known."""
    days: int | None
    """Days from the start to that day; None where it was not reached, or the start is not known."""
    at_most: bool
    """Whether it may have been earlier: it was so on the first day that is known."""
    outlook: Outlook
    expected: date | None = None
    """The day for `Outlook.EXPECTED`."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The largest share that a bundle had on a whole day."""

    share: float
    """Percent."""
    day: date
    """The first such day."""


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one bundle, or native build; its tuples go with `Adoption.days`."""

    name: str
    shares: tuple[float | None, ...]
    """Percent of each day's devices; None on a day without data."""
    counts: tuple[int | None, ...]
    """The same as devices; None where the server does not tell."""
    released: date | None
    """The day it was made; None for one that is gone, or a native build."""
    first_seen: date | None
    """The first day on which a device ran it; None if none did."""
    seen_before: bool
    """Whether devices may have run it before the first day that is known."""
    peak: Peak | None
    half: Milestone
    most: Milestone

    @property
    def start(self) -> date | None:
        """The day from which its days are counted: the release, else when it was first seen."""
        return _start(self.released, self.first_seen, seen_before=self.seen_before)

    def share(self, place: int | None) -> float | None:
        """Its share on the day of a place; None where that is not known."""
        return self.shares[place] if place is not None and 0 <= place < len(self.shares) else None

    def count(self, place: int | None) -> int | None:
        """Its devices on the day of a place; None where that is not known."""
        return self.counts[place] if place is not None and 0 <= place < len(self.counts) else None


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of all bundles, or native builds, of an app."""

    days: tuple[date, ...]
    """Every day that was asked for and is not in the future, ascending."""
    courses: tuple[Course, ...]
    """The newest version first; names that are no version come last."""
    today: int | None
    """The place of the day that is not over; None if it is not among the days."""
    last_whole: int | None
    """The place of the last day with data that is over; None if there is none."""
    repeated: frozenset[date]
    """Days on which the server repeated the counts of the day before, so that nothing is known of them."""

    @property
    def is_empty(self) -> bool:
        """Whether no device was counted at all."""
        return not self.courses

    @property
    def latest(self) -> int | None:
        """The place of the latest day with data; None if there is none."""
        for place in range(len(self.days) - 1, -1, -1):
            if any(course.shares[place] is not None for course in self.courses):
                return place
        return None

    @property
    def without_data(self) -> int:
        """How many days nothing is known of: those that the server repeated, and gaps between the others.

        Servers before October 2025 leave such days out (contract/api-seed.md 3.7); where days are repeated
        without counts (November 2025) nobody can tell.
        """
        shares = self.courses[0].shares if self.courses else ()
        known = [place for place, share in enumerate(shares) if share is not None]
        gaps = known[-1] - known[0] + 1 - len(known) if known else 0
        return len(self.repeated) + gaps

    def course(self, name: str) -> Course | None:
        """The course of a name; None if there is none."""
        return next((course for course in self.courses if course.name == name), None)


def adoption_of(reading: UsageReading, released: Mapping[str, date] | None = None) -> Adoption:
    """Tell what became of each bundle in the days of a reading. It never fails, whatever the days hold.

    Args:
        reading: the days as they are known; days may be missing.
        released: when bundles were made, by name.
    """
    known = {each.day: each for each in reading.days}
    days = tuple(day for day in reading.period.dates() if day <= reading.today)
    spreads = [_shares(known[day]) if day in known else {} for day in days]
    names = {name for spread in spreads for name, share in spread.items() if share > 0}
    repeated = frozenset(
        day
        for before, day in pairwise(days)
        if day < reading.today and before in known and day in known and _repeats(known[before], known[day])
    )
    dates = released or {}
    facts = _Facts(days, spreads, [known.get(day) for day in days], reading.today, repeated)
    courses = [_course(name, facts, dates.get(name)) for name in names]
    courses.sort(key=lambda course: _order(course.name, is_known=course.released is not None), reverse=True)
    whole = [place for place, day in enumerate(days) if spreads[place] and day < reading.today]
    return Adoption(
        days=days,
        courses=tuple(courses),
        today=days.index(reading.today) if reading.today in days else None,
        last_whole=whole[-1] if whole else None,
        repeated=repeated,
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """The days that all courses have in common."""

    days: Sequence[date]
    spreads: Sequence[Mapping[str, float]]
    """Percent by name; empty on a day without data."""
    known: Sequence[UsageDay | None]
    today: date
    repeated: frozenset[date]


def _shares(day: UsageDay) -> dict[str, float]:
    """Percent by name, from the counts where a server tells only these; nothing for a day without devices."""
    shares = {name: share for name, share in day.percent.items() if isfinite(share)}
    if not any(shares.values()):
        total = sum(day.counts.values())
        shares = {name: 100 * count / total for name, count in day.counts.items()} if total > 0 else {}
    return shares


def _repeats(before: UsageDay, day: UsageDay) -> bool:
    """Whether a day has exactly the counts of the day before, which is how the server fills its gaps."""
    mine, its = ({name: count for name, count in each.counts.items() if count} for each in (day, before))
    return bool(mine) and mine == its


def _course(name: str, facts: _Facts, released: date | None) -> Course:
    shares = tuple(spread.get(name, 0.0) if spread else None for spread in facts.spreads)
    counts = tuple(
        None if each is None or not spread or not each.counts else each.counts.get(name, 0)
        for each, spread in zip(facts.known, facts.spreads, strict=True)
    )
    seen = [(day, share) for day, share in zip(facts.days, shares, strict=True) if share is not None]
    first_seen = next((day for day, share in seen if share > 0), None)
    seen_before = first_seen is not None and first_seen == seen[0][0] and released != first_seen
    whole = [point for point in seen if point[0] < facts.today and point[0] not in facts.repeated]
    start = _start(released, first_seen, seen_before=seen_before)
    largest = max(whole, key=lambda point: point[1], default=None)
    return Course(
        name=name,
        shares=shares,
        counts=counts,
        released=released,
        first_seen=first_seen,
        seen_before=seen_before,
        peak=Peak(largest[1], largest[0]) if largest is not None and largest[1] > 0 else None,
        half=_milestone(HALF, whole, first_seen, start, facts.today),
        most=_milestone(MOST, whole, first_seen, start, facts.today),
    )


def _start(released: date | None, first_seen: date | None, *, seen_before: bool) -> date | None:
    """The release, unless devices ran it before: then the name was given a second time."""
    if released is not None and (first_seen is None or released <= first_seen or seen_before):
        return released
    return None if seen_before else first_seen


def _milestone(
    level: float, whole: Sequence[Point], first_seen: date | None, start: date | None, today: date
) -> Milestone:
    reached = next((day for day, share in whole if share >= level), None)
    if reached is None:
        since = [point for point in whole if first_seen is not None and point[0] >= first_seen]
        word, expected = outlook(since, level, today)
        return Milestone(level, None, None, at_most=False, outlook=word, expected=expected)
    days = (reached - start).days if start is not None and start <= reached else None
    return Milestone(
        level, reached, days, at_most=reached == whole[0][0] and days != 0, outlook=Outlook.REACHED
    )


def _order(name: str, *, is_known: bool) -> tuple[object, ...]:
    """Order by version; a native build's platform stands before it (`Android 1.0.0`).

    A bundle that is gone goes by its number, which is no version.
    """
    version = read_version(name.rpartition(" ")[2])
    if version is None or (name.isdecimal() and not is_known):
        return (0, (), name)
    return (1, version.order, name)
