"""What is counted before an edit is what the engine decides once the demo cloud has made it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from capgo_tui.demo import Demo
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.presenters.what_if import effects_text
from capgo_tui.rules.update_decision import Decision
from capgo_tui.rules.what_if import Effect, Effects, effect_of
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.channels import Step, StepKind, edit_channel, find_channel
from capgo_tui.services.opening import Look
from capgo_tui.services.what_if import count_effects, edit_of, imagine
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of

SHOP = "com.acme.shop"
NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)

EDITS = {
    "another bundle": ("production", ChannelEdit(version="1.4.1")),
    "the built-in bundle": ("beta", ChannelEdit(version=None)),
    "a strategy": ("enterprise", ChannelEdit(disable_auto_update="none")),
    "the guard": ("next", ChannelEdit(disable_auto_update_under_native=False)),
    "no emulators": ("production", ChannelEdit(allow_emulator=False)),
    "private": ("production", ChannelEdit(public=False)),
    "public in the place of others": ("beta", ChannelEdit(public=True)),
    "public for one platform": ("beta", ChannelEdit(public=True, ios=True, android=False)),
    "no iOS": ("production", ChannelEdit(ios=False)),
    "a rollout for more": ("production", ChannelEdit(rollout_percentage_bps=5000)),
    "a rollout for all": ("production", ChannelEdit(rollout_percentage_bps=10_000)),
    "a rollout that is off": ("production", ChannelEdit(rollout_enabled=False)),
    "a rollout that is paused": ("production", ChannelEdit(rollout_paused_at=NOW)),
    "no rollout": ("production", ChannelEdit(rollout_version=None)),
}


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    """The demo cloud, with a key that may read the audit log."""
    demo = Demo(clock=lambda: NOW)
    async with client_of(demo.app, key=demo.key) as client:
        yield Workspace(client, demo.clock, Look(profile="test"))


async def everything(workspace: Workspace) -> AppData:
    """The app with all that decides."""
    data = AppData(workspace.client, SHOP, workspace.now)
    for listing in (data.channels, data.bundles, data.devices):
        await listing.read()
    await data.deciding.read(workspace)
    return data


def decisions(data: AppData) -> dict[str, Decision]:
    return {device.device_id: data.deciding.evaluator.decide(device) for device in data.devices.records}


async def counted(data: AppData, name: str, edit: ChannelEdit) -> Effects:
    channel = find_channel(data, name)
    assert channel is not None
    told = [effects async for effects in count_effects(data, channel, edit)]
    return told[-1]


@pytest.mark.parametrize("case", EDITS)
async def test_what_is_imagined_is_what_is_decided_once_the_edit_was_made(
    workspace: Workspace, case: str
) -> None:
    name, edit = EDITS[case]
    data = await everything(workspace)
    channel = find_channel(data, name)
    assert channel is not None
    evaluator = imagine(data, channel, edit)
    imagined = {device.device_id: evaluator.decide(device) for device in data.devices.records}
    before, effects = decisions(data), await counted(data, name, edit)

    await workspace.changes.make(edit_channel(data, channel, edit))
    after = decisions(await everything(workspace))

    assert {each: imagined[each].possibilities for each in imagined} == {
        each: after[each].possibilities for each in after
    }
    assert effects.counted == effects.of == len(after)
    assert sum(effects.counts.values()) == pytest.approx(len(after))
    same = sum(before[each].possibilities == after[each].possibilities for each in after)
    assert effects.counts.get(Effect.UNCHANGED, 0) >= same
    assert same < len(after)


async def test_devices_that_would_be_left_without_a_channel_would_stop(workspace: Workspace) -> None:
    data = await everything(workspace)
    effects = await counted(data, "production", ChannelEdit(public=False))
    left = [
        device for device in data.devices.records if device.channel is None and device.platform != "electron"
    ]
    assert effects.counts[Effect.STOPS] >= len(left) - 5
    assert not effects.is_about


async def test_devices_that_a_rule_would_stop_are_blocked(workspace: Workspace) -> None:
    data = await everything(workspace)
    effects = await counted(data, "production", ChannelEdit(version="2.0.0-alpha.1", rollout_version=None))
    assert effects.counts[Effect.BLOCKED] > 0
    freed = await counted(data, "next", ChannelEdit(disable_auto_update_under_native=False))
    assert freed.counts[Effect.UPDATES] == 1


async def test_a_share_that_is_raised_updates_the_difference(workspace: Workspace) -> None:
    data = await everything(workspace)
    effects = await counted(data, "production", ChannelEdit(rollout_percentage_bps=6000))
    drawing = [each for each in decisions(data).values() if len(each.possibilities) > 1]
    assert effects.is_about
    moved = sum(effects.counts.get(each, 0) for each in Effect if each is not Effect.UNCHANGED)
    assert moved == pytest.approx(len(drawing) / 2, abs=3)


async def test_where_a_platform_is_not_known_it_cannot_be_told(workspace: Workspace) -> None:
    data = await everything(workspace)
    unflagged = AppData(workspace.client, SHOP, workspace.now)
    for listing in (unflagged.channels, unflagged.bundles, unflagged.devices):
        await listing.read()
    edit = ChannelEdit(version="1.4.1")
    assert (await counted(unflagged, "production", edit)).counts[Effect.UNKNOWN] > 0
    assert Effect.UNKNOWN not in (await counted(data, "production", edit)).counts


async def test_where_only_one_channel_can_serve_it_is_counted_as_if_it_did(workspace: Workspace) -> None:
    data = workspace.app("com.acme.wallet")
    for listing in (data.channels, data.bundles):
        await listing.read()
    await data.devices.read(at_most=1000)
    await data.deciding.read(workspace)
    effects = await counted(data, "production", ChannelEdit(public=False))
    assert effects.if_served
    assert effects.counts == {Effect.STOPS: 1000}
    words = effects_text(effects, complete=data.devices.complete)
    assert words == "1,000 would stop (of 1,000 loaded, if a channel serves their platform)"


async def test_the_steps_come_to_the_edits_they_are(workspace: Workspace) -> None:
    data = await everything(workspace)
    channel = find_channel(data, "production")
    assert channel is not None
    assert edit_of(channel, Step(StepKind.BUNDLE, "1.4.1")) == ChannelEdit(version="1.4.1")
    assert edit_of(channel, Step(StepKind.END_ROLLOUT)) == ChannelEdit(rollout_version=None)
    assert edit_of(channel, Step(StepKind.TO_STABLE)) == ChannelEdit(version="1.5.0", rollout_version=None)


async def test_nothing_is_told_before_the_devices_are_loaded(workspace: Workspace) -> None:
    data = AppData(workspace.client, SHOP, workspace.now)
    await data.channels.read()
    channel = find_channel(data, "production")
    assert channel is not None
    assert [each async for each in count_effects(data, channel, ChannelEdit(public=False))] == []


async def test_the_same_decision_changes_nothing(workspace: Workspace) -> None:
    decision = next(iter(decisions(await everything(workspace)).values()))
    assert effect_of(decision, replace(decision)) == {Effect.UNCHANGED: 1.0}
