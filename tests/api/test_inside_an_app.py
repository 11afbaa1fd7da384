"""Channels, bundles and devices."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from capgo_tui.api.client import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, RefusalKind, Refused
from tests.api.old_server import JANUARY, old_server
from tests.api.servers import Reply, client_of, replies

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"


async def test_channels_are_listed_and_opened(client: CapgoClient) -> None:
    production, beta = await client.channels.read_all(SHOP)
    assert production.version is not None
    assert (production.name, production.version.name, beta.name) == ("production", "1.0.0", "beta")
    assert production.ios is None
    assert await client.channels.read(SHOP, "beta") == beta
    assert await client.channels.read_all("com.acme.empty") == []
    with pytest.raises(Refused) as caught:
        await client.channels.read(SHOP, "nope")
    assert (caught.value.code, caught.value.kind) == ("cannot_find_version", RefusalKind.MISSING)
    with pytest.raises(Misused, match="channel"):
        await client.channels.read(SHOP, "")


async def test_bundles_are_listed_newest_first_and_an_app_without_any_has_none(client: CapgoClient) -> None:
    assert [bundle.name for bundle in await client.bundles.read_all(SHOP)] == ["1.2.0", "1.1.0", "1.0.0"]
    assert await client.bundles.read_all("com.acme.empty") == []


async def test_refused_bundles_are_not_taken_for_none(client: CapgoClient) -> None:
    with pytest.raises(Refused) as caught:
        await client.bundles.read_all("com.unknown.app")
    assert (caught.value.code, caught.value.kind) == ("cannot_get_bundle", RefusalKind.NO_RIGHT)


async def test_long_lists_of_the_demo_come_whole_over_its_broken_pages() -> None:
    demo = Demo()
    async with client_of(demo.app, key=demo.key) as client:
        channels = await client.channels.read_all("com.acme.builds")
        bundles = await client.bundles.read_all("com.acme.builds")
        assert client.requests.sent <= 6
    assert {channel.id for channel in channels} == {
        row.id for row in demo.world.channels.values() if row.app_id == "com.acme.builds"
    }
    assert len(channels) > 100
    assert {bundle.id for bundle in bundles} == {
        row.id for row in demo.world.bundles.values() if row.app_id == "com.acme.builds" and not row.deleted
    }
    assert len(bundles) > 300


async def test_devices_are_listed_and_opened(client: CapgoClient) -> None:
    devices = await client.devices.read_all(SHOP)
    assert [(device.platform, device.version_name, device.version) for device in devices] == [
        ("ios", "1.0.0", 101),
        ("android", "1.0.0", 101),
        ("android", "builtin", None),
    ]
    assert await client.devices.read(SHOP, devices[0].device_id.upper()) == devices[0]
    with pytest.raises(Refused) as caught:
        await client.devices.read(SHOP, "99999999-9999-4999-8999-999999999999")
    assert (caught.value.code, caught.value.kind) == ("device_not_found", RefusalKind.MISSING)


async def test_devices_come_by_the_time_of_their_last_change(client: CapgoClient) -> None:
    newest = [device.device_id[-1] for device in await client.devices.read_all(SHOP, order="desc")]
    assert newest == ["3", "2", "1"]
    since = datetime(2026, 7, 2, 9, tzinfo=UTC)
    changed = await client.devices.read_all(SHOP, updated_after=since)
    assert {device.device_id[-1] for device in changed} == {"2", "3"}
    with pytest.raises(Misused, match="time zone"):
        client.devices.pages(SHOP, updated_after=datetime(2026, 7, 2, 9))  # noqa: DTZ001 - that is the point


async def test_a_server_that_does_not_know_the_filter_gives_all_and_only_the_wanted_are_kept() -> None:
    rows = [
        {"device_id": "old", "updated_at": "2026-07-01T00:00:00.000Z"},
        {"device_id": "new", "updated_at": "2026-07-03T00:00:00.000Z"},
        {"device_id": "unknown"},
    ]
    client = client_of(replies(Reply({"data": rows, "hasMore": False})))
    changed = await client.devices.read_all(SHOP, updated_after=datetime(2026, 7, 2, tzinfo=UTC))
    assert [device.device_id for device in changed] == ["new", "unknown"]
    assert [
        page async for page in client.devices.pages(SHOP, updated_after=datetime(2027, 1, 1, tzinfo=UTC))
    ] == [[device for device in changed if device.device_id == "unknown"]]


async def test_a_page_without_any_wanted_device_is_not_given_out() -> None:
    rows = [{"device_id": "old", "updated_at": "2026-07-01T00:00:00.000Z"}]
    client = client_of(replies(Reply({"data": rows, "hasMore": False})))
    pages = client.devices.pages(SHOP, updated_after=datetime(2026, 7, 2, tzinfo=UTC))
    assert [page async for page in pages] == []


async def test_another_refusal_than_that_of_the_limit_is_refused(client: CapgoClient) -> None:
    with pytest.raises(Refused, match="cannot_access_app"):
        await client.devices.read_all("com.unknown.app")


async def test_an_old_server_gives_channels_bundles_and_devices() -> None:
    client = client_of(old_server(JANUARY))
    channels = await client.channels.read_all(SHOP)
    assert [channel.name for channel in channels][:2] == ["production", "beta"]
    assert all(channel.version and channel.disable_auto_update for channel in channels)
    assert (await client.channels.read(SHOP, "production")).allow_dev is None
    assert [bundle.name for bundle in await client.bundles.read_all(SHOP)] == ["1.2.0", "1.1.0", "1.0.0"]
    assert len(await client.devices.read_all(SHOP)) == 3
    assert [member.granted_role for member in await client.members.read_all(ORG)] == ["super_admin", "read"]


async def test_an_app_of_an_old_server_without_bundles_has_none() -> None:
    client = client_of(replies(Reply({"status": "Cannot get bundle", "error": None}, 400)))
    assert await client.bundles.read_all("com.acme.empty") == []
