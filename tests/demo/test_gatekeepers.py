"""Which header carries the key, and who comes in (contract/api.md 2.1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from capgo_tui.demo.rows import Binding
from capgo_tui.demo.world import people
from tests.demo.conftest import Asker

KEY_ROUTE, MIXED_ROUTE = "/organization", "/apikey"


@pytest.mark.parametrize(
    ("header", "path", "expected"),
    [
        ({}, KEY_ROUTE, (401, "no_key_provided")),
        ({}, MIXED_ROUTE, (401, "no_jwt_apikey_or_subkey")),
        ({"capgkey": ""}, KEY_ROUTE, (401, "no_key_provided")),
        ({"capgkey": ""}, MIXED_ROUTE, (401, "no_jwt_apikey_or_subkey")),
        ({"authorization": "Bearer {key}"}, KEY_ROUTE, (401, "invalid_apikey")),
        ({"authorization": "Bearer {key}"}, MIXED_ROUTE, (401, "invalid_jwt")),
        ({"authorization": "no-uuid"}, KEY_ROUTE, (401, "invalid_apikey")),
        ({"authorization": "no-uuid"}, MIXED_ROUTE, (401, "invalid_jwt")),
        ({"x-api-key": "{key}"}, KEY_ROUTE, (401, "no_key_provided")),
        ({"capgkey": "wrong", "authorization": "{key}"}, KEY_ROUTE, (401, "invalid_apikey")),
        ({"capgkey": "{key}", "x-limited-key-id": "abc"}, KEY_ROUTE, (401, "invalid_subkey")),
        ({"capgkey": "{key}", "x-limited-key-id": "999999"}, MIXED_ROUTE, (401, "invalid_subkey")),
    ],
)
async def test_a_key_in_the_wrong_place_is_refused(
    ask: Asker, header: dict[str, str], path: str, expected: tuple[int, str]
) -> None:
    headers = {name: value.format(key=ask.demo.key) for name, value in header.items()}
    assert (await ask("GET", path, headers=headers)).code == expected


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("capgkey", KEY_ROUTE),
        ("authorization", KEY_ROUTE),
        ("capgkey", MIXED_ROUTE),
        ("authorization", MIXED_ROUTE),
        ("x-api-key", MIXED_ROUTE),
    ],
)
async def test_a_key_in_the_right_place_works(ask: Asker, header: str, path: str) -> None:
    assert (await ask("GET", path, headers={header: ask.demo.key})).status == 200


async def test_an_old_token_works_in_authorization_on_key_routes_only(ask: Asker) -> None:
    token = {"authorization": ask.demo.keys["legacy token"]}
    assert (await ask("GET", KEY_ROUTE, headers=token)).status == 200
    assert (await ask("GET", "/statistics/user?from=2&to=3", headers=token)).code == (401, "invalid_jwt")
    assert (await ask("GET", KEY_ROUTE, key="legacy token")).status == 200


async def test_a_hashed_key_is_sent_like_any_other(ask: Asker) -> None:
    assert (await ask("GET", KEY_ROUTE, key="hashed")).status == 200


async def test_an_expired_key_is_a_wrong_key(ask: Asker) -> None:
    assert (await ask("GET", KEY_ROUTE, key="expired")).code == (401, "invalid_apikey")
    ask.clock.pass_(13 * 86400)
    assert (await ask("GET", KEY_ROUTE, key="expiring")).code == (401, "invalid_apikey")


async def test_a_deleted_key_is_a_wrong_key(ask: Asker) -> None:
    reader = next(key for key in ask.demo.world.api_keys.values() if key.name == "reader")
    assert (await ask("DELETE", f"/apikey/{reader.id}")).body == {"status": "ok"}
    assert (await ask("GET", KEY_ROUTE, key="reader")).code == (401, "invalid_apikey")


async def test_an_organization_may_want_hashed_keys(ask: Asker) -> None:
    ask.demo.world.organizations[people.ACME].enforce_hashed_api_keys = True
    assert (await ask("GET", KEY_ROUTE, key="org admin")).code == (401, "invalid_apikey")
    assert (await ask("GET", KEY_ROUTE, key="hashed")).status == 200
    assert (await ask("GET", KEY_ROUTE, key="northwind")).status == 200


async def test_an_organization_may_want_keys_that_expire(ask: Asker) -> None:
    await ask(
        "PUT", "/organization", {"orgId": people.ACME, "require_apikey_expiration": True}, key="org admin"
    )
    refused = (401, "org_requires_expiring_key")
    one = f"orgId={people.ACME}"
    assert (await ask("GET", f"/organization?{one}", key="org admin")).code == refused
    assert (await ask("GET", f"/organization/members?{one}", key="org admin")).code == refused
    assert (await ask("GET", f"/organization/audit?{one}", key="org admin")).code == refused
    assert (await ask("GET", f"/webhooks?{one}", key="org admin")).code == refused
    assert (await ask("PUT", "/organization", {"orgId": people.ACME}, key="org admin")).code == refused
    assert (await ask("GET", "/organization", key="org admin")).status == 200
    assert (await ask("GET", f"/organization?{one}", key="expiring")).status == 200


async def test_a_limited_key_acts_with_the_narrower_rights(ask: Asker) -> None:
    reader = next(key for key in ask.demo.world.api_keys.values() if key.name == "reader")
    headers = {"capgkey": ask.demo.key, "x-limited-key-id": str(reader.id)}
    listed = await ask("GET", "/organization", headers=headers)
    assert [row["id"] for row in listed.body] == [people.ACME]
    body = {"app_id": people.SHOP, "channel": "beta", "public": True}
    assert (await ask("POST", "/channel", body, headers=headers)).code == (400, "cannot_access_app")


async def test_a_limited_key_must_be_of_the_same_person(ask: Asker) -> None:
    agency = next(key for key in ask.demo.world.api_keys.values() if key.name == "agency")
    headers = {"capgkey": ask.demo.key, "x-limited-key-id": str(agency.id)}
    assert (await ask("GET", "/organization", headers=headers)).code == (401, "invalid_subkey")


async def test_a_key_without_any_binding_sees_nothing(ask: Asker) -> None:
    key = next(key for key in ask.demo.world.api_keys.values() if key.name == "reader")
    key.bindings = []
    assert (await ask("GET", "/organization", key="reader")).body == []
    assert (await ask("GET", "/app", key="reader")).body == []
    key.bindings = [Binding("app", people.ACME, "app_reader", app_id=people.KIOSK)]
    assert [row["app_id"] for row in (await ask("GET", "/app", key="reader")).body] == [people.KIOSK]


def test_the_world_has_keys_that_end(ask: Asker) -> None:
    ends = {key.name: key.expires_at for key in ask.demo.world.api_keys.values() if key.expires_at}
    assert ends["expired"] == ask.clock.now - timedelta(days=1)
