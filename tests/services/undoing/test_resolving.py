"""Changes that may have been made are read again before anything is taken back."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError, Refused
from capgo_tui.models.app_edit import AppEdit
from capgo_tui.models.bundle_edit import BundleNotes
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.organization_edit import OrganizationEdit
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.api_keys import delete_key
from capgo_tui.services.changes.apps import edit_app
from capgo_tui.services.changes.bundles import describe_bundle, find_bundle
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.channels import edit_channel
from capgo_tui.services.changes.devices import move_device
from capgo_tui.services.changes.members import invite_member
from capgo_tui.services.changes.organizations import edit_organization
from capgo_tui.services.journal import Entry, State
from capgo_tui.services.undoing import last_undoable, plan_undo, resolve
from capgo_tui.services.workspace import Workspace
from tests.services.conftest import DEVICE, ORG, SHOP, channel, last, no_dev
from tests.services.journal.lines_of import intent
from tests.services.undoing.carrying_out import why_not


async def lost(acme: Demo, workspace: Workspace, change: Change[Any], fault: str) -> Entry:
    """Make a change whose answer is lost, while nothing can be read."""
    acme.faults.next("/", fault, method=change.write.method)
    acme.faults.next(f"/{change.write.path.split('/')[1]}", 403, method="GET", times=None)
    with pytest.raises(CapgoError) as caught:
        await workspace.changes.make(change)
    assert caught.value.outcome_unknown
    acme.faults.clear()
    entry = last(workspace)
    assert entry.state is State.UNKNOWN
    return entry


async def one_of_each(workspace: Workspace) -> list[Change[Any]]:
    """A change of every kind of record."""
    data, acme_mobile, client = workspace.app(SHOP), workspace.organization(ORG), workspace.client
    await data.bundles.read()
    await workspace.keys.read()
    bundle = find_bundle(data, "1.1.0")
    assert bundle is not None
    device = await client.devices.read(SHOP, DEVICE)
    organization = await client.organizations.read(ORG)
    key = next(key for key in workspace.keys.records if key.id == 7002)
    return [
        await no_dev(data),
        move_device(data, device, await channel(data)),
        describe_bundle(data, bundle, BundleNotes(comment="x")),
        invite_member(workspace, acme_mobile, "cleo@acme.example", "org_member"),
        delete_key(workspace, key),
        edit_app(workspace, await client.apps.read(SHOP), AppEdit(name="S")),
        edit_organization(workspace, organization, OrganizationEdit(name="Acme")),
    ]


@pytest.mark.parametrize("fault", ["cut", "cut-after"])
async def test_what_was_lost_is_found_out_and_written_down(
    acme: Demo, workspace: Workspace, fault: str
) -> None:
    acme.limits.device_operations = 100
    entries = [await lost(acme, workspace, change, fault) for change in await one_of_each(workspace)]
    known = await resolve(workspace, entries)
    expected = State.MADE if fault == "cut-after" else State.REFUSED
    assert [entry.state for entry in known] == [expected] * 7
    assert workspace.journal.entries() == known
    for entry in known:
        assert entry.outcome is not None
        assert entry.outcome.said.startswith("It was read again: the change was ")


async def test_what_is_known_is_not_read_again(workspace: Workspace, shop: AppData) -> None:
    await workspace.changes.make(await no_dev(shop))
    spent = workspace.client.requests.sent
    (entry,) = await resolve(workspace, workspace.journal.entries())
    assert (entry.state, workspace.client.requests.sent) == (State.MADE, spent)


async def test_what_was_made_on_another_server_or_has_no_name_stays_as_it_is(workspace: Workspace) -> None:
    workspace.journal.write(intent("1"))
    entries = workspace.journal.entries()
    assert await resolve(workspace, entries) == entries
    assert workspace.client.requests.sent == 0
    assert await why_not(workspace, *entries) == "It was made on another server: https://api.capgo.app."


async def test_an_undo_of_what_was_lost_finds_out_first(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    entry = await lost(acme, workspace, await no_dev(shop), "cut-after")
    (row,) = await plan_undo(workspace, [entry])
    assert row.change is not None
    assert row.change.after == {"allow_dev": True}
    assert last(workspace).state is State.MADE


async def test_what_was_not_made_needs_no_undo(acme: Demo, workspace: Workspace, shop: AppData) -> None:
    entry = await lost(acme, workspace, await no_dev(shop), "cut")
    assert await why_not(workspace, entry) == "It was not made, so there is nothing to take back."
    assert last_undoable(workspace.journal, "acme", workspace.client.host).entries == ()


async def test_what_reading_does_not_tell_is_not_taken_back(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    change = edit_channel(shop, await channel(shop), ChannelEdit(ios=False))
    entry = await lost(acme, workspace, change, "cut-after")
    why = "It is not known whether it was made, and reading does not tell."
    assert await why_not(workspace, entry) == why
    assert last(workspace).state is State.UNKNOWN


async def failing(reading: Awaitable[object]) -> None:
    with pytest.raises(Refused):
        await reading


async def test_what_cannot_be_read_raises_and_changes_nothing(
    acme: Demo, workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    entry = await lost(acme, workspace, await no_dev(shop), "cut")
    acme.faults.next("/channel", 403, method="GET", times=None)
    await failing(resolve(workspace, [entry]))
    await failing(plan_undo(workspace, [entry]))
    assert last(workspace).state is State.UNKNOWN
