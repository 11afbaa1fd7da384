"""Tells running totals from each day's own values, and makes these of those.

Servers before September 2025, and the pages they are described on, do not know `noAccumulate` everywhere and
give running totals that begin with the range (api-seed.md 3.7, 5.1 S0-23). Nothing in their answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from capgo_tui.models.statistics import StatPoint


def is_daily(points: Sequence[StatPoint]) -> bool | None:
    """Whether days are certainly each day's own values; None if only asking for one day alone can tell.

    Newer servers send fields that the old ones did not; a total never falls, and a level is never negative.
    """
    if any(point.build_time_seconds is not None or point.storage_byte_hours is not None for point in points):
        return True
    for before, point in pairwise(points):
        falls = (point.mau or 0) < (before.mau or 0) or (point.bandwidth or 0) < (before.bandwidth or 0)
        if falls or (point.storage or 0) < 0:
            return True
    return None


def day_that_tells(points: Sequence[StatPoint]) -> int | None:
    """Give the place of the day to ask for alone; None if totals and values are the same, or there are none.

    It is the last day but today, which still moves, wherever that has a day before it.
    """
    places = range(len(points) - 1, 0, -1)
    telling = [place for place in places if _something(points[place - 1])]
    return telling[1] if len(telling) > 1 else telling[0] if telling else None


def are_running_totals(points: Sequence[StatPoint], place: int, alone: StatPoint) -> bool:
    """Whether days are running totals, by what one of them is when it is asked for alone.

    Alone, a total is the day's own value. What is stored is a level then: a total has the same one.
    """
    before, point = points[place - 1], points[place]
    for now, then, own in (
        (point.bandwidth, before.bandwidth, alone.bandwidth),
        (point.mau, before.mau, alone.mau),
    ):
        if now is not None and own is not None and then:
            return abs(own - (now - then)) < abs(own - now)
    return point.storage == alone.storage


def per_day(points: Sequence[StatPoint]) -> list[StatPoint]:
    """Make each day's own values of running totals; the first day's storage stays a level."""
    days: list[StatPoint] = []
    before: StatPoint | None = None
    for point in points:
        days.append(point if before is None else _minus(point, before))
        before = point
    return days


def _something(point: StatPoint) -> bool:
    return bool(point.mau or point.bandwidth or point.storage)


def _minus(point: StatPoint, before: StatPoint) -> StatPoint:
    def less(now: float | None, then: float | None) -> float | None:
        return None if now is None or then is None else now - then

    return StatPoint(
        day=point.day,
        mau=less(point.mau, before.mau),
        storage=less(point.storage, before.storage),
        bandwidth=less(point.bandwidth, before.bandwidth),
    )
