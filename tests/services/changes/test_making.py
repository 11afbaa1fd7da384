"""From a change to the server and back: what is sent, what is written down, what is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.api import Action, CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.demo.faults import Unlink
from capgo_tui.errors import Misused, RateLimited, RefusalKind, Refused
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.facts import Difference
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.channels import create_channel, edit_channel, set_bundle
from capgo_tui.services.changes.devices import clear_override, move_device
from capgo_tui.services.journal import JournalProblem, State
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of
from tests.services.conftest import (
    DEVELOPER,
    DEVICE,
    READER,
    SHOP,
    channel,
    last,
    no_dev,
    promote_developer,
    working,
    workspace_of,
    writes,
)

# It was made.


async def test_a_change_is_written_down_sent_read_back_and_written_down_again(
    workspace: Workspace, shop: AppData
) -> None:
    change = await no_dev(shop)
    assert await workspace.changes.look(change) == ()
    done = await workspace.changes.make(change, batch="a plan")
    assert (done.note, done.broken, done.answer) == ("", (), None)
    assert done.present is not None
    assert done.present["allow_dev"] is False
    entry = last(workspace)
    intent, outcome = entry.intent, entry.outcome
    assert outcome is not None
    assert (entry.state, intent.id, intent.batch, intent.undoes) == (State.MADE, done.entry, "a plan", "")
    assert (intent.profile, intent.host) == ("acme", "http://demo.localhost")
    assert (intent.method, intent.request, intent.action) == ("POST", "/channel", "channel.update")
    assert intent.body == {"app_id": SHOP, "channel": "beta", "allow_dev": False}
    assert intent.before is not None
    assert (intent.before["allow_dev"], intent.after) == (True, {"allow_dev": False})
    assert outcome.present == done.present
    assert (await channel(shop)).allow_dev is False


async def test_what_was_read_back_is_what_is_loaded(workspace: Workspace, shop: AppData) -> None:
    await shop.channels.read()
    await workspace.changes.make(await no_dev(shop))
    assert [one.allow_dev for one in shop.channels.records if one.name == "beta"] == [False]


async def test_an_undo_says_which_change_it_takes_back(workspace: Workspace, shop: AppData) -> None:
    first = await workspace.changes.make(await no_dev(shop))
    back = edit_channel(shop, await channel(shop), ChannelEdit(allow_dev=True))
    second = await workspace.changes.make(back, undoes=first.entry)
    assert [entry.undone_by for entry in workspace.journal.entries()] == [second.entry, ""]
    again = await workspace.changes.make(replace(await no_dev(shop), undoes=second.entry))
    assert [entry.undone_by for entry in workspace.journal.entries()] == ["", again.entry, ""]


async def test_who_makes_many_changes_reads_them_back_together(workspace: Workspace, shop: AppData) -> None:
    """One that may change others is read back all the same."""
    change = await no_dev(shop)
    spent = workspace.client.requests.sent
    done = await workspace.changes.make(change, read_back=False)
    assert (workspace.client.requests.sent - spent, done.present, done.note) == (1, None, "")
    assert last(workspace).state is State.MADE
    publish = edit_channel(shop, await channel(shop), ChannelEdit(public=True))
    done = await workspace.changes.make(publish, read_back=False)
    assert done.note == "No longer public: production."


async def test_reading_back_that_fails_is_said_and_the_change_stands(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    change = await no_dev(shop)
    acme.faults.next("/channel", 403, method="GET", times=None)
    done = await workspace.changes.make(change)
    assert done.note.startswith("The server took it; reading it back failed: ")
    assert (done.present, done.broken, last(workspace).state) == (None, (), State.MADE)


async def test_a_change_without_effect_is_not_taken_for_one(acme: Demo, shop: AppData, path: Path) -> None:
    """DELETE /device says ok in any case (contract/api.md 3.9)."""

    async def deaf(scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "DELETE":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b'{"status":"ok"}'})
        else:
            await acme.app(scope, receive, send)

    await shop.client.send(shop.client.devices.prepare_override(SHOP, DEVICE, "beta"))
    async with client_of(deaf) as client:
        workspace = workspace_of(client, acme, path)
        device = await client.devices.read(SHOP, DEVICE)
        done = await workspace.changes.make(clear_override(workspace.app(SHOP), device))
    assert done.note == "The server said ok, but it is not as it should be."
    assert done.broken == (Difference("channel", None, "beta"),)


# Publishing.


async def test_publishing_says_which_channel_is_no_longer_public(workspace: Workspace, shop: AppData) -> None:
    """Also when the channels were never loaded: they are read before it is sent."""
    edit = ChannelEdit(public=True)
    done = await workspace.changes.make(edit_channel(shop, await channel(shop), edit))
    assert (done.note, done.broken) == ("No longer public: production.", ())
    outcome = last(workspace).outcome
    assert outcome is not None
    assert outcome.answer == {"unpublished": ["production"]}


async def test_publishing_that_takes_nothing_from_others_says_nothing(
    workspace: Workspace, shop: AppData
) -> None:
    await workspace.changes.make(
        edit_channel(shop, await channel(shop, "production"), ChannelEdit(public=False))
    )
    done = await workspace.changes.make(
        edit_channel(shop, await channel(shop, "production"), ChannelEdit(public=True))
    )
    assert done.note == ""


async def test_a_new_public_channel_says_so_too(workspace: Workspace, shop: AppData) -> None:
    done = await workspace.changes.make(
        create_channel(shop, "next", ChannelEdit(version="1.1.0", public=True))
    )
    assert done.note == "No longer public: production."
    outcome = last(workspace).outcome
    assert outcome is not None
    assert outcome.answer == {"id": done.answer, "unpublished": ["production"]}


# The silent un-link.


@pytest.mark.parametrize("server", list(Unlink))
async def test_a_bundle_that_the_server_unlinks_is_kept_or_its_loss_is_seen_and_mended(
    acme: Demo, workspace: Workspace, shop: AppData, server: Unlink
) -> None:
    acme.faults.unlink_on_post = server
    change = await no_dev(shop)
    done = await workspace.changes.make(change)
    if server is not Unlink.CLAIMS_NEW:  # the name of the bundle went along
        assert (done.broken, done.note) == ((), "")
        return
    assert done.broken == (Difference("version", "1.2.0", None),)
    assert done.note == "The server said ok, but it is not as it should be."
    assert change.repair is not None
    repair = change.repair(done.broken)
    assert repair is not None
    assert repair.after == {"version": "1.2.0"}
    mended = await workspace.changes.make(repair)
    assert (mended.broken, mended.note) == ((), "")
    ref = (await channel(shop)).version
    assert ref is not None
    assert ref.name == "1.2.0"


async def test_there_is_nothing_to_mend_where_no_bundle_was_lost(shop: AppData) -> None:
    await shop.channels.read()
    repair = (await no_dev(shop)).repair
    assert repair is not None
    assert repair((Difference("allow_dev", was=False, now=True),)) is None
    assert repair((Difference("version", None, "1.0.0"),)) is None


# It was refused.


async def test_a_refusal_is_written_down_and_raised(acme: Demo, workspace: Workspace, shop: AppData) -> None:
    change = edit_channel(shop, await channel(shop), ChannelEdit(version="9.9.9"))
    with pytest.raises(Refused) as caught:
        await workspace.changes.make(change)
    entry = last(workspace)
    assert entry.outcome is not None
    assert (entry.state, entry.outcome.status, entry.outcome.code) == (State.REFUSED, 500, "unknown_error")
    assert entry.outcome.said == caught.value.said
    assert not caught.value.outcome_unknown


async def test_a_missing_right_is_learned_and_unlearned(acme: Demo, shop: AppData, path: Path) -> None:
    async with working(acme, path, DEVELOPER) as workspace:
        data = workspace.app(SHOP)
        change = await no_dev(data)
        for _ in range(2):
            with pytest.raises(Refused) as caught:
                await workspace.changes.make(change)
            assert caught.value.kind is RefusalKind.NO_RIGHT
        assert workspace.why_not(Action.UPDATE_CHANNEL, SHOP) == (
            "refused before: cannot_access_app (:perm reset forgets)"
        )
        assert workspace.why_not(Action.SET_BUNDLE, SHOP) == ""
        assert workspace.why_not(Action.UPDATE_CHANNEL, "com.acme.empty") == ""
        promote_developer(acme)
        await workspace.changes.make(change)
        assert workspace.why_not(Action.UPDATE_CHANNEL, SHOP) == ""


async def test_a_lesson_may_be_forgotten(acme: Demo, path: Path) -> None:
    async with working(acme, path, READER) as workspace:
        with pytest.raises(Refused):
            await workspace.changes.make(await no_dev(workspace.app(SHOP)))
        assert [lesson.code for lesson in workspace.permissions] == ["cannot_access_app"]
        workspace.permissions.forget()
        assert workspace.why_not(Action.UPDATE_CHANNEL, SHOP) == ""


async def test_a_lost_answer_to_a_change_that_was_made_unlearns_too(acme: Demo, path: Path) -> None:
    async with working(acme, path, DEVELOPER) as workspace:
        change = await no_dev(workspace.app(SHOP))
        with pytest.raises(Refused):
            await workspace.changes.make(change)
        promote_developer(acme)
        acme.faults.next("/channel", "cut-after", method="POST")
        await workspace.changes.make(change)
        assert list(workspace.permissions) == []


async def test_a_device_that_was_changed_a_moment_ago_is_refused_and_left(
    workspace: Workspace, shop: AppData
) -> None:
    """The same device and channel within 60 seconds (contract/api.md 2.4)."""
    move = move_device(shop, await shop.client.devices.read(SHOP, DEVICE), await channel(shop))
    await workspace.changes.make(move)
    await workspace.changes.make(clear_override(shop, await shop.client.devices.read(SHOP, DEVICE)))
    with pytest.raises(RateLimited):
        await workspace.changes.make(move)
    entry = last(workspace)
    assert entry.outcome is not None
    assert (entry.state, entry.outcome.status) == (State.REFUSED, 429)


# Not allowed, or not to be written down.


async def test_in_read_only_mode_nothing_is_sent_and_nothing_written_down(
    workspace: Workspace, shop: AppData
) -> None:
    change = await no_dev(shop)
    workspace.client.read_only = True
    with pytest.raises(Misused, match="read-only"):
        await workspace.changes.make(change)
    assert workspace.why_not(change.write.action, SHOP) == "read-only mode: :rw leaves it"
    assert (workspace.journal.entries(), writes(workspace.client)) == ([], 0)
    workspace.client.read_only = False
    assert (await workspace.changes.make(change)).note == ""


async def test_what_cannot_be_written_down_is_not_sent(acme: Demo, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with working(acme, tmp_path / "file" / "journal.jsonl", acme.key) as workspace:
        change = await no_dev(workspace.app(SHOP))
        with pytest.raises(JournalProblem) as caught:
            await workspace.changes.make(change)
        assert caught.value.next_step.startswith("Nothing was changed. Make room")
        assert writes(workspace.client) == 0


async def test_a_line_after_that_cannot_be_written_takes_nothing_back(acme: Demo, path: Path) -> None:
    """The journal becomes unwritable while the server works: the change is made, and said to be."""

    def spoil() -> None:
        path.rename(path.with_suffix(".away"))
        path.mkdir()

    def mend() -> None:
        path.rmdir()
        path.with_suffix(".away").rename(path)

    async def spoiling(scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "POST":
            spoil()
        await acme.app(scope, receive, send)

    async with client_of(spoiling) as client:
        workspace = workspace_of(client, acme, path)
        done = await workspace.changes.make(await no_dev(workspace.app(SHOP)))
        assert "cannot be written" in done.note
        assert done.note.endswith("It shows this change as unfinished.")
        mend()
        assert last(workspace).state is State.UNFINISHED
        change = edit_channel(
            workspace.app(SHOP), await channel(workspace.app(SHOP)), ChannelEdit(version="9")
        )
        with pytest.raises(Refused) as caught:
            await workspace.changes.make(change)
        assert "It shows this change as unfinished." in caught.value.next_step


# Others.


async def test_what_somebody_else_changed_since_is_said_before(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    change = await no_dev(shop)
    other = await colleague.channels.read(SHOP, "beta")
    await colleague.send(colleague.channels.prepare_edit(other, ChannelEdit(allow_emulator=False)))
    assert await workspace.changes.look(change) == (Difference("allow_emulator", was=True, now=False),)


async def test_a_record_that_is_gone_is_said_before_and_leaves_the_list(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await shop.channels.read()
    change = await no_dev(shop)
    await colleague.send(colleague.channels.prepare_delete(SHOP, "beta"))
    with pytest.raises(Misused, match="There is no channel beta any more"):
        await workspace.changes.look(change)
    assert [one.name for one in shop.channels.records] == ["production"]


async def test_a_name_that_somebody_else_took_is_said_before(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    change = create_channel(shop, "next", ChannelEdit())
    assert await workspace.changes.look(change) == ()
    await colleague.send(colleague.channels.prepare_create(SHOP, "next", ChannelEdit()))
    with pytest.raises(Misused, match="There is a channel next already") as caught:
        await workspace.changes.look(change)
    assert caught.value.field == "name"


async def test_a_rollout_that_ends_takes_its_share_along_and_nobody_is_alarmed(
    workspace: Workspace, shop: AppData
) -> None:
    begin = ChannelEdit(rollout_version="1.2.0", rollout_percentage_bps=1000, rollout_enabled=True)
    await workspace.changes.make(edit_channel(shop, await channel(shop, "production"), begin))
    end = ChannelEdit(rollout_version=None)
    done = await workspace.changes.make(edit_channel(shop, await channel(shop, "production"), end))
    assert (done.note, done.broken) == ("", ())


async def test_a_bundle_may_be_set_without_the_right_to_the_channels_settings(acme: Demo, path: Path) -> None:
    async with working(acme, path, DEVELOPER) as workspace:
        data = workspace.app(SHOP)
        await data.bundles.read()
        bundle = next(one for one in data.bundles.records if one.name == "1.1.0")
        done = await workspace.changes.make(set_bundle(data, await channel(data), bundle))
    assert done.answer == "Bundle 1.1.0 set to channel beta"
    assert done.note == ""
