"""A user asks of a channel how its devices fare, and looks at those of a line."""

from __future__ import annotations

from collections import Counter

import pytest

from capgo_tui.panes.channels import ChannelsPane
from capgo_tui.rules.update_decision import Verdict
from capgo_tui.services.app_data import AppData
from capgo_tui.widgets.record_table import RecordTable
from tests.driver import User
from tests.ui.cloud import SHOP, goes_on
from tests.ui.conftest import UserAt

SIZES = pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (160, 45)])


def data_of(user: User) -> AppData:
    """What is loaded of the app that is shown."""
    return user.app.screen.query_one("#channels", ChannelsPane).data


def decided(user: User, channel: str) -> Counter[Verdict]:
    """How the checks of all devices end whose channel this is, asked one by one."""
    data = data_of(user)
    counted: Counter[Verdict] = Counter()
    for device in data.devices.records:
        decision = data.deciding.decide(device)
        assert decision is not None
        if decision.channel == channel:
            codes = {(each.outcome.verdict, each.outcome.code) for each in decision.possibilities}
            stopped = len(codes) == 1 and decision.code  # by the same rule, whichever bundle is drawn
            counted[decision.possibilities[0].outcome.verdict if stopped else decision.verdict] += 1
    return counted


def narrowed(user: User) -> frozenset[object]:
    """The devices that the Devices tab is narrowed to."""
    keys = user.app.screen.query_one("#devices").query_one(RecordTable).only
    assert keys is not None
    return keys


@SIZES
async def test_the_lines_of_a_channel_count_its_devices(user_at: UserAt, width: int, height: int) -> None:
    async with user_at(width, height) as user:
        await user.opens(SHOP)
        await user.press("w")
        assert user.sees("production decides for 51 of 65")
        assert " 18 35.3% " in " ".join(user.line_with("35.3%").split())
        assert "✗ blocked" in user.screen


@pytest.mark.parametrize("channel", ["production", "beta", "enterprise", "next"])
async def test_the_counts_are_those_of_the_decisions(user: User, channel: str) -> None:
    await goes_on(user, channel)
    await user.press("w")
    matrix = user.app.screen.query_one("#channels", ChannelsPane).matrix
    assert matrix is not None
    await user.press("tab")
    counted: Counter[Verdict] = Counter()
    for _ in range(matrix.table.row_count):
        row = matrix.table.record
        assert row is not None
        if not row.ending.elsewhere:
            counted[row.ending.verdict] += len(row.devices)
        await user.press("j")
    assert counted == decided(user, channel)


async def test_enter_shows_exactly_the_devices_of_the_line(user: User) -> None:
    await goes_on(user, "enterprise")
    await user.press("w", "tab", "enter")
    assert user.tab == "devices"
    assert "2 devices on enterprise: fails: misconfigured channel ×" in user.screen
    asked = [device.device_id for device in data_of(user).devices.records if device.channel == "enterprise"]
    assert narrowed(user) == frozenset(asked)
    assert user.sees("bigcorp-1")
    assert user.sees("bigcorp-2")


async def test_escape_shows_all_devices_and_the_matrix_still_stands(user: User) -> None:
    await user.opens(SHOP)
    await user.press("w", "tab", "j", "enter", "escape")
    assert user.app.screen.query_one("#devices").query_one(RecordTable).row_count == 65
    await user.press("1")
    assert user.sees("production decides for")


async def test_the_matrix_follows_the_cursor(user: User) -> None:
    await user.opens(SHOP)
    await user.press("w", "j")
    assert user.sees("beta decides for 6 of 65 devices")
    assert user.sees("up to date on 1.5.0-rc.1")


async def test_following_the_cursor_sends_nothing(user: User) -> None:
    await user.opens(SHOP)
    await user.press("w")
    before = user.requests
    await user.press("j", "j", "j", "k", "w", "w")
    assert user.requests == before


@pytest.mark.parametrize("key", ["w", "escape"])
async def test_it_goes_away_and_the_filter_stays(user: User, key: str) -> None:
    await goes_on(user, "production")
    await user.press("w", key)
    assert not user.sees("decides for")
    assert user.sees("1 of 9")


async def test_escape_in_the_lines_goes_back_to_the_channels_first(user: User) -> None:
    await user.opens(SHOP)
    await user.press("w", "tab", "escape", "j")
    assert user.sees("beta decides for")
    await user.press("escape")
    assert not user.sees("decides for")


async def test_tab_goes_from_the_channels_to_the_lines_to_the_tree(user: User) -> None:
    await user.opens(SHOP)
    await user.press("w", "tab")
    assert user.app.focused is user.app.screen.query_one("MatrixTable")
    await user.press("shift+tab", "j")
    assert user.sees("beta decides for")
    await user.press("tab", "tab")
    assert user.app.focused is user.app.screen.query_one("AppTree")


async def test_an_app_without_devices_says_so(user: User) -> None:
    await user.opens("com.acme.kiosk")
    await user.press("w")
    assert user.sees("production decides for 0 of 0 devices")
    assert user.sees("No loaded device is on this channel.")
    await user.press("tab", "enter")
    assert user.tab == "channels"


async def test_of_many_devices_it_says_that_only_the_first_were_read(user: User) -> None:
    await user.opens("com.acme.wallet")
    before = user.requests
    await user.press("w")
    assert user.sees("production decides for 5,000 of 5,000")
    assert user.sees("more on server; L in Devices reads")
    assert user.requests - before <= 6


async def test_a_change_is_counted_at_once(user: User) -> None:
    await goes_on(user, "next")
    await user.press("w")
    assert user.sees("✗ blocked: under")
    await user.press("e")
    await user.goes_to("under-native guard")
    await user.press("space", "ctrl+s")
    assert user.sees("✓ gets 2.0.0-alpha.1")
    assert not user.sees("✗ blocked")


async def test_another_app_has_its_own_counts(user: User) -> None:
    await user.opens(SHOP)
    await user.press("w")
    await user.opens("com.northwind.driver")
    assert user.sees("production decides for 17 of 17 devices")
