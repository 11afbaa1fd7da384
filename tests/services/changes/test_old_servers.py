"""The traps of servers of 2025: each is met, said, and done right all the same (contract/api-seed.md 0)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from capgo_tui.api import Action
from capgo_tui.api.dialects.generations import GENERATIONS
from capgo_tui.demo import Demo
from capgo_tui.demo.faults import ByNumber
from capgo_tui.errors import CapgoError, Misused, RefusalKind, Refused, Unexpected
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ModeKeyDraft
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.secret import Secret
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.api_keys import create_key_with_mode, delete_key, delete_key_given
from capgo_tui.services.changes.bundles import delete_all_unlinked
from capgo_tui.services.changes.channels import edit_channel
from capgo_tui.services.changes.devices import clear_override, force_bundle, move_device
from capgo_tui.services.changes.members import invite_member, remove_member
from capgo_tui.services.changes.saving import preview_of
from capgo_tui.services.journal import State
from capgo_tui.services.workspace import Workspace
from tests.demo.old_servers import KEYS
from tests.models.recorded import CONTRACT
from tests.services.conftest import DEVICE, ORG, SHOP, channel, working
from tests.statements import states

EARLY = ("seed", "2025-01")
OLD = (*EARLY, "2025-11")


@asynccontextmanager
async def old(
    dialect: str, path: Path | None = None, key: str = "all"
) -> AsyncIterator[tuple[Demo, Workspace, AppData]]:
    """A workspace on a server of a generation that has looked around, and its shop."""
    acme = Demo.from_file(CONTRACT / "acme-world.json", dialect=dialect)
    acme.clock = lambda: acme.world.now
    async with working(acme, path, KEYS[key]) as workspace:
        shop = workspace.app(SHOP)
        with suppress(Refused):
            await workspace.client.apps.read_all()
        with suppress(Refused):
            await workspace.keys.read()
        for listing in (shop.channels, shop.bundles, shop.devices):
            await listing.read()
        yield acme, workspace, shop


def channel_of(acme: Demo, device: str = DEVICE) -> str | None:
    number = acme.world.overrides.get((SHOP, device))
    return None if number is None else acme.world.channels[number].name


def sent(workspace: Workspace) -> list[str]:
    return [
        f"{each.method} {each.path.partition('?')[0]}"
        for each in workspace.client.requests
        if each.method != "GET"
    ]


# Channels ---------------------------------------------------------------------------------------


@states("S2-75", "S2-78", "S2-87")
@pytest.mark.parametrize("dialect", OLD)
async def test_a_change_of_a_channel_keeps_its_bundle(dialect: str) -> None:
    async with old(dialect) as (_acme, workspace, shop):
        beta = await channel(shop)
        assert beta.version is not None
        done = await workspace.changes.make(
            edit_channel(shop, beta, ChannelEdit(allow_emulator=not beta.allow_emulator))
        )
        assert done.broken == ()
        after = await channel(shop)
        assert (after.version, after.allow_emulator) == (beta.version, not beta.allow_emulator)


@pytest.mark.parametrize("dialect", OLD)
async def test_what_would_change_nothing_is_not_sent(dialect: str) -> None:
    async with old(dialect) as (_, workspace, shop):
        beta = await channel(shop)
        with pytest.raises(Misused):
            edit_channel(shop, beta, ChannelEdit(allow_emulator=bool(beta.allow_emulator)))
        assert sent(workspace) == []


async def test_a_change_that_somebody_else_made_first_is_found_to_be_made_in_spite_of_the_500() -> None:
    async with old("2025-01") as (_acme, workspace, shop):
        beta = await channel(shop)
        change = edit_channel(shop, beta, ChannelEdit(allow_emulator=not beta.allow_emulator))
        await workspace.client.send(change.write)
        done = await workspace.changes.make(change)
        assert "It was read again: the change was made." in done.note


# Devices ----------------------------------------------------------------------------------------


@states("S2-110", "S2-114", "S2-133", "S2-134")
@pytest.mark.parametrize("dialect", EARLY)
async def test_a_device_is_moved_by_clearing_its_override_first(dialect: str, path: Path) -> None:
    async with old(dialect, path) as (acme, workspace, shop):
        other = next(row for row in acme.world.channels.values() if row.app_id == SHOP and row.name != "beta")
        acme.world.override(SHOP, DEVICE, other.id, acme.world.now)
        device = await workspace.client.devices.read(SHOP, DEVICE)
        assert not device.override_known
        change = move_device(shop, device, await channel(shop))
        assert preview_of(change, workspace).request.startswith("DELETE /device?")
        assert "does not tell whether" in " ".join(change.warnings)
        await workspace.changes.make(change)
        assert channel_of(acme) == "beta"
        assert sent(workspace) == ["DELETE /device", "POST /device"]
        assert [entry.intent.action for entry in workspace.journal.entries()] == [
            Action.CLEAR_OVERRIDE,
            Action.SET_OVERRIDE,
        ]
        moved = await workspace.client.devices.read(SHOP, DEVICE)
        assert (moved.channel, moved.override_known) == ("beta", True)
        await workspace.changes.make(clear_override(shop, moved))
        assert channel_of(acme) is None


async def test_a_server_of_today_moves_a_device_by_one_request() -> None:
    async with old("current") as (acme, workspace, shop):
        device = await workspace.client.devices.read(SHOP, DEVICE)
        await workspace.changes.make(move_device(shop, device, await channel(shop)))
        assert (channel_of(acme), sent(workspace)) == ("beta", ["POST /device"])


@states("S2-113")
async def test_a_device_is_forced_to_a_bundle_where_the_pages_say_so() -> None:
    async with old("seed") as (acme, workspace, shop):
        device = await workspace.client.devices.read(SHOP, DEVICE)
        name = shop.bundles.records[0].name
        await workspace.changes.make(force_bundle(shop, device, name))
        assert acme.world.bundles[acme.world.version_overrides[SHOP, DEVICE]].name == name
    async with old("2025-01") as (_, workspace, shop):
        assert (
            workspace.why_not(Action.SET_BUNDLE_OVERRIDE, SHOP) == "a device can be forced to a channel only"
        )


# Bundles ----------------------------------------------------------------------------------------


@states("S2-160")
@pytest.mark.parametrize("dialect", OLD)
async def test_deleting_all_bundles_says_that_linked_ones_go_too(dialect: str) -> None:
    async with old(dialect) as (_, workspace, shop):
        change = delete_all_unlinked(shop)
        count = len(shop.bundles.records)
        assert change.title == f"Delete all {count} bundles of {SHOP}"
        assert change.typed == f"{SHOP} {count}"
        assert "bundles that channels deliver" in change.warnings[0]
        done = await workspace.changes.make(change)
        assert (done.present, done.broken) == ({"bundles": 0}, ())


# Keys -------------------------------------------------------------------------------------------


@states("S2-37", "S2-38", "S2-39", "S2-40", "S2-41", "S2-42", "S2-43")
async def test_a_key_is_made_by_mode_and_deleted_by_its_text_which_shows_nowhere(path: Path) -> None:
    async with old("seed", path) as (acme, workspace, _):
        done = await workspace.changes.make(
            create_key_with_mode(workspace, ModeKeyDraft(org_id=ORG, mode="write"))
        )
        assert done.answer is not None
        secret = done.answer.key
        assert secret is not None
        made = next(key for key in workspace.keys.records if key.id == done.answer.id)
        change = delete_key(workspace, made)
        assert secret.reveal() in change.write.path
        assert secret.reveal() not in preview_of(change, workspace).request
        await workspace.changes.make(change)
        assert made.id not in acme.world.api_keys
        told = [each.path + each.curl() for each in workspace.client.requests]
        assert not any(secret.reveal() in text for text in told)
        journal = workspace.journal.entries()
    assert secret.reveal() not in str(journal)


async def test_a_key_that_is_not_listed_is_made_and_its_secret_shown_all_the_same() -> None:
    async with old("2025-01") as (acme, workspace, _):
        done = await workspace.changes.make(
            create_key_with_mode(workspace, ModeKeyDraft(org_id=ORG, mode="read"))
        )
        assert done.answer is not None
        assert acme.world.api_keys[done.answer.id].mode == "read"
        assert "lists no keys, so it cannot be read back" in done.note


async def a_key(workspace: Workspace) -> ApiKey:
    """A key that was made a moment ago, as the list has it."""
    done = await workspace.changes.make(
        create_key_with_mode(workspace, ModeKeyDraft(org_id=ORG, mode="read"))
    )
    assert done.answer is not None
    made = done.answer.id
    return next(key for key in workspace.keys.records if key.id == made)


@states("S2-41", "S2-42", "S2-44")
async def test_a_server_that_knows_no_text_is_asked_for_the_number(path: Path) -> None:
    async with old("seed", path) as (acme, workspace, _):
        made = await a_key(workspace)
        acme.faults.keys_by_number = ByNumber.DELETES
        change = delete_key(workspace, made)
        assert "where the server does not know it so, by its number" in " ".join(change.warnings)
        done = await workspace.changes.make(change)
        assert (done.present, done.note) == (None, "")
        assert made.id not in acme.world.api_keys
        states = [entry.outcome.state for entry in workspace.journal.entries() if entry.outcome is not None]
        assert states == [State.MADE, State.REFUSED, State.MADE]
        assert sent(workspace)[-1] == f"DELETE /apikey/{made.id}"


async def test_a_server_that_says_ok_to_a_number_and_deletes_nothing_is_found_out() -> None:
    async with old("seed") as (acme, workspace, _):
        made = await a_key(workspace)
        acme.faults.keys_by_number = ByNumber.PRETENDS
        done = await workspace.changes.make(delete_key(workspace, made))
        assert done.note.startswith("The server said ok, but the key is still there. Servers of February")


async def test_where_no_key_is_listed_one_is_deleted_as_it_is_given(path: Path) -> None:
    async with old("2025-01", path) as (acme, workspace, _):
        given = Secret(KEYS["upload"])
        change = delete_key_given(workspace, given)
        assert preview_of(change, workspace).request == "DELETE /apikey/…8a94"
        done = await workspace.changes.make(change)
        assert done.note == "This server lists no keys, so it cannot be read back."
        assert 7005 not in acme.world.api_keys
        assert given.reveal() not in str(workspace.journal.entries())
        with pytest.raises(Refused, match="API key not found"):
            await workspace.changes.make(delete_key_given(workspace, given))
        assert workspace.client.requests.sent  # nothing of it was kept in the log, either
        assert not any(given.reveal() in each.path + each.curl() for each in workspace.client.requests)


async def test_a_number_is_taken_at_its_word_with_a_warning() -> None:
    async with old("2025-01") as (acme, workspace, _):
        acme.faults.keys_by_number = ByNumber.PRETENDS
        done = await workspace.changes.make(delete_key_given(workspace, Secret("7005")))
        assert "say ok to the number of a key and delete nothing" in done.note
        assert 7005 in acme.world.api_keys


@pytest.mark.parametrize("given", ["", "short", "two words of twelve", "schlüsselbund-der-anna"])
async def test_what_is_no_key_is_not_sent(given: str) -> None:
    async with old("2025-01") as (_, workspace, _):
        with pytest.raises(Misused, match="That is no API key"):
            delete_key_given(workspace, Secret(given))


async def test_an_answer_that_was_lost_stays_unknown_where_nothing_can_be_read() -> None:
    async with old("2025-01") as (acme, workspace, _):
        acme.faults.next("/apikey", "cut-after", method="DELETE")
        with pytest.raises(CapgoError) as caught:
            await workspace.changes.make(delete_key_given(workspace, Secret(KEYS["upload"])))
        assert caught.value.outcome_unknown
        assert 7005 not in acme.world.api_keys


# Members ----------------------------------------------------------------------------------------


async def test_a_removal_that_answers_ok_and_removes_nobody_is_noticed() -> None:
    async with old("2025-01", key="write") as (_, workspace, _):
        members = workspace.organization(ORG)
        await members.members.read()
        ben = next(member for member in members.members.records if member.role == "read")
        done = await workspace.changes.make(remove_member(workspace, members, ben))
        assert done.broken
        assert "The server said ok, but the member is still there." in done.note


async def test_somebody_is_invited_in_the_words_of_the_server() -> None:
    async with old("2025-01") as (_, workspace, _):
        members = workspace.organization(ORG)
        await members.members.read()
        change = invite_member(workspace, members, "cleo@acme.example", "org_admin")
        assert change.write.body is not None
        assert change.write.body["invite_type"] == "admin"


# Statistics and refusals ------------------------------------------------------------------------

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 3)


@states("S0-12", "S0-15", "S2-59", "S2-63")
@pytest.mark.parametrize("dialect", OLD)
async def test_statistics_are_read_with_the_key_where_each_server_wants_it(dialect: str) -> None:
    async with old(dialect) as (_, workspace, _):
        days = await workspace.client.statistics.app(SHOP, FIRST, LAST)
        assert [point.day for point in days] == [date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)]


@states("S2-62", "S2-65")
async def test_the_picture_of_an_early_server_is_had_as_svg() -> None:
    for dialect in EARLY:
        async with old(dialect) as (_, workspace, _):
            picture = await workspace.client.statistics.picture(f"/statistics/app/{SHOP}", "mau", FIRST, LAST)
            assert picture.lstrip().startswith("<svg") or picture.lstrip().startswith("<?xml")
    async with old("2025-11") as (_, workspace, _):
        with pytest.raises(Unexpected, match="draws no pictures"):
            await workspace.client.statistics.picture(f"/statistics/app/{SHOP}", "mau", FIRST, LAST)


async def test_a_refusal_that_holds_the_whole_key_shows_none_of_it() -> None:
    async with old("2025-11") as (_, workspace, _):
        with pytest.raises(Refused) as caught:
            await workspace.client.statistics.app("com.other.app", FIRST, LAST)
        log = workspace.client.requests
        answers = [log.answer(each) or "" for each in log]
        assert KEYS["all"] not in json.dumps(caught.value.details, default=str) + str(caught.value) + "".join(
            answers
        )


@pytest.mark.parametrize("dialect", ["2025-01", "2025-11"])
async def test_a_wrong_key_is_told_as_one_whatever_the_server_calls_it(dialect: str) -> None:
    acme = Demo.from_file(CONTRACT / "acme-world.json", dialect=dialect)
    async with working(acme, None, "3d5c7a10-0000-4f68-8a11-0c2d4e6f8a90") as workspace:
        with pytest.raises(CapgoError) as caught:
            await workspace.client.organizations.read_listed()
        assert isinstance(caught.value, Refused)
        assert (caught.value.code, caught.value.kind) == ("invalid_apikey", RefusalKind.BAD_LOGIN)


# What cannot be done ----------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", GENERATIONS)
async def test_every_reason_is_said_by_the_workspace(dialect: str) -> None:
    async with old(dialect) as (_, workspace, _):
        for action, reason in GENERATIONS[dialect].missing.items():
            assert workspace.why_not(action, SHOP) == reason
