"""What one look at statistics reads, and what it leaves unread."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.ranges import Range, RangeKind, custom
from capgo_tui.services.statistics.gathering import Gathered, Subject, Whose, gather, main_period
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.workspace import Workspace
from tests.services.statistics.conftest import ACME, EXAMPLE, SHOP, TODAY, days

MONTH = Range(RangeKind.DAYS, days=30)
APP = Subject(Whose.APP, SHOP.id, ACME.id)


async def looks(
    workspace: Workspace, subject: Subject, wanted: Range, *, with_share: bool = False
) -> list[Gathered]:
    return [each async for each in gather(workspace, subject, wanted, with_share=with_share)]


def asked(client: CapgoClient) -> list[str]:
    return [exchange.path for exchange in client.requests if exchange.path.startswith("/statistics")]


async def test_the_days_come_first_and_a_year_ago_after_them(
    workspace: Workspace, client: CapgoClient
) -> None:
    first, last = await looks(workspace, APP, MONTH)
    assert (first.is_complete, last.is_complete) == (False, True)
    assert first.year_ago == ()
    assert len(last.year_ago) == 30
    assert len(asked(client)) == 2


async def test_the_storage_of_a_year_ago_is_right_and_not_anchored_on_todays_total(
    workspace: Workspace, client: CapgoClient
) -> None:
    last = (await looks(workspace, APP, MONTH))[-1]
    assert not any(day.is_anchored for day in last.year_ago)
    points = await client.statistics.app(SHOP.id, last.ago.first, TODAY)
    levels = list(accumulate(point.storage or 0 for point in points))  # the first is a level, then changes
    assert [day.storage for day in last.year_ago] == levels[:30]


async def test_a_range_is_read_with_what_it_is_held_against() -> None:
    # Three months before it, for spikes; and up to today, so that its levels are right.
    assert main_period(MONTH, TODAY) == Period(TODAY - timedelta(days=29 + 92), TODAY)
    past = custom(days("2026-06-01", "2026-06-30"))
    assert main_period(past, TODAY) == days("2026-03-01", TODAY.isoformat())
    old = custom(days("2024-06-01", "2024-06-30"))
    assert main_period(old, TODAY) == days("2024-03-01", "2024-06-30")


async def test_twelve_months_are_read_with_the_twelve_before_in_one_request(
    workspace: Workspace, client: CapgoClient
) -> None:
    (only,) = await looks(workspace, APP, Range(RangeKind.YEAR))
    assert only.is_complete
    assert only.year_ago == only.days
    assert len(asked(client)) == 1


async def test_the_worked_example_is_among_the_days(workspace: Workspace) -> None:
    known = (await looks(workspace, APP, custom(EXAMPLE)))[-1]
    shown = {day.day: day for day in known.days if day.day in known.shown}
    assert [day.mau for day in shown.values()] == [10, 12, 8]
    assert [day.storage for day in shown.values()] == [1020, 1020, 1000]
    assert not known.is_anchored


async def test_the_share_of_an_app_costs_one_request_more(workspace: Workspace, client: CapgoClient) -> None:
    known = (await looks(workspace, APP, MONTH, with_share=True))[-1]
    assert SHOP.id in known.apps
    assert len(asked(client)) == 3


async def test_app_by_app_has_the_organization_and_each_app(workspace: Workspace) -> None:
    known = (await looks(workspace, Subject(Whose.BY_APP, org_id=ACME.id), custom(EXAMPLE)))[-1]
    assert [day.mau for day in known.days if day.day in EXAMPLE] == [10, 12, 8]
    assert SHOP.id in known.apps


async def test_a_refusal_ends_it_with_its_reason(workspace: Workspace, client: CapgoClient) -> None:
    (only,) = await looks(workspace, Subject(Whose.APP, "com.nobody.there"), MONTH)
    assert only.is_complete
    assert "no_access_to_app" in str(only.problem)
    assert len(asked(client)) == 1


@pytest.mark.parametrize(
    ("whose", "scope"),
    [
        (Whose.APP, SHOP),
        (Whose.ORGANIZATION, ACME),
        (Whose.BY_APP, ACME),
        (Whose.EVERYTHING, Scope(Kind.EVERYTHING)),
    ],
)
def test_every_look_asks_for_a_scope(whose: Whose, scope: Scope) -> None:
    assert Subject(whose, SHOP.id, ACME.id).scope == scope


async def test_days_before_the_app_existed_are_not_nought_but_unknown(workspace: Workspace) -> None:
    await workspace.read_estate()
    record = next(app.record for app in workspace.estate.apps if app.app_id == SHOP.id)
    assert record is not None
    assert record.created_at is not None
    created = record.created_at.date()
    known = (await looks(workspace, APP, custom(Period(created - timedelta(days=5), TODAY))))[-1]
    assert known.created == created
    empty = [day for day in known.days if day.day < created and not (day.mau or day.bandwidth)]
    assert empty == []


async def test_a_server_whose_day_has_not_begun_is_a_day_behind_in_everything(workspace: Workspace) -> None:
    behind = workspace.client
    ahead = Workspace(behind, lambda: workspace.now() + timedelta(days=1))
    last = (await looks(ahead, APP, MONTH))[-1]
    usual = (await looks(workspace, APP, MONTH))[-1]
    assert last.today == TODAY
    assert (last.shown, last.before) == (usual.shown, usual.before)
