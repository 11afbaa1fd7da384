"""What a device reported, page by page and kept up to date, from the demo cloud."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.api.device_log import PAGE
from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from capgo_tui.demo.rows import LogRow
from capgo_tui.errors import Refused
from capgo_tui.models.log_line import LogLine
from capgo_tui.services.device_log import DeviceLog, DeviceLogs, Reported, told_apart
from capgo_tui.services.listing import Listing
from tests.api.servers import client_of

SHOP = "com.acme.shop"
NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
DEVICE = "0107031b-5434-423b-ac1b-df5e095edd2a"


def demo_with(*, lines: int, a_second: int = 3) -> Demo:
    """A cloud in which one device reported much, several lines within a second."""
    demo = Demo(clock=lambda: NOW)
    demo.world.logs[SHOP] = [row(number, number // a_second) for number in range(lines)]
    return demo


def row(number: int, second: int, action: str = "get") -> LogRow:
    at = NOW - timedelta(hours=9) + timedelta(seconds=second)
    return LogRow(number, at, SHOP, DEVICE, action, f"1.0.{number}")


def reports(demo: Demo, *rows: LogRow) -> None:
    demo.world.logs[SHOP] = [*demo.world.logs[SHOP], *rows]


def listing_of(client: CapgoClient) -> Listing[Reported]:
    log: DeviceLog = DeviceLogs(client, SHOP).of(DEVICE.upper())
    return Listing(log.pages, lambda: NOW)


def bundles(lines: Sequence[Reported]) -> list[str]:
    return [each.line.version_name or "" for each in lines]


async def test_the_pages_give_every_line_once_newest_first() -> None:
    count = PAGE * 2 + 7
    async with client_of(demo_with(lines=count).app, key=Demo().key) as client:
        listing = listing_of(client)
        await listing.read()
        seconds = [each.line.created_at or NOW for each in listing.records]
        assert seconds == sorted(seconds, reverse=True)
        assert sorted(bundles(listing.records)) == sorted(f"1.0.{number}" for number in range(count))
        assert client.requests.sent == 3


async def test_reading_again_asks_for_what_is_new_alone() -> None:
    demo = demo_with(lines=2_500)
    async with client_of(demo.app, key=demo.key) as client:
        listing = listing_of(client)
        await listing.read()
        before, known = client.requests.sent, len(listing.records)
        reports(demo, row(9_001, 840, "set"), row(9_002, 840, "app_crash"), row(9_003, 820, "late"))
        await listing.refresh()
        assert client.requests.sent == before + 1
        assert len(listing.records) == known + 3
        assert {each.line.action for each in listing.records[:60]} >= {"set", "app_crash", "late"}
        assert listing.complete


async def test_a_flood_of_new_lines_leaves_no_gap() -> None:
    demo = demo_with(lines=30)
    async with client_of(demo.app, key=demo.key) as client:
        listing = listing_of(client)
        await listing.read()
        reports(demo, *(row(5_000 + number, 100 + number) for number in range(PAGE + 50)))
        await listing.refresh()
        await listing.read()
        assert len(listing.records) == 30 + PAGE + 50


async def test_what_is_refused_is_not_asked_for_again_before_it_is_forgotten() -> None:
    demo = demo_with(lines=3)
    order(demo.faults, ["status=403@/private/stats:POSTx1"])
    async with client_of(demo.app, key=demo.key) as client:
        logs = DeviceLogs(client, SHOP)
        for _ in range(2):
            with pytest.raises(Refused):
                await logs.read(DEVICE)
        assert client.requests.sent == 1
        logs.forget()
        assert len(await logs.read(DEVICE)) == 3


async def test_read_only_mode_lets_the_log_be_read() -> None:
    demo = demo_with(lines=3)
    async with client_of(demo.app, key=demo.key, read_only=True) as client:
        assert len(await client.device_log.read(SHOP, DEVICE)) == 3


def test_lines_without_a_number_that_say_the_same_are_told_apart() -> None:
    said = {"created_at": "2026-11-21 22:00:00", "action": "download_10", "version_name": "1.0.0"}
    lines = [LogLine.read(said) for _ in range(3)]
    keys = [each.key for each in told_apart(lines)]
    assert len(set(keys)) == 3
    assert [each.key for each in told_apart([*lines, lines[0]])][1:] == keys, "a new line changes no key"
    assert lines[0].created_at == NOW
