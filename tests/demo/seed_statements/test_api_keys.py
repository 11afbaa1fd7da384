"""/apikey and what modes and limits let through: S2-27 to S2-44."""

from __future__ import annotations

import pytest

from capgo_tui.demo.faults import ByNumber
from tests.demo.old_servers import ANA, DEVICE, EMPTY, KEYS, ORG, SHOP, THREE_DAYS, Server
from tests.statements import states

FIELDS = ("created_at", "id", "key", "mode", "name", "updated_at", "user_id")


@states("S2-27")
async def test_a_key_is_made_used_and_deleted(old: Server) -> None:
    made = (await old.json(f"POST /apikey?org_id={ORG}&mode=read"))["apikey"]
    headers = {"authorization": made["key"]}
    assert (await old(f"GET /bundle?app_id={SHOP}", headers=headers)).status_code == 200
    assert await old.json(f"DELETE /apikey/{made['key']}") == {"success": True}
    assert (await old(f"GET /bundle?app_id={SHOP}", headers=headers)).status_code >= 400


@states("S2-28", "S2-36")
async def test_the_keys_of_the_owner_are_listed(seed: Server) -> None:
    keys = await seed.json("GET /apikey")
    assert {row["user_id"] for row in keys} == {ANA}
    assert [row["id"] for row in keys] == [7001, 7002, 7003, 7004, 7005, 7007]


@states("S2-28")
async def test_the_real_server_did_not_list_them_yet(early: Server) -> None:
    response = await early("GET /apikey")
    assert (response.status_code, response.text) == (404, "404 Not Found")


@pytest.mark.parametrize(
    ("statement", "field", "value"),
    [
        ("S2-29", "created_at", "2026-01-05T00:00:00+00:00"),
        ("S2-30", "id", 7002),
        ("S2-31", "key", KEYS["read"]),
        ("S2-32", "mode", "read"),
        ("S2-33", "name", "acme reader"),
        ("S2-34", "updated_at", "2026-01-05T00:00:00+00:00"),
        ("S2-35", "user_id", ANA),
    ],
)
async def test_a_key_has_this_field_and_seven_in_all(
    seed: Server, statement: str, field: str, value: object
) -> None:
    row = (await seed.json("GET /apikey"))[1]
    assert (row[field], len(row)) == (value, 7), statement


@states("S2-32", "S2-39")
@pytest.mark.parametrize("mode", ["read", "write", "upload", "all"])
async def test_a_key_has_one_of_four_modes(old: Server, mode: str) -> None:
    made = (await old.json(f"POST /apikey?org_id={ORG}&mode={mode}"))["apikey"]
    assert made["mode"] == mode


@states("S2-37", "S2-38", "S2-40")
async def test_a_new_key_is_for_one_organization_and_comes_with_its_secret(
    seed: Server, early: Server
) -> None:
    line = f"POST /apikey?org_id={ORG}&mode=all"
    made = (await seed.json(line))["apikey"]
    assert sorted(made) == sorted(FIELDS)
    real = (await early.json(line))["apikey"]
    assert set(real) - set(FIELDS) == {"limited_to_orgs", "limited_to_apps"}
    assert (real["limited_to_orgs"], real["limited_to_apps"]) == ([ORG], [])
    assert (real["name"], len(real["key"])) == (f"Apikey {real['id']}", 36)


@states("S2-38", "S2-39")
@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        (f"org_id={ORG}", 400, "Mode is required"),
        (f"org_id={ORG}&mode=owner", 400, "Invalid mode"),
        (f"org_id={ORG[:-1]}0&mode=read", 404, "Org not found"),
    ],
)
async def test_a_key_needs_an_organization_and_a_mode(
    old: Server, query: str, status: int, error: str
) -> None:
    code, said = await old.refusal(f"POST /apikey?{query}")
    assert (code, said["error"]) == (status, error)


@states("S2-38")
async def test_the_query_alone_counts(old: Server) -> None:
    code, said = await old.refusal("POST /apikey", {"org_id": ORG, "mode": "read"})
    assert code == 400
    assert "ID" in said["error"]


@states("S2-41", "S2-42", "S2-43")
async def test_a_key_is_deleted_by_its_text(old: Server) -> None:
    assert await old.json(f"DELETE /apikey/{KEYS['upload']}") == {"success": True}
    assert 7005 not in old.demo.world.api_keys


