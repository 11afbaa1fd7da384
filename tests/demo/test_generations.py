"""What the older generations have in common, and an upgrade while a cloud runs."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from capgo_tui.demo import DIALECTS, Demo
from capgo_tui.demo.world import people
from tests.demo.old_servers import DEVICE, EMPTY, KEYS, ORG, SHOP, Server
from tests.demo.replay import CONTRACT, send

OLD = ("seed", "2025-01")


async def _ask(demo: Demo, line: str, *, key: str = "", **more: Any) -> httpx.Response:
    method, path = line.split(" ", 1)
    headers = {"authorization": key or demo.key}
    return await send(demo, {"method": method, "path": path, "headers": headers, **more})


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_the_default_world_is_read_in_every_dialect(dialect: str) -> None:
    demo = Demo(dialect=dialect)
    assert demo.dialect == dialect
    for path in (
        "organization",
        *(f"{what}?app_id={people.SHOP}" for what in ("channel", "device", "bundle")),
    ):
        response = await _ask(demo, f"GET /{path}")
        assert response.status_code == 200, path
        assert response.json(), path


@pytest.mark.parametrize("dialect", OLD)
async def test_a_hundred_thousand_devices_are_read_page_by_page(dialect: str) -> None:
    demo = Demo(dialect=dialect)
    first, third = [await _ask(demo, f"GET /device?app_id={people.WALLET}&page={page}") for page in (0, 2)]
    assert len(first.json()) == (50 if dialect == "seed" else 49)
    assert len(third.json()) == (50 if dialect == "seed" else 1000)


async def test_the_keys_of_the_default_world_have_the_modes_that_their_roles_amount_to() -> None:
    demo = Demo(dialect="seed")
    modes = {key.name: key.mode for key in demo.world.api_keys.values()}
    assert {modes[name] for name in ("super admin", "northwind", "app only")} == {"all"}
    assert {modes[name] for name in ("org admin", "app admin", "agency")} == {"write"}
    assert {modes[name] for name in ("developer", "uploader")} == {"upload"}
    assert {modes[name] for name in ("reader", "org member", "billing admin")} == {"read"}


async def test_a_key_of_one_organization_stays_in_it_although_its_owner_is_in_more() -> None:
    demo = Demo(dialect="2025-01")
    seen = await _ask(demo, "GET /organization", key=demo.keys["org admin"])
    assert [row["id"] for row in seen.json()] == [people.ACME]
    everything = await _ask(demo, "GET /organization")
    assert len(everything.json()) == 5


async def test_a_key_that_has_ended_is_refused() -> None:
    demo = Demo(dialect="seed")
    assert (await _ask(demo, "GET /organization", key=demo.keys["expired"])).status_code == 401


@pytest.mark.parametrize("dialect", OLD)
async def test_no_header_tells_the_age_of_a_server(dialect: str) -> None:
    response = await _ask(Demo(dialect=dialect), "GET /organization")
    assert set(response.headers) == {"content-type", "content-length"}


@pytest.mark.parametrize("dialect", ["current", "2025-11"])
async def test_later_a_header_does(dialect: str) -> None:
    response = await _ask(Demo(dialect=dialect), "GET /organization")
    assert response.headers["x-worker-source"].startswith("demo-")


@pytest.mark.parametrize("dialect", OLD)
async def test_browsers_of_other_sites_may_ask_for_statistics_alone(dialect: str) -> None:
    demo = Demo(dialect=dialect)
    assert (await _ask(demo, "OPTIONS /statistics/user")).status_code == 204
    assert (await _ask(demo, "OPTIONS /channel")).status_code == 404


async def test_a_body_that_counts_as_nothing_is_an_error_of_the_server(early: Server) -> None:
    for raw in ("null", "false", "0", '""'):
        headers = {"authorization": KEYS["all"]}
        request = {"method": "GET", "path": "/bundle", "headers": headers, "raw": raw}
        response = await send(early.demo, request)
        said = {"status": "Cannot get bundle", "error": '{"status":400}'}
        assert (response.status_code, response.json()) == (500, said)


async def test_json_that_is_no_object_has_no_fields(early: Server) -> None:
    for raw in ("[]", '"x"', "7", "true"):
        headers = {"authorization": KEYS["all"]}
        posted = await send(
            early.demo, {"method": "POST", "path": "/channel", "headers": headers, "raw": raw}
        )
        assert posted.json() == {"status": "You can't access this app"}
        listed = await send(
            early.demo, {"method": "GET", "path": "/organization", "headers": headers, "raw": raw}
        )
        assert '"expected": "object"' in listed.json()["error"]


async def test_a_device_id_that_is_no_text_is_an_error_of_the_server(early: Server) -> None:
    body = {"app_id": SHOP, "device_id": 7, "channel": "beta"}
    assert (await early.refusal("POST /device", body))[0] == 500
    assert (await early.refusal("DELETE /device", body))[0] == 500


async def test_what_nobody_foresaw_is_text_on_a_self_hosted_server(early: Server) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "disableAutoUpdate": []}
    plain = await early("POST /channel", body)
    assert plain.status_code == 400
    early.demo.world.users.clear()
    here = await early(f"GET /organization/members?orgId={ORG}")
    assert (here.status_code, here.json()["status"]) == (500, "Internal Server Error")
    hosted = await early(f"GET /functions/v1/organization/members?orgId={ORG}")
    assert (hosted.status_code, hosted.text) == (500, "Internal Server Error")


async def test_only_a_super_admin_invites_in_fact(early: Server) -> None:
    member = early.demo.world.member(ORG, "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e22")
    assert member is not None
    member.role = "org_admin"
    body = {"orgId": ORG, "email": "cleo@acme.example", "invite_type": "read"}
    refused = await early.refusal("POST /organization/members", body, key="ben")
    assert refused == (400, {"error": None, "status": "NO_RIGHTS"})


async def test_the_health_check_wants_json(early: Server) -> None:
    said = {"status": "Cannot post ok", "error": "{}"}
    assert await early.refusal("POST /ok") == (500, said)


async def test_a_key_for_an_app_is_made_with_the_uuid_of_the_app(early: Server) -> None:
    number = early.demo.world.apps[SHOP].id
    made = (await early.json(f"POST /apikey?app_id={number}&mode=all"))["apikey"]
    assert (made["limited_to_orgs"], made["limited_to_apps"]) == ([ORG], [SHOP])
    status, said = await early.refusal(f"POST /apikey?app_id={SHOP}&mode=all")
    assert (status, said["error"]) == (404, "App not found")


async def test_in_november_a_post_without_a_version_still_unlinked(late: Server) -> None:
    body = {"app_id": SHOP, "channel": "beta", "allow_dev": False}
    assert (await late("POST /channel", body)).json() == {"status": "ok"}
    shown = await late.json(f"GET /channel?app_id={SHOP}&channel=beta")
    assert (shown["version"], shown["allow_dev"]) == (None, False)


async def test_in_november_nothing_was_known_of_rollouts(late: Server) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "rolloutVersion": "1.1.0"}
    assert (await late("POST /channel", body)).json() == {"status": "ok"}
    (channel,) = [row for row in late.demo.world.channels_of(SHOP) if row.name == "beta"]
    assert channel.rollout_version is None
    for line in (f"GET /channel?app_id={SHOP}", "GET /app", f"GET /app/{SHOP}"):
        assert "rollout" not in (await late(line)).text.lower()
    refused = await late("GET /channel?app_id=com.none")
    assert refused.json()["error"] == "cannot_access_app"


async def test_in_november_devices_came_by_page_and_linked_bundles_went(late: Server) -> None:
    assert [row["version"]["name"] for row in await late.json(f"GET /device?app_id={SHOP}")] == [
        *("builtin", "1.0.0", "1.0.0")
    ]
    assert (await late.json(f"GET /device?app_id={SHOP}&device_id={DEVICE}"))["device_id"] == DEVICE
    assert await late.json(f"GET /device?app_id={EMPTY}") == []
    assert (await late("GET /device?app_id=com.none")).json()["error"] == "cannot_access_app"
    assert (await late(f"DELETE /bundle?app_id={SHOP}&version=1.0.0")).status_code == 200


async def test_in_november_the_verbs_were_those_of_today(late: Server) -> None:
    made = await late.json("POST /organization", {"name": "New"}, key="write")
    assert (made["status"], len(made["id"])) == ("Organization created", 36)
    changed = await late.json("PUT /organization", {"orgId": ORG, "name": "Acme 2"})
    assert (changed["id"], changed["data"]["name"]) == (ORG, "Acme 2")


async def test_in_november_the_key_of_statistics_stood_in_one_of_three_headers(late: Server) -> None:
    line = f"GET /statistics/app/{SHOP}?from=2026-06-01&to=2026-06-04"
    for header in ("authorization", "capgkey", "x-api-key"):
        assert (await late(line, header=header)).status_code == 200
    for headers, code in (
        ({}, "no_jwt_apikey_or_subkey"),
        ({"authorization": "Bearer x"}, "invalid_jwt"),
        ({"capgkey": "x"}, "invalid_apikey"),
    ):
        response = await late(line, headers=headers)
        assert (response.status_code, response.json()["error"]) == (401, code)


async def test_in_january_nothing_was_limited(early: Server) -> None:
    for _ in range(30):
        assert (await early("GET /organization", headers={"authorization": "x"})).status_code == 500
    early.demo.limits.requests_per_key = 1
    assert {(await early("GET /organization")).status_code for _ in range(5)} == {200}


async def test_a_server_is_upgraded_while_it_runs() -> None:
    demo = Demo.from_file(CONTRACT / "acme-world.json", dialect="2025-01")
    made = await _ask(demo, "PUT /organization", body={"name": "Before"})
    key = (await _ask(demo, f"POST /apikey?org_id={ORG}&mode=all")).json()["apikey"]["key"]
    await _ask(demo, "POST /channel", body={"app_id": SHOP, "channel": "beta"})
    demo.dialect = "current"
    assert demo.dialect == "current"
    names = {row["id"]: row["name"] for row in (await _ask(demo, "GET /organization")).json()}
    assert names == {ORG: "Acme Mobile", made.json()["id"]: "Before"}
    assert [row["id"] for row in (await _ask(demo, "GET /organization", key=key)).json()] == [ORG]
    shown = (await _ask(demo, f"GET /channel?app_id={SHOP}&channel=beta")).json()
    assert shown["version"] is None
    renamed = await _ask(demo, "PUT /organization", body={"orgId": ORG, "name": "After"})
    assert renamed.json()["data"]["name"] == "After"


async def test_a_server_of_today_may_become_an_old_one() -> None:
    demo = Demo.from_file(CONTRACT / "acme-world.json")
    demo.dialect = "2025-01"
    response = await _ask(demo, "POST /organization", body={"orgId": ORG, "name": "Old"})
    assert response.json()["data"][0]["name"] == "Old"


def test_an_unknown_dialect_is_refused_while_it_runs() -> None:
    demo = Demo()
    with pytest.raises(ValueError, match="does not speak the dialect 'x'"):
        demo.dialect = "x"
    assert demo.dialect == "current"
