"""What a period will come to at its end, as far as that can be told from the days so far.

* Bandwidth and build time: a day to come is the mean of the same weekday in the last 28 full days. At least
  seven full days have to be known.
* MAU: devices count once in a billing cycle, so that its days fall towards the end. What is known is scaled
  up by the part that the same days had of the whole period before. That period has to be known whole, and
  five full days of this one.
* Storage: the last level, and the mean daily change of the last 28 full days for each day to come.

A day of the period that has passed and is not known counts like one to come. Today counts as it is expected
to end, or as it is where that is more already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.sums import total, values

LEAST_DAYS = 7
"""Full days that have to be known for a mean of weekdays."""
LEAST_OF_CYCLE = 5
"""Full days of the period that have to be known for MAU."""
_LOOKS_BACK = 28


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a period is expected to come to."""

    value: float
    """In the metric's unit: a sum, or the level on the last day of storage."""
    known: float
    """What is known of it: the sum of its days so far, or the last level."""
    days_left: int
    """How many of its days are estimated, today included."""


def forecast(
    days: Sequence[DayFigures], metric: Metric, whole: Period, today: date, before: Period | None = None
) -> Forecast | None:
    """Say what a period will come to; None where too little is known, or where it has ended or not begun.

    Args:
        days: what is known; give at least 28 days before today, and all of the period before for MAU.
        metric: which figure.
        whole: the period, the days to come included.
        today: the day that is still growing.
        before: the whole period before it; None takes `whole.previous()`.
    """
    if today not in whole:
        return None
    if metric is Metric.MAU:
        return _of_cycle(days, whole, today, before or whole.previous())
    if metric is Metric.STORAGE:
        return _of_level(days, whole, today)
    return _of_weekdays(days, metric, whole, today)


def _of_weekdays(days: Sequence[DayFigures], metric: Metric, whole: Period, today: date) -> Forecast | None:
    """Expect every day that is not known to be like its weekday was."""
    back = Period(today - timedelta(days=_LOOKS_BACK), today - timedelta(days=1))
    full = {
        day: value
        for day, value in zip(back.dates(), values(days, metric, back), strict=True)
        if value is not None
    }
    if len(full) < LEAST_DAYS:
        return None

    def expected(day: date) -> float:
        alike = [value for other, value in full.items() if other.weekday() == day.weekday()]
        return _mean(alike or list(full.values()))

    known, estimated, left = 0.0, 0.0, 0
    for day, value in zip(whole.dates(), values(days, metric, whole), strict=True):
        known += value or 0 if day <= today else 0
        if day >= today or value is None:
            left += 1
            estimated += max(0.0, expected(day) - (value or 0 if day == today else 0))
    return Forecast(known + estimated, known, left)


def _of_cycle(days: Sequence[DayFigures], whole: Period, today: date, before: Period) -> Forecast | None:
    """Scale up what is known by the part that the same days had of the period before."""
    passed = whole.until(today - timedelta(days=1))
    then = total(days, Metric.MAU, before)
    pairs = [
        (now, earlier)
        for now, earlier in zip(
            values(days, Metric.MAU, passed), values(days, Metric.MAU, before), strict=False
        )
        if now is not None and earlier is not None
    ]
    so_far, part = sum(now for now, _ in pairs), sum(earlier for _, earlier in pairs)
    if not then.is_complete or then.value is None or len(pairs) < LEAST_OF_CYCLE or not part:
        return None
    known = total(days, Metric.MAU, whole.until(today)).value or 0
    return Forecast(max(known, so_far * then.value / part), known, whole.length - len(pairs))


def _of_level(days: Sequence[DayFigures], whole: Period, today: date) -> Forecast | None:
    """Let the level go on as it went."""
    back = Period(today - timedelta(days=_LOOKS_BACK), today)
    known = [
        (day, value)
        for day, value in zip(back.dates(), values(days, Metric.STORAGE, back), strict=True)
        if value is not None
    ]
    if len(known) < LEAST_DAYS + 1:
        return None
    (first, earliest), (last, level) = known[0], known[-1]
    daily = (level - earliest) / (last - first).days
    left = (whole.last - last).days
    return Forecast(max(0.0, level + daily * left), level, left)


def _mean(of: Sequence[float]) -> float:
    return sum(of) / len(of)
