"""API keys and the audit log (contract/api.md 3.3 and 3.4)."""

from __future__ import annotations

from typing import Any

import pytest

from capgo_tui.demo.world import people
from tests.demo.conftest import Asker

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"


async def test_lists_of_keys_tell_no_secret(acme: Asker) -> None:
    rows = (await acme("GET", "/apikey")).body
    assert [row["id"] for row in rows] == [7001, 7002, 7003, 7004, 7005]
    assert {"key", "bindings", "mode"} & rows[0].keys() == set()


async def test_only_keys_of_the_same_person_are_listed(ask: Asker) -> None:
    names = {row["name"] for row in (await ask("GET", "/apikey")).body}
    assert "reader" in names
    assert not {"agency", "northwind"} & names
    hashed = next(row for row in (await ask("GET", "/apikey")).body if row["name"] == "hashed")
    assert hashed["is_hashed_key"] is True


@pytest.mark.parametrize("given", ["7002", "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a91"])
async def test_a_key_is_found_by_number_or_value(acme: Asker, given: str) -> None:
    assert (await acme("GET", f"/apikey/{given}")).body["id"] == 7002


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/apikey/9999", (404, "failed_to_get_apikey")),
        ("GET", "/apikey/no%20id!", (400, "invalid_id_format")),
        ("DELETE", "/apikey/9999", (404, "api_key_not_found")),
        ("DELETE", "/apikey/a.b", (400, "invalid_id_format")),
        ("DELETE", "/apikey/7001", (401, "cannot_delete_apikey")),
    ],
)
async def test_other_keys_are_not_found(
    acme: Asker, method: str, path: str, expected: tuple[int, str]
) -> None:
    assert (await acme(method, path)).code == expected


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/apikey", {"name": "n"}, (400, "api_key_id_required")),
        ("/apikey/7002", {"name": 5}, (400, "name_must_be_a_string")),
        ("/apikey/7002", {"regenerate": "yes"}, (400, "regenerate_must_be_boolean")),
        ("/apikey/7002", {"expires_at": "2020-01-01T00:00:00Z"}, (400, "invalid_expiration_date")),
        ("/apikey/7002", {"expires_at": "soon"}, (400, "invalid_expiration_date")),
        ("/apikey/7002", {"mode": "read"}, (400, "no_valid_fields_provided_for_update")),
        ("/apikey/7002", {"bindings": []}, (401, "cannot_update_apikey")),
        ("/apikey/7001", {"name": "me"}, (401, "cannot_update_apikey")),
        ("/apikey/9999", {"name": "n"}, (404, "api_key_not_found_or_access_denied")),
    ],
)
async def test_a_change_of_a_key_is_checked(
    acme: Asker, path: str, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert (await acme("PUT", path, body)).code == expected


async def test_a_key_gets_an_end_date_and_loses_it(acme: Asker) -> None:
    later = await acme("PUT", "/apikey", {"id": 7002, "expires_at": "2027-01-01T00:00:00Z"})
    assert later.body["expires_at"] == "2027-01-01T00:00:00+00:00"
    assert (await acme("PUT", "/apikey/7002", {"expires_at": None})).body["expires_at"] is None


async def test_a_new_secret_replaces_the_old_one(ask: Asker) -> None:
    for name, number in (("reader", 7010), ("hashed", 7012)):
        old = ask.demo.keys[name]
        row = (await ask("PUT", f"/apikey/{number}", {"regenerate": True})).body
        assert row["is_hashed_key"] is (name == "hashed")
        assert (row["key_hash"] is None) is (name == "reader")
        assert (await ask("GET", "/organization", headers={"capgkey": old})).status == 401
        assert (await ask("GET", "/organization", headers={"capgkey": row["key"]})).status == 200


async def test_a_key_bound_elsewhere_cannot_be_managed(ask: Asker) -> None:
    everything = next(key for key in ask.demo.world.api_keys.values() if key.name == "super admin")
    reply = await ask("GET", f"/apikey/{everything.id}", key="org admin")
    assert reply.code == (401, "cannot_get_apikey")
    assert (await ask("DELETE", f"/apikey/{everything.id}", key="org admin")).code == (
        401,
        "cannot_delete_apikey",
    )
    assert (await ask("PUT", f"/apikey/{everything.id}", {"name": "n"}, key="org admin")).code == (
        *(401, "cannot_update_apikey"),
    )


async def _log(acme: Asker, query: str = "") -> dict[str, Any]:
    body: dict[str, Any] = (await acme("GET", f"/organization/audit?orgId={ORG}{query}")).body
    return body


async def test_every_change_writes_a_line(acme: Asker) -> None:
    shop = {"app_id": "com.acme.shop"}
    await acme("POST", "/channel", {**shop, "channel": "qa"})
    await acme("POST", "/channel", {**shop, "channel": "qa", "public": True})
    await acme(
        "POST", "/bundle", {**shop, "version": "2.0.0", "external_url": "https://x.y/z", "checksum": "f"}
    )
    await acme("DELETE", "/bundle?app_id=com.acme.shop&version=2.0.0")
    await acme("PUT", "/organization", {"orgId": ORG, "name": "New name"})
    await acme("PUT", "/organization", {"orgId": ORG})
    await acme(
        "POST", "/organization/members", {"orgId": ORG, "email": "cleo@acme.example", "invite_type": "read"}
    )
    await acme("PUT", "/app/com.acme.shop", {"name": "Shop!"})
    await acme("DELETE", "/channel?app_id=com.acme.shop&channel=qa")
    rows = list(reversed((await _log(acme))["data"]))
    assert [(row["table_name"], row["operation"], row["changed_fields"]) for row in rows] == [
        ("channels", "INSERT", None),
        ("channels", "UPDATE", ["public"]),
        ("channels", "UPDATE", ["public", "updated_at"]),
        ("app_versions", "INSERT", None),
        ("app_versions", "UPDATE", ["deleted", "deleted_at"]),
        ("orgs", "UPDATE", ["name"]),
        ("org_users", "INSERT", None),
        ("apps", "UPDATE", ["name", "updated_at"]),
        ("channels", "DELETE", None),
    ]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert (rows[0]["old_record"], rows[-1]["new_record"]) == (None, None)
    assert {(row["actor_type"], row["actor_apikey_name"], row["actor_user_email"]) for row in rows} == {
        ("apikey", "acme admin", "ana@acme.example")
    }


async def test_the_log_pages_rightly_and_ends_in_a_refusal(acme: Asker) -> None:
    for number in range(7):
        await acme("PUT", "/organization", {"orgId": ORG, "name": f"Name {number}"})
    pages = [await _log(acme, f"&limit=3&page={page}") for page in range(3)]
    assert [len(page["data"]) for page in pages] == [3, 3, 1]
    assert pages[0]["total"] == 7
    assert pages[0]["data"][0]["new_record"]["name"] == "Name 6"
    reply = await acme("GET", f"/organization/audit?orgId={ORG}&limit=3&page=3")
    assert reply.code == (400, "cannot_get_audit_logs")
    assert reply.body["moreInfo"]["error"]["code"] == "PGRST103"
    assert (await _log(acme, "&limit=7&page=1"))["data"] == []


@pytest.mark.parametrize(
    ("asked", "given"), [("limit=500", 100), ("limit=abc", 50), ("", 50), ("limit=0", 50)]
)
async def test_a_page_of_the_log_has_a_hundred_lines_at_most(ask: Asker, asked: str, given: int) -> None:
    body = (await ask("GET", f"/organization/audit?orgId={people.ACME}&{asked}")).body
    assert (body["limit"], len(body["data"])) == (given, given)


async def test_the_log_is_filtered_by_table_and_operation(ask: Asker) -> None:
    path = f"/organization/audit?orgId={people.ACME}"
    channels = (await ask("GET", f"{path}&tableName=channels&operation=UPDATE")).body
    assert {(row["table_name"], row["operation"]) for row in channels["data"]} == {("channels", "UPDATE")}
    assert (await ask("GET", f"{path}&tableName=nope")).body["total"] == 0


async def test_the_log_needs_an_organization(ask: Asker) -> None:
    assert (await ask("GET", "/organization/audit")).code == (400, "invalid_body")
    assert (await ask("GET", "/organization/audit?orgId=nope")).code == (400, "invalid_org_id")
