"""The other recorded answers, over their world as far as the answers show it.

The recording has gaps: requests that were left out of the file, but had been sent. `GAPS` sends them.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from capgo_tui.demo import Demo
from tests.demo.recorded_world import NOW, SECRETS, recorded_world
from tests.demo.replay import CONTRACT, differences, send

EXCHANGES = {
    exchange["id"]: exchange
    for exchange in json.loads((CONTRACT / "recorded.json").read_text(encoding="utf-8"))["exchanges"]
}
SUPER = SECRETS["<seed key 6 (org_super_admin of 8 orgs)>"]
NEW_ORG = "a677b487-4fbc-4139-85b9-b9b7b2f5d8ab"
BULK_1 = {"app_id": "com.bulk.app", "device_id": "10000000-0000-4000-8000-000000000001"}

LEFT_OUT = ("deviceae-", "jwt-")
"""The production device store writes cursors in its own form, and nobody can log in to the demo cloud."""

Gap = tuple[str, str, dict[str, Any] | None]

GAPS: dict[str, list[Gap]] = {
    "organization-055": [
        (
            "POST",
            "/organization",
            {"name": "Recorded Org", "email": "rec@example.com", "website": "example.com"},
        )
    ],
    "organization-058": [
        ("PUT", "/organization", {"orgId": NEW_ORG, "name": "Recorded Org 2"}),
        ("PUT", "/organization", {"orgId": NEW_ORG, "website": None}),
    ],
    "channel-164": [("POST", "/channel", {"app_id": "com.demo.app", "channel": "rec", "public": True})],
    "channel-195": [("DELETE", "/channel?app_id=com.demo.app&channel=rec", None)],
    "device-252": [("DELETE", f"/device?{urlencode(BULK_1)}", None)],
    "device-263": [
        ("GET", "/device?app_id=com.bulk.app&device_id=10000000-0000-4000-8000-000000000002", None)
        for _ in range(3)
    ],
    "apikey-333": [("PUT", "/apikey/11", {"expires_at": "2030-01-01T00:00:00Z"})],
    "app-351": [("DELETE", "/app/com.recorded.app", None)],
}
"""By the exchange before which they had been sent."""


def _prepare(demo: Demo, name: str) -> None:
    if name.startswith("ratelimit-352"):
        demo.limits.clear()
        demo.limits.requests_per_key = 5
    if name.startswith("ratelimit-359"):
        demo.limits.clear()
        demo.limits.failed_logins_per_ip = 3


def _request(recorded: dict[str, Any]) -> dict[str, Any]:
    query = urlencode(recorded["query"])
    headers = {name: value for name, value in recorded["headers"].items() if name != "content-type"}
    for label, secret in SECRETS.items():
        headers = {name: value.replace(label, secret) for name, value in headers.items()}
    request = {
        "method": recorded["method"],
        "path": recorded["path"] + (f"?{query}" if query else ""),
        "headers": headers,
    }
    body = recorded["body"]
    if isinstance(body, str):
        return {**request, "raw_body": body}
    return request if body is None else {**request, "body": body}


async def _replay() -> dict[str, list[str]]:
    world = recorded_world(EXCHANGES)
    ticks = itertools.count()
    demo = Demo(world, clock=lambda: NOW + timedelta(milliseconds=next(ticks)))
    invent = world.new_uuid
    world.new_uuid = iter([NEW_ORG]).__next__  # type: ignore[method-assign]
    world._numbers = itertools.chain([900, 901, 126, 127, 147], itertools.count(1000))
    found: dict[str, list[str]] = {}
    for name, exchange in EXCHANGES.items():
        if name.startswith(LEFT_OUT):
            continue
        for begins, gaps in GAPS.items():
            if name.startswith(begins):
                for method, path, body in gaps:
                    gap = {"method": method, "path": path, "headers": {"capgkey": SUPER}}
                    await send(demo, gap if body is None else {**gap, "body": body})
                world.new_uuid = invent  # type: ignore[method-assign]
        _prepare(demo, name)
        response = await send(demo, _request(exchange["request"]))
        wanted = exchange["response"]
        answered = response.json() if response.content else ""
        problems = [] if response.status_code == wanted["status"] else [f"status {response.status_code}"]
        found[name] = problems + list(differences(_by_form(wanted["body"]), answered))
    return found


_AT_RUN_TIME = re.compile(r"2026-11-21T22:3[3-9].*")
_BY_FORM = {"requestId": "<uuid>", "rateLimitResetAt": "<epoch ms>"}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _by_form(value: Any, name: str = "") -> Any:
    """Compare what the server made up while it ran (times, ids, audit numbers) by its form."""
    if isinstance(value, dict):
        if "actor_type" in value:
            value = {**value, "id": "<int>"}
        return {key: _by_form(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_by_form(item) for item in value]
    if isinstance(value, str) and _AT_RUN_TIME.fullmatch(value):
        return "<timestamp Z>"
    if name in {"rollout_id", "id", "key"} and isinstance(value, str) and _UUID.fullmatch(value):
        return "<uuid>"
    return _BY_FORM.get(name, value)


REPLAYED = [name for name in EXCHANGES if not name.startswith(LEFT_OUT)]


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    return asyncio.run(_replay())


@pytest.mark.parametrize("name", REPLAYED)
def test_the_answer_is_the_recorded_one(found: dict[str, list[str]], name: str) -> None:
    assert found[name] == []
