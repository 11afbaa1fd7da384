"""Changes inside an app, each made once from end to end; and what none is made of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.demo.faults import Unlink
from capgo_tui.demo.tables import ListedDevices
from capgo_tui.errors import Misused, Refused
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.device import Device
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.bundles import (
    delete_all_unlinked,
    delete_bundle,
    describe_bundle,
    find_bundle,
    register_bundle,
)
from capgo_tui.services.changes.channels import (
    create_channel,
    delete_channel,
    edit_channel,
    end_rollout,
    find_channel,
    promote_to_stable,
    set_bundle,
)
from capgo_tui.services.changes.devices import clear_override, find_device, move_device
from capgo_tui.services.journal import Entry, State
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of
from tests.services.conftest import DEVICE, ORG, SHOP, workspace_of

NEXT_YEAR = datetime(2027, 7, 1, tzinfo=UTC)
ANA = "ana@acme.example"
BEN = "ben@acme.example"
CLEO = "cleo@acme.example"


def last(workspace: Workspace) -> Entry:
    entry = workspace.journal.entries()[-1]
    assert entry.state is State.MADE
    return entry


# Channels.


async def test_a_channel_is_made_changed_and_deleted(workspace: Workspace, shop: AppData) -> None:
    await shop.channels.read()
    create = create_channel(shop, "next", ChannelEdit(version="1.1.0", allow_dev=False))
    assert create.rows[0].was is None
    done = await workspace.changes.make(create)
    assert isinstance(done.answer, int)
    assert last(workspace).outcome is not None
    made = find_channel(shop, "next")
    assert made is not None
    assert (made.id, made.allow_dev) == (done.answer, False)
    with pytest.raises(Misused, match="There is a channel next already") as caught:
        create_channel(shop, "next", ChannelEdit())
    assert caught.value.field == "name"
    unlink = edit_channel(shop, made, ChannelEdit(version=None, allow_dev=False))
    assert (unlink.after, unlink.typed) == ({"version": None}, "next")
    assert any("go back to the bundle built into the app" in warning for warning in unlink.warnings)
    assert (await workspace.changes.make(unlink)).broken == ()
    made = find_channel(shop, "next")
    assert made is not None
    delete = delete_channel(shop, made)
    assert (delete.typed, delete.rows) == ("next", ())
    assert "makes it again" in delete.final
    done_deleting = await workspace.changes.make(delete)
    assert (done_deleting.present, done_deleting.note) == (None, "")
    assert find_channel(shop, "next") is None


async def test_making_a_channel_private_and_unlinking_it_says_both(shop: AppData) -> None:
    await shop.channels.read()
    production = await shop.client.channels.read(SHOP, "production")
    change = edit_channel(shop, production, ChannelEdit(version=None, public=False))
    assert change.typed == "production"
    assert any("go back to the bundle built into the app" in warning for warning in change.warnings)
    assert any("is the only public channel" in warning for warning in change.warnings)
    delete = delete_channel(shop, production)
    assert any("is the only public channel" in warning for warning in delete.warnings)


async def test_platforms_that_cannot_be_read_cannot_be_taken_back(
    workspace: Workspace, shop: AppData
) -> None:
    change = edit_channel(
        shop, await shop.client.channels.read(SHOP, "beta"), ChannelEdit(ios=False, allow_dev=True)
    )
    assert "cannot be undone" in change.final
    assert [(row.name, row.was_known) for row in change.rows] == [("ios", False)]
    assert (await workspace.changes.make(change)).note == ""


async def test_a_rollout_begins_is_promoted_and_ended(workspace: Workspace, shop: AppData) -> None:
    begin = ChannelEdit(rollout_version="1.2.0", rollout_percentage_bps=1000, rollout_enabled=True)
    for end, stable in ((end_rollout, "1.0.0"), (promote_to_stable, "1.2.0")):
        channel = await shop.client.channels.read(SHOP, "production")
        assert (await workspace.changes.make(edit_channel(shop, channel, begin))).broken == ()
        change = end(shop, await shop.client.channels.read(SHOP, "production"))
        assert "rollout_paused_at" not in [row.name for row in change.rows]
        done = await workspace.changes.make(change)
        assert (done.note, done.broken) == ("", ())
        assert done.present is not None
        assert (done.present["version"], done.present["rollout_version"]) == (stable, None)
        with pytest.raises(Misused, match="Nothing is being rolled out"):
            end(shop, await shop.client.channels.read(SHOP, "production"))


async def test_a_bundle_that_a_channel_has_is_not_set_again(shop: AppData) -> None:
    await shop.bundles.read()
    bundle = find_bundle(shop, "1.2.0")
    assert bundle is not None
    with pytest.raises(Misused, match=r"beta has 1\.2\.0 already"):
        set_bundle(shop, await shop.client.channels.read(SHOP, "beta"), bundle)


# Bundles.


async def bundle_of(shop: AppData, name: str) -> Bundle:
    await shop.channels.read()
    await shop.bundles.read()
    bundle = find_bundle(shop, name)
    assert bundle is not None
    return bundle


async def test_a_bundle_is_registered_described_and_deleted(workspace: Workspace, shop: AppData) -> None:
    await shop.bundles.read()
    external = ExternalBundle(
        version="2.0.0", external_url="https://x.example/2.zip", checksum="ff", session_key="iv:encrypted"
    )
    done = await workspace.changes.make(register_bundle(shop, external))
    assert (done.note, done.broken) == ("", ())
    entry = last(workspace)
    assert entry.intent.body is not None
    assert entry.intent.body["session_key"] == "…"
    assert entry.outcome is not None
    assert done.answer is not None
    assert entry.outcome.answer == {"id": done.answer.id}
    with pytest.raises(Misused, match=r"There is a bundle 2\.0\.0 already"):
        register_bundle(shop, external)
    bundle = await bundle_of(shop, "2.0.0")
    notes = BundleNotes(link="https://x.example/notes", comment="better")
    assert (await workspace.changes.make(describe_bundle(shop, bundle, notes))).broken == ()
    bundle = await bundle_of(shop, "2.0.0")
    assert (await workspace.changes.make(describe_bundle(shop, bundle, BundleNotes(link=None)))).broken == ()
    assert (await bundle_of(shop, "2.0.0")).link is None
    with pytest.raises(Misused, match="Nothing is to change"):
        describe_bundle(shop, await bundle_of(shop, "2.0.0"), BundleNotes(comment="better"))
    delete = delete_bundle(shop, await bundle_of(shop, "2.0.0"))
    assert (delete.typed, delete.final) == (
        "2.0.0",
        "A deleted bundle cannot be brought back, and its name stays taken.",
    )
    assert (await workspace.changes.make(delete)).present is None
    assert find_bundle(shop, "2.0.0") is None


async def test_a_linked_bundle_is_not_deleted(workspace: Workspace, shop: AppData) -> None:
    with pytest.raises(Misused, match=r"1\.2\.0 is linked to beta"):
        delete_bundle(shop, await bundle_of(shop, "1.2.0"))
    production = await shop.client.channels.read(SHOP, "production")
    await workspace.changes.make(edit_channel(shop, production, ChannelEdit(rollout_version="1.1.0")))
    with pytest.raises(Misused, match=r"1\.1\.0 is linked to production"):
        delete_bundle(shop, await bundle_of(shop, "1.1.0"))


async def test_a_bundle_that_was_linked_meanwhile_is_not_deleted_where_the_server_may_not_look(
    acme: Demo, workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    """Servers before July 2026 delete a bundle that a channel points at (contract/api.md 3.7)."""
    delete = delete_bundle(shop, await bundle_of(shop, "1.1.0"))
    await colleague.send(colleague.bundles.prepare_set_to_channel(SHOP, 102, 1012))
    with pytest.raises(Refused, match="cannot_delete_linked_version"):
        await workspace.changes.make(delete)
    acme.faults.unlink_on_post = Unlink.SILENT
    async with client_of(acme.app) as client:
        old = workspace_of(client, acme, None)
        await colleague.send(colleague.bundles.prepare_set_to_channel(SHOP, 103, 1012))
        delete = delete_bundle(old.app(SHOP), await bundle_of(old.app(SHOP), "1.1.0"))
        await colleague.send(colleague.bundles.prepare_set_to_channel(SHOP, 102, 1012))
        with pytest.raises(Misused, match=r"1\.1\.0 is linked to beta"):
            await old.changes.make(delete)
        assert old.journal.entries() == []


async def test_devices_that_run_a_bundle_are_counted_before_it_goes(
    workspace: Workspace, shop: AppData
) -> None:
    production = await shop.client.channels.read(SHOP, "production")
    await workspace.changes.make(edit_channel(shop, production, ChannelEdit(version="1.1.0")))
    await shop.devices.read()
    await shop.channels.refresh()
    assert delete_bundle(shop, await bundle_of(shop, "1.0.0")).warnings == (
        "2 of the loaded devices run it, and keep it.",
    )


async def test_all_unlinked_bundles_go_at_once_and_what_is_left_is_counted(
    workspace: Workspace, shop: AppData
) -> None:
    with pytest.raises(Misused, match="Not all bundles and channels are loaded"):
        delete_all_unlinked(shop)
    await shop.channels.read()
    await shop.bundles.read()
    change = delete_all_unlinked(shop)
    assert (change.typed, change.before, change.after) == (
        "com.acme.shop 1",
        {"unlinked": 1},
        {"unlinked": 0},
    )
    done = await workspace.changes.make(change)
    assert (done.note, done.present) == ("", {"unlinked": 0})
    assert [bundle.name for bundle in shop.bundles.records] == ["1.2.0", "1.0.0"]


# Devices.


async def device_of(shop: AppData) -> Device:
    await shop.devices.read()
    device = find_device(shop, DEVICE)
    assert device is not None
    return device


async def test_a_device_is_moved_and_its_override_cleared(workspace: Workspace, shop: AppData) -> None:
    with pytest.raises(Misused, match="user-2 has no override"):
        clear_override(shop, await device_of(shop))
    beta = await shop.client.channels.read(SHOP, "beta")
    move = move_device(shop, await device_of(shop), beta)
    assert (move.title, move.warnings) == ("Move user-2 to beta", ())
    assert (await workspace.changes.make(move)).note == ""
    assert (await device_of(shop)).channel == "beta"
    with pytest.raises(Misused, match="user-2 is on beta already"):
        move_device(shop, await device_of(shop), beta)
    production = await shop.client.channels.read(SHOP, "production")
    public = move_device(shop, await device_of(shop), production)
    assert (public.after, public.write.method) == ({"channel": None}, "DELETE")
    assert "The channel is public" in public.warnings[0]
    assert (await workspace.changes.make(public)).note == ""
    assert (await device_of(shop)).channel is None


async def test_the_first_override_of_an_app_takes_its_time(workspace: Workspace, shop: AppData) -> None:
    await workspace.read_estate()
    data = workspace.app(SHOP)
    beta = await data.client.channels.read(SHOP, "beta")
    assert "first override" in move_device(data, await device_of(data), beta).warnings[0]
    assert move_device(data, await device_of(data), beta).target.org_id == ORG


async def test_a_device_that_is_gone_leaves_the_list(acme: Demo, workspace: Workspace, shop: AppData) -> None:
    move = move_device(shop, await device_of(shop), await shop.client.channels.read(SHOP, "beta"))
    acme.world.devices[SHOP] = ListedDevices()
    with pytest.raises(Misused, match="There is no device user-2 any more"):
        await workspace.changes.look(move)
    assert find_device(shop, DEVICE) is None


# All of them.


async def test_a_record_is_protected_by_its_name_its_app_and_its_organization(workspace: Workspace) -> None:
    await workspace.read_estate()
    data = workspace.app(SHOP)
    beta = await data.client.channels.read(SHOP, "beta")
    assert delete_channel(data, beta).names() == ("beta", SHOP, ORG)
