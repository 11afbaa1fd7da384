"""What the server is asked, and its answers as days (contract/api.md 3.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.statistics.figures import DayFigures, figures_of
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.statistics.reading import Kind, Scope, UsageDay

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.models.statistics import AppStatPoint, BundleUsage, StatPoint

_ROWS: Final = 1000
"""How many rows (a day and a bundle each) the server reads for one answer on usage; the days behind them
look as if nothing had changed since (contract/api.md 3.8)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer told of an organization and its apps."""

    total: tuple[DayFigures, ...]
    apps: Mapping[str, tuple[DayFigures, ...]]
    """App id to its days; empty where the server knows no breakdown."""


async def ask_days(client: CapgoClient, scope: Scope, period: Period, today: date) -> tuple[DayFigures, ...]:
    """Ask for the days of a scope; days that the server leaves out stay out.

    Args:
        client: the connection.
        scope: whose days.
        period: which; it has days, and ends today or before.
        today: the UTC day of the server's clock.

    Raises:
        CapgoError: any of its kinds.
    """
    points: Sequence[StatPoint]
    if scope.kind is Kind.APP:
        points = await client.statistics.app(scope.id, period.first, period.last)
    elif scope.kind is Kind.ORGANIZATION:
        points = await client.statistics.organization(scope.id, period.first, period.last)
    else:
        points = await client.statistics.user(period.first, period.last)
    return _days(points, period, today)


async def ask_breakdown(client: CapgoClient, org_id: str, period: Period, today: date) -> Asked:
    """Ask for the days of an organization and of each of its apps.

    Raises:
        CapgoError: any of its kinds.
    """
    answer = await client.statistics.breakdown(org_id, period.first, period.last)
    by_app: defaultdict[str, list[AppStatPoint]] = defaultdict(list)
    for point in answer.by_app:
        if point.day in period:
            by_app[point.app_id].append(point)
    return Asked(
        _days(answer.total, period, today),
        {app_id: figures_of(by_app[app_id], has_base=False) for app_id in sorted(by_app)},
    )


def _days(points: Sequence[StatPoint], period: Period, today: date) -> tuple[DayFigures, ...]:
    wanted = [point for point in points if point.day in period]
    return figures_of(wanted, is_anchored=period.last < today)


AskUsage = Callable[[str, date, date], Awaitable["BundleUsage"]]
"""`client.statistics.bundle_usage` or `native_usage`."""


async def ask_usage(ask: AskUsage, app_id: str, period: Period) -> tuple[UsageDay, ...]:
    """Ask how an app's devices spread, again behind the day on which the answer may have been cut.

    Raises:
        CapgoError: any of its kinds.
    """
    days: list[UsageDay] = []
    left = period
    while left.length:
        answered = usage_days(await ask(app_id, left.first, left.last), left)
        whole = _uncut(answered)
        days += whole
        if len(whole) == len(answered):
            break
        left = Period(answered[len(whole)].day, period.last)
    return tuple(days)


def usage_days(usage: BundleUsage, period: Period) -> tuple[UsageDay, ...]:
    """Turn the series of an answer around, day by day; days without a label stay out."""
    days = {}
    for place, day in enumerate(usage.labels):
        if day not in period:
            continue
        percent, counts = {}, {}
        for series in usage.series:
            if share := _at(series.percent, place):
                percent[series.label] = share
            if count := _at(series.counts or (), place):
                counts[series.label] = int(count)
        days[day] = UsageDay(day, percent, counts)
    return tuple(days[day] for day in sorted(days))


def _at(values: Sequence[float | None], place: int) -> float | None:
    """A day's value; None where the series is shorter than the labels."""
    return values[place] if place < len(values) else None


def _uncut(days: Sequence[UsageDay]) -> Sequence[UsageDay]:
    """The days before the one on which the server's rows may have ended; at least one, so that it goes on."""
    rows = 0
    for place, day in enumerate(days):
        rows += len(day.percent)
        if rows >= _ROWS and place:
            return days[:place]
    return days
