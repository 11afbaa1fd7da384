"""How much is stored on each day, rebuilt from what the statistics send (contract/api.md 3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capgo_tui.models.statistics import StatPoint


def with_levels(points: Sequence[StatPoint]) -> list[StatPoint]:
    """Turn each day's change of storage (bytes) into the level at its end.

    The server sends the level on the first day and plain changes after it. The last level is always
    today's, also for a range that ended long ago: it is anchored on today's total.
    """
    level: float | None = None
    days = []
    for point in points:
        if point.storage is not None:
            level = point.storage if level is None else level + point.storage
        days.append(replace(point, storage=level))
    return days
