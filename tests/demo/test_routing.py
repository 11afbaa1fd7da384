"""Paths, methods, headers (contract/api.md 1)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.demo import Demo
from capgo_tui.demo.current.routes import ROUTES
from capgo_tui.demo.world import people
from tests.demo.conftest import Asker, Clock

NOT_FOUND = {"error": "not_found", "message": "Not found"}
CHANNELS = f"app_id={people.SHOP}"


@pytest.mark.parametrize("path", ["/channel", "/channel/"])
async def test_one_slash_at_the_end_is_fine(ask: Asker, path: str) -> None:
    assert (await ask("GET", f"{path}?{CHANNELS}")).status == 200


@pytest.mark.parametrize(
    "path", ["/channel//", "/Channel", "/nope", "/", "/app/com.acme.shop/more", "/private/nope"]
)
async def test_other_paths_are_unknown(ask: Asker, path: str) -> None:
    reply = await ask("GET", f"{path}?{CHANNELS}")
    assert (reply.status, reply.body) == (404, NOT_FOUND)


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/channel"), ("PUT", "/device"), ("DELETE", "/apikey")]
)
async def test_an_unrouted_method_is_unknown_too(ask: Asker, method: str, path: str) -> None:
    reply = await ask(method, path, {"a": 1}, headers={})
    assert (reply.status, reply.body) == (404, NOT_FOUND)


async def test_below_statistics_the_key_comes_first(ask: Asker) -> None:
    assert (await ask("GET", "/statistics/nothing", headers={})).code == (401, "no_jwt_apikey_or_subkey")
    assert (await ask("GET", "/statistics/nothing")).body == NOT_FOUND
    assert (await ask("POST", "/statistics/user", headers={})).code == (401, "no_jwt_apikey_or_subkey")


async def test_a_preflight_needs_no_key(ask: Asker) -> None:
    reply = await ask("OPTIONS", "/channel", headers={})
    assert (reply.status, reply.body) == (204, None)


async def test_every_answer_says_where_it_comes_from(ask: Asker) -> None:
    reply = await ask("GET", "/ok", headers={"x-request-id": "my-id_=1"})
    assert reply.headers["x-request-id"] == "my-id_=1"
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["x-worker-source"].startswith("demo-")
    assert "content-security-policy" in reply.headers
    odd = await ask("GET", "/ok", headers={"x-request-id": "not allowed!"})
    assert len(odd.headers["x-request-id"]) == 36


@pytest.mark.parametrize(
    ("version", "body"),
    [
        ("2025-10-02", {"status": "ok", "version": "2025.10.2", "detail": "ok endpoint 2025-10-02 response"}),
        ("2024.1.1", {"status": "ok"}),
    ],
)
async def test_health_knows_a_version(ask: Asker, version: str, body: dict[str, str]) -> None:
    assert (await ask("GET", "/ok", headers={"capgo_api": version})).body == body
    assert (await ask("POST", "/ok", headers={"capgo_api": version})).body == body


async def test_a_version_is_made_of_numbers(ask: Asker) -> None:
    assert (await ask("GET", "/ok", headers={"capgo_api": "new"})).code == (400, "invalid_capgo_api_version")


async def test_ko_fails(ask: Asker) -> None:
    reply = await ask("POST", "/ko", headers={})
    assert reply.body == {"error": "unknown_error", "message": "KO", "moreInfo": {}}
    assert reply.status == 500


async def test_a_body_hides_the_query(ask: Asker) -> None:
    reply = await ask("GET", f"/channel?{CHANNELS}", {})
    assert reply.code == (400, "missing_app_id")
    reply = await ask("DELETE", f"/bundle?{CHANNELS}&version=1.0.0", {})
    assert reply.body == {"error": "invalid_json_parse_body", "message": "Invalid JSON body", "moreInfo": {}}


async def test_a_get_may_carry_a_body(ask: Asker) -> None:
    reply = await ask("GET", "/channel", {"app_id": people.SHOP, "channel": "beta"})
    assert reply.body["name"] == "beta"


@pytest.mark.parametrize("path", ["/channel", "/device", "/apikey/7002", "/private/stats"])
async def test_the_other_reader_takes_only_bodies(ask: Asker, path: str) -> None:
    method = "PUT" if path.startswith("/apikey") else "POST"
    reply = await ask(method, f"{path}?app_id={people.SHOP}&channel=x&name=y")
    assert reply.body == {
        "error": "invalid_json_parse_body",
        "message": "Invalid JSON body",
        "moreInfo": {"e": {}},
    }
    assert (await ask(method, path, None)).code == (500, "unknown_error")


@pytest.mark.parametrize(("method", "key"), [("GET", None), ("DELETE", None)])
async def test_a_device_id_that_is_no_text_is_a_500(ask: Asker, method: str, key: str | None) -> None:
    reply = await ask(method, "/device", {"app_id": people.SHOP, "device_id": 5}, key=key)
    assert reply.code == (500, "unknown_error")


async def test_the_first_of_two_values_counts(ask: Asker) -> None:
    reply = await ask("GET", f"/channel?{CHANNELS}&channel=beta&channel=next")
    assert reply.body["name"] == "beta"


async def test_a_head_request_is_answered_like_a_get(ask: Asker) -> None:
    assert (await ask("HEAD", "/ok", headers={})).status == 200


FIELDS = (
    *(
        "app_id",
        "orgId",
        "org_id",
        "channel",
        "version",
        "device_id",
        "email",
        "name",
        "page",
        "limit",
        "id",
        "url",
    ),
    *(
        "version_id",
        "channel_id",
        "external_url",
        "checksum",
        "events",
        "webhookId",
        "appId",
        "order",
        "cursor",
        "website",
    ),
    *(
        "rolloutVersion",
        "rolloutPercentage",
        "updated_at",
        "expires_at",
        "owner_org",
        "retention",
        "invite_type",
    ),
)
odd: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just([])
    | st.just({"a": 1})
)
right = st.sampled_from([people.SHOP, people.ACME, "beta", "1.4.2", "mia@acme.example", "https://x.y/z"])
bodies = st.dictionaries(st.sampled_from(FIELDS), odd | right, max_size=6)


@settings(max_examples=200, deadline=None)
@given(
    route=st.sampled_from([(path, method) for path, methods in ROUTES.items() for method in methods]),
    place=st.sampled_from([people.SHOP, people.ACME, "7002", "x y"]),
    body=bodies | odd,
)
async def test_no_body_is_too_strange_to_be_answered(route: tuple[str, str], place: str, body: Any) -> None:
    path, method = route
    demo = Demo()
    asker = Asker(demo, Clock(demo.world.now))
    reply = await asker(method, path.replace("{id}", quote(place)), body)
    assert reply.status < 500 or reply.body == {
        "error": reply.body["error"],
        "message": reply.body["message"],
        "moreInfo": {},
    }
    assert reply.status in {200, 201, 400, 401, 402, 403, 404, 409, 500}
