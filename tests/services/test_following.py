"""What a watch finds out: by the changes that a server tells, else by reading all again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from capgo_tui.demo.rows import Device
from capgo_tui.demo.tables import ListedDevices
from capgo_tui.errors import RateLimited
from capgo_tui.services.app_data import AppData
from capgo_tui.services.following import WHOLE_EVERY, AppFollowing, DevicesFollowing
from capgo_tui.services.workspace import Workspace
from tests.api.servers import Moments, client_of
from tests.ui.conftest import NOW

SHOP = "com.acme.shop"
WALLET = "com.acme.wallet"


@pytest.fixture
def cloud() -> Demo:
    """A demo cloud of its own for each test."""
    return Demo(clock=lambda: NOW)


@asynccontextmanager
async def loaded(
    cloud: Demo, app_id: str = SHOP, *, at_most: int | None = None, time: Moments | None = None
) -> AsyncIterator[AppData]:
    """An app whose lists are loaded."""
    async with client_of(cloud.app, key=cloud.key, time=time) as client:
        workspace = Workspace(client, cloud.clock)
        await workspace.read_estate()
        data = workspace.app(app_id)
        await data.read_neighbours()
        await data.devices.read(at_most=at_most)
        yield data


def rows(cloud: Demo, app_id: str = SHOP) -> list[Device]:
    return list(cloud.world.devices_of(app_id).by_id("", changed_after=None, custom_only=False))


def changes(device: Device, seconds: float = 1) -> None:
    """Have a device tell something new, so many seconds from now."""
    device.os_version = "99"
    device.updated_at = NOW + timedelta(seconds=seconds)


def requests(data: AppData) -> int:
    return data.client.requests.sent


async def test_of_devices_only_the_changes_are_asked_for(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following, before = DevicesFollowing(data), requests(data)
        row = rows(cloud)[3]
        changes(row)
        found = await following.look()
        assert [(old.os_version == "99", new.os_version) for old, new in found.changed] == [(False, "99")]
        assert not found.new
        assert not found.gone
        assert requests(data) == before + 1
        place = next(i for i, each in enumerate(data.devices.records) if each.device_id == row.device_id)
        assert data.devices.records[place].os_version != "99"  # nothing is taken in unasked
        assert found.take()
        assert data.devices.records[place].os_version == "99"


async def test_a_second_look_finds_the_same_change_no_more(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following = DevicesFollowing(data)
        changes(rows(cloud)[3])
        (await following.look()).take()
        assert not (await following.look()).is_news


async def test_what_shows_up_late_is_found_all_the_same(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following = DevicesFollowing(data)
        first, late = rows(cloud)[3:5]
        changes(first, seconds=60)
        (await following.look()).take()
        changes(late, seconds=40)
        assert len((await following.look()).changed) == 1


@pytest.mark.parametrize("dialect", ["seed", "2025-01", "2025-11"])
async def test_servers_that_tell_no_changes_are_found_out_and_read_as_a_whole(dialect: str) -> None:
    cloud = Demo(clock=lambda: NOW, dialect=dialect)
    async with loaded(cloud) as data:
        following = DevicesFollowing(data)
        row = rows(cloud)[3]
        changes(row)
        found = await following.look()
        assert following.tells_changes is False
        assert found.whole
        assert [new.device_id for _, new in found.changed] == [row.device_id]
        assert found.take()
        before = requests(data)
        again = await following.look()
        assert not again.is_news
        assert requests(data) - before <= 5


async def test_every_tenth_look_finds_what_is_gone_and_the_overrides_of_others(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following = DevicesFollowing(data)
        gone = rows(cloud)[5]
        cloud.world.devices[SHOP] = ListedDevices(each for each in rows(cloud) if each is not gone)
        moved = next(place for place in cloud.world.overrides if place[0] == SHOP)
        if moved[1] == gone.device_id:
            moved = [place for place in cloud.world.overrides if place[0] == SHOP][1]
        del cloud.world.overrides[moved]
        for _ in range(WHOLE_EVERY - 1):
            assert not (await following.look()).is_news
        found = await following.look()
        assert [each.device_id for each in found.gone] == [gone.device_id]
        assert [new.device_id for _, new in found.changed] == [moved[1]]
        assert found.take()
        assert data.record is not None  # the app's counters were read too, and hold
        assert data.deciding.is_ready


async def test_a_long_list_is_followed_by_its_changes_alone(cloud: Demo) -> None:
    async with loaded(cloud, WALLET, at_most=6000) as data:
        following = DevicesFollowing(data)
        (await following.look()).take()
        before = requests(data)
        for _ in range(WHOLE_EVERY):
            assert not (await following.look()).whole
        assert requests(data) == before + WHOLE_EVERY


async def test_new_devices_come_in_once(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following, count = DevicesFollowing(data), len(data.devices.records)
        new = replace(rows(cloud)[0], id=77, device_id="ffffffff-0000-4000-8000-000000000001")
        new.updated_at = NOW + timedelta(seconds=1)
        cloud.world.devices[SHOP] = ListedDevices([*rows(cloud), new])
        found = await following.look()
        assert [each.device_id for each in found.new] == [new.device_id]
        assert found.take()
        assert len(data.devices.records) == count + 1
        assert not (await following.look()).is_news


async def test_where_not_all_is_loaded_others_are_only_counted_and_once(cloud: Demo) -> None:
    everybody = rows(cloud)
    async with loaded(cloud) as data:
        all_of_them = [each.device_id for each in data.devices.records]
        data.devices.complete = False
        data.devices.records = data.devices.records[:10]
        following = DevicesFollowing(data)
        changes(next(each for each in everybody if each.device_id == all_of_them[40]))
        changes(next(each for each in everybody if each.device_id == all_of_them[3]))
        found = await following.look()
        assert [new.device_id for _, new in found.changed] == [all_of_them[3]]
        assert not found.new
        assert found.elsewhere >= 1
        assert found.take()
        assert len(data.devices.records) == 10
        assert not (await following.look()).is_news


async def test_a_change_made_meanwhile_is_never_taken_back(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following = AppFollowing(data, data.channels, lambda channel: channel.id)
        next(each for each in cloud.world.channels.values() if each.app_id == SHOP).allow_dev ^= True
        found = await following.look()
        assert found.changed
        mine = data.channels.records[1]
        data.channels.put(mine, lambda channel: channel.id)
        assert not found.take()


async def test_a_list_that_is_suddenly_empty_is_asked_for_twice(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following = AppFollowing(data, data.devices, lambda device: device.device_id)
        count = len(data.devices.records)
        cloud.world.devices[SHOP] = ListedDevices()
        assert not (await following.look()).is_news
        assert len((await following.look()).gone) == count


async def test_nothing_new_keeps_the_records_and_their_joins(cloud: Demo) -> None:
    async with loaded(cloud) as data:
        following = AppFollowing(data, data.channels, lambda channel: channel.id)
        before, evaluator = data.channels.records, data.deciding.evaluator
        found = await following.look()
        assert not found.is_news
        assert found.take()
        assert data.channels.records is before
        assert data.deciding.evaluator is evaluator


async def test_during_a_pause_nothing_reaches_the_server(cloud: Demo) -> None:
    time = Moments()
    async with loaded(cloud, time=time) as data:
        following = DevicesFollowing(data)
        order(cloud.faults, ["status=429@/device:GETx1"])
        with pytest.raises(RateLimited):
            await following.look()
        before = requests(data)
        for _ in range(5):
            with pytest.raises(RateLimited):
                await following.look()
        assert requests(data) == before
        time.seconds += 61
        changes(rows(cloud)[3])
        assert (await following.look()).changed
