"""Statistics: days, breakdowns and the use of bundles."""

from __future__ import annotations

from datetime import date

import pytest

from capgo_tui.api.client import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, RefusalKind, Refused
from capgo_tui.models import StatPoint
from tests.api.old_server import JANUARY, NOVEMBER, old_server
from tests.api.servers import Reply, client_of, replies

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 3)


DAYS = [
    StatPoint(day=date(2026, 6, 1), mau=10, storage=1020, bandwidth=5),
    StatPoint(day=date(2026, 6, 2), mau=12, storage=0, bandwidth=0),
    StatPoint(day=date(2026, 6, 3), mau=8, storage=-20, bandwidth=7),
]


def bare(points: list[StatPoint]) -> list[StatPoint]:
    """The points with what every generation has."""
    return [
        StatPoint(day=point.day, mau=point.mau, storage=point.storage, bandwidth=point.bandwidth)
        for point in points
    ]


async def test_days_are_daily_values_and_the_last_one_is_included(client: CapgoClient) -> None:
    for points in (
        await client.statistics.app(SHOP, FIRST, LAST),
        await client.statistics.organization(ORG, FIRST, LAST),
        await client.statistics.user(FIRST, LAST),
    ):
        assert bare(points) == DAYS
        assert points[0].storage_byte_hours == 0


@pytest.mark.parametrize("generation", [JANUARY, NOVEMBER])
async def test_old_servers_give_the_same_days(generation: str) -> None:
    """Those of January 2025 give running totals, in a wrapper, for a key in the other header."""
    client = client_of(old_server(generation))
    assert bare(await client.statistics.app(SHOP, FIRST, LAST)) == DAYS
    assert bare(await client.statistics.organization(ORG, FIRST, LAST)) == DAYS
    assert bare(await client.statistics.user(FIRST, LAST)) == DAYS


async def test_running_totals_with_a_gap_stay_unknown_there() -> None:
    rows = [
        {"date": "2026-06-01", "mau": 1, "storage": 5},
        {"date": "2026-06-02", "mau": None, "storage": 7},
        {"date": "2026-06-03", "mau": 4, "storage": 9},
    ]
    client = client_of(replies(Reply({"status": "ok", "statistics": rows})))
    points = await client.statistics.app(SHOP, FIRST, LAST)
    assert [(point.mau, point.storage) for point in points] == [(1, 5), (None, 2), (None, 2)]


async def test_a_breakdown_has_the_organization_and_each_app(client: CapgoClient) -> None:
    breakdown = await client.statistics.breakdown(ORG, FIRST, LAST)
    assert bare(list(breakdown.total)) == DAYS
    assert {point.app_id for point in breakdown.by_app} == {SHOP, "com.acme.empty"}


@pytest.mark.parametrize(("generation", "apps"), [(JANUARY, set()), (NOVEMBER, {SHOP, "com.acme.empty"})])
async def test_a_breakdown_of_old_servers(generation: str, apps: set[str]) -> None:
    breakdown = await client_of(old_server(generation)).statistics.breakdown(ORG, FIRST, LAST)
    assert bare(list(breakdown.total)) == DAYS
    assert {point.app_id for point in breakdown.by_app} == apps


async def test_bundle_usage_has_one_value_for_each_day(client: CapgoClient) -> None:
    usage = await client.statistics.bundle_usage(SHOP, FIRST, LAST)
    assert usage.labels == (date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3))
    assert {series.label: series.counts for series in usage.series}["1.0.0"] == (121, 121, 0)
    assert all(len(series.percent) == 3 for series in usage.series)
    native = await client.statistics.native_usage(SHOP, FIRST, LAST)
    assert native.labels == usage.labels


async def test_bundle_usage_of_an_old_server_has_only_the_days_with_data() -> None:
    usage = await client_of(old_server(JANUARY)).statistics.bundle_usage(SHOP, FIRST, date(2026, 6, 4))
    assert usage.labels == (date(2026, 6, 1), date(2026, 6, 3))
    assert [(series.label, series.counts) for series in usage.series] == [("1.0.0", None), ("1.1.0", None)]


@pytest.mark.parametrize(("first", "last"), [(LAST, FIRST), (FIRST, date.max)])
async def test_a_range_without_days_is_not_asked_for(client: CapgoClient, first: date, last: date) -> None:
    for ask in (client.statistics.app, client.statistics.bundle_usage):
        with pytest.raises(Misused, match="no days"):
            await ask(SHOP, first, last)
    assert client.requests.sent == 0


async def test_a_plan_that_lapsed_has_its_own_kind(acme: Demo) -> None:
    acme.world.organizations[ORG].plan = "invalid"
    async with client_of(acme.app) as client:
        with pytest.raises(Refused) as caught:
            await client.statistics.app(SHOP, FIRST, LAST)
    assert (caught.value.status, caught.value.kind) == (402, RefusalKind.PLAN)
