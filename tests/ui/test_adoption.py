"""A user looks at how fast an app's devices took up its bundles."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.tables import DayMetrics, Days
from tests.driver import DemoBackends, User, run_user
from tests.ui.cloud import SHOP
from tests.ui.conftest import NOW, UserAt

WALLET = "com.acme.wallet"
USAGE = f"/statistics/app/{SHOP}/bundle_usage"
NATIVES = f"/statistics/app/{SHOP}/native_usage"


@dataclass
class Gaps:
    """Daily figures some of which got lost."""

    days: Days
    lost: set[date]

    def metrics(self, day: date) -> DayMetrics | None:
        """As they were."""
        return self.days.metrics(day)

    def bundles(self, day: date) -> dict[str, int]:
        """Nothing on a lost day."""
        return {} if day in self.lost else self.days.bundles(day)

    def natives(self, day: date) -> dict[str, int]:
        """As they were."""
        return self.days.natives(day)


def row(user: User, name: str) -> list[str]:
    """The cells of a bundle in the table."""
    lines = [line.rpartition("││")[2].strip("│❯ ") for line in user.screen.splitlines()]
    return next(line for line in lines if line.startswith(f"{name} ") and "%" in line).split()


async def test_tab_5_shows_the_shares_by_day_and_every_bundle_below(user: User) -> None:
    await user.opens(SHOP, tab="5")
    assert user.tab == "adoption"
    assert user.sees("100% ┤")
    assert user.sees("6 bundles · 30 days")
    newest, before = user.line_with("not enough data"), user.line_with("reached")
    assert "1.5.0" in newest
    assert "1.8%" in newest
    assert "1.4.2" in before
    assert "5d" in before.split()
    assert "8d" in before.split()


async def test_the_bundles_that_are_drawn_are_six_at_most(user: User) -> None:
    await user.opens(WALLET, tab="5")
    legend = user.line_with("others")
    assert all(name in legend for name in ("3.11.1", "3.11.0", "3.10.1", "3.10.0", "3.9.1"))
    assert "3.8.0" not in legend
    assert user.line_with("3.8.0"), "it stands in the table"


async def test_a_release_is_marked_on_its_day(user: User) -> None:
    await user.opens(SHOP, tab="5")
    assert "18 Nov 1.5.0" in user.line_with("▲ 18")


async def test_h_and_l_go_through_the_days_and_the_table_follows(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("h", "h", "h", "h", "h")
    assert user.sees("Tue 17 Nov")
    assert "17 Nov" in user.line_with("ETA"), "the heading of the shares"
    assert row(user, "1.5.0")[1] == "0%"
    await user.press("l", "l")
    assert "19 Nov" in user.line_with("ETA")
    await user.press("escape")
    assert "today" in user.line_with("ETA")


async def test_enter_draws_the_curve_of_a_bundle_which_follows_the_cursor(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("down", "enter")
    assert user.sees("1.4.2, released 19 Oct")
    assert "27 Oct 90%" in user.line_with("24 Oct 50%")
    await user.press("up")
    assert "18 Nov release" in user.line_with("▲ 18")
    await user.press("escape")
    assert not user.sees("18 Nov release")
    assert user.tab == "adoption"


async def test_enter_on_a_curve_opens_every_day_of_it(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("down", "enter", "enter")
    assert user.sees("2026-11-21")
    assert user.sees("95.1%")
    assert user.sees("8d")
    await user.press("escape")
    assert user.sees("1.4.2, released 19 Oct")


async def test_n_shows_native_builds_and_the_bundles_again(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("n")
    assert user.sees("Android 1.4.0")
    assert user.sees("6 native builds")
    assert not user.sees("stuck"), "no device is stuck on a native build"
    await user.press("n")
    assert user.sees("6 bundles")


async def test_a_server_without_native_usage_says_so(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="5")
    demo.faults.next(NATIVES, 404, times=10)
    await user.press("n")
    assert user.sees("This server does not tell native builds.")
    await user.press("n")
    assert user.sees("6 bundles")


async def test_the_point_opens_the_devices_stuck_on_the_bundle_under_the_cursor(user: User) -> None:
    await user.opens(SHOP, tab="5")
    assert row(user, "1.4.1")[-1] == "?", "no device is loaded yet"
    await user.press("down", "down", "full_stop")
    assert user.tab == "devices"
    assert "2 devices stuck on 1.4.1" in user.line_with("stuck")
    assert user.sees("Among 65 devices")
    await user.press("5")
    assert row(user, "1.4.1")[-1] == "2"


async def test_on_a_bundle_with_nobody_stuck_the_point_opens_all_that_are(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("5")
    stuck = user.line_with("devices stuck").split("of 65 devices")[0].split()[-1]
    await user.press("full_stop")
    assert f"{stuck} devices stuck" in user.line_with("stuck")


async def test_where_nobody_is_stuck_that_is_said(user: User, demo: Demo) -> None:
    for device in demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=False):
        device.updated_at = NOW - timedelta(hours=1)
    await user.opens(SHOP, tab="5")
    await user.press("full_stop")
    assert user.tab == "adoption"
    assert "No device is stuck among 65 devices." in user.told


async def test_t_picks_other_days_and_the_curve_stays(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("down", "enter", "t")
    assert user.sees("Which days")
    await user.press("9")
    assert user.sees("90 days")
    assert user.sees("19 Oct release"), "it lies among the days now"
    await user.press("escape", "t", "o")
    await user.goes_to("First day")
    for _ in range(10):
        await user.press("backspace")
    await user.types("2026-10")
    await user.press("ctrl+s")
    assert user.sees("5 bundles · 2026-10"), user.screen


async def test_days_before_the_app_existed_say_how_to_leave_them(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("t", "o")
    await user.goes_to("First day")
    for _ in range(10):
        await user.press("backspace")
    await user.types("2020-01")
    await user.press("ctrl+s")
    assert user.sees("No device asked for updates in these days (2020-01).")
    assert user.sees("t picks others.")
    await user.press("t", "3")
    assert user.sees("6 bundles")


async def test_an_app_without_devices_says_so(user: User) -> None:
    await user.opens("com.acme.next", tab="5")
    assert user.sees("No device asked for updates in these days (30 days).")
    assert not user.sees("100% ┤")


async def test_a_plan_that_has_lapsed_is_said(user: User) -> None:
    await user.opens("com.contoso.travel", tab="5")
    assert user.sees("402 subscription_required")


async def test_days_that_cannot_be_read_again_stay_and_are_said_to_be_old(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="5")
    demo.faults.next(USAGE, 500, times=10)
    await user.press("r")
    assert user.line_with("⚠ Unknown error")
    assert user.sees("6 bundles")
    assert user.sees("100% ┤")
    demo.faults.clear()
    await user.press("r")
    assert not user.line_with("⚠ Unknown error")


async def test_without_the_server_the_days_come_from_the_local_history(demo: Demo, tmp_path: Path) -> None:
    history = tmp_path / "history.sqlite3"  # that of the demo is never written
    backends = DemoBackends(demo, budget=1000, start_in_demo=False, history_file=history)
    async with run_user(backends, 120, 40) as user:
        await user.opens(SHOP, tab="5")
    demo.faults.next(USAGE, 500, times=10)
    async with run_user(backends, 120, 40) as user:
        await user.opens(SHOP, tab="5")
        assert row(user, "1.4.2")[1] == "95.1%", "asked for within minutes, so not asked for again"
        await user.press("r")
        assert user.line_with("⚠ Unknown error")
        assert user.sees("from the local history")
        assert row(user, "1.4.2")[1] == "95.1%"
        assert "8d" in row(user, "1.4.2")


async def test_days_of_which_the_server_knows_nothing_are_counted(user: User, demo: Demo) -> None:
    demo.world.days[SHOP] = Gaps(
        demo.world.days_of(SHOP), {NOW.date() - timedelta(days=ago) for ago in (3, 4)}
    )
    await user.opens(SHOP, tab="5")
    assert user.sees("30 days · 2 days without data")


async def test_days_that_were_never_read_say_why(user: User, demo: Demo) -> None:
    demo.faults.next(USAGE, 401, times=10)
    await user.opens(SHOP, tab="5")
    assert user.sees("✗")
    assert user.sees("r tries again")
    demo.faults.clear()
    await user.press("r")
    assert user.sees("6 bundles")


async def test_bundles_that_cannot_be_read_leave_only_the_releases_unknown(user: User, demo: Demo) -> None:
    demo.faults.next("/bundle", 500, times=10)
    await user.opens(SHOP, tab="5")
    assert user.sees("6 bundles")
    assert not user.sees("▲ 18 Nov")
    assert user.line_with("⚠ Unknown error")


async def test_coming_back_asks_nothing_again(user: User) -> None:
    await user.opens(SHOP, tab="5")
    sent = user.requests
    await user.press("1", "5")
    assert user.requests == sent
    assert user.sees("6 bundles")


async def test_a_filter_leaves_the_keys_h_and_l_to_what_is_typed(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("slash")
    await user.types("lh")
    assert "today" in user.line_with("ETA")
    await user.press("escape")
    assert user.sees("6 bundles")


async def test_the_command_comes_here_with_a_filter(user: User) -> None:
    await user.opens(SHOP)
    await user.press("colon")
    await user.types("adoption share>50")
    await user.press("enter")
    assert user.tab == "adoption"
    assert user.sees("1 of 6")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_every_width_has_room_for_name_share_and_eta(user_at: UserAt, width: int) -> None:
    async with user_at(width, 24) as user:
        await user.opens(SHOP, tab="5")
        assert row(user, "1.4.2")[1] == "95.1%"
        assert "bundle" in user.line_with("ETA")


async def test_the_chart_is_written_as_a_picture_and_its_series_as_a_table(user: User, home: Path) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("E")
    await user.goes_to("what")
    await user.press("enter", "down", "enter", "ctrl+s")
    await user.press("E")
    await user.goes_to("what")
    await user.press("enter", "down", "enter")
    await user.goes_to("format")
    await user.press("enter", "up", "enter", "ctrl+s")
    picture = (home / f"{SHOP}-bundles-2026-11-21.svg").read_text("utf-8")
    assert picture.startswith("<svg")
    assert "1.4.2" in picture
    with (home / f"{SHOP}-bundles-2026-11-21.csv").open(newline="") as file:
        heading, *days = csv.reader(file)
    assert heading == ["day", "1.5.0", "1.4.2", "1.4.1", "1.4.0", "1.3.1", "1.0.0"]
    assert (len(days), days[-1][:3]) == (30, ["2026-11-21", "1.8", "95.1"])


async def test_another_app_shows_its_own_days(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("down", "enter")
    await user.opens(WALLET, tab="5")
    assert user.sees("10 bundles")
    assert not user.sees("1.4.2")


async def test_a_release_in_the_future_does_no_harm(user: User, demo: Demo) -> None:
    bundle = next(row for row in demo.world.bundles.values() if (row.app_id, row.name) == (SHOP, "1.4.2"))
    bundle.created_at = datetime(2027, 1, 1, tzinfo=UTC)
    await user.opens(SHOP, tab="5")
    assert row(user, "1.4.2")[1] == "95.1%"


@pytest.mark.parametrize("dialect", ["seed", "2025-11"])
async def test_older_servers_tell_as_much_as_they_know(dialect: str) -> None:
    async with run_user(DemoBackends(Demo(clock=lambda: NOW, dialect=dialect), budget=1000), 120, 40) as user:
        await user.opens(SHOP, tab="5")
        assert user.sees("100% ┤")
        assert row(user, "1.4.2")[-2] == "reached"
        await user.press("n")
        assert user.sees("This server does not tell native builds.")


async def test_the_days_are_those_of_the_last_time_at_the_next_start(user_at: UserAt, tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        await user.opens(SHOP, tab="5")
        await user.press("t", "9")
        assert user.sees("90 days ·")
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        assert user.tab == "adoption"
        assert user.sees("90 days ·"), user.screen
    file.write_text(file.read_text().replace('"90d"', '"many"'))
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        assert user.sees("30 days ·"), "what is no range is passed over"


async def test_on_sixty_columns_the_words_are_whole_and_the_trend_gives_way(user_at: UserAt) -> None:
    async with user_at(60, 24) as user:
        await user.opens(SHOP, tab="5")
        assert "not enough data" in user.line_with("❯ 1.5.0"), user.screen
        assert not user.sees("trend")
        await user.resizes(80, 24)
        assert user.sees("trend")
