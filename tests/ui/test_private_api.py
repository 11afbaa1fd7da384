"""The channel that an app asks for by itself, where the profile lets an undocumented route be asked."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from capgo_tui.services.opening import Look
from tests.driver import User
from tests.ui.cloud import SHOP, goes_on
from tests.ui.conftest import UserAt

LOOK = Look(profile="test", private_api=True)


async def asks_why(user: User, device: str) -> None:
    await goes_on(user, device, tab="2")
    await user.press("w")


@pytest.mark.parametrize("read_only", [False, True])
async def test_the_why_says_which_channel_the_app_asks_for_and_who_told_it(
    user_at: UserAt, read_only: bool
) -> None:
    async with user_at(200, 50, look=LOOK, read_only=read_only) as user:
        await asks_why(user, "store-review")
        assert user.sees("✗ blocked: 2.0.0-alpha.1 is below native")
        assert user.sees("next (default channel)")
        assert user.sees("next, told by /private/devices")
        assert not user.sees("the app asks for no channel")
        assert "blocked" in user.line_with("❯")
        assert "[next]" in user.line_with("❯")


async def test_without_the_setting_nothing_is_asked_and_it_is_taken_for_granted(user_at: UserAt) -> None:
    async with user_at(200, 50) as user:
        await goes_on(user, "store-review", tab="2")
        before = user.requests
        await user.press("w")
        assert user.requests == before
        assert user.sees("the app asks for no channel")
        assert not user.sees("told by")


async def test_each_device_is_asked_for_once(user_at: UserAt) -> None:
    async with user_at(200, 50, look=LOOK) as user:
        await asks_why(user, "store-review")
        before = user.requests
        await user.press("w", "w", "enter", "2")
        assert user.sees("next, told by /private/devices")
        await user.press("escape")
        assert user.requests == before


async def test_a_cursor_that_runs_over_many_asks_for_the_last_one_only(user_at: UserAt) -> None:
    async with user_at(200, 50, look=LOOK) as user:
        await user.opens(SHOP, tab="2")
        await user.press("w")
        before = user.requests
        await user.press_at_once(*["j"] * 12)
        assert user.requests == before + 1


async def test_the_record_asks_too(user_at: UserAt) -> None:
    async with user_at(200, 50, look=LOOK) as user:
        await goes_on(user, "asks-for-private", tab="2")
        await user.press("enter", "2")
        assert user.sees("neither public nor free to choose")
        assert user.sees("enterprise, told by /private/devices")


@pytest.mark.parametrize(("fault", "reason"), [("status=403", "403"), ("status=404", "404")])
async def test_refused_or_gone_it_is_unknown_again_and_not_asked_before_a_refresh(
    user_at: UserAt, demo: Demo, fault: str, reason: str
) -> None:
    order(demo.faults, [f"{fault}@/private/devices:POSTx1"])
    async with user_at(200, 50, look=LOOK) as user:
        await asks_why(user, "store-review")
        assert user.sees("~ a channel is found")
        assert reason in user.line_with("default channel  not known")
        before = user.requests
        await user.press("escape", "escape", "j", "w")
        assert user.sees("not known: ")
        assert user.requests == before
        await user.press("r")
        assert not user.sees("not known: ")
        assert user.sees("told by /private/devices")
