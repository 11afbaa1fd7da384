"""A user reads what a device reported itself, and how the devices like it fare."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from capgo_tui.demo.rows import LogRow
from capgo_tui.panes.device_log import DeviceLogPane
from capgo_tui.services.opening import Look
from tests.driver import User
from tests.ui.cloud import SHOP, goes_on
from tests.ui.conftest import NOW, UserAt

LOOK = Look(profile="test", private_api=True)


async def opens_log(user: User, device: str) -> None:
    await goes_on(user, device, tab="2")
    await user.press("enter", "5")


def reports(demo: Demo, device: str, action: str, *, metadata: object = None) -> None:
    """Have a device tell something now."""
    devices = demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=True)
    row = next(row for row in devices if row.custom_id == device)
    line = LogRow(10**6, NOW, SHOP, row.device_id, action, "1.4.2", metadata)
    demo.world.logs[SHOP] = [*demo.world.logs[SHOP], line]


# The log ------------------------------------------------------------------------------------


async def test_without_the_setting_the_log_says_how_it_is_switched_on_and_asks_nobody(user: User) -> None:
    await goes_on(user, "canary-1", tab="2")
    before = user.requests
    await user.press("enter", "5")
    assert user.requests == before
    assert user.sees("private_api = true")
    assert user.sees("app.read_logs")


@pytest.mark.parametrize("read_only", [False, True])
async def test_the_log_tells_what_the_device_reported_and_what_that_means(
    user_at: UserAt, read_only: bool
) -> None:
    async with user_at(look=LOOK, read_only=read_only) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("enter")
        before = user.requests
        await user.press("5")
        assert user.requests == before + 1
        assert "install failed" in user.line_with("✗ update_fail")
        assert "The bundle started" in user.line_with("update_fail")
        assert user.sees("7 lines")
        assert not user.sees("more on server")


async def test_a_line_opens_with_the_whole_explanation_and_what_else_was_told(user_at: UserAt) -> None:
    async with user_at(80, 24, look=LOOK) as user:
        await opens_log(user, "canary-1")
        await user.press("slash")
        await user.types("javascript")
        await user.press("enter", "enter")
        assert user.sees("An error in the code of the bundle that nothing caught.")
        assert user.sees("Cannot read properties of undefined")
        await user.press("escape")
        assert user.tab == "log"


async def test_problems_alone_and_words_narrow_the_log(user_at: UserAt) -> None:
    async with user_at(look=LOOK) as user:
        await opens_log(user, "canary-1")
        await user.press("F")
        assert user.sees("2 of 7")
        assert not user.sees("download_complete")
        await user.press("escape", "slash")
        await user.types("download")
        assert user.sees("2 of 7")
        await user.press("enter", "escape", "escape")
        assert user.sees("65 devices") or user.sees("of 65")


async def test_following_brings_what_is_new_and_a_second_press_ends_it(user_at: UserAt, demo: Demo) -> None:
    async with user_at(look=LOOK) as user:
        await opens_log(user, "canary-1")
        await user.press("R")
        assert user.sees("following")
        reports(demo, "canary-1", "app_crash")
        before = user.requests
        user.app.screen.query_one(DeviceLogPane).look_again()
        await user.settle()
        assert user.sees("✗ app_crash")
        assert user.sees("8 lines")
        assert user.requests == before + 1
        await user.press("R")
        assert not user.sees("following")


async def test_what_is_not_in_front_is_not_followed(user_at: UserAt) -> None:
    async with user_at(look=LOOK) as user:
        await opens_log(user, "canary-1")
        await user.press("R", "1")
        before = user.requests
        user.app.screen.query_one(DeviceLogPane).look_again()
        await user.settle()
        assert user.requests == before


@pytest.mark.parametrize("status", [403, 404])
async def test_a_refused_log_is_said_and_asked_again_only_by_hand(
    user_at: UserAt, demo: Demo, status: int
) -> None:
    order(demo.faults, [f"status={status}@/private/stats:POSTx1"])
    async with user_at(look=LOOK) as user:
        await user.opens(SHOP, tab="2")
        await user.press("enter", "5")
        assert user.sees("tried: POST /private/stats")
        await user.press("right_parenthesis")
        assert user.sees("tried: POST /private/stats")
        await user.press("r")
        assert not user.sees("tried: POST")
        assert user.sees("lines")


async def test_a_hostile_log_moves_nothing(user_at: UserAt, demo: Demo) -> None:
    reports(
        demo, "canary-1", "evil\x1b[2J[/b]", metadata={"[red]\u202e": "\x1b]52;c;x\x07[@click=app.quit]y"}
    )
    async with user_at(80, 24, look=LOOK) as user:
        await opens_log(user, "canary-1")
        assert user.sees("evil␛[2J[/b]")
        await user.press("g", "enter")
        assert user.sees("does not know this action")
        assert user.sees("[@click=app.quit]y")


# Neighbours ---------------------------------------------------------------------------------


async def test_the_neighbours_tell_how_many_like_it_are_fine(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("enter")
        before = user.requests
        await user.press("6")
        assert user.requests == before
        assert "65" in user.line_with("all loaded")
        assert user.line_with("bundle 1.4.2")
        assert user.line_with("native build")
        assert "this one: current" in user.line_with("65 devices")


async def test_enter_on_a_line_shows_exactly_these_devices(user: User) -> None:
    await goes_on(user, "priya", tab="2")
    await user.press("enter", "6")
    count = user.line_with("native build").split("native build")[1].split()[1]
    await user.press("j", "enter")
    assert user.tab == "devices"
    assert f"{count} devices with native build" in user.line_with("× esc")
    assert "as priya has" in user.line_with("× esc")
    await user.press("escape")
    assert not user.sees("× esc")


# Any terminal -------------------------------------------------------------------------------


async def test_a_tiny_terminal_shows_every_view(user_at: UserAt) -> None:
    async with user_at(40, 10, look=LOOK) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("enter")
        for place, view in enumerate(("fields", "why", "json", "history", "log", "neighbours"), start=1):
            await user.press(str(place))
            assert user.tab == view
        await user.press("escape", "space", "equals_sign")
        assert "1 is marked" in user.told


async def test_what_a_line_means_stands_in_full_below_a_narrow_table(user_at: UserAt) -> None:
    async with user_at(80, 24, look=LOOK) as user:
        await opens_log(user, "canary-1")
        await user.press("j")
        assert user.sees("Is notifyAppReady() called?")


async def test_letters_that_are_typed_into_the_filter_of_the_log_are_no_keys(user_at: UserAt) -> None:
    async with user_at(look=LOOK) as user:
        await opens_log(user, "canary-1")
        await user.press("slash")
        await user.types("wyR)5m")
        assert user.sees("/wyR)5m")
        assert user.tab == "log"
