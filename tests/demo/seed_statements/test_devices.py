"""/device: S2-109 to S2-136."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from capgo_tui.demo.rows import Channel, Device
from capgo_tui.demo.tables import ListedDevices
from capgo_tui.demo.timestamps import read
from tests.demo.old_servers import ANA, DEVICE, EMPTY, ORG, SHOP, Server
from tests.statements import states

LIST, ONE = f"GET /device?app_id={SHOP}", f"GET /device?app_id={SHOP}&device_id={DEVICE}"
REAL_FIELDS = {
    *("updated_at", "device_id", "custom_id", "version", "app_id", "platform", "plugin_version"),
    *("os_version", "version_build", "is_prod", "is_emulator"),
}


def device(server: Server) -> Device:
    """Give the row of the first device."""
    found = server.demo.world.devices_of(SHOP).get(DEVICE)
    assert found is not None
    return found


def many(server: Server, count: int) -> None:
    """Let the shop have that many devices."""
    made = [replace(device(server), id=n, device_id=f"{n:08d}") for n in range(count)]
    server.demo.world.devices[SHOP] = ListedDevices(made)


def private(server: Server, name: str) -> None:
    """Add a channel that is not public."""
    server.demo.world.channels[1013] = Channel(1013, SHOP, name, ORG, ANA, "r", "r", version=102)


@states("S2-109", "S2-110", "S2-111", "S2-112", "S2-114", "S2-115")
async def test_a_device_is_pointed_at_a_channel_by_its_name(old: Server) -> None:
    body = {"app_id": SHOP, "device_id": DEVICE.upper(), "channel": "beta"}
    assert await old.json("POST /device", body) == {"status": "ok"}
    assert old.demo.world.overrides == {(SHOP, DEVICE): 1012}


@states("S2-111", "S2-112")
async def test_app_and_device_are_required(old: Server) -> None:
    for body in ({"app_id": SHOP}, {"device_id": DEVICE}):
        assert await old.refusal("POST /device", body) == (400, {"status": "Missing device_id or app_id"})


@states("S2-112")
async def test_the_device_need_not_exist(old: Server) -> None:
    await old.json("POST /device", {"app_id": SHOP, "device_id": "ANY_Text", "channel": "beta"})
    assert old.demo.world.overrides == {(SHOP, "any_text"): 1012}


@states("S2-113")
async def test_a_version_is_set_by_its_name(seed: Server) -> None:
    body = {"app_id": SHOP, "device_id": DEVICE, "version_id": "1.1.0"}
    assert await seed.json("POST /device", body) == {"status": "ok"}
    assert seed.demo.world.version_overrides == {(SHOP, DEVICE): 102}
    status, said = await seed.refusal("POST /device", {**body, "version_id": "9.9.9"})
    assert (status, said["status"]) == (400, "Cannot find version")


@states("S2-113", "S2-114")
async def test_version_and_channel_are_set_together(seed: Server) -> None:
    body = {"app_id": SHOP, "device_id": DEVICE, "version_id": "1.1.0", "channel": "beta"}
    await seed.json("POST /device", body)
    assert seed.demo.world.version_overrides == {(SHOP, DEVICE): 102}
    assert seed.demo.world.overrides == {(SHOP, DEVICE): 1012}


@states("S2-113")
async def test_the_real_server_refused_a_version_by_then(early: Server) -> None:
    body = {"app_id": SHOP, "device_id": DEVICE, "version_id": "1.1.0", "channel": "beta"}
    said = {"status": "Cannot set version to device, use channel instead"}
    assert await early.refusal("POST /device", body) == (400, said)
    assert early.demo.world.overrides == {}


@states("S2-114")
async def test_a_second_channel_moves_a_device_but_not_on_the_real_server(
    seed: Server, early: Server
) -> None:
    for server in (seed, early):
        private(server, "qa")
        for channel in ("beta", "qa"):
            body = {"app_id": SHOP, "device_id": DEVICE, "channel": channel}
            assert await server.json("POST /device", body) == {"status": "ok"}
    assert seed.demo.world.overrides == {(SHOP, DEVICE): 1013}
    assert early.demo.world.overrides == {(SHOP, DEVICE): 1012}, "the old one stays, and that is not said"
    await early.json(f"DELETE /device?app_id={SHOP}&device_id={DEVICE}")
    await early.json("POST /device", {"app_id": SHOP, "device_id": DEVICE, "channel": "qa"})
    assert early.demo.world.overrides == {(SHOP, DEVICE): 1013}


@states("S2-114")
async def test_only_private_channels_were_taken(seed: Server, early: Server) -> None:
    body = {"app_id": SHOP, "device_id": DEVICE, "channel": "production"}
    said = {"status": "Cannot set channel override for public channel"}
    assert await early.refusal("POST /device", body) == (400, said)
    assert await seed.json("POST /device", body) == {"status": "ok"}


@states("S2-114")
async def test_an_unknown_channel_is_refused_and_none_does_nothing(old: Server) -> None:
    body = {"app_id": SHOP, "device_id": DEVICE}
    status, said = await old.refusal("POST /device", {**body, "channel": "nope"})
    assert (status, said["status"]) == (400, "Cannot find channel")
    assert await old.json("POST /device", body) == {"status": "ok"}
    assert old.demo.world.overrides == {}


@states("S2-116", "S2-117", "S2-118")
async def test_devices_come_as_an_array_by_fifty(seed: Server, early: Server) -> None:
    for server in (seed, early):
        many(server, 120)
    pages = [[d["device_id"] for d in await seed.json(f"{LIST}&page={page}")] for page in range(4)]
    assert [len(page) for page in pages] == [50, 50, 20, 0]
    assert len({name for page in pages for name in page}) == 120
    real = [[d["device_id"] for d in await early.json(f"{LIST}&page={page}")] for page in range(4)]
    assert [len(page) for page in real] == [49, 70, 20, 0]
    assert {name for page in pages for name in page} - {name for page in real for name in page} == {
        "00000049"
    }, "the fiftieth device is on no page"


@states("S2-117")
async def test_a_self_hosted_server_ignored_the_fifty(early: Server) -> None:
    many(early, 120)
    path = f"GET /functions/v1/device?app_id={SHOP}"
    assert [len(await early.json(f"{path}&page={page}")) for page in range(3)] == [120, 70, 20]


@states("S2-116")
async def test_an_app_without_devices_has_an_empty_array(old: Server) -> None:
    assert await old.json(f"GET /device?app_id={EMPTY}") == []
    assert await old.refusal("GET /device") == (400, {"status": "You can't access this app"})


@pytest.mark.parametrize(
    ("statement", "field", "value"),
    [
        ("S2-120", "updated_at", "2026-07-02T10:00:00+00:00"),
        ("S2-121", "device_id", "a1b2c3d4-0000-4000-8000-000000000002"),
        ("S2-122", "custom_id", "user-2"),
        ("S2-123", "version", {"id": 101, "name": "1.0.0"}),
        ("S2-124", "app_id", SHOP),
        ("S2-125", "platform", "android"),
        ("S2-126", "plugin_version", "7.40.1"),
        ("S2-127", "os_version", "15"),
        ("S2-128", "version_build", "1.0.0"),
        ("S2-129", "is_prod", True),
        ("S2-130", "is_emulator", False),
    ],
)
async def test_a_device_has_this_field(old: Server, statement: str, field: str, value: Any) -> None:
    rows = {row["device_id"]: row for row in await old.json(LIST)}
    assert rows["a1b2c3d4-0000-4000-8000-000000000002"][field] == value, statement


@states("S2-119")
async def test_the_page_shows_when_a_device_came_and_the_real_server_never_did(
    seed: Server, early: Server
) -> None:
    for server in (seed, early):
        device(server).created_at = read("2026-01-09T00:00:00Z")
    assert (await seed.json(ONE))["created_at"] == "2026-01-09T00:00:00+00:00"
    assert "created_at" not in await early.json(ONE)
    assert set(await early.json(ONE)) == REAL_FIELDS


@states("S2-119", "S2-120", "S2-125", "S2-127")
async def test_four_fields_may_be_missing(seed: Server) -> None:
    row = device(seed)
    row.platform, row.os_version = "electron", ""
    shown = await seed.json(ONE)
    assert not {"created_at", "platform", "os_version"} & set(shown)
    assert "updated_at" in shown


@states("S2-123")
async def test_a_version_without_a_row_is_a_bare_number_on_the_real_server(
    seed: Server, early: Server
) -> None:
    for server in (seed, early):
        device(server).version = 999
    assert 999 in [row["version"] for row in await early.json(LIST)]
    assert (await early.refusal(ONE))[1]["status"] == "Cannot find version"
    assert {"id": 999, "name": "1.0.0"} in [row["version"] for row in await seed.json(LIST)]


@states("S2-123")
async def test_a_device_on_the_built_in_bundle_names_the_hidden_one(old: Server) -> None:
    versions = [row["version"] for row in await old.json(LIST)]
    assert {"id": 11, "name": "builtin"} in versions


@states("S2-131", "S2-132")
async def test_one_device_has_eight_fields_on_the_page_and_all_in_truth(seed: Server, early: Server) -> None:
    one = await seed.json(ONE)
    assert set(one) == {
        *("updated_at", "device_id", "version", "app_id", "platform", "plugin_version", "os_version")
    }
    listed = next(row for row in await early.json(LIST) if row["device_id"] == DEVICE)
    assert await early.json(ONE) == listed
    assert await early.json(ONE.replace(DEVICE, DEVICE.upper())) == listed


@states("S2-131")
async def test_an_unknown_device_is_refused(old: Server) -> None:
    status, said = await old.refusal(f"{LIST}&device_id=nope")
    assert (status, said["status"]) == (400, "Cannot find device")


@states("S2-133", "S2-134", "S2-135", "S2-136")
async def test_deleting_takes_the_overrides_away_and_never_the_device(seed: Server, early: Server) -> None:
    line = f"DELETE /device?app_id={SHOP}&device_id={DEVICE.upper()}"
    for server in (seed, early):
        body = {"app_id": SHOP, "device_id": DEVICE, "channel": "beta"}
        await server.json("POST /device", body | ({"version_id": "1.1.0"} if server is seed else {}))
        assert await server.json(line) == {"status": "ok"}
        assert (server.demo.world.overrides, server.demo.world.version_overrides) == ({}, {})
        assert await server.json(line) == {"status": "ok"}
        assert (await server.json(ONE))["device_id"] == DEVICE


@states("S2-135")
async def test_deleting_without_a_device_is_a_failure_of_the_server(old: Server) -> None:
    status, said = await old.refusal(f"DELETE /device?app_id={SHOP}")
    assert (status, said) == (500, {"status": "Cannot delete override", "error": "{}"})
