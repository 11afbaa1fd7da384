"""A lost answer is no answer: the record is read again, and what it says decides (contract/api.md 7.6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.api import CapgoClient, Timeouts
from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError, Unreachable
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.change import Change, Done
from capgo_tui.services.changes.channels import create_channel, delete_channel, edit_channel
from capgo_tui.services.journal import State
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of
from tests.services.conftest import (
    SHOP,
    channel,
    last,
    no_dev,
    workspace_of,
    writes,
)


async def test_a_lost_answer_to_a_change_that_was_made_is_found_out(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    change = await no_dev(shop)
    acme.faults.next("/channel", "cut-after", method="POST")
    done = await workspace.changes.make(change)
    assert done.answer is None
    assert done.note.endswith("It was read again: the change was made.")
    assert (done.broken, last(workspace).state) == ((), State.MADE)
    assert writes(workspace.client) == 1


async def test_a_lost_answer_to_publishing_says_which_channel_is_no_longer_public(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    change = edit_channel(shop, await channel(shop), ChannelEdit(public=True))
    acme.faults.next("/channel", "half", method="POST")
    done = await workspace.changes.make(change)
    assert done.note.endswith("the change was made. No longer public: production.")


@pytest.mark.parametrize("fault", ["cut", "html", "empty", "text", 500, 503])
async def test_a_lost_answer_to_a_change_that_was_not_made_is_found_out(
    acme: Demo, workspace: Workspace, shop: AppData, fault: str | int
) -> None:
    change = delete_channel(shop, await channel(shop))
    acme.faults.next("/channel", fault, method="DELETE")
    with pytest.raises(CapgoError) as caught:
        await workspace.changes.make(change)
    assert not caught.value.outcome_unknown
    assert caught.value.next_step == "It was read again: the change was not made. Try again."
    assert last(workspace).state is State.REFUSED
    assert writes(workspace.client) == 1
    assert (await workspace.changes.make(change)).present is None


async def test_an_answer_that_never_comes_is_given_up_and_found_out(acme: Demo, path: Path) -> None:
    async with client_of(acme.app, timeouts=Timeouts(total=0.2)) as client:
        workspace = workspace_of(client, acme, path)
        change = await no_dev(workspace.app(SHOP))
        acme.faults.next("/channel", "hang", method="POST")
        with pytest.raises(Unreachable) as caught:
            await workspace.changes.make(change)
        assert caught.value.next_step.startswith("It was read again: the change was not made.")


async def test_an_answer_that_nobody_can_find_out_about_stays_unknown(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    change = await no_dev(shop)
    acme.faults.next("/channel", "cut-after", method="POST")
    acme.faults.next("/channel", 403, method="GET", times=None)
    with pytest.raises(Unreachable) as caught:
        await workspace.changes.make(change)
    assert caught.value.outcome_unknown
    assert last(workspace).state is State.UNKNOWN
    acme.faults.clear()
    assert (await channel(shop)).allow_dev is False


async def test_a_lost_answer_while_somebody_else_wrote_something_different_stays_unknown(
    acme: Demo, workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    change = edit_channel(shop, await channel(shop), ChannelEdit(version="1.1.0"))
    other = await colleague.channels.read(SHOP, "beta")
    await colleague.send(colleague.channels.prepare_edit(other, ChannelEdit(version="1.0.0")))
    acme.faults.next("/channel", "cut", method="POST")
    with pytest.raises(Unreachable) as caught:
        await workspace.changes.make(change)
    assert caught.value.outcome_unknown
    entry = last(workspace)
    assert entry.outcome is not None
    assert entry.outcome.present is not None
    assert (entry.state, entry.outcome.present["version"]) == (State.UNKNOWN, "1.0.0")


async def test_a_lost_answer_about_platforms_stays_unknown(
    acme: Demo, workspace: Workspace, shop: AppData
) -> None:
    """No reading tells what a channel's platforms are (contract/api.md 3.6)."""
    change = edit_channel(shop, await channel(shop), ChannelEdit(ios=False))
    acme.faults.next("/channel", "cut-after", method="POST")
    with pytest.raises(Unreachable) as caught:
        await workspace.changes.make(change)
    assert caught.value.outcome_unknown


async def test_a_new_channel_is_found_after_a_lost_answer_and_one_of_another_kind_is_not_taken_for_it(
    acme: Demo, workspace: Workspace, shop: AppData, colleague: CapgoClient
) -> None:
    acme.faults.next("/channel", "cut-after", method="POST")
    done = await workspace.changes.make(create_channel(shop, "next", ChannelEdit(version="1.1.0")))
    assert done.note.endswith("the change was made.")
    await colleague.send(colleague.channels.prepare_create(SHOP, "fresh", ChannelEdit(version="1.0.0")))
    acme.faults.next("/channel", "cut", method="POST")
    with pytest.raises(Unreachable) as caught:
        await workspace.changes.make(create_channel(shop, "fresh", ChannelEdit(version="1.1.0")))
    assert caught.value.outcome_unknown


# Cancelled.


@asynccontextmanager
async def held(acme: Demo, path: Path, method: str) -> AsyncIterator[tuple[Workspace, asyncio.Event]]:
    """A cloud that never answers a method after it has done what was asked; and when it was asked."""
    arrived = asyncio.Event()

    async def holding(scope: Any, receive: Any, send: Any) -> None:
        async def wait(_: object) -> None:
            arrived.set()
            await asyncio.Event().wait()

        await acme.app(scope, receive, wait if scope["method"] == method and armed.is_set() else send)

    armed = asyncio.Event()
    async with client_of(holding) as client:
        workspace = workspace_of(client, acme, path)
        await workspace.app(SHOP).channels.read()
        armed.set()
        yield workspace, arrived


async def cancelled(workspace: Workspace, change: Change[Any], arrived: asyncio.Event) -> None:
    making: asyncio.Task[Done[Any]] = asyncio.create_task(workspace.changes.make(change))
    await arrived.wait()
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making


async def test_a_change_that_is_cancelled_under_way_is_unknown(acme: Demo, path: Path) -> None:
    async with held(acme, path, "POST") as (workspace, arrived):
        data = workspace.app(SHOP)
        await cancelled(
            workspace,
            edit_channel(data, data.channels.records[1], ChannelEdit(public=False, allow_dev=False)),
            arrived,
        )
        assert last(workspace).state is State.UNKNOWN


async def test_a_change_that_is_cancelled_after_the_answer_was_made(acme: Demo, path: Path) -> None:
    async with held(acme, path, "GET") as (workspace, arrived):
        data = workspace.app(SHOP)
        await cancelled(
            workspace, edit_channel(data, data.channels.records[1], ChannelEdit(allow_dev=False)), arrived
        )
        assert last(workspace).state is State.MADE


async def test_a_change_that_is_cancelled_while_it_is_found_out_about_is_unknown(
    acme: Demo, path: Path
) -> None:
    async with held(acme, path, "GET") as (workspace, arrived):
        data = workspace.app(SHOP)
        acme.faults.next("/channel", "cut", method="POST")
        await cancelled(
            workspace, edit_channel(data, data.channels.records[1], ChannelEdit(allow_dev=False)), arrived
        )
        entry = last(workspace)
        assert entry.outcome is not None
        assert (entry.state, bool(entry.outcome.said)) == (State.UNKNOWN, True)
