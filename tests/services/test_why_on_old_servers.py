"""Why on servers of 2025: what they do not show is unknown, and what is certain all the same is right."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from capgo_tui.api import Action
from capgo_tui.demo import Demo
from capgo_tui.errors import Refused
from capgo_tui.models.device import Device
from capgo_tui.panes.why import page_of
from capgo_tui.rules.drift import drift_of
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.update_decision import (
    Assumption,
    Check,
    Decision,
    Evaluator,
    Platforms,
    State,
    Unseen,
    Verdict,
)
from capgo_tui.services.changes.devices import clear_override, force_bundle, move_device
from capgo_tui.services.opening import Look
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of
from tests.services.changes.test_old_servers import old
from tests.services.conftest import DEVICE, SHOP, channel, workspace_of

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
OLD = pytest.mark.parametrize("dialect", ["seed", "2025-01", "2025-11"])
EARLY = pytest.mark.parametrize("dialect", ["seed", "2025-01"])
APPS = (
    *("com.acme.shop", "com.acme.wallet", "com.acme.builds", "com.northwind.orders"),
    *("com.northwind.driver", "com.contoso.travel", "com.hostile.names"),
)
MOST = 200
"""Devices of an app that are looked at."""


@dataclass
class Seen:
    """What a server shows of an app, and what it comes to."""

    decisions: Mapping[str, Decision]
    devices: Mapping[str, Device]
    around: Surroundings
    evaluator: Evaluator


def truth(demo: Demo, app_id: str, *, knows: bool) -> Unseen:
    """All that no server shows, as the cloud has it; or nothing of it."""
    if not knows:
        return Unseen()
    rows = demo.world.channels_of(app_id)
    return Unseen(
        platforms={row.name: Platforms(row.ios, row.android, row.electron) for row in rows},
        default_channel=None,
        plan=None,
        ordinary_network=True,
        no_self_chosen_channel=True,
    )


async def seen(dialect: str, *, knows: bool) -> dict[str, Seen]:
    """Look at every app of the demo cloud through a server of a generation."""
    demo = Demo(dialect=dialect, clock=lambda: NOW)
    found = {}
    async with client_of(demo.app, key=demo.key) as client:
        workspace = Workspace(client, demo.clock, Look())
        with suppress(Refused):
            await workspace.client.apps.read_all()
        for app_id in APPS:
            data = workspace.app(app_id)
            await data.channels.read()
            await data.bundles.read()
            await data.devices.read(at_most=MOST)
            app = await client.apps.read_if_served(app_id)
            evaluator = Evaluator(
                app, data.channels.records, data.bundles.records, truth(demo, app_id, knows=knows)
            )
            devices = {device.device_id: device for device in data.devices.records[:MOST]}
            decisions = {key: evaluator.decide(device) for key, device in devices.items()}
            found[app_id] = Seen(decisions, devices, data.around, evaluator)
    return found


def ends(decision: Decision) -> set[tuple[Verdict, str | None, str | None]]:
    """Every way in which a check may end."""
    return {(way.outcome.verdict, way.outcome.code, way.outcome.bundle) for way in decision.possibilities}


def explains(assumed: Assumption, demo: Demo, app_id: str, device_id: str) -> bool:
    """Whether something that an old server does not show is not as it was taken for granted."""
    channels = demo.world.channels_of(app_id)
    match assumed:
        case Assumption.NO_OVERRIDE:
            return (app_id, device_id) in demo.world.overrides
        case Assumption.NO_ROLLOUT:
            return any(row.rollout_version for row in channels)
        case Assumption.NO_SUCH_FLAG:
            flags = any(not (row.allow_prod and row.allow_device) for row in channels)
            return flags or any(row.key_id for row in demo.world.bundles_of(app_id))
        case _:
            return False


# Certain means right -----------------------------------------------------------------------------


@OLD
@pytest.mark.parametrize("knows", [False, True])
async def test_what_is_certain_is_so_and_any_other_difference_is_something_that_is_not_shown(
    dialect: str, knows: bool
) -> None:
    today, then = await seen("current", knows=knows), await seen(dialect, knows=knows)
    demo = Demo(clock=lambda: NOW)
    compared = certain = 0
    for app_id in APPS:
        for key, decision in then[app_id].decisions.items():
            if key not in today[app_id].decisions:  # the lists have no order, and not all of it is looked at
                continue
            exact = today[app_id].decisions[key]
            compared += 1
            if decision.certain:
                certain += 1
                assert ends(decision) == ends(exact), key
            elif not ends(decision) & ends(exact):
                assert any(explains(each, demo, app_id, key) for each in decision.assumes), key
    assert compared > 200
    assert certain == (1 if knows else 0), "a plugin of version 4 is refused before any channel is looked for"


@OLD
async def test_what_a_server_does_not_send_is_unknown_on_the_ladder(dialect: str) -> None:
    shop = (await seen(dialect, knows=False))[SHOP]
    for device in shop.devices.values():
        states = {rung.check: rung for rung in shop.evaluator.explain(device).rungs}
        found = states[Check.CHANNEL]
        if found.state is not State.NOT_REACHED:
            assert found.state is State.UNKNOWN
            assert Assumption.NO_OVERRIDE in found.assumes
        for check in (Check.PROD, Check.DEVICE) if dialect != "2025-11" else ():
            rung = states[check]
            assert rung.state is not State.FAILED
            assert rung.state is not State.PASSED or not rung.applies


@EARLY
async def test_no_device_drifts_for_certain_that_may_be_forced_to_what_it_runs(dialect: str) -> None:
    today, then = (await seen("current", knows=True))[SHOP], (await seen(dialect, knows=True))[SHOP]
    drifting = {
        key
        for key, device in then.devices.items()
        if drift_of(device, then.decisions[key], then.around, NOW).kinds
    }
    really = {
        key
        for key, device in today.devices.items()
        if drift_of(device, today.decisions[key], today.around, NOW).kinds
    }
    assert len(drifting) > 5
    assert drifting <= really


# What was forced from here -----------------------------------------------------------------------


async def test_a_bundle_that_a_device_was_forced_to_decides_also_after_the_next_start(path: Path) -> None:
    async with old("seed", path) as (acme, workspace, shop):
        device = await workspace.client.devices.read(SHOP, DEVICE)
        await workspace.changes.make(force_bundle(shop, device, "1.1.0"))
        shop.deciding.read_journal(workspace)
        known = next(each for each in shop.devices.records if each.device_id == DEVICE)
        page = page_of(shop, known)
        assert page is not None
        assert page.verdict == "gets 1.1.0, which it is forced to"
        assert any("the bundle that it was forced to from here decides" in note.text for note in page.notes)
    async with client_of(acme.app) as client:
        again = workspace_of(client, acme, path)
        data = again.app(SHOP)
        with suppress(Refused):
            await client.apps.read_all()
        for listing in (data.channels, data.bundles, data.devices):
            await listing.read()
        await data.deciding.read(again)
        device = next(each for each in data.devices.records if each.device_id == DEVICE)
        decision = data.deciding.decide(device)
        assert decision is not None
        assert (decision.verdict, decision.bundle, decision.channel) == (Verdict.GETS, "1.1.0", None)
        assert not decision.certain
        assert Assumption.BUNDLE_OVERRIDE in decision.assumes

        await again.changes.make(clear_override(data, device))
        data.deciding.read_journal(again)
        device = next(each for each in data.devices.records if each.device_id == DEVICE)
        decision = data.deciding.decide(device)
        assert decision is not None
        assert Assumption.BUNDLE_OVERRIDE not in decision.assumes


@EARLY
async def test_a_channel_that_a_device_was_forced_to_before_is_taken_for_granted_and_not_relied_on(
    dialect: str, path: Path
) -> None:
    async with old(dialect, path) as (acme, workspace, shop):
        device = await workspace.client.devices.read(SHOP, DEVICE)
        await workspace.changes.make(move_device(shop, device, await channel(shop)))
    async with client_of(acme.app) as client:
        again = workspace_of(client, acme, path)
        data = again.app(SHOP)
        with suppress(Refused):
            await client.apps.read_all()
        for listing in (data.channels, data.bundles, data.devices):
            await listing.read()
        await data.deciding.read(again)
        device = next(each for each in data.devices.records if each.device_id == DEVICE)
        assert not device.override_known
        decision = data.deciding.decide(device)
        assert decision is not None
        assert {way.outcome.channel for way in decision.possibilities} == {"beta"}
        assert Assumption.OVERRIDE_STANDS in decision.assumes
        assert not decision.certain
        again_moved = move_device(data, device, await channel(data))
        assert [write.action for write in again_moved.writes] == [Action.CLEAR_OVERRIDE, Action.SET_OVERRIDE]
