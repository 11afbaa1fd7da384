"""What became of an app's bundles, read from the demo cloud."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from capgo_tui.api import connect
from capgo_tui.demo import Demo
from capgo_tui.errors import Refused
from capgo_tui.rules.statistics.outlook import Outlook
from capgo_tui.rules.statistics.periods import last_days
from capgo_tui.secret import Secret
from capgo_tui.services.statistics.adopting import Adopting, stuck_of
from capgo_tui.services.workspace import Workspace

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
SHOP = "com.acme.shop"


@asynccontextmanager
async def workspace(demo: Demo | None = None) -> AsyncIterator[Workspace]:
    """A connection to a demo cloud."""
    cloud = demo or Demo(clock=lambda: NOW)
    client = connect("http://demo.localhost", Secret(cloud.key), asgi=cloud.app, budget=1000)
    opened = Workspace(client, lambda: NOW)
    try:
        yield opened
    finally:
        await opened.close()


def adopting(opened: Workspace, days: int = 30, *, is_native: bool = False) -> Adopting:
    """The adoption of the shop's bundles in the last days."""
    return Adopting(opened, SHOP, last_days(NOW.date(), days), is_native=is_native)


async def test_it_is_told_again_when_the_bundles_are_loaded() -> None:
    async with workspace() as opened:
        it = adopting(opened)
        await it.listing.read()
        course = it.adoption.course("1.4.2")
        assert course is not None
        assert (course.released, course.half.days) == (None, None)
        await opened.app(SHOP).bundles.read()
        it.arrange()
        assert it.listing.records == list(it.adoption.courses)
        course = it.adoption.course("1.4.2")
        assert course is not None
        assert (course.released, course.half.days, course.most.days) == (date(2026, 10, 19), 5, 8)


async def test_a_year_is_read_whole_though_the_server_cuts_its_answers() -> None:
    async with workspace() as opened:
        it = adopting(opened, 365)
        await it.listing.read()
        assert it.adoption.course("1.5.0") is not None, "the newest is at the end, where an answer is cut"
        assert not it.adoption.repeated


async def test_a_refusal_is_raised_only_if_nothing_was_read_before() -> None:
    demo = Demo(clock=lambda: NOW)
    async with workspace(demo) as opened:
        it = adopting(opened)
        demo.faults.next(f"/statistics/app/{SHOP}/bundle_usage", 402, times=10)
        with pytest.raises(Refused):
            await it.listing.read()
        demo.faults.clear()
        await it.listing.read()
        demo.faults.next(f"/statistics/app/{SHOP}/bundle_usage", 402, times=10)
        await it.listing.refresh()
        assert isinstance(it.problem, Refused)
        assert len(it.adoption.courses) == 6


@pytest.mark.parametrize("dialect", ["current", "seed", "2025-01", "2025-11"])
async def test_every_generation_of_servers_is_understood(dialect: str) -> None:
    async with workspace(Demo(clock=lambda: NOW, dialect=dialect)) as opened:
        it = adopting(opened)
        await it.listing.read()
        course = it.adoption.course("1.4.2")
        assert course is not None
        assert course.most.outlook is Outlook.REACHED
        if dialect != "2025-01":  # whose shares carry the days before along
            assert course.most.day == date(2026, 10, 27)


async def test_days_of_two_answers_are_not_put_together_where_shares_carry_the_days_before_along() -> None:
    async with workspace(Demo(clock=lambda: NOW, dialect="2025-01")) as opened:
        week, month = (last_days(NOW.date(), count) for count in (7, 30))
        await opened.statistics.usage(SHOP, week)
        stitched = await opened.statistics.usage(SHOP, month)
    async with workspace(Demo(clock=lambda: NOW, dialect="2025-01")) as opened:
        whole = await opened.statistics.usage(SHOP, month)
    assert [day.percent for day in stitched.days] == [day.percent for day in whole.days]


async def test_native_builds_are_told_by_servers_that_know_them() -> None:
    async with workspace() as opened:
        it = adopting(opened, is_native=True)
        await it.listing.read()
        assert it.adoption.course("iOS 1.4.0") is not None


async def test_devices_are_stuck_that_could_have_had_another_bundle_for_over_a_week() -> None:
    async with workspace() as opened:
        data = opened.app(SHOP)
        assert await stuck_of(data) is None, "nothing is loaded yet"
        await data.devices.read()
        await data.channels.read()
        await data.bundles.read()
        found = await stuck_of(data)
        assert found is not None
        assert (found.looked_at, found.complete) == (len(data.devices.records), True)
        assert found.devices
        for device in found.devices:
            assert device.updated_at is not None
            assert NOW - device.updated_at >= timedelta(days=7)
            decision = data.deciding.decide(device)
            assert decision is not None
            assert any(each.outcome.verdict.value == "gets" for each in decision.possibilities)
