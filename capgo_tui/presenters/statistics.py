"""How statistics look in headless tables: each day's own values, as `noAccumulate` gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from capgo_tui.presenters.columns import Column, Level
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.numbers import percent, size, whole

if TYPE_CHECKING:
    from capgo_tui.models.statistics import AppStatPoint, StatPoint
    from capgo_tui.presenters.times import Now


PointT = TypeVar("PointT", bound="StatPoint")


def _number(
    key: str,
    title: str,
    read: Callable[[PointT], float | None],
    show: Callable[[float | None], str],
    level: Level = Level.NARROW,
) -> Column[PointT]:
    """A column of numbers."""
    return Column(
        key,
        title,
        text=lambda p: show(read(p)),
        sort=read,
        level=level,
        width=max(10, len(title)),
        right=True,
    )


def _columns(storage: str) -> tuple[Column[PointT], ...]:
    """The columns that every kind of day has. MAU counts devices first seen that day (api.md 3.8)."""
    return (
        Column("day", "day", text=lambda p: p.day.isoformat(), sort=lambda p: p.day.toordinal(), width=10),
        _number("mau", "new devices", lambda p: p.mau, whole),
        _number("storage", storage, lambda p: p.storage, size),
        _number("bandwidth", "bandwidth", lambda p: p.bandwidth, size),
        _number("storage_byte_hours", "byte hours", lambda p: p.storage_byte_hours, whole, Level.WIDE),
        _number("build_time_seconds", "build seconds", lambda p: p.build_time_seconds, whole, Level.WIDE),
    )


def stat_columns(now: Now) -> tuple[Column[StatPoint], ...]:  # noqa: ARG001 - one signature for all tables
    """The columns of a day's statistics, its storage rebuilt as a level."""
    return _columns("storage")


def app_stat_columns(now: Now) -> tuple[Column[AppStatPoint], ...]:  # noqa: ARG001 - one signature for all tables
    """The columns of a day's statistics of one app among others, which have no level of their own."""
    app: Column[AppStatPoint] = text_column("app", "app", lambda p: p.app_id, width=26, grow=True)
    return (app, *_columns("storage change"))


class UsageRow:
    """One bundle on one day: its share of the devices that asked."""

    __slots__ = ("bundle", "count", "day", "percent")

    def __init__(self, day: str, bundle: str, percent: float | None, count: int | None) -> None:
        self.day = day
        self.bundle = bundle
        self.percent = percent
        self.count = count


def usage_columns(now: Now) -> tuple[Column[UsageRow], ...]:  # noqa: ARG001 - one signature for all tables
    """The columns of bundle usage."""
    return (
        text_column("day", "day", lambda r: r.day, width=10),
        text_column("bundle", "bundle", lambda r: r.bundle, width=16, grow=True),
        Column(
            "share", "share", text=lambda r: percent(r.percent), sort=lambda r: r.percent, width=7, right=True
        ),
        Column(
            "devices", "devices", text=lambda r: whole(r.count), sort=lambda r: r.count, width=9, right=True
        ),
    )
