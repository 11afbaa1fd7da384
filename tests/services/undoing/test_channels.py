"""Undo and redo of channels, over the acme cloud: planned of the records as they are, made, and undone."""

from __future__ import annotations

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.api.verbs import Action
from capgo_tui.demo import Demo
from capgo_tui.demo.faults import Unlink
from capgo_tui.errors import RefusalKind, Refused
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.facts import Difference
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.channels import (
    create_channel,
    delete_channel,
    edit_channel,
    end_rollout,
    promote_to_stable,
    set_bundle,
)
from capgo_tui.services.journal import Entry
from capgo_tui.services.undoing import last_redoable, last_undoable, plan_undo
from capgo_tui.services.workspace import Workspace
from tests.services.conftest import SHOP, channel, last
from tests.services.undoing.carrying_out import carry_out, only
from tests.services.undoing.test_resolving import lost

ROLLOUT = ChannelEdit(
    rollout_version="1.2.0", rollout_percentage_bps=1000, rollout_enabled=True, rollout_cache_ttl_seconds=60
)


async def changes(workspace: Workspace, shop: AppData, edit: ChannelEdit, name: str = "beta") -> Entry:
    await workspace.changes.make(edit_channel(shop, await channel(shop, name), edit))
    return last(workspace)


async def says(shop: AppData, name: str = "beta") -> dict[str, object]:
    """What the server says of a channel, but when it was changed."""
    raw = (await channel(shop, name)).raw()
    changing = {"created_at", "updated_at", "rollout_id", "id"}
    return {key: value for key, value in raw.items() if key not in changing}


# Edits.


async def test_an_edit_is_taken_back_and_made_again(workspace: Workspace, shop: AppData) -> None:
    before = await says(shop)
    entry = await changes(
        workspace, shop, ChannelEdit(version=None, allow_dev=False, disable_auto_update="patch")
    )
    after = await says(shop)
    rows = await carry_out(workspace, entry)
    change = only(rows)
    assert change.title == "Undo: Change channel beta"
    assert change.warnings == ()
    assert await says(shop) == before
    undo = last(workspace)
    assert (undo.intent.undoes, workspace.journal.entries()[0].undone_by) == (entry.intent.id, undo.intent.id)
    assert only(await carry_out(workspace, undo)).title == "Redo: Change channel beta"
    assert await says(shop) == after
    assert only(await carry_out(workspace, last(workspace))).title == "Undo: Change channel beta"
    assert await says(shop) == before
    assert await carry_out(workspace) == []


