"""A user looks after devices on servers of early 2025."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.rows import Device
from capgo_tui.services.opening import Look
from tests.statements import states
from tests.ui.cloud import SHOP, bundle_in, channel_in, goes_on, override_of
from tests.ui.conftest import NAMED, UserAt

EARLY = pytest.mark.parametrize("dialect", ["seed", "2025-01"])
CANARY = "0107031b-5434-423b-ac1b-df5e095edd2a"


def device_in(demo: Demo, custom_id: str) -> Device:
    """A device as the cloud has it."""
    rows = demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=True)
    return next(row for row in rows if row.custom_id == custom_id)


def made_at(device: Device) -> datetime:
    """Let a device be known since a month before its last change."""
    assert device.updated_at is not None
    device.created_at = device.updated_at - timedelta(days=30)
    return device.created_at


# What is seen -------------------------------------------------------------------------------


@states(
    *("S2-119", "S2-120", "S2-121", "S2-122", "S2-123", "S2-124", "S2-125", "S2-126", "S2-127"),
    *("S2-128", "S2-129", "S2-130"),
)
@EARLY
async def test_every_field_of_a_device_is_seen_and_what_is_not_sent_is_a_question_mark(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    mia = device_in(demo, "mia")
    made = made_at(mia)
    async with user_at(look=NAMED) as user:
        await goes_on(user, "mia ", tab="2")
        await user.press("enter")
        shown = [" ".join(line.strip("│ ").split()) for line in user.screen.splitlines()]
        for line in (
            "bundle 1.5.0-rc.1",
            "native build 1.4.0",
            "plugin 8.41.0",
            "custom id mia chosen by the app",
            f"device id {mia.device_id}",
            "platform android",
            "os 13",
            "build prod",
            "emulator no",
            f"app {SHOP}",
            "key id ?",
            "country ?",
        ):
            assert line in shown, user.screen
        assert any(line.startswith(f"changed {mia.updated_at:%Y-%m-%d %H:%M}") for line in shown)
        assert any(line.startswith(f"created {made:%Y-%m-%d %H:%M}") for line in shown) is (dialect == "seed")
        await user.press("3")
        assert user.sees('"custom_id": "mia"')
        assert str(bundle_in(demo, "1.5.0-rc.1").id) in user.line_with('"id":')


@states("S2-109", "S2-116", "S2-117", "S2-118", "S2-131")
@EARLY
async def test_all_pages_of_devices_come_and_one_that_none_of_them_has_is_found_by_its_id(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    ids = [
        row.device_id for row in demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=False)
    ]
    listed = 65 if dialect == "seed" else 64  # the 50th is on no page of the real server (api-seed.md 3.5)
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP, tab="2")
        assert user.sees(f"{listed} devices") or user.sees(f"of {listed}"), user.screen
        assert user.sees("64 devices · the 50th is on no page") is (dialect == "2025-01")
        fiftieth = sorted(ids)[49]
        await user.press("slash")
        await user.types(fiftieth)
        await user.press("enter")
        assert user.sees("1 of 65")
        await user.press("enter")
        assert user.sees(fiftieth)


@states("S2-123")
async def test_a_bundle_that_is_only_a_number_is_shown_by_it(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "2025-01"
    async with user_at(look=NAMED) as user:
        await goes_on(user, "mia-simulator", tab="2")
        assert "?" in user.line_with("❯ mia-simulator")
        await user.press("enter", "3")
        assert '"version": ' in user.line_with('"version": ')
        assert user.line_with('"version": ').split(":")[1].strip(" │,").isdigit()


# What is changed ------------------------------------------------------------------------------


@states("S2-110", "S2-111", "S2-112", "S2-114", "S2-115", "S2-132", "S2-133", "S2-134", "S2-135", "S2-136")
@EARLY
async def test_a_device_is_moved_by_two_requests_and_let_go_again(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    assert override_of(demo, CANARY) == "paused"
    async with user_at(look=NAMED) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("m")
        await user.picks("to channel", "beta")
        assert user.sees("unknown → beta")
        assert user.sees("DELETE")
        assert user.sees(f"/device?app_id={SHOP}&device_id=")
        assert user.sees("POST /device")
        assert user.sees("A move takes two requests")
        await user.press("ctrl+s")
        assert override_of(demo, CANARY) == "beta"
        row = user.line_with("❯ canary-1")
        assert "beta" in row
        assert "1.4.0" in row  # the record of one device does not say it on the pages, and it is kept
        await user.press("x")
        assert user.sees("canary-1 is forced to beta")
        await user.press("y")
        assert override_of(demo, CANARY) is None
    assert device_in(demo, "canary-1").device_id == CANARY


@states("S2-133", "S2-134")
@EARLY
async def test_clearing_what_nobody_tells_says_that_the_device_stays(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    async with user_at(look=NAMED) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("x")
        assert user.sees("canary-1 may be forced to a channel")
        assert user.sees("The device itself stays")
        await user.press("y")
        assert override_of(demo, CANARY) is None
        assert user.line_with("❯ canary-1")


@states("S2-113", "S2-133")
async def test_a_bundle_override_is_said_from_then_on_and_gone_with_a_move(
    user_at: UserAt, demo: Demo
) -> None:
    demo.dialect = "seed"
    async with user_at(look=NAMED) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("m", "escape")
        await user.picks("or to bundle", "1.4.1")
        assert user.sees('"version_id": "1.4.1"')
        await user.press("ctrl+s")
        assert demo.world.version_overrides[SHOP, CANARY] == bundle_in(demo, "1.4.1").id
        await user.press("x")
        assert user.sees("canary-1 is forced to bundle 1.4.1")
        await user.press("escape", "enter")
        assert user.sees("forced to bundle 1.4.1 from here")
        await user.press("escape", "m")
        await user.picks("to channel", "beta")
        await user.press("ctrl+s")
        assert (SHOP, CANARY) not in demo.world.version_overrides
        assert override_of(demo, CANARY) == "beta"


@states("S2-113")
async def test_where_bundles_are_refused_none_is_offered_and_the_refusal_is_plain(
    user_at: UserAt, demo: Demo
) -> None:
    demo.dialect = "2025-01"
    async with user_at(look=NAMED) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("m")
        assert user.sees("Move canary-1")
        assert not user.sees("or to bundle")
        await user.press("escape", "escape", "colon")
        await user.types("dialect seed")
        await user.press("enter", "m", "escape")
        await user.picks("or to bundle", "1.4.1")
        await user.press("ctrl+s")
        assert user.sees("Cannot set version to device, use channel instead")
        assert demo.world.version_overrides == {}


@states("S2-114", "S2-115")
@EARLY
async def test_marked_devices_are_planned_and_moved_with_what_each_takes(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    ids = [device_in(demo, name).device_id for name in ("canary-1", "canary-2")]
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP, tab="2")
        await user.press("slash")
        await user.types("canary")
        await user.press("enter", "space", "space", "m")
        await user.types("beta")
        await user.press_at_once("enter", "ctrl+s")
        assert user.sees("Move 2 devices to beta")
        assert user.sees("2 changes by 4 requests")
        assert user.sees("DELETE, POST /device")
        assert user.sees("A move takes two requests")
        await user.press("a")
        assert [override_of(demo, each) for each in ids] == ["beta", "beta"]


@EARLY
async def test_a_channel_that_is_gone_and_a_right_that_is_not_there_are_said(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    async with user_at(look=NAMED) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("m")
        await user.picks("to channel", "beta")
        del demo.world.channels[channel_in(demo, "beta").id]
        await user.press("ctrl+s")
        assert user.sees("cannot_find_channel") or user.sees("Cannot find channel"), user.screen
        assert override_of(demo, CANARY) is None  # the first of the two requests was made, and that is said
        assert user.sees("that was done")


@states("S2-116", "S2-138")
async def test_lists_of_an_app_that_is_not_the_users_are_refused_in_plain_words(
    user_at: UserAt, demo: Demo
) -> None:
    demo.dialect = "2025-01"  # it lists no apps, so the profile's are believed
    look = Look(profile="test", host="http://demo.localhost", apps=("com.other.app",))
    async with user_at(look=look) as user:
        await user.opens("com.other.app", tab="2")
        assert user.sees("You can't access this app")
        assert user.sees("The app does not exist or this key has no right to it")
        await user.press("3")
        assert user.sees("You can't access this app")
