"""Running totals, anchored storage, days forwards and backwards (contract/api.md 3.8)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from capgo_tui.demo.rows import Organization
from capgo_tui.demo.tables import DayMetrics, ListedDays
from capgo_tui.demo.world import people
from tests.demo.conftest import Asker

SHOP = "/statistics/app/com.acme.shop"
USAGE = f"{SHOP}/bundle_usage"


async def _rows(acme: Asker, query: str, path: str = SHOP) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await acme("GET", f"{path}?{query}")).body
    return rows


def _columns(rows: list[dict[str, Any]], *names: str) -> list[list[Any]]:
    return [[row[name] for row in rows] for name in names]


@pytest.mark.parametrize(
    ("query", "mau", "storage", "bandwidth"),
    [
        ("", [10, 22, 30], [1020, 1020, 1000], [5, 5, 12]),
        ("&noAccumulate=false", [10, 22, 30], [1020, 1020, 1000], [5, 5, 12]),
        ("&noAccumulate=true", [10, 12, 8], [1020, 0, -20], [5, 0, 7]),
    ],
)
async def test_the_worked_example(
    acme: Asker, query: str, mau: list[int], storage: list[int], bandwidth: list[int]
) -> None:
    rows = await _rows(acme, "from=2026-06-01&to=2026-06-04" + query)
    assert _columns(rows, "mau", "storage", "bandwidth") == [mau, storage, bandwidth]


async def test_storage_of_an_old_range_is_todays(acme: Asker) -> None:
    rows = await _rows(acme, "from=2020-01-01&to=2020-01-03")
    assert _columns(rows, "storage", "mau") == [[1000, 1000], [0, 0]]


async def test_storage_is_never_below_nothing(acme: Asker) -> None:
    acme.demo.world.apps["com.acme.shop"].current_storage_bytes = 0
    rows = await _rows(acme, "from=2026-06-01&to=2026-06-04&noAccumulate=true")
    assert rows[0]["storage"] == 20


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-06-01", "2026-06-01", []),
        ("2026-06-04", "2026-06-01", ["2026-06-04", "2026-06-05", "2026-06-06"]),
        ("2026-6-1", "2026-6-3", ["2026-06-01", "2026-06-02"]),
        ("2026-02-31", "2026-03-04", ["2026-03-03"]),
        ("2026-11-20", "2026-11-25", ["2026-11-20", "2026-11-21"]),
        ("2099-01-01", "2099-01-03", []),
        ("2026-06-01", "2026-06-01T11:59:59Z", []),
        ("2026-06-01", "2026-06-01T12:00:00Z", ["2026-06-01"]),
        ("2026-06-01", "2026-06-02T11:59:59Z", ["2026-06-01"]),
        ("2001-02-01", "2001-02-03", ["2001-02-01", "2001-02-02"]),
    ],
)
async def test_days_are_counted_forward_and_never_ahead_of_now(
    acme: Asker, first: str, last: str, days: list[str]
) -> None:
    rows = await _rows(acme, f"from={first}&to={last}")
    assert [row["date"] for row in rows] == [f"{day}T00:00:00.000Z" for day in days]


async def test_a_time_of_day_goes_into_every_label(acme: Asker) -> None:
    rows = await _rows(acme, "from=2026-06-01T12%3A00%3A00%2B02%3A00&to=2026-06-03&noAccumulate=true")
    assert [row["date"] for row in rows] == ["2026-06-01T10:00:00.000Z", "2026-06-02T10:00:00.000Z"]
    assert _columns(rows, "mau") == [[10, 12]]


async def test_a_reversed_range_finds_nothing(acme: Asker) -> None:
    rows = await _rows(acme, "from=2026-06-03&to=2026-06-01")
    assert _columns(rows, "mau", "bandwidth", "storage") == [[0, 0], [0, 0], [1000, 1000]]


async def test_every_bad_field_is_listed_before_any_permission(acme: Asker) -> None:
    reply = await acme("GET", "/statistics/app/com.unknown.app?from=x&noAccumulate=1&breakdown=yes")
    assert reply.code == (400, "invalid_body")
    assert [(issue["path"], issue["message"]) for issue in reply.issues] == [
        (["from"], "from must be a valid date"),
        (["to"], "to is required"),
        (["breakdown"], "breakdown must be true or false"),
        (["noAccumulate"], "noAccumulate must be true or false"),
    ]


async def test_graphs_are_gone(acme: Asker) -> None:
    assert (await acme("GET", f"{SHOP}?from=2026-06-01&to=2026-06-02&graph=mau")).headers["content-type"] == (
        "application/json"
    )


async def test_the_breakdown_is_daily_and_without_the_level(acme: Asker) -> None:
    org = next(iter(acme.demo.world.organizations))
    reply = await acme("GET", f"/statistics/org/{org}?from=2026-06-01&to=2026-06-04&breakdown=true")
    assert _columns(reply.body["global"], "mau", "storage") == [[10, 22, 30], [1020, 1020, 1000]]
    shop = [row for row in reply.body["byApp"] if row["app_id"] == "com.acme.shop"]
    assert _columns(shop, "mau", "storage") == [[10, 12, 8], [100, 0, -20]]
    idle = [row for row in reply.body["byApp"] if row["app_id"] == "com.acme.empty"]
    assert _columns(idle, "mau", "storage") == [[0, 0, 0], [0, 0, 0]]


async def test_an_app_without_figures_shows_zeros(acme: Asker) -> None:
    rows = await _rows(acme, "from=2026-06-01&to=2026-06-03", "/statistics/app/com.acme.empty")
    assert _columns(rows, "mau", "storage") == [[0, 0], [0, 0]]


async def test_an_organization_without_apps_shows_zeros(acme: Asker) -> None:
    acme.demo.world.organizations["bare"] = Organization("bare", "Bare", "x", "x@y.z")
    acme.demo.world.api_keys[7001].bindings += [
        type(acme.demo.world.api_keys[7001].bindings[0])("org", "bare", "org_member")
    ]
    rows = await _rows(acme, "from=2026-06-01&to=2026-06-03", "/statistics/org/bare")
    assert _columns(rows, "mau", "storage") == [[0, 0], [0, 0]]


async def test_a_person_gets_the_sum_of_the_apps_in_reach(acme: Asker) -> None:
    world = acme.demo.world
    world.days["com.acme.empty"] = ListedDays({date(2026, 6, 1): DayMetrics(1, 50, 2)})
    world.apps["com.acme.empty"].current_storage_bytes = 500
    rows = await _rows(acme, "from=2026-06-01&to=2026-06-03", "/statistics/user")
    assert _columns(rows, "mau", "storage", "bandwidth") == [[11, 23], [1500, 1500], [7, 7]]
    only_shop = await acme("GET", "/statistics/user?from=2026-06-01&to=2026-06-03", key="acme app only")
    assert _columns(only_shop.body, "mau") == [[10, 22]]


async def test_a_person_without_apps_is_refused(ask: Asker) -> None:
    reply = await ask("GET", "/statistics/user?from=2026-06-01&to=2026-06-03", key="org member")
    assert reply.code == (401, "no_organizations_found")
    assert reply.body["moreInfo"] == {"data": people.MIA}


async def test_bundle_usage_includes_the_last_day_and_repeats_the_day_before(acme: Asker) -> None:
    body = (await acme("GET", f"{USAGE}?from=2026-05-31&to=2026-06-04")).body
    assert body["labels"] == ["2026-05-31", "2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"]
    first, second = body["datasets"]
    assert (first["label"], first["data"], first["metaCounts"]) == (
        "1.0.0",
        [0, 60.5, 60.5, 0, 0],
        [0, 121, 121, 0, 0],
    )
    assert (second["label"], second["metaCounts"]) == ("1.1.0", [0, 79, 79, 4, 4])


async def test_today_is_not_filled_with_yesterday(acme: Asker) -> None:
    days = acme.demo.world.days["com.acme.shop"]
    assert isinstance(days, ListedDays)
    days.bundles_by_day[acme.clock.now.date() - timedelta(days=1)] = {"1.0.0": 3}
    body = (await acme("GET", f"{USAGE}?from=2026-11-20&to=2026-11-21")).body
    assert body["datasets"][0]["metaCounts"] == [3, 0]


@pytest.mark.parametrize(
    ("query", "labels"),
    [("from=2026-06-04&to=2026-06-01", []), ("from=2020-01-01&to=2020-01-02", ["2020-01-01", "2020-01-02"])],
)
async def test_nothing_used_is_no_dataset(acme: Asker, query: str, labels: list[str]) -> None:
    assert (await acme("GET", f"{USAGE}?{query}")).body == {"labels": labels, "datasets": []}


async def test_shares_add_up_to_a_hundred(acme: Asker) -> None:
    days = acme.demo.world.days["com.acme.shop"]
    assert isinstance(days, ListedDays)
    days.bundles_by_day[date(2026, 6, 10)] = {"a": 1, "b": 1, "c": 1}
    body = (await acme("GET", f"{USAGE}?from=2026-06-10&to=2026-06-10")).body
    assert sorted(series["data"][0] for series in body["datasets"]) == [33.3, 33.3, 33.4]


async def test_the_database_gives_a_thousand_rows_of_usage(acme: Asker) -> None:
    days = acme.demo.world.days["com.acme.shop"]
    assert isinstance(days, ListedDays)
    for number in range(60):
        counts = {f"1.0.{bundle}": 1 for bundle in range(20)}
        days.bundles_by_day[date(2026, 7, 1) + timedelta(days=number)] = {f"new-{number}": 1} | counts
    body = (await acme("GET", f"{USAGE}?from=2026-07-01&to=2026-08-29")).body
    labels = {series["label"] for series in body["datasets"]}
    assert "new-47" in labels
    assert "new-48" not in labels


async def test_native_usage_names_platforms_and_the_latest(acme: Asker) -> None:
    body = (await acme("GET", f"{SHOP}/native_usage?from=2026-07-01&to=2026-07-02")).body
    assert [series["label"] for series in body["datasets"]] == ["iOS 1.0.0", "Android 1.0.0"]
    assert body["latestVersion"] == {"name": "Android 1.0.0", "percentage": "100.0"}
    nothing = (await acme("GET", f"{SHOP}/native_usage?from=2020-07-01&to=2020-07-02")).body
    assert nothing["latestVersion"] == {"name": "", "percentage": "0.0"}


async def test_the_default_world_has_a_year_with_weeks_growth_and_a_spike(ask: Asker) -> None:
    span = "from=2025-10-15&to=2026-11-22&noAccumulate=true"
    rows = (await ask("GET", f"/statistics/app/{people.SHOP}?{span}")).body
    assert len(rows) > 400
    sent = [row["bandwidth"] for row in rows]
    usual = sorted(sent)[len(sent) // 2]
    assert [row["date"][:10] for row in rows if row["bandwidth"] > 6 * usual] == ["2026-10-14"]
    by_month: dict[str, int] = {}
    for row in rows:
        by_month[row["date"][:7]] = by_month.get(row["date"][:7], 0) + row["mau"]
    assert by_month["2026-10"] > 1.3 * by_month["2025-11"]
    sundays = [row["bandwidth"] for row in rows if date.fromisoformat(row["date"][:10]).weekday() == 6]
    tuesdays = [row["bandwidth"] for row in rows if date.fromisoformat(row["date"][:10]).weekday() == 1]
    assert sum(sundays) / len(sundays) < 0.85 * sum(tuesdays) / len(tuesdays)


async def test_a_release_of_the_default_world_spreads_in_an_s(ask: Asker) -> None:
    body = (
        await ask("GET", f"/statistics/app/{people.SHOP}/bundle_usage?from=2026-10-18&to=2026-11-10")
    ).body
    newest = next(series["data"] for series in body["datasets"] if series["label"] == "1.4.2")
    assert newest[0] == 0
    assert newest == sorted(newest)
    steps = [after - before for before, after in pairwise(newest)]
    assert max(steps) == max(steps[2:7])
    assert newest[-1] > 90
