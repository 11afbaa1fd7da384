"""What becomes of all loaded devices: put together in slices, on with new pages, anew after a change."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from capgo_tui.demo import Demo
from capgo_tui.services.app_data import FIRST_DEVICES, AppData
from capgo_tui.services.crowd import Crowd, read_for_deciding
from capgo_tui.services.opening import Look
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of

WALLET = "com.acme.wallet"


@pytest.fixture
async def demo_workspace() -> AsyncIterator[Workspace]:
    """A workspace on the demo cloud, whose wallet has a hundred thousand devices."""
    demo = Demo()
    async with client_of(demo.app, key=demo.key) as client:
        yield Workspace(client, demo.clock, Look(profile="demo"))


async def counted(crowd: Crowd) -> int:
    async for _ in crowd.work():
        pass
    return sum(len(line.devices) for line in crowd.endings.on("production"))


async def loaded(workspace: Workspace) -> AppData:
    data = workspace.app(WALLET)
    await read_for_deciding(data, workspace)
    return data


async def test_nothing_is_counted_before_channels_and_bundles_are_loaded(demo_workspace: Workspace) -> None:
    data = demo_workspace.app(WALLET)
    await data.devices.advance()
    crowd = Crowd(data)
    assert await counted(crowd) == 0
    assert not crowd.is_done


async def test_the_first_devices_are_read_and_all_of_them_counted(demo_workspace: Workspace) -> None:
    pages: list[None] = []
    data = demo_workspace.app(WALLET)
    await read_for_deciding(data, demo_workspace, told=lambda: pages.append(None))
    assert len(pages) == FIRST_DEVICES / 1000
    crowd = Crowd(data)
    assert await counted(crowd) == FIRST_DEVICES
    assert crowd.is_done
    assert crowd.share == 1


async def test_a_page_that_comes_later_is_added(demo_workspace: Workspace) -> None:
    data = await loaded(demo_workspace)
    crowd = Crowd(data)
    await counted(crowd)
    endings = crowd.endings
    await data.devices.advance()
    assert not crowd.is_done
    assert await counted(crowd) == FIRST_DEVICES + 1000
    assert crowd.endings is endings, "what was counted is not counted again"


async def test_what_was_counted_does_not_hold_after_a_change(demo_workspace: Workspace) -> None:
    data = await loaded(demo_workspace)
    crowd = Crowd(data)
    await counted(crowd)
    await data.channels.refresh()
    assert not crowd.is_done
    assert await counted(crowd) == FIRST_DEVICES


async def test_a_change_in_the_midst_begins_anew_and_counts_nobody_twice(demo_workspace: Workspace) -> None:
    data = await loaded(demo_workspace)
    crowd = Crowd(data)
    changed = False
    async for share in crowd.work():
        if share > 0.5 and not changed:
            changed = True
            data.deciding.forget()
    assert changed
    assert crowd.endings.count == FIRST_DEVICES