@states("S2-42")
async def test_by_its_number_it_is_deleted_only_as_the_page_may_mean_it(seed: Server, early: Server) -> None:
    assert await seed.json("DELETE /apikey/7005") == {"success": True}
    code, said = await early.refusal("DELETE /apikey/7005")
    assert (code, said["error"]) == (404, "API key not found")


@states("S2-42")
async def test_in_april_2025_the_number_alone_deleted_it_and_in_march_nothing_did(old: Server) -> None:
    old.demo.faults.keys_by_number = ByNumber.DELETES
    code, said = await old.refusal(f"DELETE /apikey/{KEYS['upload']}")
    assert (code, said["error"]) == (404, "API key not found")
    assert await old.json("DELETE /apikey/7005") == {"success": True}
    assert 7005 not in old.demo.world.api_keys
    old.demo.faults.keys_by_number = ByNumber.PRETENDS
    assert await old.json("DELETE /apikey/7002") == {"success": True}
    assert 7002 in old.demo.world.api_keys


@states("S2-44")
async def test_a_failure_has_an_error_and_sometimes_that_of_the_database(old: Server) -> None:
    assert set((await old.refusal("DELETE /apikey/nothing"))[1]) == {"error", "supabaseError"}
    code, said = await old.refusal(f"POST /apikey?org_id={ORG}&mode=read", key="limited")
    assert (code, said) == (401, {"error": "You cannot do that as a limited API key"})


READS = {"organizations": "GET /organization", "channels": f"GET /channel?app_id={SHOP}"}
READS |= {"devices": f"GET /device?app_id={SHOP}", "bundles": f"GET /bundle?app_id={SHOP}"}
READS["statistics"] = f"GET /statistics/app/{SHOP}?{THREE_DAYS}"


@states("S2-32")
@pytest.mark.parametrize(
    ("mode", "read"),
    [
        ("read", {"organizations", "channels", "devices", "bundles"}),
        ("upload", {"organizations"}),
        ("write", {"organizations", "channels", "devices", "bundles"}),
        ("all", set(READS)),
    ],
)
async def test_a_mode_lets_read(seed: Server, early: Server, mode: str, read: set[str]) -> None:
    for server in (seed, early):
        seen = {name for name, line in READS.items() if (await server(line, key=mode)).status_code == 200}
        wanted = read | {"statistics"} if server is seed and mode == "read" else read
        assert seen == wanted, server.dialect


CHANGES: dict[str, tuple[str, object]] = {
    "a channel": ("POST /channel", {"app_id": SHOP, "channel": "beta", "version": "1.1.0"}),
    "an override": ("POST /device", {"app_id": SHOP, "device_id": DEVICE, "channel": "beta"}),
    "a bundle": (f"DELETE /bundle?app_id={SHOP}&version=1.1.0", ...),
    "an organization": ("POST /organization", {"orgId": ORG, "name": "x"}),
    "a key": (f"POST /apikey?org_id={ORG}&mode=read", ...),
}


@states("S2-32")
@pytest.mark.parametrize(
    ("mode", "changed"),
    [
        ("read", set()),
        ("upload", set()),
        ("write", {"a channel", "an override", "a bundle"}),
        ("all", set(CHANGES)),
    ],
)
async def test_a_mode_lets_change(seed: Server, early: Server, mode: str, changed: set[str]) -> None:
    for server in (seed, early):
        done = {
            name
            for name, (line, body) in CHANGES.items()
            if (await server(line, body, key=mode)).status_code == 200
        }
        assert done == (changed if server is seed else changed | {"an organization"}), server.dialect


@states("S2-37")
async def test_a_limited_key_sees_another_app_as_if_there_were_none(old: Server) -> None:
    for key in ("limited", "apps"):
        assert await old.json(f"GET /channel?app_id={SHOP}", key=key)
        refused = await old.refusal(f"GET /channel?app_id={EMPTY}", key=key)
        assert refused == (400, {"status": "You can't access this app", "app_id": EMPTY})


@states("S2-37")
async def test_a_key_of_another_organization_sees_nothing_of_this_one(old: Server) -> None:
    other = (await old.json("PUT /organization", {"name": "Other"}))["id"]
    made = (await old.json(f"POST /apikey?org_id={other}&mode=all"))["apikey"]["key"]
    seen = await old("GET /organization", headers={"authorization": made})
    assert [row["id"] for row in seen.json()] == [other]
    refused = await old(f"GET /bundle?app_id={SHOP}", headers={"authorization": made})
    assert refused.json()["status"] == "You can't access this app"
