"""One period beside another: what changed, and both on one axis of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.sums import Total, figure, values


class Direction(Enum):
    """How a figure stands to the one before."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"
    """There was nothing before, so that no percentage can be told."""
    UNKNOWN = "unknown"
    """One of the two is not known."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure and the one that it is compared with, both in the metric's unit."""

    now: float | None
    before: float | None

    @property
    def absolute(self) -> float | None:
        """The difference, in the metric's unit."""
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def percent(self) -> float | None:
        """The difference in percent of the figure before; None where that is zero or not known."""
        if self.now is None or not self.before:
            return None
        return (self.now - self.before) / abs(self.before) * 100

    @property
    def direction(self) -> Direction:
        """How the figure stands to the one before."""
        if self.now is None or self.before is None:
            return Direction.UNKNOWN
        if self.now == self.before:
            return Direction.SAME
        if not self.before:
            return Direction.NEW
        return Direction.UP if self.now > self.before else Direction.DOWN


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two periods come to."""

    now: Total
    before: Total

    @property
    def change(self) -> Change:
        """The change; unknown where a day of either is, as sums of unequally many days mislead."""
        return Change(
            self.now.value if self.now.is_complete else None,
            self.before.value if self.before.is_complete else None,
        )


def compare(days: Sequence[DayFigures], metric: Metric, now: Period, before: Period) -> Comparison:
    """Compare what a metric comes to in two periods (`Range.shown` with `Range.before` or `Range.year_ago`).

    Args:
        days: those of both periods, in any order.
        metric: what is compared; storage by the levels at the ends.
        now: the period.
        before: the one that it is compared with.
    """
    return Comparison(figure(days, metric, now), figure(days, metric, before))


@dataclass(frozen=True, slots=True)
class Overlay:
    """Two periods on an axis of days of the period; both have as many places as the longer one has days."""

    places: tuple[int, ...]
    """1 for the first day of either."""
    now: tuple[float | None, ...]
    before: tuple[float | None, ...]
    """None is a gap: a day that is not known, or behind the period's end."""


def overlay(days: Sequence[DayFigures], metric: Metric, now: Period, before: Period) -> Overlay:
    """Lay one period over another, first day on first day."""
    longest = max(now.length, before.length)
    nothing: tuple[float | None, ...] = (None,)

    def padded(period: Period) -> tuple[float | None, ...]:
        known = values(days, metric, period)
        return known + nothing * (longest - len(known))

    return Overlay(tuple(range(1, longest + 1)), padded(now), padded(before))
