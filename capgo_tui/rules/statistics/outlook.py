"""When a share is going to reach a level, if it goes on as it did lately; honest where nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from math import ceil, log

RECENT = 7
"""How many known days are looked at."""
FEWEST = 4
"""With fewer of them, nothing is said."""
_SPAN = timedelta(days=14)
"""How far back they may lie before the last one."""
_OLD = timedelta(days=7)
"""A last day that is older than this says nothing about what comes."""
_STILL = 0.1
"""Percent a day below which nothing moves: the server tells shares with one decimal (contract/api.md 3.8)."""
_HORIZON = 365
"""Days beyond which a forecast is none."""
_EDGE = 0.0005
"""How near shares may come to nothing and to the whole, which no logistic curve ever reaches."""

Point = tuple[date, float]
"""A day and its share, in percent."""


class Outlook(Enum):
    """What is to be expected of a level."""

    REACHED = "reached"
    EXPECTED = "expected"
    STALLED = "stalled"
    """It does not rise, or so slowly that it takes more than a year."""
    FALLING = "falling"
    """It sinks, or has sunk to half of what it was."""
    UNKNOWN = "not enough data"


def outlook(points: Sequence[Point], level: float, today: date) -> tuple[Outlook, date | None]:
    """Say when a share is going to reach a level.

    Adoption follows a logistic curve: its logit rises evenly. The slope of the last known days is taken, or
    that of their later half where it is lower, so that a curve that bends off early (a rollout to a tenth) is
    not expected to go on as steeply as it began.

    Args:
        points: whole days with data, ascending, from its first device on.
        level: percent, between 0 and 100.
        today: the day on which it is asked.

    Returns:
        What is to be expected, and the day for `EXPECTED`, today at the earliest.
    """
    last = points[-1][0] if points else None
    if last is None or today - last > _OLD:
        return Outlook.UNKNOWN, None
    recent = [point for point in points if last - point[0] < _SPAN][-RECENT:]
    if len(recent) < FEWEST:
        return Outlook.UNKNOWN, None
    late = _slope(recent[-max(FEWEST, len(recent) // 2) :])
    slope = min(late, _slope(recent))
    share = _fraction(recent[-1][1])
    steepness = share * (1 - share) * 100
    if 2 * recent[-1][1] <= max(share for _, share in points) or late * steepness <= -_STILL:
        return Outlook.FALLING, None
    if slope * steepness < _STILL:
        return Outlook.STALLED, None
    days = max(1, ceil((_logit(level) - _logit(recent[-1][1])) / slope))
    if days > _HORIZON:
        return Outlook.STALLED, None
    return Outlook.EXPECTED, max(today, last + timedelta(days=days))


def _slope(points: Sequence[Point]) -> float:
    """The slope of the straight line through the logits, for each day, by least squares."""
    xs = [float(day.toordinal() - points[0][0].toordinal()) for day, _ in points]
    ys = [_logit(share) for _, share in points]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - x_mean) ** 2 for x in xs)
    return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / spread


def _fraction(share: float) -> float:
    return min(1 - _EDGE, max(_EDGE, share / 100))


def _logit(share: float) -> float:
    fraction = _fraction(share)
    return log(fraction / (1 - fraction))
