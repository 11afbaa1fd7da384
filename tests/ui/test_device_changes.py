"""A user moves devices."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import SHOP, channel_in, goes_on, override_of
from tests.ui.conftest import UserAt

CANARY = "0107031b-5434-423b-ac1b-df5e095edd2a"


async def test_a_device_is_moved_to_a_channel(user: User, demo: Demo) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("m")
    assert user.sees("Move canary-1")
    await user.picks("to channel", "beta")
    assert user.sees("POST /device")
    await user.press("ctrl+s")
    assert override_of(demo, CANARY) == "beta"
    assert "beta" in user.line_with("❯")
    assert "canary-1" in user.line_with("❯")


async def test_moving_to_a_public_channel_clears_the_override_instead(user: User, demo: Demo) -> None:
    assert override_of(demo, CANARY) is not None
    await goes_on(user, "canary-1", tab="2")
    await user.press("m")
    await user.picks("to channel", "production")
    assert user.sees("/device?app_id=com.acme.shop")
    assert user.sees("the override is")
    await user.press("ctrl+s")
    assert override_of(demo, CANARY) is None


async def test_the_override_of_a_device_is_cleared(user: User, demo: Demo) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("x")
    assert user.sees("Let it find its channel by itself again?")
    await user.press("x")
    assert override_of(demo, CANARY) is not None
    await user.press("y")
    assert override_of(demo, CANARY) is None


async def test_a_device_without_an_override_has_none_to_clear(user: User) -> None:
    await goes_on(user, "store-013", tab="2")
    before = user.requests
    await user.press("x")
    assert "store-013 has no override." in user.told
    assert user.requests == before


async def test_a_cancel_moves_nothing(user: User, demo: Demo) -> None:
    await goes_on(user, "canary-1", tab="2")
    before = override_of(demo, CANARY)
    await user.press("m", "escape", "escape")
    assert not user.sees("Move canary-1")
    assert override_of(demo, CANARY) == before


async def test_a_second_move_within_a_minute_waits_for_the_server(user: User, demo: Demo) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("m")
    await user.picks("to channel", "beta")
    await user.press("ctrl+s", "x", "y", "m")
    await user.picks("to channel", "beta")
    await user.press("ctrl+s")
    assert user.sees("too_many_requests")
    assert user.sees("try again in")
    assert override_of(demo, CANARY) is None


async def test_a_device_that_somebody_else_moved_is_shown_as_it_is_now(user: User, demo: Demo) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("m")
    await user.picks("to channel", "beta")
    demo.world.overrides[SHOP, CANARY] = channel_in(demo, "staging").id
    await user.press("ctrl+s")
    assert user.sees("staging")
    assert override_of(demo, CANARY) == "staging"
    await user.press("ctrl+s")
    assert override_of(demo, CANARY) == "beta"


@pytest.mark.parametrize("name", ["reader", "uploader"])
async def test_a_key_without_the_right_is_told_the_code(user_at: UserAt, demo: Demo, name: str) -> None:
    before = override_of(demo, CANARY)
    async with user_at(key=demo.keys[name]) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("m")
        await user.picks("to channel", "beta")
        await user.press("ctrl+s")
        assert user.sees("cannot_access_channel")
        assert override_of(demo, CANARY) == before


@pytest.mark.parametrize(
    ("fault", "made", "words"), [("cut", False, "was not made"), ("cut-after", True, "the change was made")]
)
async def test_an_answer_that_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, made: bool, words: str
) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("m")
    await user.picks("to channel", "beta")
    demo.faults.next("/device", fault, method="POST")
    await user.press("ctrl+s")
    assert words in user.screen + user.told
    assert (override_of(demo, CANARY) == "beta") is made


async def test_pressing_yes_twice_sends_it_once(user: User) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("x")
    before = user.requests
    await user.press_at_once("y", "y")
    assert user.requests - before == 3  # looked, sent, read back


async def test_moving_works_on_eighty_columns(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("m")
        await user.picks("to channel", "beta")
        assert user.sees("POST /device")
        await user.press("ctrl+s")
        assert override_of(demo, CANARY) == "beta"
