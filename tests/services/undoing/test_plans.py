"""Undo as a plan: looked at, applied, tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.api_keys import regenerate_key
from capgo_tui.services.changes.channels import create_channel, edit_channel
from capgo_tui.services.changes.devices import clear_override, move_device
from capgo_tui.services.journal import State
from capgo_tui.services.plans.job import Job
from capgo_tui.services.plans.plan import Plan
from capgo_tui.services.undoing import plan_last_redo, plan_last_undo, plan_of_undo
from capgo_tui.services.workspace import Workspace
from tests.services.conftest import DEVICE, SHOP, channel, last, no_dev
from tests.services.undoing.test_resolving import lost


async def edit(workspace: Workspace, shop: AppData, given: ChannelEdit, name: str = "beta") -> None:
    await workspace.changes.make(edit_channel(shop, await channel(shop, name), given))


async def apply(plan: Plan) -> Job:
    async def no_wait(_seconds: float) -> None:
        return None

    job = Job(plan, sleep=no_wait)
    await job.run()
    return job


async def test_there_is_nothing_to_take_back_or_to_make_again(workspace: Workspace) -> None:
    with pytest.raises(Misused, match="There is nothing to take back"):
        await plan_last_undo(workspace)
    with pytest.raises(Misused, match="There is no undo that could be taken back"):
        await plan_last_redo(workspace)


async def test_one_undo_and_its_redo_are_plans_of_one_row(workspace: Workspace, shop: AppData) -> None:
    await edit(workspace, shop, ChannelEdit(version="1.1.0"))
    plan = await plan_last_undo(workspace)
    (row,) = plan.rows
    assert plan.title == "Undo: Change channel beta"
    assert (row.label, row.now, row.then, row.goes) == ("beta", "1.1.0", "1.2.0", True)
    job = await apply(plan)
    assert job.summary == "1 made"
    redo = await plan_last_redo(workspace)
    assert redo.title == "Redo: Change channel beta"
    assert (await apply(redo)).summary == "1 made"
    assert (await channel(shop)).version is not None
    again = await plan_last_undo(workspace)
    assert (again.title, again.rows[0].then) == ("Undo: Change channel beta", "1.2.0")
    with pytest.raises(Misused):
        await plan_last_redo(workspace)


async def test_what_was_planned_together_is_taken_back_together(workspace: Workspace, shop: AppData) -> None:
    for name in ("beta", "production"):
        change = edit_channel(shop, await channel(shop, name), ChannelEdit(allow_dev=False))
        await workspace.changes.make(change, batch="plan")
    plan = await plan_last_undo(workspace)
    assert (plan.title, [row.label for row in plan.rows]) == ("Undo 2 changes", ["production", "beta"])
    assert (await apply(plan)).summary == "2 made"
    redo = await plan_last_redo(workspace)
    assert (redo.title, [row.label for row in redo.rows]) == ("Redo 2 changes", ["beta", "production"])
    with pytest.raises(Misused):
        await plan_last_undo(workspace)


async def test_of_several_what_others_changed_since_is_left_out_until_it_is_wanted(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await edit(workspace, shop, ChannelEdit(version="1.1.0"))
    await edit(workspace, shop, ChannelEdit(allow_dev=False), "production")
    other = await colleague.channels.read(SHOP, "beta")
    await colleague.send(colleague.channels.prepare_edit(other, ChannelEdit(version="1.0.0")))
    entries = workspace.journal.entries()
    plan = await plan_of_undo(workspace, entries)
    assert [(row.label, row.goes) for row in plan.rows] == [("production", True), ("beta", False)]
    plan = plan.toggled(1)
    assert plan.rows[1].goes
    assert [row.goes for row in (await plan.again(plan.rows)).rows] == [True, True]
    assert plan.warnings == ("beta: Somebody else changed beta since: bundle is 1.0.0.",)
    assert (await plan_of_undo(workspace, entries[:1])).rows[0].goes


async def test_what_cannot_be_taken_back_now_is_said_and_passed(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await edit(workspace, shop, ChannelEdit(allow_dev=False))
    await workspace.changes.make(create_channel(shop, "next", ChannelEdit()))
    await colleague.send(colleague.channels.prepare_delete(SHOP, "next"))
    await workspace.keys.read()
    key = next(key for key in workspace.keys.records if key.id == 7002)
    await workspace.changes.make(regenerate_key(workspace, key))
    plan = await plan_last_undo(workspace)
    assert [(row.label, row.goes, row.skipped) for row in plan.rows] == [
        ("beta", True, ""),
        ("next", False, "There is no channel next any more"),
    ]
    assert plan.title == "Undo: Change channel beta"
    fresh = await plan.again(plan.rows)
    told = [[(row.label, row.then, row.goes, row.skipped) for row in each.rows] for each in (plan, fresh)]
    assert (told[0], plan.remarks) == (told[1], fresh.remarks)
    assert plan.remarks == ("Give key acme reader a new secret: The old secret cannot be brought back.",)
    await apply(plan)
    with pytest.raises(Misused) as caught:
        await plan_last_undo(workspace)
    assert caught.value.said == (
        "There is nothing to take back. Make channel next: There is no channel next any more. "
        "Give key acme reader a new secret: The old secret cannot be brought back."
    )


async def test_what_was_not_made_after_all_is_passed_in_silence(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    await edit(workspace, shop, ChannelEdit(version="1.1.0"))
    await lost(acme, workspace, await no_dev(shop), "cut")
    plan = await plan_last_undo(workspace)
    assert [(row.label, row.then) for row in plan.rows] == [("beta", "1.2.0")]
    assert [entry.state for entry in workspace.journal.entries()] == [State.MADE, State.REFUSED]


async def test_what_failed_is_planned_again_of_what_is_there_now(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    await edit(workspace, shop, ChannelEdit(public=True, version="1.1.0"))
    plan = await plan_last_undo(workspace)
    assert [row.label for row in plan.rows] == ["production", "beta"]
    await shop.client.bundles.read_all(SHOP)
    acme.faults.next("/channel", 403, method="POST", times=2)
    job = await apply(plan)
    assert job.needs_retry
    retry = await job.retry_failed()
    assert [row.label for row in retry.rows] == ["production", "beta"]
    assert (await apply(retry)).summary == "2 made"
    assert (await channel(shop, "production")).public is True
    assert workspace.journal.entries()[0].undone_by == last(workspace).intent.id


async def test_the_minute_between_two_moves_to_one_channel_is_waited_for(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    acme.limits.device_operations = 100
    beta = await channel(shop)
    await workspace.changes.make(move_device(shop, await shop.client.devices.read(SHOP, DEVICE), beta))
    moved = last(workspace)
    await workspace.changes.make(clear_override(shop, await shop.client.devices.read(SHOP, DEVICE)))
    plan = await plan_last_undo(workspace)
    (row,) = plan.rows
    assert (row.now, row.then) == ("no override", "beta")
    assert row.not_before == moved.intent.at + timedelta(seconds=60)


async def test_so_many_that_cannot_be_taken_back_end_the_search(
    workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    await edit(workspace, shop, ChannelEdit(allow_dev=False))
    for number in range(22):
        await workspace.changes.make(create_channel(shop, f"next-{number}", ChannelEdit()))
        await colleague.send(colleague.channels.prepare_delete(SHOP, f"next-{number}"))
    with pytest.raises(Misused, match="None of the last 20 changes can be taken back now"):
        await plan_last_undo(workspace)
