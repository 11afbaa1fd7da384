"""One day's figures, as everything that counts and draws reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capgo_tui.models.statistics import StatPoint


class Metric(Enum):
    """What is counted, by the word that users, settings and files use for it."""

    MAU = "mau"
    """Devices seen that day for the first time in the billing cycle; a cycle's days sum up to its MAU."""
    STORAGE = "storage"
    """Bytes stored at the end of the day."""
    BANDWIDTH = "bandwidth"
    """Bytes downloaded that day."""
    BUILD_TIME = "build-time"
    """Seconds of native builds in the cloud that day."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One UTC day. None is not known, which is not the same as zero."""

    day: date
    mau: float | None = None
    """Devices seen that day for the first time in the billing cycle."""
    bandwidth: float | None = None
    """Bytes downloaded."""
    storage: float | None = None
    """Bytes stored at the end of the day."""
    storage_change: float | None = None
    """Bytes by which what is stored grew that day."""
    build_seconds: float | None = None
    """Seconds of native builds."""
    byte_hours: float | None = None
    """Bytes times hours stored."""
    is_anchored: bool = False
    """Whether its `storage` comes from a range that had ended before the day on which it was asked for.

    It is anchored on that later day's total then, and off by what changed in between (contract/api.md 3.8).
    """

    def of(self, metric: Metric) -> float | None:
        """Give one of its figures."""
        return {
            Metric.MAU: self.mau,
            Metric.STORAGE: self.storage,
            Metric.BANDWIDTH: self.bandwidth,
            Metric.BUILD_TIME: self.build_seconds,
        }[metric]


def figures_of(
    points: Sequence[StatPoint], *, has_base: bool = True, is_anchored: bool = False
) -> tuple[DayFigures, ...]:
    """Read what the server sends with `noAccumulate`, and rebuild what is stored on each day.

    The first day's storage is the level and the others are changes (contract/api.md 3.8). So the level before
    the first day, and with it the first day's own change, is not known. A day without a change keeps the
    level of the day before; days that are left out stay out.

    Args:
        points: the days, in any order; of a day that comes twice the last one counts.
        has_base: whether the first day has the level; the days of one app in a breakdown have changes only,
            so their levels stay unknown.
        is_anchored: whether the range ended before the day on which it was asked for.
    """
    level: float | None = None
    days = []
    by_day = {point.day: point for point in points}
    for place, day in enumerate(sorted(by_day)):
        point = by_day[day]
        is_level = has_base and place == 0
        change = None if is_level else point.storage
        if is_level:
            level = point.storage
        elif level is not None and change is not None:
            level += change
        days.append(
            DayFigures(
                day=day,
                mau=point.mau,
                bandwidth=point.bandwidth,
                storage=level,
                storage_change=change,
                build_seconds=point.build_time_seconds,
                byte_hours=point.storage_byte_hours,
                is_anchored=is_anchored and level is not None,
            )
        )
    return tuple(days)


def with_levels(points: Sequence[StatPoint]) -> list[StatPoint]:
    """Turn each day's change of storage (bytes) into the level at its end; all else stays."""
    levels = {figures.day: figures.storage for figures in figures_of(points)}
    return [replace(point, storage=levels[point.day]) for point in points]
