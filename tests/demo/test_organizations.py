"""Organizations, members, apps (contract/api.md 3.1, 3.2, 3.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from capgo_tui.demo.rows import Member
from tests.demo.conftest import Asker

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
ANA, BEN, CLEO = (f"8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e{n}" for n in (11, 22, 33))


@pytest.mark.parametrize(
    ("website", "stored"),
    [
        ("example.com", "https://example.com/"),
        ("HTTP://Example.com/A?b=1#c", "http://example.com/A?b=1#c"),
        ("", None),
        (None, None),
    ],
)
async def test_a_website_is_completed(acme: Asker, website: str | None, stored: str | None) -> None:
    body = {"name": "New Org"} if website is None else {"name": "New Org", "website": website}
    org_id = (await acme("POST", "/organization", body, key="acme ci")).body["id"]
    row = (await acme("GET", f"/organization?orgId={org_id}", key="acme ci")).body
    assert row["website"] == stored
    assert (row["customer_id"], row["logo"], row["created_by"]) == (f"pending_{org_id}", None, ANA)
    members = (await acme("GET", f"/organization/members?orgId={org_id}", key="acme ci")).body
    assert [(member["uid"], member["role"]) for member in members] == [(ANA, "org_super_admin")]


@pytest.mark.parametrize("website", ["ftp://x", "not a host", "https://"])
async def test_a_website_is_a_website(acme: Asker, website: str) -> None:
    reply = await acme("POST", "/organization", {"name": "New Org", "website": website}, key="acme ci")
    assert reply.body["moreInfo"] == {"error": "website_must_be_a_valid_url"}


async def test_every_issue_of_a_body_is_listed(acme: Asker) -> None:
    body = {"name": "ab", "email": "x", "estimatedMau": 1.5, "website": 5, "intent": "fun"}
    reply = await acme("POST", "/organization", body, key="acme ci")
    assert [(issue["path"][0], issue["code"]) for issue in reply.issues] == [
        ("name", "too_small"),
        ("email", "invalid_format"),
        ("estimatedMau", "invalid_type"),
        ("website", "invalid_type"),
        ("intent", "invalid_value"),
    ]


async def test_names_are_stripped_of_markup(acme: Asker) -> None:
    reply = await acme("PUT", "/organization", {"orgId": ORG, "name": " <b>Acme</b> <i>GmbH</i> "})
    assert reply.body["data"]["name"] == "Acme GmbH"
    assert len(reply.body["data"]) == 22
    empty = await acme("PUT", "/organization", {"orgId": ORG, "name": "<b></b>"})
    assert empty.body["moreInfo"] == {"error": "sanitized_name_empty"}


async def test_a_name_is_taken_once_per_creator(acme: Asker) -> None:
    await acme("POST", "/organization", {"name": "Second"}, key="acme ci")
    assert (await acme("PUT", "/organization", {"orgId": ORG, "name": "Second"})).code == (
        400,
        "cannot_update_org",
    )
    assert (await acme("POST", "/organization", {"name": "Second"}, key="acme ci")).code == (
        400,
        "cannot_create_org",
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"max_apikey_expiration_days": 0}, "invalid_max_expiration_days"),
        ({"required_encryption_key": "short"}, "invalid_required_encryption_key"),
        ({"enforcing_2fa": True}, "requires_2fa_to_enforce_2fa"),
        ({"management_email": None}, "invalid_body"),
        ({"logo": 5}, "invalid_body"),
    ],
)
async def test_policies_are_checked(acme: Asker, fields: dict[str, Any], code: str) -> None:
    assert (await acme("PUT", "/organization", {"orgId": ORG, **fields})).code == (400, code)


async def test_a_rename_does_not_touch_the_time(acme: Asker) -> None:
    await acme("PUT", "/organization", {"orgId": ORG, "name": "Other", "max_apikey_expiration_days": None})
    assert (await acme("GET", f"/organization?orgId={ORG}")).body["updated_at"] == "2026-01-01T00:00:00+00:00"


async def test_deleting_an_organization_takes_everything(acme: Asker) -> None:
    await acme(
        "POST", "/webhooks", {"orgId": ORG, "name": "h", "url": "https://h.example", "events": ["apps"]}
    )
    await acme("POST", "/device", {"app_id": "com.acme.shop", "device_id": "d", "channel": "beta"})
    assert (await acme("DELETE", "/organization", {"name": "x"})).code == (400, "missing_org_id")
    assert (await acme("DELETE", f"/organization?orgId={ORG}")).body == {"status": "ok"}
    world = acme.demo.world
    tables = (
        world.apps,
        world.channels,
        world.bundles,
        world.members,
        world.webhooks,
        world.overrides,
        world.days,
    )
    assert [len(table) for table in tables] == [0] * 7
    assert all(key.bindings == [] for key in world.api_keys.values())
    assert (await acme("GET", "/app", key="acme app only")).body == []


async def test_invitations_show_with_the_role_they_will_get(acme: Asker) -> None:
    body = {"orgId": ORG, "email": "cleo@acme.example", "invite_type": "invite_admin"}
    assert (await acme("POST", "/organization/members", body)).body == {"status": "ok"}
    members = (await acme("GET", f"/organization/members?orgId={ORG}")).body
    assert members[-1] == {
        "uid": CLEO,
        "email": "cleo@acme.example",
        "image_url": "",
        "role": "org_admin",
        "is_tmp": True,
    }


@pytest.mark.parametrize(
    ("email", "problem"), [("cleo", "ALREADY_INVITED"), ("ben", "ALREADY_INVITED"), ("x", "NO_EMAIL")]
)
async def test_an_invitation_is_sent_once_and_to_accounts(acme: Asker, email: str, problem: str) -> None:
    body = {"orgId": ORG, "email": "cleo@acme.example", "invite_type": "read"}
    await acme("POST", "/organization/members", body)
    reply = await acme("POST", "/organization/members", {**body, "email": f"{email}@acme.example"})
    assert reply.body["moreInfo"] == {"data": problem}


async def test_removing_a_person_kills_the_keys_of_that_person_there(acme: Asker) -> None:
    acme.demo.world.members[9] = Member(9, ORG, CLEO, "org_super_admin")
    assert (await acme("DELETE", f"/organization/members?orgId={ORG}&email=ana@acme.example")).body == {
        "status": "ok"
    }
    assert (await acme("GET", "/organization")).body == []
    assert ORG in acme.demo.world.organizations


async def test_another_super_admin_with_an_end_date_only_saves_the_organization(acme: Asker) -> None:
    acme.demo.world.members[9] = Member(
        9, ORG, CLEO, "org_super_admin", expires_at=acme.clock.now + timedelta(days=1)
    )
    reply = await acme("DELETE", f"/organization/members?orgId={ORG}&email=ana@acme.example")
    assert reply.code == (400, "CANNOT_REMOVE_LAST_SUPER_ADMIN")


async def test_an_invited_super_admin_saves_nothing(acme: Asker) -> None:
    acme.demo.world.members[9] = Member(9, ORG, CLEO, "org_super_admin", is_tmp=True)
    await acme("DELETE", f"/organization/members?orgId={ORG}&email=ana@acme.example")
    assert ORG not in acme.demo.world.organizations


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "x"}, "missing_app_id"),
        ({"app_id": "nodots"}, "invalid_app_id"),
        ({"app_id": "com.a.b"}, "missing_name"),
        ({"app_id": "com.a.b", "name": "x"}, "missing_owner_org"),
    ],
)
async def test_a_new_app_is_checked(acme: Asker, body: dict[str, str], code: str) -> None:
    assert (await acme("POST", "/app", body)).code == (400, code)


async def test_app_ids_are_global(acme: Asker) -> None:
    reply = await acme("POST", "/app", {"app_id": "com.acme.shop", "name": "x", "owner_org": ORG})
    assert reply.code == (409, "app_id_already_exists")


async def test_numbers_are_texts_in_the_first_answer_only(acme: Asker) -> None:
    made = (await acme("POST", "/app", {"app_id": "com.a.b", "name": "x", "owner_org": ORG})).body
    read = (await acme("GET", "/app/com.a.b")).body
    texts = {name for name in made if isinstance(made[name], str) and isinstance(read[name], int)}
    assert texts == {
        *("retention", "channel_device_count", "manifest_bundle_count", "rollout_channel_count"),
        "build_timeout_seconds",
    }
    assert made["created_at"].endswith("Z")
    assert read["created_at"].endswith("+00:00")
    assert len(made) == len(read) == 30


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid_json_parse_body"),
        ({"nope": 1}, "cannot_update_app"),
        ({"retention": 63113904}, "retention_to_big"),
        ({"retention": -1}, "retention_to_small"),
    ],
)
async def test_app_settings_are_checked(acme: Asker, body: dict[str, int], code: str) -> None:
    assert (await acme("PUT", "/app/com.acme.shop", body)).code == (400, code)


async def test_app_settings_change(acme: Asker) -> None:
    body = {"name": "Shop!", "icon": "i.png", "retention": 63113903, "expose_metadata": True}
    row = (await acme("PUT", "/app/com.acme.shop", body)).body
    assert (row["name"], row["icon_url"], row["retention"], row["expose_metadata"]) == (
        "Shop!",
        "i.png",
        63113903,
        True,
    )


async def test_no_demo_apps_are_made(acme: Asker) -> None:
    assert (await acme("POST", "/app/demo", {})).code == (400, "invalid_json_parse_body")
    assert (await acme("POST", "/app/demo", {"a": 1})).code == (400, "missing_owner_org")
    assert (await acme("POST", "/app/demo", {"owner_org": ORG})).code == (400, "cannot_create_demo_app")
