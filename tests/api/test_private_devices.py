"""Reads that go by POST, on the demo cloud: what they tell, and that nothing else gets through with them."""

from __future__ import annotations

import pytest

from capgo_tui.api.verbs import READING_POSTS
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, Refused, Unexpected
from tests.api.servers import Reply, client_of, replies, write_of

SHOP = "com.acme.shop"


@pytest.fixture
def shop() -> Demo:
    """The demo cloud with its own world."""
    return Demo()


def asking(demo: Demo, channel: str | None) -> str:
    """The id of a device whose app asks for a channel."""
    devices = demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=False)
    return next(row.device_id for row in devices if row.default_channel == channel)


async def test_a_device_is_read_with_the_channel_that_its_app_asks_for(shop: Demo) -> None:
    async with client_of(shop.app, key=shop.key) as client:
        device = await client.private_devices.read(SHOP, asking(shop, "beta").upper())
        assert device is not None
        assert device.default_channel == "beta"
        none = await client.private_devices.read(SHOP, asking(shop, None))
        assert none is not None
        assert none.default_channel is None
        assert none.has("default_channel")
        assert [exchange.method for exchange in client.requests] == ["POST", "POST"]


async def test_a_device_that_is_not_there_is_none(shop: Demo) -> None:
    async with client_of(shop.app, key=shop.key) as client:
        assert await client.private_devices.read(SHOP, "00000000-0000-4000-8000-000000000000") is None


async def test_read_only_mode_lets_these_reads_through_and_no_other_post(shop: Demo) -> None:
    async with client_of(shop.app, key=shop.key, read_only=True) as client:
        assert await client.private_devices.read(SHOP, asking(shop, "beta")) is not None
        for path in (
            "/private/channel_device",
            "/channel",
            "/device",
            "/private/devices/",
            "/private/stats/export",
        ):
            with pytest.raises(Misused, match="read-only"):
                await client.send(write_of("POST", path, app_id=SHOP, device_id="x", channel_id="1"))
        for method in ("PUT", "DELETE"):
            with pytest.raises(Misused, match="read-only"):
                await client.send(write_of(method, "/private/devices", app_id=SHOP))
        assert [(each.method, each.path) for each in client.requests] == [("POST", "/private/devices")]


async def test_no_other_path_can_be_asked_this_way(shop: Demo) -> None:
    async with client_of(shop.app, key=shop.key) as client:
        for path in ("/channel", "/private/channel_device", "/updates", "/private/devices?x=1"):
            with pytest.raises(ValueError, match="not known to change nothing"):
                await client._transport.ask(path, {})
        assert len(client.requests) == 0
    assert {"/private/stats", "/private/stats/insights", "/private/devices"} == READING_POSTS


async def test_a_key_without_the_right_is_refused(shop: Demo) -> None:
    async with client_of(shop.app, key=shop.keys["reader"]) as client:
        with pytest.raises(Refused):
            await client.private_devices.read("com.acme.none", asking(shop, "beta"))


async def test_an_answer_without_the_channel_is_none_to_rely_on() -> None:
    server = replies(Reply({"data": [{"device_id": "a"}], "hasMore": False}))
    async with client_of(server) as client:
        with pytest.raises(Unexpected, match="which channel"):
            await client.private_devices.read(SHOP, "A")


async def test_it_is_tried_again_as_every_read() -> None:
    server = replies(Reply({}, status=502), Reply({"data": [], "hasMore": False}))
    async with client_of(server) as client:
        assert await client.private_devices.read(SHOP, "a") is None
    assert len(server.asked) == 2
