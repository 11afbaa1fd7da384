"""Metrics in words: what they are called, and their values with a unit."""

from __future__ import annotations

from typing import Final

from capgo_tui.presenters.numbers import percent, size, whole
from capgo_tui.rules.statistics.comparing import Change, Direction
from capgo_tui.rules.statistics.figures import Metric

TITLES: Final = {
    Metric.MAU: "MAU",
    Metric.STORAGE: "storage",
    Metric.BANDWIDTH: "bandwidth",
    Metric.BUILD_TIME: "build time",
}
"""What each is called."""
MEANINGS: Final = {
    Metric.MAU: "devices seen that day for the first time in the billing cycle",
    Metric.STORAGE: "bytes stored at the end of the day",
    Metric.BANDWIDTH: "bytes downloaded that day",
    Metric.BUILD_TIME: "time of native builds in the cloud that day",
}
"""What a day's value of each is (contract/api.md 3.8)."""


def metric_value(metric: Metric, value: float | None) -> str:
    """A value with its unit: `1,234`, `1.5 GiB`, `2h 05m`; `?` where it is not known."""
    if metric is Metric.MAU:
        return whole(value)
    return duration(value) if metric is Metric.BUILD_TIME else size(value)


def duration(seconds: float | None) -> str:
    """A span of time: `45s`, `12m 30s`, `2h 05m`."""
    if seconds is None:
        return "?"
    whole_seconds = round(seconds)
    minutes, left = divmod(whole_seconds, 60)
    if minutes < 1:
        return f"{left}s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:,}h {minutes:02}m" if hours else f"{minutes}m {left:02}s"


def change_words(change: Change) -> str:
    """A change in a word: `+12.5%`, `-3%`, `±0%`, `new` where there was nothing before, `?` if not known."""
    if change.direction is Direction.UNKNOWN:
        return "?"
    if change.direction is Direction.NEW or change.percent is None:
        return "new" if change.direction is Direction.NEW else "±0%"
    rounded = percent(round(change.percent, 1))
    if change.direction is Direction.SAME or rounded in {"0%", "-0%"}:
        return "±0%"
    return rounded if rounded.startswith("-") else f"+{rounded}"
