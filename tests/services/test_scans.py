"""Reading all devices of an app in the background, on a demo cloud that refuses, breaks and pauses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from capgo_tui.models.device import Device
from capgo_tui.rules.device_state import Standing
from capgo_tui.services.opening import Look
from capgo_tui.services.scans import Scan, scan_cost
from capgo_tui.services.standings import count_standings
from capgo_tui.services.workspace import Workspace
from tests.api.servers import Moments, client_of

WALLET = "com.acme.wallet"
ALL = 100_000
REST = (ALL - 3000) // 1000 + 1
"""Requests behind the first 3000 devices."""


@pytest.fixture
def wallet() -> Demo:
    """A demo cloud, one app of which has 100 000 devices."""
    return Demo()


@pytest.fixture
def time() -> Moments:
    """A time that passes only when somebody sleeps."""
    return Moments()


@pytest.fixture
async def workspace(wallet: Demo, time: Moments) -> AsyncIterator[Workspace]:
    """A connection with a budget that a scan comes to the end of."""
    async with client_of(wallet.app, key=wallet.key, time=time, budget=50) as client:
        yield Workspace(client, wallet.clock, Look(profile="test"))


def scan_of(workspace: Workspace, time: Moments) -> Scan:
    return Scan(workspace, workspace.app(WALLET), sleep=time.sleep)


def paths(workspace: Workspace) -> list[str]:
    return [exchange.path for exchange in workspace.client.requests if exchange.path.startswith("/device")]


async def test_it_reads_everything_once_and_stays_within_the_budget(
    workspace: Workspace, time: Moments
) -> None:
    scan, came = scan_of(workspace, time), list[Device]()

    def take(page: Sequence[Device]) -> None:
        came.extend(page)

    scan.watch(take)
    began = time.seconds
    await scan.run()
    assert scan.ended
    assert scan.data.devices.complete
    assert len({device.device_id for device in came}) == len(came) == ALL
    assert len(paths(workspace)) == ALL // 1000 + 1  # a page that is full is never taken for the last
    assert time.seconds - began >= 60  # 100 requests, of which 40 a minute may be of the background


async def test_a_pause_that_the_server_asks_for_is_waited_for_and_nothing_is_read_twice(
    workspace: Workspace, wallet: Demo, time: Moments
) -> None:
    scan = scan_of(workspace, time)
    await scan.data.devices.read(at_most=3000)
    order(wallet.faults, ["status=429@/device:GETx1"])
    before, asked = time.seconds, len(paths(workspace))
    await scan.run()
    assert scan.data.devices.complete
    assert len(scan.data.devices.records) == ALL
    assert len(paths(workspace)) == asked + 1 + REST
    assert time.seconds - before > 60
    assert scan.stopped_by == ""


async def test_a_line_that_stays_broken_ends_it_and_the_next_one_goes_on_from_there(
    workspace: Workspace, wallet: Demo, time: Moments
) -> None:
    scan = scan_of(workspace, time)
    await scan.data.devices.read(at_most=3000)
    order(wallet.faults, ["cut@/device:GETx3"])
    await scan.run()
    assert "ended the connection" in scan.stopped_by
    assert len(scan.data.devices.records) == 3000
    asked = len(paths(workspace))
    await scan_of(workspace, time).run()
    assert len(scan.data.devices.records) == ALL
    assert len(paths(workspace)) == asked + REST


async def test_it_is_stopped_after_the_request_under_way_and_what_was_read_stays(
    workspace: Workspace, time: Moments
) -> None:
    scan = scan_of(workspace, time)
    scan.watch(lambda _: scan.cancel() if len(scan.data.devices.records) >= 2000 else None)
    await scan.run()
    assert scan.was_cancelled
    assert not scan.data.devices.complete
    assert len(scan.data.devices.records) == 2000
    assert len(paths(workspace)) == 2


async def test_one_scan_an_app_and_a_note_while_it_runs(workspace: Workspace) -> None:
    data = workspace.app(WALLET)
    assert workspace.jobs_note == ""
    notes: list[str] = []
    workspace.watch_progress(lambda: notes.append(workspace.jobs_note))
    scan = workspace.scans.start(data)
    assert workspace.scans.start(data) is scan
    assert workspace.scans.of(WALLET) is scan
    scan.watch(lambda _: scan.cancel() if len(data.devices.records) >= 3000 else None)
    await scan.wait()
    assert workspace.scans.of(WALLET) is None
    assert "scan 2,000" in notes
    assert workspace.jobs_note == ""


async def test_closing_the_connection_ends_it(workspace: Workspace) -> None:
    scan = workspace.scans.start(workspace.app(WALLET))
    await workspace.close()
    assert scan.ended


@pytest.mark.parametrize("private_api", [False, True])
async def test_the_cost_is_counted_from_what_can_be_known(
    wallet: Demo, time: Moments, private_api: bool
) -> None:
    async with client_of(wallet.app, key=wallet.key, time=time, budget=50) as client:
        workspace = Workspace(client, wallet.clock, Look(profile="test", private_api=private_api))
        data = workspace.app(WALLET)
        await data.devices.read(at_most=5000)
        cost = await scan_cost(workspace, data)
        assert cost.loaded == 5000
        assert cost.exact is private_api
        assert cost.devices is not None
        if private_api:
            assert (cost.devices, cost.requests) == (ALL, 95)
            assert cost.seconds > 60
        else:
            assert 5000 < cost.devices <= ALL
            assert cost.requests == -(-(cost.devices - 5000) // 1000)


async def test_without_statistics_the_total_is_not_known(wallet: Demo, workspace: Workspace) -> None:
    order(wallet.faults, ["status=402@/statistics"])
    data = workspace.app(WALLET)
    await data.devices.read(at_most=1000)
    cost = await scan_cost(workspace, data)
    assert (cost.devices, cost.exact, cost.requests) == (None, False, 1)


async def test_standings_are_counted_over_all(workspace: Workspace) -> None:
    data = workspace.app("com.acme.shop")
    for listing in (data.channels, data.bundles, data.devices):
        await listing.read()
    await data.deciding.read(workspace)
    counts = await count_standings(data)
    assert sum(counts.values()) == len(data.devices.records)
    for standing in (Standing.BEHIND, Standing.BLOCKED, Standing.CURRENT):
        state_of = data.deciding.state
        stand = sum(state_of(each).standing is standing for each in data.devices.records)
        assert counts[standing, False] + counts[standing, True] == stand > 0
