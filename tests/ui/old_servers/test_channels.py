"""Channels of servers of early 2025, in front of a user: S2-74 to S2-108."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from capgo_tui.demo import Demo
from tests.driver import User
from tests.statements import states
from tests.ui.cloud import SHOP, bundle_in, channel_in, delivers, goes_on, member_in
from tests.ui.conftest import NAMED, UserAt
from tests.ui.old_servers.asking import asked, row, words_of

MIA = "mia@acme.example"
"""The owner of every key."""


@states("S2-92", "S2-93", "S2-94", "S2-95", "S2-96", "S2-97", "S2-98", "S2-99", "S2-100", "S2-101")
@states("S2-102", "S2-103", "S2-105")
async def test_every_field_of_a_channel_is_shown_and_what_is_not_sent_is_unknown(
    user_at: UserAt, early: Demo
) -> None:
    wanted = channel_in(early, "staging")
    wanted.disable_auto_update_under_native = wanted.allow_dev = False
    async with user_at(look=NAMED) as user:
        await goes_on(user, "staging")
        await user.press("enter")
        said = {
            "name": "staging",
            "bundle": "1.5.0",
            "bundle id": str(bundle_in(early, "1.5.0").id),
            "under-native guard": "no",
            "public": "no",
            "development builds": "no",
            "emulators": "yes",
            "created by": wanted.created_by,
            "id": str(wanted.id),
            "app": SHOP,
            "production builds": "unknown",
        }
        assert {label: row(user, label) for label in said} == said
        assert row(user, "created").startswith(f"{wanted.created_at:%Y-%m-%d %H:%M:%S}Z")
        assert row(user, "updated").startswith(f"{wanted.updated_at:%Y-%m-%d %H:%M:%S}Z")
        is_page = early.dialect == "seed"
        assert row(user, "strategy").startswith("on  there is one" if is_page else "major  does not jump")
        assert row(user, "self-set").startswith("unknown" if is_page else "yes")
        assert row(user, "state") == "unknown  this server says nothing about rollouts"
        await user.press("2")
        assert user.line_with('"disableAutoUpdate":').strip("│ ").endswith("true" if is_page else '"major"')


@states("S2-74", "S2-75", "S2-76", "S2-77", "S2-78", "S2-79", "S2-80", "S2-81", "S2-82", "S2-83", "S2-84")
@states("S2-85", "S2-86", "S2-87", "S2-104")
async def test_a_channel_is_changed_in_all_its_fields_and_read_alone_afterwards(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(120, 46, look=NAMED) as user:
        await goes_on(user, "staging")
        await user.press("e")
        await changes_all(user)
        assert user.sees("POST /channel")
        for line in (f'"app_id": "{SHOP}"', '"channel": "staging"', '"version": "1.4.1"', '"public": true'):
            assert user.sees(line)
        for line in ('"disableAutoUpdate": "minor"', '"disableAutoUpdateUnderNative": false'):
            assert user.sees(line)
        await user.press("ctrl+s")
        assert "Change channel staging: done." in user.told
        changed = channel_in(early, "staging")
        assert delivers(early, "staging") == "1.4.1"
        assert (changed.public, changed.disable_auto_update) == (True, "minor")
        assert not any(flags_of(early, "staging"))
        assert f"GET /channel?app_id={SHOP}&channel=staging" in asked(user)
        await user.press("enter")
        assert row(user, "bundle") == "1.4.1"
        assert row(user, "development builds") == "no"


async def changes_all(user: User) -> None:
    """Set every field of a channel otherwise than it was, in its dialog."""
    await user.picks("bundle", "141")
    await user.picks("strategy", "minor")
    for label in ("under-native guard", "public", "self-set", "development builds", "emulators"):
        await user.goes_to(label)
        await user.press("n" if f"{label}  " in user.line_with("leave") else "space")
    for label in ("iOS", "Android", "self-set"):
        await user.goes_to(label)
        await user.press("n")


def flags_of(demo: Demo, name: str) -> tuple[bool, ...]:
    """The flags of a channel beside `public`."""
    row = channel_in(demo, name)
    devices = (row.allow_device_self_set, row.allow_emulator, row.allow_dev)
    return (*devices, row.ios, row.android, row.disable_auto_update_under_native)


@states("S2-75", "S2-77", "S2-87", "S2-106", "S2-107", "S2-108")
async def test_a_channel_is_made_under_a_new_name_and_deleted(user_at: UserAt, early: Demo) -> None:
    async with user_at(120, 46, look=NAMED) as user:
        await goes_on(user, "beta")
        await user.press("n")
        await user.types("qa")
        await user.picks("bundle", "141")
        await user.goes_to("emulators")
        await user.press("space")
        assert user.sees('"channel": "qa"')
        await user.press("ctrl+s")
        assert delivers(early, "qa") == "1.4.1"
        assert channel_in(early, "qa").allow_emulator is False
        assert "qa" in user.line_with("❯")
        await user.press("D")
        assert user.sees(f"DELETE /channel?app_id={SHOP}&channel=qa")
        await user.types("qa")
        await user.press("ctrl+s")
        assert "Delete channel qa: done." in user.told
        assert early.world.channel_named(SHOP, "qa") is None


@states("S2-81")
async def test_a_strategy_that_the_page_does_not_know_is_dimmed_there_and_works_in_truth(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED) as user:
        await goes_on(user, "beta")
        await user.press("e")
        await user.goes_to("strategy")
        await user.press("enter")
        is_page = early.dialect == "seed"
        assert ("⊘ this server does" in user.line_with("  patch")) is is_page
        if is_page:
            return
        await user.types("patch")
        await user.press("enter", "ctrl+s")
        assert channel_in(early, "beta").disable_auto_update == "patch"


@states("S2-88", "S2-89", "S2-90", "S2-91")
async def test_more_channels_than_a_page_holds_are_all_listed_once(user_at: UserAt, early: Demo) -> None:
    add_channels(early, 120)
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP)
        assert user.sees("129 channels")
        pages = [line for line in asked(user) if line.startswith("GET /channel")]
        assert pages[:2] == [f"GET /channel?app_id={SHOP}", f"GET /channel?app_id={SHOP}&page=1"]
        await user.press("slash")
        await user.types("pr-119")
        assert user.sees("1 of 129")


def add_channels(demo: Demo, count: int) -> None:
    """Add channels to the shop, each a minute younger than the one before."""
    beta = channel_in(demo, "beta")
    for number in range(count):
        made = replace(beta, id=50_000 + number, name=f"pr-{number}")
        made.created_at = beta.created_at + timedelta(minutes=number + 1)
        demo.world.channels[made.id] = made


@states("S2-78")
async def test_a_bundle_that_is_gone_is_refused_in_plain_words_and_changes_nothing(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED) as user:
        await goes_on(user, "staging")
        await user.press("e")
        await user.picks("bundle", "141")
        bundle_in(early, "1.4.1").deleted = True
        await user.press("ctrl+s")
        assert user.sees("Cannot find version")
        assert user.sees("There is no such channel or bundle in this app")
        assert delivers(early, "staging") == "1.5.0"


@states("S2-76", "S2-107")
async def test_deleting_needs_more_than_writing_and_that_is_said(user_at: UserAt, early: Demo) -> None:
    mia = member_in(early, MIA)
    assert mia is not None
    async with user_at(look=NAMED) as user:
        await goes_on(user, "staging")
        mia.role, mia.user_right = "org_member", "write"
        await user.press("e")
        await user.goes_to("emulators")
        await user.press("space", "ctrl+s")
        assert channel_in(early, "staging").allow_emulator is False
        await user.press("D")
        await user.types("staging")
        await user.press("ctrl+s")
        assert user.sees("You can't access this app (400 cannot_access_app)")
        assert early.world.channel_named(SHOP, "staging") is not None


@states("S2-88")
async def test_a_key_whose_mode_is_not_enough_is_told_that_it_may_be_the_mode(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED, key=early.keys["org member"]) as user:
        await goes_on(user, "production")
        await user.press("D")
        await user.types("production")
        await user.press("ctrl+s")
        assert user.sees("Invalid apikey")
        assert "or its mode is not enough" in words_of(user)
        assert early.world.channel_named(SHOP, "production") is not None


@states("S2-101")
async def test_a_strategy_that_is_only_said_to_be_there_is_never_made_up(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "seed"
    async with user_at(look=NAMED) as user:
        await goes_on(user, "staging")
        await user.press("e")
        await user.picks("strategy", "minor")
        assert "What strategy said before cannot be read, so that part cannot be undone." in words_of(user)
        await user.press("ctrl+s")
        assert "Change channel staging: done." in user.told
        assert "u takes it back" not in user.told
        await user.press("D")
        await user.types("staging")
        await user.press("ctrl+s", "u")
        assert "Which update strategy it had is not known: it gets that of a new channel." in words_of(user)
