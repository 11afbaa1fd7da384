"""What the local history spares and keeps, from start to start of the program."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

from capgo_tui.demo import Demo
from capgo_tui.errors import Unreachable
from capgo_tui.services.statistics.reading import Reading
from capgo_tui.services.workspace import Workspace
from tests.services.history.conftest import Calendar, Starts
from tests.services.statistics.conftest import ACME, EVERYTHING, EXAMPLE, SHOP, days


def asked(workspace: Workspace) -> list[str]:
    """The ranges that were asked for."""
    return [
        exchange.path.split("?")[1].removesuffix("&noAccumulate=true")
        for exchange in workspace.client.requests
    ]


def levels(reading: Reading) -> list[float | None]:
    return [day.storage for day in reading.days]


async def test_days_that_were_seen_cost_no_request_at_the_next_start(
    starts: Starts, calendar: Calendar
) -> None:
    async with starts() as first:
        seen = await first.statistics.read(SHOP, EXAMPLE)
        usage = await first.statistics.usage(SHOP.id, EXAMPLE)
    calendar.is_on("2026-12-24")
    async with starts() as second:
        again = await second.statistics.read(SHOP, EXAMPLE)
        usage_again = await second.statistics.usage(SHOP.id, EXAMPLE)
        assert asked(second) == []
    assert (again.days, again.read_at) == (seen.days, seen.read_at)
    assert (seen.from_history, again.from_history) == (False, True)
    assert again.is_anchored
    assert usage_again.days == usage.days
    assert (usage.from_history, usage_again.from_history) == (False, True)
    assert again.read_at == datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_a_year_ago_comes_without_a_request(starts: Starts, calendar: Calendar) -> None:
    async with starts() as first:
        await first.statistics.read(SHOP, days("2026-05-01", "2026-11-21"))
    calendar.is_on("2027-06-30")
    async with starts() as second:
        assert (await second.statistics.read(SHOP, EXAMPLE)).days[1].mau == 12
        assert asked(second) == []


async def test_only_what_is_missing_is_asked_for_with_the_day_before_it(
    starts: Starts, calendar: Calendar
) -> None:
    period = days("2026-11-01", "2026-11-30")
    async with starts() as first:
        await first.statistics.read(SHOP, period)
        assert asked(first) == ["from=2026-11-01&to=2026-11-22"]
    calendar.is_on("2026-11-28")
    calendar.counts("2026-11-19", stored=7)
    async with starts() as second:
        reading = await second.statistics.read(SHOP, period)
        assert asked(second) == ["from=2026-11-18&to=2026-11-29"]
    assert [day.day.day for day in reading.days] == list(range(1, 29))
    assert reading.days[18].storage_change == 7
    assert reading.from_history
    assert reading.read_at == datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_days_that_may_still_change_are_asked_for_again_and_the_newest_answer_counts(
    starts: Starts, calendar: Calendar
) -> None:
    period = days("2026-11-17", "2026-11-21")
    calendar.counts("2026-11-19", mau=5)
    async with starts() as first:
        assert (await first.statistics.read(SHOP, period)).days[2].mau == 5
    calendar.counts("2026-11-18", mau=99)
    calendar.counts("2026-11-19", mau=6)
    calendar.is_on("2026-11-21", hour=13)
    async with starts() as second:
        reading = await second.statistics.read(SHOP, period)
        assert [day.mau for day in reading.days] == [0, 99, 6, 0, 0], "the 18th was asked for beside it"
    calendar.is_on("2026-11-24")
    calendar.counts("2026-11-19", mau=1000)
    async with starts() as third:
        assert (await third.statistics.read(SHOP, days("2026-11-17", "2026-11-18"))).days[1].mau == 99
        assert asked(third) == []
        refreshed = await third.statistics.read(SHOP, period, refresh=True)
        assert refreshed.days[2].mau == 1000


async def test_another_range_within_minutes_costs_nothing_and_later_only_what_may_change(
    starts: Starts, calendar: Calendar
) -> None:
    async with starts() as workspace:
        await workspace.statistics.read(SHOP, days("2026-11-01", "2026-11-21"))
        await workspace.statistics.read(SHOP, days("2026-11-15", "2026-11-21"))
        assert asked(workspace) == ["from=2026-11-01&to=2026-11-22"]
        calendar.is_on("2026-11-21", hour=13)
        await workspace.statistics.read(SHOP, days("2026-11-15", "2026-11-21"))
        assert asked(workspace)[1:] == ["from=2026-11-18&to=2026-11-22"]


async def test_an_organization_app_by_app_is_known_app_by_app(starts: Starts, calendar: Calendar) -> None:
    async with starts() as first:
        seen = await first.statistics.by_app(ACME.id, EXAMPLE)
        await first.statistics.read(SHOP, EXAMPLE)
    calendar.is_on("2026-12-24")
    async with starts() as second:
        again = await second.statistics.by_app(ACME.id, EXAMPLE)
        total = await second.statistics.read(ACME, EXAMPLE)
        assert asked(second) == []
    assert {app_id: reading.days for app_id, reading in again.apps.items()} == {
        app_id: reading.days for app_id, reading in seen.apps.items()
    }
    assert again.total.days == seen.total.days == total.days
    assert again.apps[SHOP.id].from_history
    assert levels(again.apps[SHOP.id]) == [None, None, None]


async def test_a_breakdown_alone_does_not_spare_the_levels_of_an_app(starts: Starts) -> None:
    async with starts() as workspace:
        await workspace.statistics.by_app(ACME.id, EXAMPLE)
        assert levels(await workspace.statistics.read(SHOP, EXAMPLE)) == [1020, 1020, 1000]
        assert len(asked(workspace)) == 2


async def test_without_a_network_there_is_what_was_seen_with_its_age(
    acme: Demo, starts: Starts, calendar: Calendar
) -> None:
    longer = days("2026-06-01", "2026-06-30")
    async with starts() as first:
        seen = await first.statistics.read(SHOP, EXAMPLE)
        await first.statistics.by_app(ACME.id, EXAMPLE)
        await first.statistics.usage(SHOP.id, EXAMPLE)
    calendar.is_on("2026-12-24")
    acme.faults.next("/statistics", "cut", times=None)
    async with starts() as second:
        reading = await second.statistics.read(SHOP, longer)
        readings = await second.statistics.by_app(ACME.id, longer)
        usage = await second.statistics.usage(SHOP.id, longer)
        nothing = await second.statistics.read(SHOP, days("2026-07-01", "2026-07-31"))
    for each in (reading, readings.total, readings.apps[SHOP.id], usage):
        assert [day.day.day for day in each.days] == [1, 2, 3]
        assert isinstance(each.problem, Unreachable)
        assert each.from_history
        assert each.read_at == seen.read_at
    assert (nothing.days, nothing.from_history, nothing.read_at) == ((), False, None)


async def test_servers_and_profiles_are_kept_apart_where_they_differ(
    starts: Starts, calendar: Calendar
) -> None:
    async with starts("acme") as first:
        await first.statistics.read(SHOP, EXAMPLE)
        await first.statistics.read(EVERYTHING, EXAMPLE)
    async with starts("another") as second:
        await second.statistics.read(SHOP, EXAMPLE)
        assert asked(second) == [], "an app is the same for every profile"
        await second.statistics.read(EVERYTHING, EXAMPLE)
        assert len(asked(second)) == 1, "what everything is depends on the key"
    async with starts("acme", host="http://other.localhost") as third:
        await third.statistics.read(SHOP, EXAMPLE)
        assert len(asked(third)) == 1


async def test_days_that_a_cloud_in_memory_told_of_are_gone_with_it(starts: Starts, file: Path) -> None:
    for _ in range(2):
        async with starts(path=None) as workspace:
            await workspace.statistics.read(SHOP, EXAMPLE)
            assert len(asked(workspace)) == 1
    assert not await asyncio.to_thread(file.exists)


async def test_the_file_is_private(starts: Starts, file: Path) -> None:
    async with starts() as workspace:
        await workspace.statistics.read(SHOP, EXAMPLE)
        assert {path.stat().st_mode & 0o777 for path in file.parent.glob(f"{file.name}*")} == {0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700


# Levels of storage -------------------------------------------------------------------------


async def test_a_true_level_is_not_replaced_by_an_anchored_one(starts: Starts, calendar: Calendar) -> None:
    """Half a year later the server would say of the same days what is stored by then."""
    async with starts() as first:
        until_today = await first.statistics.read(SHOP, days("2026-06-01", "2026-11-21"))
        assert levels(until_today)[:3] == [1020, 1020, 1000]
    calendar.counts("2026-12-01", stored=5000)
    calendar.is_on("2026-12-24")
    async with starts(path=None) as without:
        anchored = await without.statistics.read(SHOP, EXAMPLE)
        assert (levels(anchored), anchored.is_anchored) == ([6020, 6020, 6000], True)
    async with starts() as second:
        refreshed = await second.statistics.read(SHOP, EXAMPLE, refresh=True)
        assert len(asked(second)) == 1
    assert (levels(refreshed), refreshed.is_anchored) == ([1020, 1020, 1000], False)


async def test_an_anchored_level_is_replaced_by_a_true_one(starts: Starts, calendar: Calendar) -> None:
    calendar.counts("2026-10-01", stored=5000)
    async with starts() as workspace:
        assert levels(await workspace.statistics.read(SHOP, EXAMPLE)) == [6020, 6020, 6000]
        await workspace.statistics.read(SHOP, days("2026-06-01", "2026-11-21"))
        calendar.is_on("2026-11-21", hour=13)
        reading = await workspace.statistics.read(SHOP, EXAMPLE)
    assert (levels(reading), reading.is_anchored) == ([1020, 1020, 1000], False)


async def test_of_two_anchored_levels_the_newer_one_counts(starts: Starts, calendar: Calendar) -> None:
    async with starts() as first:
        assert levels(await first.statistics.read(SHOP, EXAMPLE)) == [1020, 1020, 1000]
    calendar.counts("2026-12-01", stored=5000)
    calendar.is_on("2026-12-24")
    async with starts() as second:
        assert levels(await second.statistics.read(SHOP, EXAMPLE)) == [1020, 1020, 1000]
        reading = await second.statistics.read(SHOP, EXAMPLE, refresh=True)
    assert (levels(reading), reading.is_anchored) == ([6020, 6020, 6000], True)


async def test_a_level_that_was_seen_nearer_its_day_stays(
    starts: Starts, calendar: Calendar, acme: Demo
) -> None:
    """The server's total and its changes may drift apart: what is far back is then off by the difference."""
    async with starts() as first:
        await first.statistics.read(SHOP, days("2026-11-01", "2026-11-21"))
    acme.world.apps[SHOP.id].current_storage_bytes += 300
    calendar.is_on("2026-12-24")
    async with starts() as second:
        reading = await second.statistics.read(SHOP, days("2026-11-01", "2026-12-24"), refresh=True)
    assert set(levels(reading)[:18]) == {1000}, "settled when they were first seen"
    assert set(levels(reading)[18:]) == {1300}


