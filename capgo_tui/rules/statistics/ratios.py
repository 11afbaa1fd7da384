"""Figures in relation to each other: bytes per device, storage per app, an app's part of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.sums import total, values


def ratio(part: float | None, whole: float | None) -> float | None:
    """Divide; None where one of the two is not known or the divisor is zero."""
    return None if part is None or not whole else part / whole


def bandwidth_per_user(days: Sequence[DayFigures], period: Period) -> float | None:
    """Give the bytes that were downloaded for each device first seen in a period.

    Only days count of which both figures are known.
    """
    both = [each for each in days if each.day in period and None not in (each.bandwidth, each.mau)]
    bandwidth = total(both, Metric.BANDWIDTH, period).value
    return ratio(bandwidth, total(both, Metric.MAU, period).value)


def bandwidth_per_user_by_day(days: Sequence[DayFigures], period: Period) -> tuple[float | None, ...]:
    """Give the same for every day of a period, ascending."""
    sent, seen = values(days, Metric.BANDWIDTH, period), values(days, Metric.MAU, period)
    return tuple(ratio(part, whole) for part, whole in zip(sent, seen, strict=True))


def storage_per_app(level: float | None, apps: int) -> float | None:
    """Give the bytes stored for each app on average."""
    return ratio(level, apps)


@dataclass(frozen=True, slots=True)
class Share:
    """One app's part of what all of them come to."""

    name: str
    value: float | None
    """In the metric's unit."""
    percent: float | None
    """Of the sum of all known values; None where it is not known, or the sum is zero."""


def shares(by_app: Mapping[str, float | None]) -> tuple[Share, ...]:
    """Rank apps by a figure, the largest first, those of which it is not known last, then by name."""
    whole = sum(value for value in by_app.values() if value is not None)

    def percent(value: float | None) -> float | None:
        portion = ratio(value, whole)
        return None if portion is None else portion * 100

    ranked = sorted(by_app.items(), key=lambda item: (item[1] is None, -(item[1] or 0), item[0]))
    return tuple(Share(name, value, percent(value)) for name, value in ranked)
