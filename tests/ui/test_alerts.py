"""Alerts on the screen: made with a command, told once, marked where one looks, and taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from capgo_tui.demo import Demo
from capgo_tui.demo.world.figures import Growing
from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt

FIRES = "mau < 1000000"
QUIET = "bandwidth > 1000x 7d"


async def test_an_alert_that_fires_is_told_and_marked_in_tree_and_header(user: User) -> None:
    await user.opens(SHOP)
    await user.commands(f"alert {FIRES}")
    assert f"{SHOP}: {FIRES} fired: MAU was " in user.told
    assert f"›!{SHOP}" in user.screen
    assert "! 1 alert " in user.line_with("capgo")


async def test_an_alert_that_does_not_fire_says_what_was_found(user: User) -> None:
    await user.opens(SHOP)
    await user.commands(f"alert {QUIET}")
    assert f"Saved. {SHOP}: {QUIET} quiet: bandwidth was " in user.told
    assert f"!{SHOP}" not in user.screen
    assert "! 1" not in user.line_with("capgo")


async def test_an_organization_is_watched_by_its_name_and_called_by_it(user: User) -> None:
    await user.commands("alert Acme Mobile: bandwidth > 1B")
    assert "Acme Mobile: bandwidth > 1B fired" in user.told
    assert "▾!Acme Mobile" in user.screen


async def test_in_the_tab_of_an_organization_the_organization_is_meant(user: User) -> None:
    await user.opens(SHOP, tab="6")
    await user.commands("alert bandwidth > 1B")
    assert "▾!Acme Mobile" in user.screen


async def test_a_wrong_condition_stays_in_the_line_with_its_place(user: User) -> None:
    await user.opens(SHOP)
    await user.commands("alert mau > lots")
    assert "at character 7 of 'mau > lots'" in " ".join(user.screen.split())
    assert "alert mau > lots" in user.screen


async def test_an_app_that_is_not_there_and_nothing_that_is_open_are_refused(user: User) -> None:
    await user.commands("alert mau < 5")
    assert "No app is open yet" in user.screen
    await user.press("escape")
    await user.commands("alert com.nobody: mau < 5")
    assert "no app or organization com.nobody" in user.screen


async def test_the_list_says_what_was_found_and_takes_alerts_away(user: User) -> None:
    await user.opens(SHOP)
    for text in (FIRES, QUIET):
        await user.commands(f"alert {text}")
    await user.commands("alert")
    assert user.line_with("! MAU was")
    assert user.line_with("✓ bandwidth was")
    await user.press("j", "D")
    assert f"Removed: {SHOP}: {QUIET}" in user.screen
    assert not user.line_with("✓ bandwidth was")
    await user.press("D")
    assert user.sees("There is no alert yet.")
    await user.press("escape")
    assert "! 1" not in user.line_with("capgo"), "nothing fires any more"


async def test_alerts_fit_on_80_by_24(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await user.opens(SHOP)
        for number in range(8):
            await user.commands(f"alert mau < {1_000_000 + number}")
        user.app.clear_notifications()
        await user.settle()
        assert "! 8" in user.line_with("capgo")
        await user.commands("alert")
        assert user.line_with("D remove")
        await user.press(*["j"] * 7)
        assert user.sees("mau < 1000007")


async def test_saved_alerts_are_checked_at_the_start_with_one_request_for_each_app(
    user_at: UserAt, tmp_path: Path
) -> None:
    file = tmp_path / "alerts.toml"
    async with user_at(start_in_demo=False, alerts_file=file) as user:
        without = user.requests
        await user.opens(SHOP)
        await user.commands(f"alert {FIRES}")
        await user.commands(f"alert {QUIET}")
    async with user_at(start_in_demo=False, alerts_file=file) as user:
        assert user.told.count("fired") == 1
        assert f"!{SHOP}" in user.screen
        assert user.requests == without + 1


async def test_a_broken_file_of_alerts_is_said_and_stops_nothing(user_at: UserAt, tmp_path: Path) -> None:
    file = tmp_path / "alerts.toml"
    file.write_text("[[alerts]")
    async with user_at(start_in_demo=False, alerts_file=file) as user:
        assert "is not valid TOML" in user.told
        await user.opens(SHOP)
        assert user.sees("production")


async def test_the_help_of_the_tree_says_what_its_marks_mean(user: User) -> None:
    await user.press("question_mark", "end")
    assert user.sees("an alert fired: :alert says which")


async def test_the_demo_keeps_alerts_until_it_ends(user_at: UserAt, tmp_path: Path) -> None:
    async with user_at(alerts_file=tmp_path / "alerts.toml") as user:
        await user.opens(SHOP)
        await user.commands(f"alert {FIRES}")
        assert "fired" in user.told
    assert not (tmp_path / "alerts.toml").exists()


async def test_reading_statistics_again_checks_the_alerts_by_the_way(user: User, demo: Demo) -> None:
    await user.opens(SHOP)
    await user.commands("alert bandwidth > 3x 7d")
    assert "quiet" in user.told
    figures = demo.world.days_of(SHOP)
    assert isinstance(figures, Growing)
    figures.spikes[date(2026, 11, 20)] = 50.0
    await user.press("4", "r")
    assert f"{SHOP}: bandwidth > 3x 7d fired" in user.told
    assert "on 2026-11-20, above" in user.told
    assert "! 1 alert" in user.line_with("capgo")
