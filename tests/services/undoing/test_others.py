"""Undo of bundles, devices, members, keys, apps and organizations, over the acme cloud."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.api.verbs import Action
from capgo_tui.demo import Demo
from capgo_tui.demo.tables import ListedDevices
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyEdit
from capgo_tui.models.app_edit import AppDraft, AppEdit
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.member import Member
from capgo_tui.models.organization_edit import OrganizationEdit
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.api_keys import delete_key, edit_key, regenerate_key
from capgo_tui.services.changes.apps import create_app, delete_app, edit_app
from capgo_tui.services.changes.bundles import (
    delete_all_unlinked,
    delete_bundle,
    describe_bundle,
    find_bundle,
    register_bundle,
)
from capgo_tui.services.changes.channels import create_channel
from capgo_tui.services.changes.devices import clear_override, move_device
from capgo_tui.services.changes.members import invite_member, remove_member
from capgo_tui.services.changes.organizations import edit_organization
from capgo_tui.services.undoing import NO_WAY_BACK, plan_undo
from capgo_tui.services.undoing.planning import INVERSES
from capgo_tui.services.workspace import OrganizationData, Workspace
from tests.services.conftest import DEVICE, ORG, SHOP, channel, last
from tests.services.undoing.carrying_out import carry_out, only, why_not

BEN = "ben@acme.example"
CLEO = "cleo@acme.example"
NEXT_YEAR = datetime(2027, 7, 1, tzinfo=UTC)
EXTERNAL = ExternalBundle(version="2.0.0", external_url="https://x.example/2.zip", checksum="ff")

# Bundles.


async def test_a_registered_bundle_is_deleted_and_that_is_final(workspace: Workspace, shop: AppData) -> None:
    await workspace.changes.make(register_bundle(shop, EXTERNAL))
    registered = last(workspace)
    change = only(await carry_out(workspace, registered))
    assert (change.after, change.typed) == (None, "2.0.0")
    assert "its name stays taken" in change.final
    assert find_bundle(shop, "2.0.0") is None
    assert await why_not(workspace, last(workspace)) == NO_WAY_BACK[Action.DELETE_BUNDLE]
    assert await why_not(workspace, registered) == "It was taken back already."


async def test_a_registered_bundle_that_a_channel_uses_is_not_deleted(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    done = await workspace.changes.make(register_bundle(shop, EXTERNAL))
    assert done.answer is not None
    await colleague.send(colleague.bundles.prepare_set_to_channel(SHOP, done.answer.id, 1012))
    assert await why_not(workspace, last(workspace)) == "2.0.0 is linked to beta."


async def test_what_was_said_about_a_bundle_is_said_again(workspace: Workspace, shop: AppData) -> None:
    await shop.bundles.read()
    for comment in ("first", "second"):
        bundle = find_bundle(shop, "1.1.0")
        assert bundle is not None
        await workspace.changes.make(describe_bundle(shop, bundle, BundleNotes(comment=comment)))
    first, second = workspace.journal.entries()
    assert only(await carry_out(workspace, second)).after == {"comment": "first"}
    assert only(await carry_out(workspace, first)).after == {"comment": None}
    bundle = find_bundle(shop, "1.1.0")
    assert bundle is not None
    assert bundle.comment is None


async def test_a_bundle_that_is_gone_is_not_described(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await shop.bundles.read()
    bundle = find_bundle(shop, "1.1.0")
    assert bundle is not None
    await workspace.changes.make(describe_bundle(shop, bundle, BundleNotes(comment="x")))
    await colleague.send(colleague.bundles.prepare_delete(SHOP, "1.1.0"))
    assert await why_not(workspace, last(workspace)) == "There is no bundle 1.1.0 any more."


# Devices.


async def move(workspace: Workspace, shop: AppData, to: str) -> None:
    device = await shop.client.devices.read(SHOP, DEVICE)
    await workspace.changes.make(move_device(shop, device, await channel(shop, to)))


async def override(shop: AppData) -> str | None:
    return (await shop.client.devices.read(SHOP, DEVICE)).channel


async def test_a_device_goes_back_to_where_it_was_forced_to(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    acme.limits.device_operations = 100
    await workspace.changes.make(create_channel(shop, "qa", ChannelEdit(version="1.1.0")))
    await move(workspace, shop, "qa")
    first = last(workspace)
    await move(workspace, shop, "beta")
    second = last(workspace)
    rows = await plan_undo(workspace, [second, first])
    assert [row.change and row.change.after for row in rows] == [{"channel": "qa"}, {"channel": None}]
    assert rows[0].change is not None
    assert rows[0].change.title == "Undo: Move user-2 to beta"
    change = only(await carry_out(workspace, first))
    assert change.after == {"channel": None}
    assert change.warnings == ("user-2 was changed again since: Move user-2 to beta.",)
    assert await override(shop) is None


async def test_a_cleared_override_is_set_again(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await colleague.send(colleague.devices.prepare_override(SHOP, DEVICE, "beta"))
    device = await shop.client.devices.read(SHOP, DEVICE)
    await workspace.changes.make(clear_override(shop, device))
    cleared = last(workspace)
    change = only(await plan_undo(workspace, [cleared]))
    assert (change.after, change.write.action) == ({"channel": "beta"}, Action.SET_OVERRIDE)
    beta = await colleague.channels.read(SHOP, "beta")
    await colleague.send(colleague.channels.prepare_edit(beta, ChannelEdit(public=True)))
    assert (
        await why_not(workspace, cleared)
        == "It was forced to beta, which is public now: no override may point there."
    )
    await colleague.send(colleague.channels.prepare_delete(SHOP, "beta"))
    assert (
        await why_not(workspace, cleared) == "It was forced to beta, and there is no channel beta any more."
    )


async def test_a_device_that_was_moved_on_by_somebody_else_is_said(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await move(workspace, shop, "beta")
    moved = last(workspace)
    await colleague.send(colleague.channels.prepare_create(SHOP, "qa", ChannelEdit()))
    await colleague.send(colleague.devices.prepare_override(SHOP, DEVICE, "qa"))
    (row,) = await plan_undo(workspace, [moved])
    assert row.change is not None
    assert row.change.warnings == ("Somebody else changed user-2 since: channel is qa.",)
    assert row.overwrites
    await colleague.send(colleague.devices.prepare_clear_override(SHOP, DEVICE))
    assert await why_not(workspace, moved) == "It says already what it said before."


async def test_a_device_that_is_gone_is_not_moved_back(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    await move(workspace, shop, "beta")
    acme.world.devices[SHOP] = ListedDevices()
    assert await why_not(workspace, last(workspace)) == "There is no device user-2 any more."


# Members.


async def member_of(data: OrganizationData, email: str) -> Member:
    await data.members.refresh()
    return next(member for member in data.members.records if member.email == email)


async def test_an_invitation_is_withdrawn_and_made_again(
    workspace: Workspace, acme_mobile: OrganizationData
) -> None:
    await workspace.changes.make(invite_member(workspace, acme_mobile, CLEO, "org_admin"))
    change = only(await carry_out(workspace, last(workspace)))
    assert (change.after, change.typed, change.title) == (None, "", f"Undo: Invite {CLEO}")
    change = only(await carry_out(workspace, last(workspace)))
    assert (change.after, change.warnings) == ({"role": "org_admin", "invited": True}, ())


async def test_an_invitation_that_was_accepted_is_not_withdrawn(
    acme: Demo, workspace: Workspace, acme_mobile: OrganizationData
) -> None:
    await workspace.changes.make(invite_member(workspace, acme_mobile, CLEO, "org_member"))
    next(row for row in acme.world.members.values() if row.is_tmp).is_tmp = False
    assert await why_not(workspace, last(workspace)) == (
        f"{CLEO} has accepted since: remove the member in Members."
    )


async def test_a_removed_member_is_invited_again(workspace: Workspace, acme_mobile: OrganizationData) -> None:
    await workspace.changes.make(remove_member(workspace, acme_mobile, await member_of(acme_mobile, BEN)))
    removed = last(workspace)
    change = only(await plan_undo(workspace, [removed]))
    assert change.after == {"role": "org_member", "invited": True}
    assert change.warnings == ("The person has to accept, and the roles of the person's keys are lost.",)
    await carry_out(workspace, removed)
    assert (await member_of(acme_mobile, BEN)).is_tmp
    await workspace.changes.make(invite_member(workspace, acme_mobile, CLEO, "org_member"))
    assert await why_not(workspace, removed) == "It was taken back already."


async def test_somebody_who_is_a_member_again_is_not_invited(
    workspace: Workspace, acme_mobile: OrganizationData, colleague: CapgoClient
) -> None:
    await workspace.changes.make(remove_member(workspace, acme_mobile, await member_of(acme_mobile, BEN)))
    await colleague.send(colleague.members.prepare_invite(ORG, BEN, "org_admin"))
    assert await why_not(workspace, last(workspace)) == f"There is a member {BEN} again."


# API keys.


async def key_of(workspace: Workspace) -> ApiKey:
    await workspace.keys.refresh()
    return next(key for key in workspace.keys.records if key.id == 7002)


async def test_a_key_gets_its_name_and_end_back(workspace: Workspace) -> None:
    await workspace.changes.make(
        edit_key(workspace, await key_of(workspace), ApiKeyEdit(name="two", expires_at=NEXT_YEAR))
    )
    change = only(await carry_out(workspace, last(workspace)))
    assert change.after == {"name": "acme reader", "expires_at": None}
    change = only(await carry_out(workspace, last(workspace)))
    assert change.after == {"name": "two", "expires_at": "2027-07-01T00:00:00.000Z"}


async def test_an_end_that_has_passed_is_not_set_again(acme: Demo, workspace: Workspace) -> None:
    soon = acme.clock() + timedelta(days=1)
    key = acme.world.api_keys[7002]
    key.expires_at = soon
    await workspace.changes.make(
        edit_key(workspace, await key_of(workspace), ApiKeyEdit(name="two", expires_at=NEXT_YEAR))
    )
    entry = last(workspace)
    late = acme.clock
    workspace.now = lambda: late() + timedelta(days=2)
    change = only(await plan_undo(workspace, [entry]))
    assert change.after == {"name": "acme reader"}
    said = "It had an end that has passed since, which cannot be set, so its end stays."
    assert change.warnings[0] == said
    await workspace.changes.make(edit_key(workspace, await key_of(workspace), ApiKeyEdit(name="acme reader")))
    assert await why_not(workspace, entry) == said


@pytest.mark.parametrize("make", [regenerate_key, delete_key])
async def test_secrets_do_not_come_back(workspace: Workspace, make: object) -> None:
    key = await key_of(workspace)
    if make is regenerate_key:
        await workspace.changes.make(regenerate_key(workspace, key))
    else:
        await workspace.changes.make(delete_key(workspace, key))
    assert (await why_not(workspace, last(workspace))).endswith("cannot be brought back.")


# Apps and organizations.


async def test_an_app_is_set_back(workspace: Workspace) -> None:
    app = await workspace.client.apps.read(SHOP)
    edit = AppEdit(name="Shop", retention=60, ios_store_url="https://apps.example/1", expose_metadata=True)
    await workspace.changes.make(edit_app(workspace, app, edit))
    change = only(await carry_out(workspace, last(workspace)))
    assert change.after == {
        "name": "Acme Shop",
        "retention": 2592000,
        "expose_metadata": False,
        "ios_store_url": None,
    }


async def test_an_organization_is_set_back_as_far_as_it_is_known(workspace: Workspace) -> None:
    organization = await workspace.client.organizations.read(ORG)
    edit = OrganizationEdit(name="Acme", enforcing_2fa=False, enforce_hashed_api_keys=False)
    await workspace.changes.make(edit_organization(workspace, organization, edit))
    first = last(workspace)
    organization = await workspace.client.organizations.read(ORG)
    edit = OrganizationEdit(max_apikey_expiration_days=30, website="acme.example")
    await workspace.changes.make(edit_organization(workspace, organization, edit))
    change = only(await carry_out(workspace, last(workspace)))
    assert change.after == {"website": None, "max_apikey_expiration_days": None}
    change = only(await carry_out(workspace, first))
    assert change.after == {"name": "Acme Mobile"}
    assert change.warnings[0] == (
        "What keys are hashed and second factor said before is not known, so that stays."
    )


async def test_a_policy_that_the_journal_only_describes_stays(workspace: Workspace) -> None:
    organization = await workspace.client.organizations.read(ORG)
    policy = {"enabled": True, "min_length": 12}
    edit = OrganizationEdit(password_policy_config=policy, name="Acme")
    changed = await workspace.client.send(workspace.client.organizations.prepare_update(ORG, edit))
    again = OrganizationEdit(password_policy_config={**policy, "min_length": 14})
    await workspace.changes.make(edit_organization(workspace, changed, again))
    assert organization.name == "Acme Mobile"
    assert "password policy config" in await why_not(workspace, last(workspace))


async def test_apps_are_neither_brought_back_nor_deleted_by_undo(workspace: Workspace) -> None:
    draft = AppDraft(app_id="com.acme.fresh", name="Fresh", owner_org=ORG)
    done = await workspace.changes.make(create_app(workspace, draft))
    assert await why_not(workspace, last(workspace)) == "An app is deleted only by its own dialog."
    assert done.answer is not None
    await workspace.changes.make(delete_app(workspace, done.answer))
    assert await why_not(workspace, last(workspace)) == "A deleted app cannot be brought back."


async def test_deleted_bundles_do_not_come_back(workspace: Workspace, shop: AppData) -> None:
    await workspace.changes.make(register_bundle(shop, EXTERNAL))
    await shop.channels.read()
    bundle = find_bundle(shop, "2.0.0")
    assert bundle is not None
    await workspace.changes.make(delete_bundle(shop, bundle))
    assert "its name stays taken" in await why_not(workspace, last(workspace))
    await workspace.changes.make(delete_all_unlinked(shop))
    assert "their names stay taken" in await why_not(workspace, last(workspace))


def test_every_change_has_a_way_back_or_a_reason() -> None:
    assert {*INVERSES, *NO_WAY_BACK} == set(Action)
    assert not INVERSES.keys() & NO_WAY_BACK.keys()
