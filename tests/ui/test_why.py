"""A user asks why a device gets a bundle, or does not, and mends what is in the way."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.presenters.places import Place
from capgo_tui.services.opening import Look
from tests.driver import DemoBackends, User, run_user
from tests.ui.cloud import SHOP, channel_in, goes_on, override_of
from tests.ui.conftest import NOW, UserAt

SIZES = pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (200, 50)])


async def asks_why(user: User, device: str) -> None:
    await goes_on(user, device, tab="2")
    await user.press("w")


@SIZES
async def test_the_verdict_the_ladder_and_the_fix_are_in_sight(
    user_at: UserAt, width: int, height: int
) -> None:
    async with user_at(width, height) as user:
        await asks_why(user, "native-two")
        assert "✗ blocked: 2.0.0-alpha.1 is below native" in user.screen
        assert "disable_auto_update_under_native" in user.screen
        assert "2.0.0" in user.line_with(
            "✗ native or up" if width == 120 else "✗ the bundle is at or above native"
        )
        assert ". fix  Point next at a bundle from 2.0.0" in user.screen
        assert "native-two" in user.line_with("❯")


async def test_the_why_follows_the_cursor(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("w")
    assert user.sees("= up to date on 1.4.2 (paused)")
    await user.press("j", "j")
    assert user.sees("= up to date on 1.5.0-rc.1 (beta)")
    assert not user.sees("= up to date on 1.4.2 (paused)")


async def test_the_why_follows_a_filter_and_a_sort(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("w", "slash")
    await user.types("museum")
    await user.press("enter")
    assert user.sees("unsupported_plugin_version")


@pytest.mark.parametrize("key", ["w", "escape"])
async def test_the_why_goes_away_and_the_filter_stays(user: User, key: str) -> None:
    await asks_why(user, "native-two")
    await user.press(key)
    assert not user.sees("✗ blocked")
    assert user.sees("native-two")
    assert user.sees("1 of 65")


async def test_asking_why_sends_nothing(user: User) -> None:
    await goes_on(user, "native-two", tab="2")
    before = user.requests
    await user.press("w", "w", "w")
    assert user.requests == before


async def test_a_rollout_names_both_ways_and_their_chances(user: User) -> None:
    await asks_why(user, "store-001")
    assert user.sees("? depends on the rollout draw of")
    assert user.sees("(90% chance)")
    assert user.sees("gets 1.5.0 from production")


async def test_nothing_to_mend_offers_no_fix(user: User) -> None:
    await asks_why(user, "qa-pixel-7")
    assert user.sees("= up to date on 1.5.0-rc.1 (beta)")
    assert not user.sees("fix")
    await user.press("full_stop")
    assert not user.sees("Edit channel")


async def test_the_fix_opens_the_channel_at_its_field(user: User) -> None:
    await asks_why(user, "native-two")
    await user.press("full_stop")
    assert user.sees("Edit channel next")
    assert "under-native guard" in user.line_with("❯")


async def test_a_blocked_device_is_mended_end_to_end(user: User, demo: Demo) -> None:
    await asks_why(user, "native-two")
    await user.press("full_stop", "space", "ctrl+s")
    assert channel_in(demo, "next").disable_auto_update_under_native is False
    assert user.sees("✓ gets 2.0.0-alpha.1 from next")
    assert not user.sees("fix")


async def test_clearing_the_override_shows_at_once_what_the_device_gets_then(user: User, demo: Demo) -> None:
    await asks_why(user, "native-two")
    await user.press("x", "y")
    assert override_of(demo, "native-two") is None
    assert user.sees("production")
    assert not user.sees("next (override)")


async def test_a_change_of_a_minute_ago_is_said_to_be_on_its_way(user: User) -> None:
    await asks_why(user, "native-two")
    await user.press("full_stop", "space", "ctrl+s")
    assert user.sees("spreading")
    assert user.sees("next was changed just now")


async def test_asking_again_after_the_fix_says_what_it_gets(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.types("/native-two")
    await user.press("enter", "w")
    assert user.sees("✗ blocked: 2.0.0-alpha.1 is below native")
    await user.press("full_stop", "space", "ctrl+s", "w")
    assert not user.sees("gets 2.0.0-alpha.1")
    await user.press("w")
    assert user.sees("✓ gets 2.0.0-alpha.1 from next")


async def test_the_checks_are_scrolled_by_the_keyboard_alone(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await asks_why(user, "priya")
        assert not user.sees("assumed")
        await user.press("tab", "G")
        assert user.sees("assumed")
        assert user.sees("✓ gets 1.5.0-rc.1 from beta")
        await user.press("escape", "m")
        assert user.sees("Move priya"), "the device still is under the cursor"


@pytest.mark.parametrize("keys", [("tab", "w"), ("tab", "escape", "escape")])
async def test_the_rows_have_the_focus_when_the_why_has_gone(user: User, keys: tuple[str, ...]) -> None:
    await asks_why(user, "priya")
    await user.press(*keys)
    assert not user.sees("gets 1.5.0-rc.1")
    await user.press("enter")
    assert user.sees("1 Fields  2 Why")


@pytest.mark.parametrize(("device", "mark"), [("mia", "= runs already"), ("priya", "✓ not run yet")])
async def test_a_mark_and_its_words_never_contradict(user: User, device: str, mark: str) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("colon")
    await user.types(f"why {device}")
    await user.press("enter")
    assert mark in user.screen


async def test_a_missing_minimum_is_none_and_not_unknown(user: User) -> None:
    await asks_why(user, "bigcorp-1")
    assert user.line_with("✗ minimum").rstrip("│ ").endswith("none")


async def test_why_of_a_name_that_several_devices_have_leaves_the_choice(user: User, demo: Demo) -> None:
    for device in list(demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=False))[:2]:
        device.custom_id = "twins"
    await user.opens(SHOP, tab="2")
    await user.press("colon")
    await user.types("why twins")
    await user.press("enter")
    assert "2 devices are called twins" in user.told
    assert user.sees("2 of 65")


async def test_why_of_a_device_that_is_not_loaded_says_what_would_find_it(user: User) -> None:
    await user.opens("com.acme.wallet", tab="2")
    await user.press("colon")
    await user.types("why nobody")
    await user.press("enter")
    assert "more are on the server. A whole device id is asked for there; L loads all." in user.told


# The record in full


async def test_the_record_has_the_why_between_fields_and_json(user: User) -> None:
    await goes_on(user, "native-two", tab="2")
    await user.press("enter")
    assert user.sees("1 Fields  2 Why  3 JSON")
    await user.press("2")
    assert user.sees("✗ blocked: 2.0.0-alpha.1 is below native")
    await user.press("3")
    assert user.sees('"custom_id": "native-two"')
    await user.press("1")
    assert user.sees("native build")


async def test_the_fix_is_opened_from_the_record_too(user: User) -> None:
    await goes_on(user, "native-two", tab="2")
    await user.press("enter", "w", "full_stop")
    assert user.sees("Edit channel next")
    await user.press("escape")
    assert user.sees("✗ blocked: 2.0.0-alpha.1 is below native")


async def test_the_record_shows_the_new_answer_once_it_is_mended(user: User, demo: Demo) -> None:
    await goes_on(user, "native-two", tab="2")
    await user.press("enter", "w", "full_stop", "space", "ctrl+s")
    assert channel_in(demo, "next").disable_auto_update_under_native is False
    assert user.sees("1 Fields  2 Why  3 JSON")
    assert user.sees("✓ gets 2.0.0-alpha.1 from next")
    assert not user.sees("fix")
    await user.press("1")
    assert user.sees("behind")


async def test_the_record_shows_what_a_job_did_meanwhile(user: User) -> None:
    await goes_on(user, "native-two", tab="2")
    await user.press("space", "x")
    assert user.sees("Clear")
    await user.press("a", "escape", "enter", "w")
    await user.settle()
    assert not user.sees("next (override)")


async def test_a_record_that_a_link_opens_learns_what_is_read_after_it(user_at: UserAt) -> None:
    async with user_at(120, 40, place=Place(app_id=SHOP, tab="devices", record="bigcorp-1")) as user:
        await user.press("w")
        assert user.sees("✗ fails: enterprise goes by the minimum")
        assert user.sees("enterprise serves iOS, Android, Electron (audit log)")
        await user.press("1")
        assert user.sees("fails: misconfigured channel")


async def test_what_could_not_be_read_is_said_and_not_awaited_for_ever() -> None:
    failing = Demo(faults=["status=503@/bundle:GET"], clock=lambda: NOW)
    async with run_user(DemoBackends(failing), 120, 40) as user:
        await user.opens(SHOP, tab="2")
        await user.press("w")
        assert user.sees("Why takes all channels and bundles, and")
        assert not user.sees("reading channels")
        await user.press("enter")
        assert user.sees("1 Fields  2 Why")
        await user.press("w")
        assert user.sees("these could not be read")


async def test_what_would_tell_an_unknown_platform_is_said(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24, key=demo.keys["reader"]) as user:
        await asks_why(user, "warehouse-desk")
        assert user.sees("know  Say in the profile what desktop and production serve, such as")
        assert user.sees('platforms = ["com.acme.shop/desktop: electron"]')


async def test_a_channel_has_no_why_in_its_record(user: User) -> None:
    await user.opens(SHOP)
    await user.press("enter")
    assert user.sees("1 Fields  2 JSON")
    await user.press("2")
    assert user.sees('"name": "production"')


# What the API does not show


async def test_the_audit_log_tells_which_platforms_a_channel_serves(user_at: UserAt) -> None:
    async with user_at(200, 50) as user:
        await asks_why(user, "warehouse-desk")
        assert user.sees("= up to date on 1.4.1 (desktop)")
        assert user.sees("desktop serves Electron (audit log)")


async def test_without_the_audit_log_the_answer_says_what_it_hangs_on(user_at: UserAt, demo: Demo) -> None:
    async with user_at(200, 50, key=demo.keys["reader"]) as user:
        await asks_why(user, "warehouse-desk")
        assert user.sees("? depends on whether desktop serves Electron")
        assert user.sees("not known of desktop, production")


async def test_the_profile_tells_it_where_the_audit_log_does_not(user_at: UserAt, demo: Demo) -> None:
    look = Look(
        profile="test",
        platforms=(f"{SHOP}/desktop: electron", f"{SHOP}/production: ios, android"),
    )
    async with user_at(200, 50, key=demo.keys["reader"], look=look) as user:
        await asks_why(user, "warehouse-desk")
        assert user.sees("= up to date on 1.4.1 (desktop)")
        assert user.sees("desktop serves Electron (profile)")


async def test_what_was_set_from_here_is_known_without_the_audit_log(user_at: UserAt, demo: Demo) -> None:
    async with user_at(200, 50) as user:
        await asks_why(user, "lobby-kiosk")
        assert user.sees("not known of kiosk-mode")
        await user.press("1")
        await goes_on(user, "kiosk-mode")
        await user.press("e")
        await user.goes_to("Android")
        await user.press("right", "ctrl+s")
        assert channel_in(demo, "kiosk-mode").android is True
        await user.press("2")
        assert user.sees("kiosk-mode serves Android (changed from here)")


# The state of a row


@pytest.mark.parametrize(
    ("device", "state"),
    [
        ("canary-1", "current"),
        ("04763468", "behind 1"),
        ("native-two", "blocked: under native"),
        ("bigcorp-1", "fails: misconfigured channel"),
        ("museum-tablet", "fails: unsupported plugin version"),
        ("lobby-kiosk", "ahead?"),
        ("mia-simulator", "ahead"),
    ],
)
async def test_the_table_says_where_a_device_stands(user_at: UserAt, device: str, state: str) -> None:
    async with user_at(200, 40) as user:
        await goes_on(user, device, tab="2")
        assert state in user.line_with("❯")


@pytest.mark.parametrize(
    ("device", "state"), [("bigcorp-1", "fails?: misconfigured channel"), ("warehouse-desk", "depends")]
)
async def test_without_the_audit_log_the_table_says_what_holds_if_a_channel_serves_the_platform(
    user_at: UserAt, demo: Demo, device: str, state: str
) -> None:
    async with user_at(200, 40, key=demo.keys["reader"]) as user:
        await goes_on(user, device, tab="2")
        assert state in user.line_with("❯")


async def test_the_table_names_the_public_channel_that_serves_the_platform(user_at: UserAt) -> None:
    async with user_at(200, 40) as user:
        await goes_on(user, "warehouse-desk", tab="2")
        assert "[desktop]" in user.line_with("❯")


async def test_where_nobody_tells_the_platforms_every_public_channel_is_meant(
    user_at: UserAt, demo: Demo
) -> None:
    async with user_at(200, 40, key=demo.keys["reader"]) as user:
        await goes_on(user, "warehouse-desk", tab="2")
        assert "[2 public]" in user.line_with("❯")


async def test_rows_are_found_by_what_blocks_them(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("slash")
    await user.types("under_native")
    await user.press("enter")
    assert "native-two" in user.line_with("❯")
