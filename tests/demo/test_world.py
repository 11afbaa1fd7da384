"""The default world, and worlds from files."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.demo import KEY, Demo, NotAWorld
from capgo_tui.demo.rows import Channel
from capgo_tui.demo.world import NOW, default_world, people
from capgo_tui.demo.world.crowd import HOSTILE_TEXTS
from capgo_tui.demo.worldfile import read_world
from tests.demo.conftest import Asker
from tests.demo.replay import CONTRACT

ROLES = {
    *("super admin", "org admin", "org member", "billing admin", "key manager", "org reader", "app admin"),
    *(
        "developer",
        "uploader",
        "reader",
        "preview",
        "hashed",
        "app only",
        "channel only",
        "expired",
        "expiring",
    ),
    *("legacy token", "agency", "northwind"),
}


async def _all(ask: Asker, path: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await ask("GET", path)).body
    return rows


def test_there_is_a_key_for_each_kind_of_role() -> None:
    demo = Demo()
    assert demo.keys.keys() == ROLES
    assert demo.key == demo.keys["super admin"] == KEY


async def test_the_main_key_has_a_pleasant_view(ask: Asker) -> None:
    names = [row["name"] for row in await _all(ask, "/organization")]
    assert names[:4] == ["Acme Mobile", "Northwind Traders", "Fabrikam Labs", "Contoso Travel"]
    assert len(names) == 5
    assert len(await _all(ask, "/app")) == 9


def test_two_worlds_are_the_same_and_apart() -> None:
    first, second = default_world(), default_world()
    assert [vars(first)[name] == vars(second)[name] for name in ("overrides", "now", "secrets")] == [True] * 3
    assert list(first.channels) == list(second.channels)
    assert [row.record_id for row in first.audit] == [row.record_id for row in second.audit]
    first.channels.clear()
    assert second.channels
    assert first.new_uuid() == second.new_uuid()


def _channel(ask: Asker, name: str) -> Channel:
    row = ask.demo.world.channel_named(people.SHOP, name)
    assert row is not None
    return row


async def test_the_shop_rolls_a_bundle_out_to_a_tenth(ask: Asker) -> None:
    row = (await ask("GET", f"/channel?app_id={people.SHOP}&channel=production")).body
    assert (row["version"]["name"], row["rollout_version_info"]["name"]) == ("1.4.2", "1.5.0")
    assert (row["rolloutPercentageBps"], row["rolloutEnabled"], row["public"]) == (1000, True, True)
    app = (await ask("GET", f"/app/{people.SHOP}")).body
    assert (app["rollout_channel_count"], app["rollout_paused_version_names"]) == (1, ["1.4.2"])
    assert app["channel_device_count"] > 0


async def test_a_channel_of_the_shop_points_at_a_deleted_bundle(ask: Asker) -> None:
    row = (await ask("GET", f"/channel?app_id={people.SHOP}&channel=legacy")).body
    listed = {bundle["id"] for bundle in await _all(ask, f"/bundle?app_id={people.SHOP}")}
    assert row["version"]["name"] == "1.3.2"
    assert row["version"]["id"] not in listed


def test_the_other_channels_of_the_shop_have_their_stories(ask: Asker) -> None:
    world = ask.demo.world
    assert _channel(ask, "kiosk-mode").version is None
    enterprise = _channel(ask, "enterprise")
    assert enterprise.disable_auto_update == "version_number"
    assert world.bundles[enterprise.version or 0].min_update_version is None
    assert _channel(ask, "paused").rollout_paused_at is not None
    testers = [
        device for (app, device), target in world.overrides.items() if target == _channel(ask, "beta").id
    ]
    assert len(testers) == 6
    public = [row for row in world.channels_of(people.SHOP) if row.public]
    assert [(row.name, row.ios, row.electron) for row in public] == [
        ("production", True, False),
        ("desktop", False, True),
    ]


async def test_devices_of_the_shop_are_behind_ahead_and_builtin(ask: Asker) -> None:
    devices = (await ask("GET", f"/device?app_id={people.SHOP}&limit=500")).body["data"]
    assert 55 <= len(devices) <= 70
    names = {device["version_name"] for device in devices}
    assert {"1.4.2", "1.5.0", "1.4.1", "1.0.1", "1.5.0-rc.1", "1.6.0-dev", "builtin"} <= names
    assert {device["platform"] for device in devices} == {"ios", "android", "electron"}
    assert sum(bool(device["custom_id"]) for device in devices) > 20


@pytest.mark.parametrize(
    ("path", "status", "count"),
    [
        (f"/channel?app_id={people.BUILDS}&page=1", 200, 74),
        (f"/bundle?app_id={people.BUILDS}&page=1", 200, 290),
        (f"/bundle?app_id={people.NEXT}", 400, None),
        (f"/channel?app_id={people.NEXT}", 200, 0),
        (f"/app?org_id={people.FABRIKAM}", 200, 0),
    ],
)
async def test_other_apps_are_full_or_empty(ask: Asker, path: str, status: int, count: int | None) -> None:
    reply = await ask("GET", path)
    assert reply.status == status
    if count is not None:
        assert len(reply.body) == count


async def test_an_app_has_bundles_but_no_devices(ask: Asker) -> None:
    assert (await ask("GET", f"/device?app_id={people.KIOSK}")).body == {"data": [], "hasMore": False}
    assert len(await _all(ask, f"/bundle?app_id={people.KIOSK}")) == 2


async def test_hostile_texts_arrive_as_they_are(ask: Asker) -> None:
    channels = {row["name"] for row in await _all(ask, f"/channel?app_id={people.NAMES}")}
    bundles = {row["name"] for row in await _all(ask, f"/bundle?app_id={people.NAMES}")}
    devices = (await ask("GET", f"/device?app_id={people.NAMES}")).body["data"]
    wanted = {text for text in HOSTILE_TEXTS if text}
    assert wanted <= channels
    assert wanted <= bundles
    assert set(HOSTILE_TEXTS) == {device["custom_id"] for device in devices}
    assert any("\ud800" in text for text in channels)
    assert max(len(text) for text in channels) > 10_000
    one = await ask("GET", "/channel", {"app_id": people.NAMES, "channel": "[/b]"})
    assert one.body["version"]["name"] == "[/b]"


async def test_the_audit_log_ends_where_the_world_begins(ask: Asker) -> None:
    log = ask.demo.world.audit
    assert 120 <= len(log) <= 200
    assert all((NOW - row.created_at).days <= 90 for row in log)
    last = {row.record_id: row for row in log if row.table_name == "channels"}
    for row in last.values():
        body = (
            {"app_id": row.new_record["app_id"], "channel": row.new_record["name"]} if row.new_record else {}
        )
        shown = (await ask("GET", "/channel", body)).body
        assert row.new_record is not None
        assert shown["updated_at"] == row.new_record["updated_at"], shown["name"]
    flips = [row for row in log if row.changed_fields and "ios" in row.changed_fields]
    assert [row.new_record["name"] for row in flips if row.new_record] == ["legacy"]
    assert {row.actor_type for row in log} == {"apikey", "user", "system"}
    assert all(row.changed_fields for row in log if row.operation == "UPDATE")


async def test_devices_with_a_story_told_it_to_the_log(ask: Asker) -> None:
    rows = (await ask("POST", "/private/stats", {"appId": people.SHOP, "limit": 5000})).body
    said = {row["action"] for row in rows}
    assert {
        "channelMisconfigured",
        "disableAutoUpdateUnderNative",
        "download_fail",
        "keyMismatch",
        "set",
    } <= said
    assert len(rows) == len(ask.demo.world.logs[people.SHOP])
    assert [ask.demo.world.logs[people.SHOP][0].id, len(ask.demo.world.logs[people.SHOP][:2])] == [1, 2]


def test_the_only_super_admin_of_acme_is_the_owner_of_the_key(ask: Asker) -> None:
    members = ask.demo.world.members_of(people.ACME)
    assert [m.user_id for m in members if m.role == "org_super_admin" and not m.is_tmp] == [people.MIA]


def test_an_unknown_dialect_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"does not speak the dialect '2024'; it speaks current"):
        Demo(dialect="2024")


def test_the_clock_starts_at_the_worlds_now_and_runs() -> None:
    demo = Demo.from_file(CONTRACT / "acme-world.json")
    start = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
    first = demo.clock()
    assert 0 <= (first - start).total_seconds() < 60
    assert demo.clock() >= first
    assert Demo(clock=lambda: start).clock() is start


def test_a_file_may_hold_overrides_a_log_and_hashed_keys(tmp_path: Path) -> None:
    data = json.loads((CONTRACT / "acme-world.json").read_text(encoding="utf-8"))
    device = "A1B2C3D4-0000-4000-8000-000000000001"
    data["overrides"] = [{"app_id": "com.acme.shop", "device_id": device, "channel_id": 1012}]
    line = {"app_id": "com.acme.shop", "device_id": device, "action": "get", "version_name": "1.0.0"}
    data["device_log"] = [{**line, "created_at": "2026-07-01T10:00:00Z"}]
    path = tmp_path / "world.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    world = read_world(path)
    assert world.overrides == {("com.acme.shop", device.lower()): 1012}
    assert world.apps["com.acme.shop"].channel_device_count == 1
    assert [row.action for row in world.logs["com.acme.shop"]] == ["get"]


@pytest.mark.parametrize("text", ["", "[]", "{}", "5", '{"now": "later"}', '{"organizations": 5}'])
def test_a_file_that_holds_no_world_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "world.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotAWorld, match=r"world\.json holds no world"):
        Demo.from_file(path)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        Demo.from_file(tmp_path / "missing.json")