async def test_today_is_not_over_so_its_level_is_replaced(starts: Starts, calendar: Calendar) -> None:
    today = days("2026-11-21", "2026-11-21")
    async with starts() as first:
        assert levels(await first.statistics.read(SHOP, today)) == [1000]
    calendar.counts("2026-11-21", stored=50)
    calendar.is_on("2026-11-21", hour=20)
    async with starts() as second:
        assert levels(await second.statistics.read(SHOP, today)) == [1050]


async def test_levels_before_what_is_known_are_worked_out_from_their_changes(
    starts: Starts, calendar: Calendar
) -> None:
    """The request for them ends before today, so the server's levels are off; the changes are not."""
    calendar.counts("2026-10-02", stored=5000)
    calendar.counts("2026-11-20", stored=1)
    async with starts() as workspace:
        await workspace.statistics.read(SHOP, days("2026-10-01", "2026-11-21"))
        calendar.is_on("2026-11-24")
        reading = await workspace.statistics.read(SHOP, days("2026-06-01", "2026-10-05"))
        assert asked(workspace)[1:] == ["from=2026-06-01&to=2026-10-02"]
    by_day = {day.day: day.storage for day in reading.days}
    assert [by_day[date(2026, 6, day)] for day in (1, 2, 3)] == [1020, 1020, 1000]
    assert by_day[date(2026, 10, 5)] == 6000
    assert not reading.is_anchored
