"""Statistics as they are read from servers of every generation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.demo import DIALECTS, Demo
from capgo_tui.errors import RefusalKind, Refused, Unexpected, Unreachable
from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.services.statistics.reader import Statistics
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.workspace import Workspace
from tests.api.old_server import JANUARY, NOVEMBER, old_server
from tests.api.servers import Asked, Moments, Reply, Scripted, client_of, replies
from tests.models.recorded import CONTRACT
from tests.services.conftest import working
from tests.services.statistics.conftest import ACME, EVERYTHING, EXAMPLE, SHOP, TODAY, days

Make = Callable[[object], Statistics]


def bare(day: DayFigures) -> tuple[int, float | None, float | None, float | None, float | None]:
    return day.day.day, day.mau, day.storage, day.storage_change, day.bandwidth


WORKED = [(1, 10, 1020, None, 5), (2, 12, 1020, 0, 0), (3, 8, 1000, -20, 7)]
"""The worked example of contract/api.md 3.8, day by day."""


async def test_the_worked_example_for_an_app_an_organization_and_everything(statistics: Statistics) -> None:
    for scope in (SHOP, ACME, EVERYTHING):
        reading = await statistics.read(scope, EXAMPLE)
        assert [bare(day) for day in reading.days] == WORKED
        assert (reading.scope, reading.period, reading.problem) == (scope, EXAMPLE, None)


async def test_every_question_asks_for_plain_days_until_the_day_after(
    statistics: Statistics, client: CapgoClient
) -> None:
    await statistics.read(SHOP, EXAMPLE)
    await statistics.usage(SHOP.id, EXAMPLE)
    plain, usage = [exchange.path for exchange in client.requests]
    assert plain == "/statistics/app/com.acme.shop?from=2026-06-01&to=2026-06-04&noAccumulate=true"
    assert usage == "/statistics/app/com.acme.shop/bundle_usage?from=2026-06-01&to=2026-06-03"


async def test_levels_of_an_old_range_are_anchored_and_those_until_today_are_not(
    statistics: Statistics,
) -> None:
    assert (await statistics.read(SHOP, EXAMPLE)).is_anchored
    until_today = await statistics.read(SHOP, days("2026-05-31", TODAY.isoformat()))
    assert not until_today.is_anchored
    assert [day.storage for day in until_today.days[:4]] == [920, 1020, 1020, 1000]
    assert until_today.days[-1].storage == 1000


async def test_days_that_have_not_come_are_neither_asked_for_nor_shown(
    statistics: Statistics, client: CapgoClient
) -> None:
    reading = await statistics.read(SHOP, days("2026-11-20", "2026-11-30"))
    assert [day.day for day in reading.days] == [date(2026, 11, 20), TODAY]
    assert reading.today == TODAY
    assert not reading.is_anchored
    assert "to=2026-11-22" in next(iter(client.requests)).path
    usage = await statistics.usage(SHOP.id, days("2026-11-20", "2026-11-30"))
    assert [day.day for day in usage.days] == [date(2026, 11, 20), TODAY]


async def test_a_period_without_days_asks_nothing(statistics: Statistics, client: CapgoClient) -> None:
    for empty in (days("2026-12-01", "2026-12-31"), days("2026-06-03", "2026-06-01")):
        reading = await statistics.read(SHOP, empty)
        assert (reading.days, reading.read_at, reading.problem) == ((), None, None)
        assert (await statistics.by_app(ACME.id, empty)).apps == {}
        assert (await statistics.usage(SHOP.id, empty)).days == ()
    assert client.requests.sent == 0


async def test_before_the_app_existed_there_are_zeros_as_the_server_says(statistics: Statistics) -> None:
    reading = await statistics.read(SHOP, days("2019-12-31", "2020-01-02"))
    assert [(day.mau, day.bandwidth, day.storage_change) for day in reading.days] == [
        (0, 0, None),
        (0, 0, 0),
        (0, 0, 0),
    ]
    usage = await statistics.usage(SHOP.id, days("2019-12-31", "2020-01-02"))
    assert [dict(day.percent) for day in usage.days] == [{}, {}, {}]


async def test_a_leap_day_is_a_day_like_others(statistics: Statistics) -> None:
    reading = await statistics.read(SHOP, days("2024-02-28", "2024-03-01"))
    assert [day.day.isoformat() for day in reading.days] == ["2024-02-28", "2024-02-29", "2024-03-01"]


async def test_an_organization_app_by_app_in_one_request(statistics: Statistics, client: CapgoClient) -> None:
    readings = await statistics.by_app(ACME.id, EXAMPLE)
    assert client.requests.sent == 1
    assert [bare(day) for day in readings.total.days] == WORKED
    assert list(readings.apps) == ["com.acme.empty", "com.acme.shop"]
    shop = readings.apps["com.acme.shop"]
    assert [bare(day) for day in shop.days] == [
        (1, 10, None, 100, 5),
        (2, 12, None, 0, 0),
        (3, 8, None, -20, 7),
    ]
    assert readings.total.is_anchored
    assert not shop.is_anchored


async def test_usage_day_by_day(statistics: Statistics) -> None:
    usage = await statistics.usage(SHOP.id, EXAMPLE)
    assert [day.day.day for day in usage.days] == [1, 2, 3]
    assert usage.days[0].counts == {"1.0.0": 121, "1.1.0": 79}
    assert usage.days[0].percent == {"1.0.0": 60.5, "1.1.0": 39.5}
    assert "1.0.0" not in usage.days[2].percent
    natives = await statistics.native_usage(SHOP.id, EXAMPLE)
    assert [day.day for day in natives.days] == [day.day for day in usage.days]


async def test_usage_that_the_server_cut_is_asked_for_again_behind_the_cut(scripted: Make) -> None:
    """The server reads a thousand rows; the days behind them repeat the last one (contract/api.md 3.8)."""
    names = [f"1.0.{each}" for each in range(300)]

    def answer(asked: Asked) -> Reply:
        first, last = (date.fromisoformat(asked.query[word]) for word in ("from", "to"))
        length = (last - first).days + 1
        real = [(first + timedelta(days=each)).day for each in range(length)]
        shown = [real[min(each, 2)] for each in range(length)]  # 3 × 300 rows, then the cut
        return Reply(
            {
                "labels": [(first + timedelta(days=each)).isoformat() for each in range(length)],
                "datasets": [{"label": name, "data": shown, "metaCounts": shown} for name in names],
            }
        )

    server = Scripted(answer)
    usage = await scripted(server).usage("com.acme.shop", days("2026-11-01", "2026-11-07"))
    assert [(day.day.day, day.counts["1.0.0"]) for day in usage.days] == [(n, n) for n in range(1, 8)]
    assert [asked.query["from"] for asked in server.asked] == ["2026-11-01", "2026-11-04", "2026-11-07"]


async def test_old_servers_give_the_same_days(scripted: Make) -> None:
    for generation in (JANUARY, NOVEMBER):
        statistics = scripted(old_server(generation))
        for scope in (SHOP, ACME, EVERYTHING):
            reading = await statistics.read(scope, EXAMPLE)
            assert [bare(day) for day in reading.days] == WORKED
            assert reading.days[0].build_seconds is None or generation == NOVEMBER


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_every_generation_of_the_demo_cloud_gives_the_same_days(dialect: str) -> None:
    cloud = Demo.from_file(CONTRACT / "acme-world.json", dialect=dialect)
    async with client_of(cloud.app, key=cloud.key) as client:
        statistics = Statistics(client, cloud.clock)
        for scope in (SHOP, ACME, EVERYTHING):
            reading = await statistics.read(scope, EXAMPLE)
            assert ([bare(day) for day in reading.days], reading.problem) == (WORKED, None)
        usage = await statistics.usage(SHOP.id, EXAMPLE)
        assert [day.day.day for day in usage.days if day.percent] == [1, 2, 3] or dialect == "2025-01"
        assert usage.days[0].percent == pytest.approx({"1.0.0": 60.5, "1.1.0": 39.5})


async def test_an_old_server_without_breakdowns_tells_of_the_organization_alone(scripted: Make) -> None:
    readings = await scripted(old_server(JANUARY)).by_app(ACME.id, EXAMPLE)
    assert readings.apps == {}
    assert [bare(day) for day in readings.total.days] == WORKED


async def test_days_that_an_old_server_leaves_out_are_gaps(scripted: Make) -> None:
    usage = await scripted(old_server(JANUARY)).usage(SHOP.id, days("2026-06-01", "2026-06-04"))
    assert [day.day.day for day in usage.days] == [1, 3]
    assert usage.days[0].counts == {}


async def test_plain_dates_other_days_and_missing_fields_are_read(scripted: Make) -> None:
    rows = [
        {"date": "2026-06-03", "mau": 3},
        {"date": "2026-06-01", "storage": 5},
        {"date": "2026-07-01", "mau": 9},
    ]
    reading = await scripted(replies(Reply({"status": "ok", "data": rows}))).read(SHOP, EXAMPLE)
    assert [bare(day) for day in reading.days] == [(1, None, 5, None, None), (3, 3, 5, None, None)]


async def test_a_picture_is_refused_with_a_sentence(scripted: Make) -> None:
    picture = Reply("<svg xmlns='http://www.w3.org/2000/svg'/>", headers={"content-type": "image/svg+xml"})
    reading = await scripted(replies(picture)).read(SHOP, EXAMPLE)
    assert reading.days == ()
    assert isinstance(reading.problem, Unexpected)
    assert "picture" in reading.problem.said


async def test_a_refusal_is_the_readings_problem(acme: Demo, workspace: Workspace) -> None:
    reading = await workspace.statistics.read(Scope(Kind.APP, "com.elsewhere"), EXAMPLE)
    assert isinstance(reading.problem, Refused)
    assert reading.problem.kind is RefusalKind.NO_RIGHT
    acme.world.organizations[ACME.id].plan = "invalid"
    for problem in (
        (await workspace.statistics.by_app(ACME.id, EXAMPLE)).total.problem,
        (await workspace.statistics.usage(SHOP.id, EXAMPLE)).problem,
    ):
        assert isinstance(problem, Refused)
        assert problem.kind is RefusalKind.PLAN


@pytest.mark.parametrize("app_id", ["", "..", "a/b", "\udcff", "com.acme\x00", "x" * 5000])
async def test_an_app_id_that_cannot_be_one_is_a_problem_and_no_crash(
    statistics: Statistics, app_id: str
) -> None:
    reading = await statistics.read(Scope(Kind.APP, app_id), EXAMPLE)
    usage = await statistics.usage(app_id, EXAMPLE)
    assert (reading.days, usage.days) == ((), ())
    assert reading.problem is not None
    assert usage.problem is not None


async def test_a_server_without_native_usage_says_so(scripted: Make) -> None:
    reading = await scripted(old_server(JANUARY)).native_usage(SHOP.id, EXAMPLE)
    assert reading.days == ()
    assert isinstance(reading.problem, Refused)


async def test_a_key_that_cannot_log_in_is_a_problem_too(acme: Demo) -> None:
    async with working(acme, None, "00000000-0000-4000-8000-000000000000") as workspace:
        reading = await workspace.statistics.read(EVERYTHING, EXAMPLE)
    assert isinstance(reading.problem, Refused)
    assert reading.problem.kind is RefusalKind.BAD_LOGIN


async def test_the_same_question_within_five_minutes_is_one_request(scripted: Make, moments: Moments) -> None:
    server = replies(Reply([{"date": "2026-11-21", "mau": 1, "storage": 1, "bandwidth": 1}]))
    statistics, today = scripted(server), days("2026-11-21", "2026-11-21")
    first, second = await asyncio.gather(statistics.read(SHOP, today), statistics.read(SHOP, today))
    assert first is second
    moments.seconds += 299
    assert await statistics.read(SHOP, today) is first
    assert len(server.asked) == 1
    moments.seconds += 2
    assert await statistics.read(SHOP, today) is not first
    assert await statistics.read(SHOP, today, refresh=True) is not first
    assert len(server.asked) == 3


async def test_who_leaves_does_not_take_the_answer_away(statistics: Statistics, client: CapgoClient) -> None:
    leaving = asyncio.create_task(statistics.read(SHOP, EXAMPLE))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    assert (await statistics.read(SHOP, EXAMPLE)).days
    assert client.requests.sent == 1


async def test_a_refresh_that_fails_keeps_the_old_days_with_their_age(
    acme: Demo, statistics: Statistics
) -> None:
    apps_before = await statistics.by_app(ACME.id, EXAMPLE)
    before = await statistics.read(SHOP, EXAMPLE)
    usage_before = await statistics.usage(SHOP.id, EXAMPLE)
    acme.faults.next("/statistics", "cut", times=None)
    after = await statistics.read(SHOP, EXAMPLE, refresh=True)
    assert (after.days, after.read_at) == (before.days, before.read_at)
    assert isinstance(after.problem, Unreachable)
    apps = await statistics.by_app(ACME.id, EXAMPLE, refresh=True)
    assert [each.days for each in apps.apps.values()] == [each.days for each in apps_before.apps.values()]
    assert isinstance(apps.total.problem, Unreachable)
    usage = await statistics.usage(SHOP.id, EXAMPLE, refresh=True)
    assert usage.days == usage_before.days
    assert isinstance(usage.problem, Unreachable)
    assert (await statistics.read(SHOP, EXAMPLE)).problem is None, "what is kept is still fresh"
