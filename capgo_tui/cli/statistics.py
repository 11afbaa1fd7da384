"""The `stats` commands."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.cli.listings import Listing, always, just
from capgo_tui.cli.messages import say
from capgo_tui.cli.reads import organization_id, raw
from capgo_tui.errors import CapgoError, Misused
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.statistics.reading import Kind, Scope

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.arguments import Arguments
    from capgo_tui.cli.start import Start
    from capgo_tui.models.statistics import BundleUsage, StatPoint
    from capgo_tui.presenters.statistics import UsageRow
    from capgo_tui.presenters.times import Now
    from capgo_tui.services.statistics.reader import Statistics

DAYS = 30
"""The length of a period unless it is given."""
_DAY = ("day", "days")
KEPT: Final = "These are the days of the local history: the server could not be asked."


def period(arguments: Arguments, today: date) -> tuple[date, date]:
    """The first and the last day that are asked for, both included.

    Any two of `--days`, `--from` and `--to` are enough; without an end it is today, in UTC.

    Raises:
        Misused: all three are given, or the end is before the beginning.
    """
    days, first, last = arguments.days, arguments.first, arguments.last
    if days and first and last:
        raise Misused("--days, --from and --to say the same thing twice.", next_step="Give two of them.")
    if first and days:
        return first, first + timedelta(days=days - 1)
    last = last or today
    first = first or last - timedelta(days=(days or DAYS) - 1)
    if last < first:
        raise Misused(
            f"The period ends on {last}, before it begins on {first}.", next_step="Exchange the two."
        )
    return first, last


@asynccontextmanager
async def kept_statistics(client: CapgoClient, start: Start, now: Now) -> AsyncIterator[Statistics]:
    """Statistics by way of the local history; says what is wrong with its file."""
    from capgo_tui.services.history import History  # noqa: PLC0415 - only for what is kept
    from capgo_tui.services.statistics.reader import Statistics  # noqa: PLC0415

    statistics = Statistics(client, now, History(start.history_file), start.choice.profile.name)
    yield statistics
    await statistics.close()
    if (problem := statistics.take_history_problem()) is not None:
        say(str(problem))


async def read_statistics(client: CapgoClient, start: Start, now: Now) -> Listing[Any]:
    """Any of the `stats` commands."""
    arguments = start.arguments
    first, last = period(arguments, now().date())
    if arguments.statistic == "by-app":
        return await _by_app(client, arguments, now, first, last)
    if arguments.statistic == "bundles":
        return await _bundles(client, arguments, now, first, last)
    if arguments.output in {"table", "csv"}:
        return await _figures(client, start, now, Period(first, last))
    return await _documents(client, arguments, now, first, last)


async def _figures(client: CapgoClient, start: Start, now: Now, days: Period) -> Listing[Any]:
    """Days with levels of storage; those that were seen before cost no request."""
    from capgo_tui.models.statistics import StatPoint  # noqa: PLC0415 - only what is read
    from capgo_tui.presenters.statistics import stat_columns  # noqa: PLC0415

    scope = await scope_asked_for(client, start.arguments)
    async with kept_statistics(client, start, now) as statistics:
        reading = await statistics.read(scope, days)
    if reading.problem is not None and not reading.days:
        raise reading.problem
    if reading.problem is not None:
        say(KEPT)
    if reading.is_anchored:
        say("Levels of storage are anchored on today's total, also in a range that ended before today.")
    points = [
        StatPoint(
            day=each.day,
            mau=each.mau,
            storage=each.storage,
            bandwidth=each.bandwidth,
            storage_byte_hours=each.byte_hours,
            build_time_seconds=each.build_seconds,
        )
        for each in reading.days
    ]
    return Listing(_DAY, just(points), always(stat_columns(now)), raw, problem=reading.problem)


async def _documents(
    client: CapgoClient, arguments: Arguments, now: Now, first: date, last: date
) -> Listing[Any]:
    """Days as the server sends them now."""
    from capgo_tui.presenters.statistics import stat_columns  # noqa: PLC0415 - only what is read

    points: Sequence[StatPoint]
    if arguments.statistic == "app":
        points = await client.statistics.app(arguments.app, first, last)
    elif arguments.statistic == "org":
        wanted = await organization_id(client, arguments.organization or "")
        points = await client.statistics.organization(wanted, first, last)
    else:
        points = await client.statistics.user(first, last)
    return Listing(_DAY, just(points), always(stat_columns(now)), raw)


async def scope_asked_for(client: CapgoClient, arguments: Arguments) -> Scope:
    """Whose statistics `stats` asks for.

    Raises:
        CapgoError: the organization cannot be found by its name.
    """
    if arguments.statistic == "app":
        return Scope(Kind.APP, arguments.app)
    if arguments.statistic == "user":
        return Scope(Kind.EVERYTHING)
    return Scope(Kind.ORGANIZATION, await organization_id(client, arguments.organization or ""))


async def _by_app(
    client: CapgoClient, arguments: Arguments, now: Now, first: date, last: date
) -> Listing[Any]:
    """Every app of an organization on every day; JSON has the organization's own days too."""
    from capgo_tui.presenters.statistics import app_stat_columns  # noqa: PLC0415

    wanted = await organization_id(client, arguments.organization or "")
    breakdown = await client.statistics.breakdown(wanted, first, last)
    if breakdown.total and not breakdown.by_app:
        say("The server does not tell this organization's apps apart: stats org has all of them together.")
    return Listing(
        ("day of an app", "days of apps"),
        just(breakdown.by_app),
        always(app_stat_columns(now)),
        raw,
        document=breakdown.raw,
    )


async def _bundles(
    client: CapgoClient, arguments: Arguments, now: Now, first: date, last: date
) -> Listing[Any]:
    """Every bundle on every day; a table leaves out the days on which nobody ran it."""
    from capgo_tui.presenters.statistics import usage_columns  # noqa: PLC0415

    usage = await client.statistics.bundle_usage(arguments.app, first, last)
    rows = usage_rows(usage)
    if arguments.output == "table":
        rows = [row for row in rows if row.percent or row.count]
    return Listing(
        ("day of a bundle", "days of bundles"),
        just(rows),
        always(usage_columns(now)),
        lambda row: {"day": row.day, "bundle": row.bundle, "percent": row.percent, "devices": row.count},
        document=usage.raw,
    )


def usage_rows(usage: BundleUsage) -> list[UsageRow]:
    """Turn the series around: day by day, the bundle that most devices run first."""
    from capgo_tui.presenters.statistics import UsageRow as Row  # noqa: PLC0415

    rows: list[UsageRow] = []
    for place, day in enumerate(usage.labels):
        of_day = [
            Row(
                day.isoformat(),
                series.label,
                _at(series.percent, place),
                _whole(_at(series.counts or (), place)),
            )
            for series in usage.series
        ]
        rows += sorted(of_day, key=lambda row: -(row.percent or 0))
    return rows


def _at(values: tuple[float | None, ...], place: int) -> float | None:
    """A day's value; None where the series is shorter than the days."""
    return values[place] if place < len(values) else None


def _whole(count: float | None) -> int | None:
    return None if count is None else int(count)


async def bundles_released(client: CapgoClient, app_id: str) -> Mapping[str, date]:
    """When the bundles were made; where that may not be read, days count from the first device."""
    from capgo_tui.services.statistics.adopting import released_days  # noqa: PLC0415

    try:
        return released_days(await client.bundles.read_all(app_id))
    except CapgoError as error:
        say(f"Releases stay unknown: {error}")
        return {}
