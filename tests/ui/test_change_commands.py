"""A user changes things by commands."""

from __future__ import annotations

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import bundle_in, delivers, goes_on, override_of
from tests.ui.conftest import UserAt
from tests.ui.plans import ends

CANARY = "0107031b-5434-423b-ac1b-df5e095edd2a"


async def test_devices_are_moved_by_name_of_the_channel(user: User, demo: Demo) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.commands("move beta")
    assert user.sees("Move 1 device to beta") or user.sees("Move canary-1 to beta")
    await user.press("a")
    await ends(user)
    assert override_of(demo, CANARY) == "beta"


async def test_a_bundle_is_promoted_to_several_channels(user: User, demo: Demo) -> None:
    await user.opens("com.acme.shop")
    await user.commands("promote 1.4.1 staging next")
    await user.press("a")
    await ends(user)
    assert (delivers(demo, "staging"), delivers(demo, "next")) == ("1.4.1", "1.4.1")


async def test_a_channel_is_rolled_back_by_name(user: User, demo: Demo) -> None:
    await user.opens("com.acme.shop", tab="3")
    await user.commands("rollback staging")
    assert user.sees("Roll back staging")
    await user.press("ctrl+s")
    assert delivers(demo, "staging") == "1.5.0-rc.1"


async def test_unused_bundles_are_cleaned_up_by_a_plan(user: User, demo: Demo) -> None:
    await user.opens("com.acme.shop", tab="3")
    await user.commands("cleanup")
    assert user.sees("Clean up bundles of com.acme.shop")
    await user.press("ctrl+s")
    assert "com.acme.shop" in user.screen
    assert not bundle_in(demo, "1.0.0").deleted


async def test_wrong_names_are_said_and_change_nothing(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.commands("move nowhere")
    assert "There is no channel nowhere" in user.told
    await user.commands("promote 9.9.9 beta")
    assert "There is no bundle 9.9.9" in user.told


async def test_what_may_not_be_done_is_not_done_by_its_command_either(user_at: UserAt, demo: Demo) -> None:
    async with user_at() as user:
        await user.opens("com.acme.shop", tab="3")
        await user.commands("ro")
        await user.commands("delete-all-bundles")
        assert user.sees("read-only")
        assert not bundle_in(demo, "1.0.0").deleted
