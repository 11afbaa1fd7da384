"""What a report reads: few requests, the right levels, the same bytes on another day, and offline."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.demo.tables import DayMetrics, ListedDays
from capgo_tui.errors import CapgoError
from capgo_tui.presenters.report.forms import FORMS
from capgo_tui.rules.alerts.checking import Plan
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.periods import month_of
from capgo_tui.rules.statistics.report import Report
from capgo_tui.services.history import History
from capgo_tui.services.statistics.reader import Statistics
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.statistics.reporting import Wanted, read_report
from tests.api.servers import client_of
from tests.services.conftest import ORG, SHOP

APP, ACME = Scope(Kind.APP, SHOP), Scope(Kind.ORGANIZATION, ORG)
NOVEMBER, DECEMBER = (datetime(2026, 11, 21, 12, tzinfo=UTC), datetime(2026, 12, 5, 12, tzinfo=UTC))


def counts(acme: Demo, day: str, *, mau: int = 0, stored: int = 0, bandwidth: int = 0) -> None:
    """Let the shop have these figures on a day."""
    days = acme.world.days[SHOP]
    assert isinstance(days, ListedDays)
    days.by_day[date.fromisoformat(day)] = DayMetrics(mau, stored, bandwidth)
    acme.world.apps[SHOP].current_storage_bytes += stored


async def june(
    acme: Demo, now: datetime, scope: Scope = APP, history: Path | None = None
) -> tuple[Report, CapgoClient]:
    """The report of the worked example's month (contract/api.md 3.8), made at some moment."""
    acme.clock = lambda: now
    async with client_of(acme.app) as client:
        statistics = Statistics(client, acme.clock, History(history))
        wanted = Wanted(scope=scope, name="Shop", month=month_of(date(2026, 6, 1)), plan=Plan())
        try:
            return await read_report(statistics, wanted), client
        finally:
            await statistics.close()


async def test_the_report_of_an_old_month_is_the_same_on_another_day(acme: Demo) -> None:
    in_november, _ = await june(acme, NOVEMBER)
    counts(acme, "2026-11-30", mau=5, stored=4000, bandwidth=9)
    in_december, _ = await june(acme, DECEMBER)
    for form in FORMS.values():
        assert form(in_november) == form(in_december)


async def test_levels_of_storage_are_those_of_the_month_and_not_of_today(acme: Demo) -> None:
    """The server anchors the levels of an old range on today's total (contract/api.md 3.8)."""
    counts(acme, "2026-10-05", stored=7_000_000)
    report, _ = await june(acme, NOVEMBER)
    (stored,) = (line.before.now.value for line in report.metrics if line.metric is Metric.STORAGE)
    assert stored == acme.world.apps[SHOP].current_storage_bytes - 7_000_000
    assert not report.is_anchored


@pytest.mark.parametrize("scope", [APP, ACME], ids=["app", "organization"])
async def test_a_report_takes_two_requests(acme: Demo, scope: Scope) -> None:
    report, client = await june(acme, NOVEMBER, scope)
    assert client.requests.sent == 2
    assert report.is_app == (scope is APP)
    (mau,) = (line.before.now.value for line in report.metrics if line.metric is Metric.MAU)
    assert mau == 30


async def test_what_was_seen_before_is_reported_without_a_network(acme: Demo, tmp_path: Path) -> None:
    history = tmp_path / "statistics.sqlite"
    before, _ = await june(acme, NOVEMBER, history=history)
    acme.faults.next("/statistics", 503, times=None)
    after, _ = await june(acme, NOVEMBER.replace(hour=14), history=history)
    assert after.days == before.days
    assert after.metrics == before.metrics
    assert "could not be read" in after.notes[0]


async def test_without_a_single_day_there_is_no_report(acme: Demo) -> None:
    acme.faults.next("/statistics", 503, times=None)
    with pytest.raises(CapgoError):
        await june(acme, NOVEMBER)
