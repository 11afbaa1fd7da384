"""The Stats tab: what was used, of whom, on which days, against what."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.services.opening import Look
from capgo_tui.widgets.chart import ChartView
from capgo_tui.widgets.record_table import RecordTable
from tests.driver import DemoBackends, User, run_user
from tests.ui.cloud import ACME, SHOP, finds
from tests.ui.conftest import UserAt


async def test_an_app_has_cards_a_chart_and_a_row_for_each_day(user: User) -> None:
    await user.opens(SHOP, tab="4")
    assert user.tab == "stats"
    for words in ("com.acme.shop · 30 days, 23 Oct – 21 Nov", "MAU", "Bandwidth", "Storage", "today so far"):
        assert user.sees(words), user.screen
    assert user.sees("MAU: devices new in the cycle")
    assert user.sees("MAU counts anew on 1 Nov")
    assert "so far" in user.line_with("❯ Sat 21 Nov 2026")
    assert user.sees("30 days ─")


async def test_the_figures_are_those_of_the_server(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="4")
    days = demo.world.days_of(SHOP)
    assert days is not None
    figures = days.metrics(datetime(2026, 11, 20, tzinfo=UTC).date())
    assert figures is not None
    assert f" {figures.mau:,} " in user.line_with("Fri 20 Nov 2026")


async def test_other_days_are_one_menu_away(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("t", "7")
    assert user.sees("7 days, 15 Nov – 21 Nov")
    assert user.sees(" 7 days ─")
    await user.press("t", "down", "down", "enter")
    assert user.sees("90 days, 24 Aug – 21 Nov")
    await user.press("t", "m")
    assert user.sees("this month, 1 Nov – 21 Nov")
    await user.press("t", "y")
    assert user.sees("12 months, 22 Nov 2025 – 21 Nov")
    assert user.sees("MAU counts anew each cycle")


async def test_the_billing_cycle_begins_on_the_day_of_the_profile(demo: Demo) -> None:
    look = Look(profile="test", host="http://demo.localhost", billing_day=15)
    async with run_user(DemoBackends(demo, look=look), 120, 40) as user:
        await user.opens(SHOP, tab="4")
        await user.press("t", "b")
        assert user.sees("billing cycle, 15 Nov – 21 Nov")


async def test_days_of_ones_own_are_typed(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("t", "o")
    await user.types("2026-10-03")
    await user.press("enter")
    await user.types("2026-10-05")
    await user.press("enter")
    assert user.sees("3 Oct – 5 Oct"), user.screen
    assert user.sees("3 days ─")
    await user.press("t", "o")
    await user.types("2026-09")
    await user.press("ctrl+s")
    assert user.sees("1 Sep – 30 Sep")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-02-30", "", "There is no day 2026-02-30"),
        ("2026-10-05", "2026-10-01", "before it begins"),
        ("2027-01-01", "", "in the future"),
        ("soon", "", "no range of days"),
        ("", "2026-10-01", "The first day is missing"),
    ],
)
async def test_days_that_are_none_are_refused_in_words(user: User, first: str, last: str, words: str) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("t", "o")
    await user.types(first)
    await user.press("tab")
    await user.types(last)
    await user.press("ctrl+s")
    assert user.sees(words), user.screen
    await user.press("escape", "escape")
    assert user.sees("30 days, 23 Oct – 21 Nov")


async def test_days_before_the_app_existed_say_so(user: User) -> None:
    await user.opens("com.acme.next", tab="4")
    assert user.sees("app created 20 Nov")
    await user.press("t", "o")
    await user.types("2026-09")
    await user.press("ctrl+s")
    assert user.sees("The app was created on 20 November 2026.")


async def test_an_app_without_figures_says_so(user: User) -> None:
    await user.opens("com.acme.next", tab="4")
    assert user.sees("Nothing was counted, 23 Oct – 21 Nov:")


async def test_figures_are_picked_by_key_or_by_their_card(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("m", "b")
    assert user.sees("Bandwidth by day")
    assert user.sees("7-day mean")
    await user.press("m", "u")
    assert user.sees("Bandwidth per user")
    await user.press("m", "h")
    assert user.sees("Share of the organization's MAU")
    assert user.sees("%")
    await user.clicks("StatCards", offset=(45, 0))
    assert user.sees("Storage: level")


async def test_days_are_added_up_and_storage_shows_its_change(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("c")
    assert user.sees("MAU, added up")
    assert user.sees("added up")
    await user.press("c", "m", "s")
    assert user.sees("Storage: level")
    await user.press("c")
    assert user.sees("Storage: change by day")
    assert user.sees("grew by")


async def test_another_period_is_laid_over_it(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("T")
    assert user.sees("against the 30 days before")
    assert "change" in user.line_with("bandwidth")
    await user.press("T")
    assert user.sees("against a year ago")
    assert "a year ago" in user.line_with("  day  ")
    await user.press("T")
    assert not user.sees("against")


async def test_the_cursors_of_chart_and_table_are_on_the_same_day(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("h", "h")
    assert "Thu 19 Nov 2026" in user.line_with("❯")
    assert user.sees("Thu 19 Nov  █ 63")
    await user.press("j")
    assert isinstance(user.app.screen.focused, RecordTable)
    await user.press("j")
    assert "Wed 18 Nov 2026" in user.line_with("❯")
    assert user.sees("Wed 18 Nov  █ 68")
    await user.press("escape")
    assert isinstance(user.app.screen.focused, ChartView)


async def test_the_table_sorts_and_the_chart_still_follows(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("4", "l", "s", "s", "g")
    assert "Mon  2 Nov 2026" in user.line_with("❯"), user.screen
    assert user.sees("Mon 2 Nov  █ 539")


async def test_a_day_opens_in_full(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("4", "down", "enter")
    assert user.sees("20 Nov 2026")
    assert user.sees("devices new in the billing cycle that day")
    assert user.sees("byte hours")


async def test_the_organization_of_an_app_and_its_apps(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("i", "o")
    assert user.sees(f"{ACME} · 30 days")
    await user.press("m", "a")
    assert user.sees("Storage per app")
    await user.press("i", "p")
    assert user.sees(f"{ACME}, app by app")
    assert user.sees("MAU by app")
    assert "94.7%" in user.line_with("❯ com.acme.wallet")
    await user.press("c")
    assert user.sees("MAU by app and day")
    await user.press("m", "h")
    assert user.sees("Share of MAU by app")
    await user.press("i", "e")
    assert user.sees("Everything this key reaches")


async def test_an_app_of_the_ranking_opens_its_own_statistics(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("i", "p", "l")
    assert user.sees("❯ com.acme.builds") or user.sees("❯ com.acme.shop")
    await user.press("g", "j", "enter")
    assert user.tab == "stats"
    assert user.sees("com.acme.wallet · 30 days")


async def test_an_organization_in_the_tree_shows_its_statistics(user: User) -> None:
    await finds(user, "Northwind Traders")
    await user.press("k", "4")
    assert user.tab == "stats"
    assert user.sees("Northwind Traders · 30 days"), user.screen


async def test_a_plan_that_has_lapsed_is_said_with_its_code(user: User) -> None:
    await user.opens("com.contoso.travel", tab="4")
    assert user.sees("402")
    assert user.sees("subscription_required")
    assert user.sees("r tries again")


async def test_a_share_that_cannot_be_told_says_why_and_the_rest_holds(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="4")
    demo.faults.next("/statistics/org", 403, times=20)
    await user.press("m", "h")
    assert user.sees("The other apps of the organization cannot be read")
    assert user.sees("403")
    await user.press("m", "m")
    assert user.sees("MAU: devices new in the cycle")
    assert not user.sees("403")


async def test_a_failed_refresh_keeps_the_figures_and_says_so(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="4")
    demo.faults.next("/statistics", 500, times=20)
    await user.press("r")
    assert user.sees("⚠")
    assert user.sees("Fri 20 Nov 2026")
    assert user.sees("year ago +59%"), "which was read before"
    demo.faults.clear()
    await user.press("r")
    assert not user.line_with("⚠ The")


async def test_coming_back_and_looking_in_another_way_asks_nothing(user: User) -> None:
    await user.opens(SHOP, tab="4")
    spent = user.requests
    await user.press("m", "b", "c", "T", "T", "c", "1", "4", "h", "h", "m", "s")
    assert user.requests == spent


async def test_the_limit_of_the_plan_is_drawn_where_it_is_one(demo: Demo) -> None:
    look = Look(profile="test", host="http://demo.localhost", limits={"mau": 95_000.0, "storage": 5e8})
    async with run_user(DemoBackends(demo, look=look), 120, 40) as user:
        await user.opens(SHOP, tab="4")
        await user.press("i", "o", "m", "s")
        assert user.sees("plan 476.8 MiB")
        await user.press("m", "m")
        assert not user.sees("plan 95,000")
        await user.press("t", "m", "c")
        assert user.sees("plan 95,000")


async def test_the_command_shows_other_days(user: User) -> None:
    await user.opens(SHOP)
    await user.press("colon")
    await user.types("stats 2026-10")
    await user.press("enter")
    assert user.tab == "stats"
    assert user.sees("1 Oct – 31 Oct")
    await user.press("colon")
    await user.types("stats year")
    await user.press("enter")
    assert user.sees("12 months")
    await user.press("colon")
    await user.types("stats 2026-13")
    await user.press("enter")
    assert user.sees("There is no month 13")


async def test_the_command_shows_the_app_that_is_open_wherever_the_tree_stands(user: User) -> None:
    await user.opens(SHOP)
    await user.press("tab", "h", "tab", "colon")  # the cursor of the tree goes up to the organization
    await user.types("stats")
    await user.press("enter")
    assert user.sees("com.acme.shop · 30 days")


async def test_the_command_shows_an_organization_where_no_app_is_open(user: User) -> None:
    await user.press("g", "colon")
    await user.types("stats 7d")
    await user.press("enter")
    assert user.sees(f"{ACME} · 7 days"), user.screen


async def test_old_days_say_that_their_level_is_not_sure(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("colon")
    await user.types("stats 2025-10")
    await user.press("enter", "m", "s")
    assert user.sees("anchored on today's total"), user.screen


async def test_nothing_is_cut_on_the_smallest_terminal(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await user.opens(SHOP, tab="4")
        assert user.sees("com.acme.shop · 30 days, 23 Oct – 21 Nov · daily")
        rows = [line for line in user.screen.splitlines() if " Nov 2026 " in line]
        assert len(rows) >= 5
        assert user.sees("Nov ≈ ")
        await user.press("T", "m", "b")
        assert user.sees("change")


async def test_the_help_explains_the_words(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("question_mark")
    assert user.sees("In the statistics")
    assert user.sees("Lay over it the period before")


async def test_numbers_and_the_chart_are_written_to_a_file(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await user.opens(SHOP, tab="4")
    await user.press("t", "7", "E")
    assert user.sees("Export statistics")
    assert user.sees("7 days")
    await user.press("ctrl+s")
    written = tmp_path / "com.acme.shop-statistics-2026-11-15..2026-11-21.csv"
    assert written.is_file(), user.screen
    lines = written.read_text().splitlines()
    assert lines[0].startswith("day,mau,bandwidth,storage")
    assert [line.split(",")[0] for line in lines[1:]] == [f"2026-11-{day}" for day in range(15, 22)]
