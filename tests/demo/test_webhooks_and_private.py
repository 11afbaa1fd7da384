"""Webhooks, the device log, whole device rows (contract/api.md 3.10 and 4)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from capgo_tui.demo.current.actions import ACTIONS
from capgo_tui.demo.rows import LogRow
from capgo_tui.demo.world import people
from tests.demo.conftest import Asker

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"
HOOK = {"orgId": ORG, "name": "hook", "url": "https://hooks.acme.example/capgo", "events": ["channels"]}


async def test_a_webhook_lives_and_dies(acme: Asker) -> None:
    made = await acme("POST", "/webhooks", HOOK)
    assert (made.status, made.body["webhook"]["secret"][:6]) == (201, "whsec_")
    hook_id = made.body["webhook"]["id"]
    one = {"orgId": ORG, "webhookId": hook_id}
    assert [hook["id"] for hook in (await acme("GET", f"/webhooks?orgId={ORG}")).body] == [hook_id]
    read = (await acme("GET", f"/webhooks?orgId={ORG}&webhookId={hook_id}")).body
    assert read["stats_24h"] == {"success": 0, "failed": 0, "pending": 0}
    assert "secret" not in read
    changed = (await acme("PUT", "/webhooks", {**one, "enabled": False, "events": ["apps", "orgs"]})).body
    assert (changed["status"], changed["webhook"]["enabled"]) == ("Webhook updated", False)
    assert (await acme("POST", "/webhooks/test", one)).body["success"] is True
    deliveries = (await acme("GET", f"/webhooks/deliveries?orgId={ORG}&webhookId={hook_id}")).body
    assert deliveries["pagination"] == {"page": 0, "per_page": 50, "total": 0, "has_more": False}
    gone = await acme("DELETE", f"/webhooks?orgId={ORG}&webhookId={hook_id}")
    assert gone.body == {"status": "Webhook deleted", "webhookId": hook_id}
    assert (await acme("GET", f"/webhooks?orgId={ORG}&webhookId={hook_id}")).code == (
        404,
        "webhook_not_found",
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"events": ["weather"]}, "invalid_events"),
        ({"events": []}, "invalid_events"),
        ({"events": "apps"}, "invalid_body"),
        ({"url": "http://hooks.acme.example"}, "invalid_url"),
        ({"url": "https://localhost/x"}, "invalid_url"),
        ({"name": ""}, "invalid_body"),
        ({"delivery_version": "v9"}, "invalid_delivery_version"),
        ({"orgId": "nope"}, "invalid_org_id"),
    ],
)
async def test_a_webhook_is_checked(acme: Asker, fields: dict[str, Any], code: str) -> None:
    assert (await acme("POST", "/webhooks", {**HOOK, **fields})).code == (400, code)


async def test_webhook_changes_are_checked(acme: Asker) -> None:
    hook_id = (await acme("POST", "/webhooks", HOOK)).body["webhook"]["id"]
    one = {"orgId": ORG, "webhookId": hook_id}
    assert (await acme("PUT", "/webhooks", one)).code == (400, "no_updates")
    assert (await acme("PUT", "/webhooks", {**one, "webhookId": "x", "name": "n"})).code == (
        404,
        "webhook_not_found",
    )
    assert (await acme("POST", "/webhooks/deliveries/retry", {**one, "deliveryId": "d"})).code == (
        *(404, "delivery_not_found"),
    )


async def test_webhooks_come_newest_first_in_pages_of_fifty(acme: Asker) -> None:
    for number in range(52):
        acme.clock.pass_(1)
        await acme("POST", "/webhooks", {**HOOK, "name": f"hook {number}"})
    first = (await acme("GET", f"/webhooks?orgId={ORG}")).body
    second = (await acme("GET", f"/webhooks?orgId={ORG}&page=1")).body
    assert (first[0]["name"], len(first)) == ("hook 51", 50)
    assert [hook["name"] for hook in second] == ["hook 1", "hook 0"]


def _fill_log(acme: Asker) -> None:
    said = [
        ("d1", "get", "1.0.0"),
        ("d2", "set", "1.0.0"),
        ("d1", "download_fail", "1.1.0"),
        ("d2", "get", "1.1.0"),
    ]
    acme.demo.world.logs[SHOP] = [
        LogRow(number, acme.clock.now - timedelta(hours=number), SHOP, device, action, version)
        for number, (device, action, version) in enumerate(said)
    ]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({}, [0, 1, 2, 3]),
        ({"limit": 2}, [0, 1]),
        ({"order": [{"key": "created_at", "sortable": "asc"}]}, [3, 2, 1, 0]),
        ({"order": [{"key": "action"}, {"key": "created_at", "sortable": "asc"}]}, [2, 3, 0, 1]),
        ({"actions": ["get"]}, [0, 3]),
        ({"search": "DOWNLOAD"}, [2]),
        ({"search": "1.1"}, [2, 3]),
        ({"rangeEnd": "2026-11-21T21:00:00Z"}, [2, 3]),
        ({"rangeStart": "2026-11-21T20:00:00Z", "rangeEnd": "2026-11-21T22:00:00Z"}, [1, 2]),
        ({"rangeStart": 1795291200000}, [0, 1, 2]),
        ({"rangeStart": "1795291200000"}, [0, 1, 2]),
        ({"rangeStart": "never"}, [0, 1, 2, 3]),
    ],
)
async def test_the_device_log_is_filtered_and_sorted(
    acme: Asker, query: dict[str, Any], ids: list[int]
) -> None:
    _fill_log(acme)
    rows = (await acme("POST", "/private/stats", {"appId": SHOP, **query})).body
    assert [row["id"] for row in rows] == ids


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"actions": ["nope"]}, ["actions", 0]),
        ({"limit": 0}, ["limit"]),
        ({"limit": 50_001}, ["limit"]),
        ({"devicesId": ["x"]}, ["devicesId", 0]),
        ({"order": [{"key": "nope"}]}, ["order", 0, "key"]),
        ({"order": ["created_at"]}, ["order", 0]),
        ({"rangeStart": []}, ["rangeStart"]),
    ],
)
async def test_a_question_to_the_log_is_checked(acme: Asker, query: dict[str, Any], path: list[Any]) -> None:
    reply = await acme("POST", "/private/stats", {"appId": SHOP, **query})
    assert reply.code == (400, "invalid_body")
    assert [issue["path"] for issue in reply.issues] == [path]


async def test_an_unknown_action_is_answered_with_all_of_them(acme: Asker) -> None:
    reply = await acme("POST", "/private/stats", {"appId": SHOP, "actions": ["nope"]})
    assert reply.issues[0]["values"] == list(ACTIONS)
    assert len(ACTIONS) == 91


async def test_insights_count_the_log(acme: Asker) -> None:
    _fill_log(acme)
    body = (await acme("POST", "/private/stats/insights", {"appId": SHOP, "days": 1})).body
    assert body["summary"] == {"total": 4, "device_count": 2, "action_count": 3}
    assert body["actions"][0] == {"action": "get", "count": 2, "device_count": 2}
    assert body["period"]["labels"] == ["2026-11-21"]
    assert {row["version_name"] for row in body["versions"]} == {"1.0.0", "1.1.0"}
    wrong = await acme("POST", "/private/stats/insights", {"appId": SHOP, "days": 2})
    assert wrong.code == (400, "invalid_body")


async def test_the_log_is_exported_as_csv_or_json(acme: Asker) -> None:
    _fill_log(acme)
    body = (await acme("POST", "/private/stats/export", {"appId": SHOP})).body
    assert (body["format"], body["rowCount"], body["data"].count("\n")) == ("csv", 4, 5)
    body = (await acme("POST", "/private/stats/export", {"appId": SHOP, "format": "json", "limit": 1})).body
    assert len(json.loads(body["data"])) == body["rowCount"] == 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 3),
        ({"versionName": "1.0.0"}, 2),
        ({"search": "USER"}, 1),
        ({"customIdMode": True}, 1),
        ({"devicesId": ["A1B2C3D4-0000-4000-8000-000000000001"]}, 1),
    ],
)
async def test_whole_device_rows_are_counted_and_listed(
    acme: Asker, query: dict[str, Any], count: int
) -> None:
    asked = {"appId": SHOP, **query}
    assert (await acme("POST", "/private/devices", {**asked, "count": True})).body == {"count": count}
    assert len((await acme("POST", "/private/devices", asked)).body["data"]) == count


async def test_whole_device_rows_tell_the_channel_that_the_app_asks_for(ask: Asker) -> None:
    rows: list[dict[str, Any]] = []
    cursor = None
    while cursor is not None or not rows:
        asked = {"appId": people.SHOP, "limit": 20, **({"cursor": cursor} if cursor else {})}
        body = (await ask("POST", "/private/devices", asked)).body
        rows += body["data"]
        cursor = body.get("nextCursor")
    assert len({row["device_id"] for row in rows}) == len(ask.demo.world.devices[people.SHOP])
    assert {row["default_channel"] for row in rows} == {None, "beta", "next", "staging", "enterprise"}


async def test_an_override_is_set_by_the_channels_number(acme: Asker) -> None:
    body = {"app_id": SHOP, "device_id": "D-1", "channel_id": 1012}
    assert (await acme("POST", "/private/channel_device", body)).body == {"status": "ok"}
    assert acme.demo.world.overrides == {(SHOP, "d-1"): 1012}
    assert (await acme("DELETE", "/private/channel_device", body)).body == {"status": "ok"}
    assert acme.demo.world.overrides == {}
    assert (await acme("POST", "/private/channel_device", {**body, "channel_id": 9})).code == (
        404,
        "channel_not_found",
    )
    refused = await acme("DELETE", "/private/channel_device", body, key="acme reader")
    assert refused.code == (400, "cannot_access_app")
    del body["channel_id"]
    assert (await acme("POST", "/private/channel_device", body)).status == 400


@pytest.mark.parametrize("name", ["channel_stats", "update_delivery_stats", "native_observe_stats"])
async def test_some_routes_want_a_login(acme: Asker, name: str) -> None:
    assert (await acme("POST", f"/private/{name}", {"appId": SHOP})).status == 401
