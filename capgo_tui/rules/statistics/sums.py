"""What days come to: totals, levels, means, running totals. None is not known, and never counts as zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.periods import Period


@dataclass(frozen=True, slots=True)
class Total:
    """What the days of a period come to."""

    value: float | None
    """In the metric's unit; None if no day is known."""
    known: int
    """How many days are known."""
    days: int
    """How many days the period has."""

    @property
    def missing(self) -> int:
        """How many days are not known."""
        return self.days - self.known

    @property
    def is_complete(self) -> bool:
        """Whether every day is known, and there is one."""
        return self.known == self.days > 0

    @property
    def mean(self) -> float | None:
        """What a known day has on average."""
        return None if self.value is None or not self.known else self.value / self.known


def by_date(days: Sequence[DayFigures]) -> dict[date, DayFigures]:
    """Give days by their date, so that series are joined by it and never by their place."""
    return {each.day: each for each in days}


def values(days: Sequence[DayFigures], metric: Metric, period: Period) -> tuple[float | None, ...]:
    """Give one figure of every day of a period, ascending; a day that is not known is None."""
    known = by_date(days)
    return tuple(known[day].of(metric) if day in known else None for day in period.dates())


def total(days: Sequence[DayFigures], metric: Metric, period: Period) -> Total:
    """Add up the days of a period. A level (storage) is not added up: take `level_at_end`."""
    known = [value for value in values(days, metric, period) if value is not None]
    return Total(sum(known) if known else None, len(known), period.length)


def level_at_end(days: Sequence[DayFigures], metric: Metric, period: Period) -> Total:
    """Give the level on the last day of a period; not known is not replaced by an earlier day's."""
    last = values(days, metric, Period(period.last, period.last)) if period.length else ()
    value = last[0] if last else None
    return Total(value, 0 if value is None else 1, 1 if period.length else 0)


def figure(days: Sequence[DayFigures], metric: Metric, period: Period) -> Total:
    """Give what a metric comes to in a period: the level at its end for storage, else the sum."""
    if metric is Metric.STORAGE:
        return level_at_end(days, metric, period)
    return total(days, metric, period)


def mean(days: Sequence[DayFigures], metric: Metric, period: Period) -> float | None:
    """Give what a known day of a period has on average; None if none is known."""
    return total(days, metric, period).mean


def cumulative(each: Sequence[float | None]) -> tuple[float | None, ...]:
    """Add up from the first value on. A gap stays a gap; the total goes on behind it without its part."""
    so_far = 0.0
    totals: list[float | None] = []
    for value in each:
        so_far += value or 0
        totals.append(None if value is None else so_far)
    return tuple(totals)


def moving_mean(each: Sequence[float | None], width: int = 7) -> tuple[float | None, ...]:
    """Give the mean of every value and those before it, `width` in all; None unless all of them are known."""
    means: list[float | None] = []
    for place in range(len(each)):
        window = [value for value in each[max(0, place - width + 1) : place + 1] if value is not None]
        means.append(sum(window) / width if len(window) == width else None)
    return tuple(means)
