"""Days that stand out from those like them, by median and median absolute deviation (MAD).

A day is held against the nearest eight days of the same weekday, before and after it, as weeks have a
rhythm. MAU is held against the same day of other months and those beside it instead: devices count once in
a billing cycle, so that its first days always are the highest (contract/api.md 3.8).

A day stands out if it is farther from their median than 3.5 times the MAD (scaled by 1.4826 so that it is
the standard deviation of ordinary noise), and farther than 30 % of the median, and farther than the least
amount that matters. Fewer than three days to compare with give no verdict. Today is still growing: it is
never compared with, and stands out only upwards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.periods import Period

LEAST_DAYS = 3
"""With fewer days to compare with there is no verdict: four weeks of data, or three months of MAU."""
MOST_DAYS = 8
"""How many of the nearest days like it a day is held against."""
TIMES = 3.5
"""How many scaled deviations make a spike (Iglewicz and Hoaglin)."""
_AS_NORMAL = 1.4826
_OTHER_MONTH = 3
"""Days from which on a day of nearly the same number lies in another month."""
_SHARE = 0.3
_LEAST = {
    Metric.MAU: 10.0,
    Metric.BANDWIDTH: 1024.0**2,
    Metric.STORAGE: 1024.0**2,
    Metric.BUILD_TIME: 60.0,
}


@dataclass(frozen=True, slots=True)
class Spike:
    """A day that stands out."""

    day: date
    metric: Metric
    value: float
    usual: float
    """The median of the days like it."""

    @property
    def is_up(self) -> bool:
        """Whether it is above the usual."""
        return self.value > self.usual

    @property
    def times(self) -> float | None:
        """How many times the usual it is; None where the usual is nothing."""
        return self.value / self.usual if self.usual else None


def spikes(days: Sequence[DayFigures], metric: Metric, today: date, within: Period) -> tuple[Spike, ...]:
    """Find the days of a period that stand out, ascending.

    Args:
        days: what is known. Give more than the period has: five weeks around it, three months for MAU.
        metric: which figure; of storage it is the level.
        today: the day that is still growing.
        within: where to look.
    """
    known = {each.day: value for each in days if (value := each.of(metric)) is not None}
    past = _Past(sorted(day for day in known if day < today), metric)
    found = []
    for day in sorted(known):
        if day in within and day <= today:
            spike = _judge(day, metric, known[day], [known[other] for other in past.nearest(day)])
            if spike is not None and (spike.is_up or day != today):
                found.append(spike)
    return tuple(found)


class _Past:
    """The full days that are known, by what makes them alike; years of them are searched quickly."""

    def __init__(self, days: Sequence[date], metric: Metric) -> None:
        self._by_month = metric is Metric.MAU
        self._alike: dict[int, list[date]] = {}
        for day in days:
            self._alike.setdefault(self._kind(day), []).append(day)

    def _kind(self, day: date) -> int:
        return day.day if self._by_month else day.weekday()

    def nearest(self, day: date) -> list[date]:
        """Give the nearest days that are a measure for a day."""
        kind = self._kind(day)
        kinds = (kind - 1, kind, kind + 1) if self._by_month else (kind,)
        near: list[date] = []
        for each in kinds:
            days = self._alike.get(each, [])
            place = bisect_left(days, day)
            near += days[max(0, place - MOST_DAYS) : place + MOST_DAYS + 1]
        least = _OTHER_MONTH if self._by_month else 1
        others = [other for other in near if abs((other - day).days) >= least]
        return sorted(others, key=lambda other: (abs((other - day).days), other))[:MOST_DAYS]


def _judge(day: date, metric: Metric, value: float, usual: Sequence[float]) -> Spike | None:
    """Hold a value against those of the days like it."""
    if len(usual) < LEAST_DAYS:
        return None
    middle = median(usual)
    deviation = median(abs(each - middle) for each in usual) * _AS_NORMAL
    if abs(value - middle) <= max(TIMES * deviation, _SHARE * abs(middle), _LEAST[metric]):
        return None
    return Spike(day, metric, value, middle)
