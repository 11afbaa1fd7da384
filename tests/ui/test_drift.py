"""A user looks for devices that are not as their channel wants them."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.panes.devices import DevicesPane
from capgo_tui.rules.drift import Kind
from capgo_tui.services.drifting import Drifting
from capgo_tui.widgets.record_table import RecordTable
from tests.driver import User
from tests.ui.cloud import SHOP, goes_on, override_of
from tests.ui.conftest import UserAt

SIZES = pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])


def narrowed(user: User) -> frozenset[object]:
    """The devices that the Devices tab is narrowed to; nothing if it shows all."""
    return user.app.screen.query_one("#devices").query_one(RecordTable).only or frozenset()


async def runs(user: User, command: str) -> None:
    """Type a command behind the colon."""
    await user.press("colon")
    await user.types(command)
    await user.press("enter")


@SIZES
async def test_the_kinds_are_offered_with_their_counts_and_one_is_shown(
    user_at: UserAt, width: int, height: int
) -> None:
    async with user_at(width, height) as user:
        await user.opens(SHOP, tab="2")
        await user.press("d")
        assert "behind 16 runs an older bundle" in " ".join(user.line_with("an older bundle").split())
        await user.press("j", "j", "enter")
        assert user.sees("2 devices drift: ahead × esc")
        assert user.sees("behind 16 · ahead 2")
        assert user.sees("expected")
        assert user.sees("lobby-kiosk")


async def test_the_devices_shown_are_those_that_the_rule_finds(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await runs(user, "drift behind")
    pane = user.app.screen.query_one("#devices", DevicesPane)
    drifting = Drifting(pane.data, pane.connection)
    wanted = {
        device.device_id for device in pane.data.devices.records if Kind.BEHIND in drifting.of(device).kinds
    }
    assert len(wanted) == 16
    assert narrowed(user) == wanted


async def test_the_command_comes_from_any_tab_and_takes_the_beginning_of_a_kind(user: User) -> None:
    await user.opens(SHOP)
    await runs(user, "drift paus")
    assert user.tab == "devices"
    assert user.sees("2 devices drift: paused override")
    assert user.sees("canary-1")
    assert user.sees("canary-2")


async def test_all_kinds_at_once(user: User) -> None:
    await user.opens(SHOP)
    await runs(user, "drift all")
    assert user.sees("26 devices drift ×")
    assert "behind 1.4.2 → 2.0.0-al" in " ".join(user.line_with("native-two").split())


async def test_a_word_that_is_no_kind_names_those_there_are(user: User) -> None:
    await user.opens(SHOP)
    await runs(user, "drift sideways")
    assert user.sees("There is no kind of drift called sideways.")
    assert user.sees("deleted-bundle")


async def test_escape_shows_all_devices_with_their_own_columns(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await runs(user, "drift builtin")
    await user.press("escape")
    assert narrowed(user) == frozenset()
    assert not user.sees("expected")
    assert user.sees("state")


async def test_the_list_of_kinds_can_be_left(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("d", "escape")
    assert not user.sees("a device that")
    assert narrowed(user) == frozenset()


async def test_a_kind_without_devices_says_so(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await runs(user, "drift old-native")
    assert "No loaded device has a build below" in user.told
    await user.press("d", "G", "enter")
    assert user.sees("No loaded device has a build below")


async def test_an_app_without_devices_has_no_drift(user: User) -> None:
    await user.opens("com.acme.kiosk", tab="2")
    await runs(user, "drift all")
    assert "No loaded device drifts: no drift now" in user.told


async def test_a_channel_that_was_changed_just_now_is_propagating(user: User) -> None:
    await goes_on(user, "next")
    await user.press("e")
    await user.goes_to("under-native guard")
    await user.press("space", "ctrl+s")
    await runs(user, "drift all")
    assert user.sees("25 devices drift")
    assert user.sees("1 propagating")
    assert not user.sees("native-two")


async def test_a_device_that_was_moved_just_now_is_propagating(user: User, demo: Demo) -> None:
    await goes_on(user, "bigcorp-1", tab="2")
    await runs(user, "drift behind")
    before = narrowed(user)
    await user.press("escape", "x", "y")
    await runs(user, "drift behind")
    assert user.sees("1 propagating")
    (moved,) = before - narrowed(user)
    assert override_of(demo, str(moved)) is None


async def test_a_device_moved_while_drift_is_shown_is_said_to_be_on_its_way(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await runs(user, "drift empty-override")
    assert user.sees("pos-17")
    await user.press("slash")
    await user.types("pos-17")
    await user.press("enter", "x", "y")
    assert "propagating" in user.line_with("❯")


async def test_of_many_devices_it_says_that_only_the_first_were_read(user: User) -> None:
    await user.opens("com.acme.wallet")
    await runs(user, "drift behind")
    assert user.sees("of 5,000 devices loaded · more on server")


async def test_the_palette_finds_it(user: User) -> None:
    await user.opens(SHOP)
    await user.press("ctrl+p")
    await user.types("not as their channel")
    assert user.sees(":drift [KIND]")


async def test_drift_is_a_value_to_filter_by_with_the_same_counts(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await runs(user, "drift behind")
    behind = len(narrowed(user))
    await user.press("escape")
    await user.types("/drift:behind")
    await user.press("enter")
    assert f"{behind} of 65" in user.line_with("/drift:behind")
    await user.press("escape", "f")
    await user.types("drift behind")
    assert f" {behind} " in user.line_with("█")