async def test_only_what_was_changed_is_set_back(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    entry = await changes(workspace, shop, ChannelEdit(allow_dev=False))
    other = await colleague.channels.read(SHOP, "beta")
    await colleague.send(colleague.channels.prepare_edit(other, ChannelEdit(allow_emulator=False)))
    (row,) = await plan_undo(workspace, [entry])
    assert row.change is not None
    assert row.change.after == {"allow_dev": True}
    assert row.since == (Difference("allow_emulator", was=True, now=False),)
    assert row.change.warnings == ("Somebody else changed beta since: emulators is no.",)
    assert not row.overwrites


async def test_what_somebody_else_set_since_is_said_before_it_is_overwritten(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    entry = await changes(workspace, shop, ChannelEdit(version="1.1.0"))
    other = await colleague.channels.read(SHOP, "beta")
    await colleague.send(colleague.channels.prepare_edit(other, ChannelEdit(version="1.0.0")))
    (row,) = await plan_undo(workspace, [entry])
    assert row.change is not None
    assert (row.change.after, row.overwrites) == ({"version": "1.2.0"}, True)
    assert row.change.warnings == ("Somebody else changed beta since: bundle is 1.0.0.",)


async def test_what_was_changed_again_here_since_is_said_too(workspace: Workspace, shop: AppData) -> None:
    entry = await changes(workspace, shop, ChannelEdit(version="1.1.0"))
    await changes(workspace, shop, ChannelEdit(version="1.0.0"))
    (row,) = await plan_undo(workspace, [entry])
    assert row.change is not None
    assert row.change.warnings == ("beta was changed again since: Change channel beta.",)
    assert (row.since, row.overwrites) == ((), True)


async def test_what_was_changed_and_taken_back_since_is_not_said(workspace: Workspace, shop: AppData) -> None:
    entry = await changes(workspace, shop, ChannelEdit(allow_dev=False))
    later = await changes(workspace, shop, ChannelEdit(version="1.0.0"))
    await carry_out(workspace, later)
    change = only(await plan_undo(workspace, [entry]))
    assert change.warnings == ()


async def test_what_is_as_before_already_needs_no_request(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    entry = await changes(workspace, shop, ChannelEdit(allow_dev=False))
    other = await colleague.channels.read(SHOP, "beta")
    await colleague.send(colleague.channels.prepare_edit(other, ChannelEdit(allow_dev=True)))
    (row,) = await plan_undo(workspace, [entry])
    assert (row.change, row.why) == (None, "It says already what it said before.")


async def test_a_channel_that_is_gone_is_not_changed_back(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    entry = await changes(workspace, shop, ChannelEdit(allow_dev=False))
    await colleague.send(colleague.channels.prepare_delete(SHOP, "beta"))
    (row,) = await plan_undo(workspace, [entry])
    assert (row.change, row.why) == (None, "There is no channel beta any more.")


async def test_a_bundle_that_is_gone_is_left_out_and_said(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    entry = await changes(workspace, shop, ChannelEdit(version="1.1.0", allow_dev=False))
    await colleague.send(colleague.bundles.prepare_delete(SHOP, "1.2.0"))
    change = only(await plan_undo(workspace, [entry]))
    assert change.after == {"allow_dev": True}
    assert change.warnings == ("The bundle 1.2.0 is no longer there, so that part is left out.",)


async def test_several_changes_of_one_channel_are_taken_back_one_after_the_other(
    workspace: Workspace, shop: AppData
) -> None:
    before = await says(shop)
    first = await changes(workspace, shop, ChannelEdit(version="1.1.0"))
    second = await changes(workspace, shop, ChannelEdit(version="1.2.0", public=True))
    third = await changes(workspace, shop, ChannelEdit(version=None))
    rows = await carry_out(workspace, second, first, third)
    assert rows[0].entry.intent.id == third.intent.id
    assert await says(shop) == before
    assert (await channel(shop, "production")).public is True
    assert not last_undoable(workspace.journal, "acme", workspace.client.host).entries


# Platforms, which cannot be read.


async def test_platforms_of_before_are_taken_from_earlier_changes(
    workspace: Workspace, shop: AppData
) -> None:
    first = await changes(workspace, shop, ChannelEdit(ios=False, allow_dev=False))
    second = await changes(workspace, shop, ChannelEdit(ios=True, android=False))
    change = only(await plan_undo(workspace, [second]))
    assert change.after == {"ios": False}
    assert change.warnings == ("What Android said before is not known, so that stays.",)
    change = only(await plan_undo(workspace, [first]))
    assert change.after == {"allow_dev": True}
    assert change.warnings[0] == "What iOS said before is not known, so that stays."


async def test_nothing_but_platforms_that_nobody_knows_cannot_be_taken_back(
    workspace: Workspace, shop: AppData
) -> None:
    entry = await changes(workspace, shop, ChannelEdit(ios=False))
    (row,) = await plan_undo(workspace, [entry])
    assert (row.change, row.why) == (None, "What iOS said before is not known, so that stays.")


# Publishing.


async def test_what_publishing_made_private_is_published_again(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    before = await says(shop), await says(shop, "production")
    entry = await changes(workspace, shop, ChannelEdit(public=True))
    change = only(await carry_out(workspace, entry))
    assert (change.target.key, change.after) == ("production", {"public": True})
    assert change.warnings[0] == "beta is no longer public then: a platform has one public channel."
    assert (await says(shop), await says(shop, "production")) == before
    redo = only(await carry_out(workspace, last(workspace)))
    assert (redo.target.key, redo.after, redo.title) == (
        "beta",
        {"public": True},
        "Redo: Change channel beta",
    )
    assert (await channel(shop)).public is True


async def test_publishing_and_more_takes_two_requests_that_are_one_undo(
    workspace: Workspace, shop: AppData
) -> None:
    before = await says(shop), await says(shop, "production")
    entry = await changes(workspace, shop, ChannelEdit(public=True, version="1.1.0"))
    rows = await carry_out(workspace, entry)
    assert [row.change and row.change.after for row in rows] == [{"public": True}, {"version": "1.2.0"}]
    assert [row.change and row.change.partly for row in rows] == [True, False]
    assert {row.change and row.change.undoes for row in rows} == {entry.intent.id}
    assert workspace.journal.entries()[0].undone_by == last(workspace).intent.id
    assert (await says(shop), await says(shop, "production")) == before
    found = last_redoable(workspace.journal, "acme", workspace.client.host)
    assert len(found.entries) == 2


async def test_publishing_where_nothing_was_public_is_taken_back_by_itself(
    workspace: Workspace, shop: AppData
) -> None:
    unpublished = await changes(workspace, shop, ChannelEdit(public=False), "production")
    published = await changes(workspace, shop, ChannelEdit(public=True))
    change = only(await plan_undo(workspace, [published]))
    assert (change.after, change.typed) == ({"public": False}, "beta")
    change = only(await plan_undo(workspace, [unpublished]))
    assert (change.target.key, change.after) == ("production", {"public": True})


async def test_publishing_of_which_nobody_saw_what_it_took_says_so(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    """The answer was lost, and the comparison with it."""
    change = edit_channel(shop, await channel(shop), ChannelEdit(public=True))
    entry = await lost(acme, workspace, change, "cut-after")
    change = only(await plan_undo(workspace, [entry]))
    assert (change.target.key, change.after) == ("beta", {"public": False})
    assert change.warnings[0] == (
        "It is not known which channels became private for it, so none is published again."
    )


async def test_a_channel_that_was_public_before_and_is_gone_is_said(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    entry = await changes(workspace, shop, ChannelEdit(public=True))
    await colleague.send(colleague.channels.prepare_delete(SHOP, "production"))
    change = only(await plan_undo(workspace, [entry]))
    assert (change.target.key, change.after) == ("beta", {"public": False})
    assert change.warnings[0] == "production was public before, and is no longer there."


# Bundles and rollouts.


async def test_a_bundle_is_set_back_by_the_request_that_set_it(workspace: Workspace, shop: AppData) -> None:
    await shop.bundles.read()
    bundle = next(one for one in shop.bundles.records if one.name == "1.0.0")
    await workspace.changes.make(set_bundle(shop, await channel(shop), bundle))
    change = only(await carry_out(workspace, last(workspace)))
    assert (change.write.action, change.after) == (Action.SET_BUNDLE, {"version": "1.2.0"})
    await changes(workspace, shop, ChannelEdit(version=None))
    await workspace.changes.make(set_bundle(shop, await channel(shop), bundle))
    change = only(await carry_out(workspace, last(workspace)))
    assert (change.write.action, change.after, change.typed) == (
        Action.UPDATE_CHANNEL,
        {"version": None},
        "beta",
    )


async def test_a_rollout_that_began_is_ended(workspace: Workspace, shop: AppData) -> None:
    before = await says(shop, "production")
    entry = await changes(workspace, shop, ROLLOUT, "production")
    await carry_out(workspace, entry)
    assert await says(shop, "production") == before


@pytest.mark.parametrize("end", [promote_to_stable, end_rollout])
async def test_a_rollout_that_ended_begins_anew(workspace: Workspace, shop: AppData, end: object) -> None:
    await changes(workspace, shop, ROLLOUT, "production")
    before = await says(shop, "production")
    made = promote_to_stable if end is promote_to_stable else end_rollout
    await workspace.changes.make(made(shop, await channel(shop, "production")))
    change = only(await carry_out(workspace, last(workspace)))
    assert change.warnings[0] == "The rollout begins anew: devices draw again."
    assert await says(shop, "production") == before


async def test_a_bundle_that_the_server_unlinked_by_itself_comes_back_too(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    acme.faults.unlink_on_post = Unlink.CLAIMS_NEW
    entry = await changes(workspace, shop, ChannelEdit(allow_dev=False))
    assert (await channel(shop)).is_builtin
    change = only(await plan_undo(workspace, [entry]))
    assert change.after == {"allow_dev": True, "version": "1.2.0"}


# New and deleted channels.


async def test_a_new_channel_is_deleted_and_made_again(workspace: Workspace, shop: AppData) -> None:
    await workspace.changes.make(create_channel(shop, "next", ChannelEdit(version="1.1.0", allow_dev=False)))
    made = await says(shop, "next")
    change = only(await carry_out(workspace, last(workspace)))
    assert (change.after, change.typed) == (None, "next")
    with pytest.raises(Refused) as caught:
        await channel(shop, "next")
    assert caught.value.kind is RefusalKind.MISSING
    await carry_out(workspace, last(workspace))
    assert await says(shop, "next") == made


async def test_a_new_channel_that_was_changed_since_is_not_deleted(
    workspace: Workspace, shop: AppData
) -> None:
    await workspace.changes.make(create_channel(shop, "next", ChannelEdit(version="1.1.0")))
    create = last(workspace)
    edit = await changes(workspace, shop, ChannelEdit(allow_dev=False), "next")
    (row,) = await plan_undo(workspace, [create])
    assert (row.change, row.why) == (
        None,
        "next was changed since (development builds), so it is not deleted.",
    )
    rows = await plan_undo(workspace, [create, edit])
    assert [row.change and row.change.after for row in rows] == [{"allow_dev": True}, None]
    assert all(row.change for row in rows)


async def test_a_new_public_channel_gives_back_what_it_took(workspace: Workspace, shop: AppData) -> None:
    await workspace.changes.make(create_channel(shop, "next", ChannelEdit(version="1.1.0", public=True)))
    rows = await carry_out(workspace, last(workspace))
    assert [row.change and row.change.target.key for row in rows] == ["production", "next"]
    assert (await channel(shop, "production")).public is True


async def test_a_deleted_channel_comes_back_with_its_settings_and_its_rollout(
    workspace: Workspace, shop: AppData
) -> None:
    await changes(workspace, shop, ROLLOUT, "production")
    await changes(
        workspace,
        shop,
        ChannelEdit(allow_emulator=False, disable_auto_update="none", auto_pause_enabled=True, ios=False),
        "production",
    )
    before = await says(shop, "production")
    await workspace.changes.make(delete_channel(shop, await channel(shop, "production")))
    rows = await carry_out(workspace, last(workspace))
    create, rollout = (row.change for row in rows)
    assert create is not None
    assert rollout is not None
    assert (create.write.action, rollout.write.action) == (Action.CREATE_CHANNEL, Action.UPDATE_CHANNEL)
    assert create.after is not None
    assert (create.after["ios"], create.after["public"]) == (False, True)
    assert rollout.warnings[:2] == (
        "It gets a new number, and the overrides that pointed at it are lost.",
        "The rollout begins anew: devices draw again.",
    )
    assert await says(shop, "production") == before


async def test_a_deleted_channel_of_which_little_is_known_says_what_is_lost(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await changes(workspace, shop, ChannelEdit(auto_pause_enabled=True))
    await workspace.changes.make(delete_channel(shop, await channel(shop)))
    deleted = last(workspace)
    await colleague.send(colleague.bundles.prepare_delete(SHOP, "1.2.0"))
    change = only(await plan_undo(workspace, [deleted]))
    assert change.after is not None
    assert "version" not in change.after
    assert change.warnings[:4] == (
        "The bundle 1.2.0 is no longer there, so that part is left out.",
        "Which platforms it had is not known: all are on.",
        "It gets a new number, and the overrides that pointed at it are lost.",
        "Without a bundle it can have no rollout, so what it said of that is lost.",
    )
    await colleague.send(colleague.channels.prepare_create(SHOP, "beta", ChannelEdit()))
    (row,) = await plan_undo(workspace, [deleted])
    assert (row.change, row.why) == (None, "There is a channel beta again.")
