"""A user sees what an edit of a channel would do to devices, before it is saved."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import SHOP, channel_in, delivers, goes_on
from tests.ui.conftest import UserAt

WALLET = "com.acme.wallet"
"""An app with 100 000 devices."""


async def edits(user: User, channel: str) -> None:
    """Open the editor of a channel, with the devices loaded."""
    await user.opens(SHOP, tab="2")
    await user.press("1")
    await goes_on(user, channel)
    await user.press("e")


async def test_while_one_edits_it_says_what_the_edit_would_do(user: User) -> None:
    await edits(user, "next")
    assert "nothing changes for the 65 devices" in user.line_with("what if")
    await user.goes_to("under-native guard")
    await user.press("space")
    assert "1 more would update, 64 unchanged (of 65 devices)" in user.line_with("what if")
    await user.press("space")
    assert "nothing changes for the 65 devices" in user.line_with("what if")


async def test_nothing_is_asked_or_sent_for_it(user: User, demo: Demo) -> None:
    await edits(user, "production")
    before = user.requests
    await user.goes_to("public")
    await user.press("space")
    assert "would stop" in user.line_with("what if")
    assert user.requests == before
    assert channel_in(demo, "production").public


async def test_what_cannot_be_sent_counts_nothing(user: User) -> None:
    await edits(user, "production")
    await user.goes_to("share in %")
    await user.types("x")
    assert not user.sees("what if")


async def test_without_devices_it_says_where_they_are_loaded(user: User) -> None:
    await goes_on(user, "production")
    await user.press("e")
    assert "no devices are loaded: the Devices tab (2) loads them" in user.line_with("what if")
    await user.press("escape", "2", "1", "e")
    assert "nothing changes for the 65 devices" in user.line_with("what if")


async def test_without_the_platforms_it_says_what_cannot_be_told(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["reader"]) as user:
        await edits(user, "production")
        await user.picks("bundle", "1.4.1")
        assert "cannot be told" in user.line_with("what if")


async def test_promoting_and_rolling_back_say_it_too(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("1")
    await goes_on(user, "beta")
    await user.press("p")
    await user.types("1.4.1")
    await user.press("enter")
    assert "5 more would update, 1 would get another bundle" in user.line_with("what if")
    assert delivers(demo, "beta") == "1.5.0-rc.1"
    await user.press("escape", "escape", "b")
    assert "would" in user.line_with("what if")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_of_many_it_counts_what_is_loaded(user_at: UserAt, width: int, height: int) -> None:
    async with user_at(width, height) as user:
        await user.opens(WALLET, tab="2")
        await user.press("1", "e")
        await user.goes_to("public")
        await user.press("space")
        assert "5,000 would stop (of 5,000 loaded, if a channel serves" in user.line_with("what if")
