"""Names that stay taken, deletions that go far (contract/api.md 3.7)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.demo.conftest import Asker, Reply

APP = "com.acme.shop"
ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"


async def _names(acme: Asker) -> list[str]:
    reply = await acme("GET", f"/bundle?app_id={APP}")
    return [row["name"] for row in reply.body] if reply.status == 200 else []


async def _post(acme: Asker, version: Any, **fields: Any) -> Reply:
    body = {
        "app_id": APP,
        "version": version,
        "external_url": "https://x.example/b.zip",
        "checksum": "ff",
        **fields,
    }
    return await acme("POST", "/bundle", body)


@pytest.mark.parametrize("query", ["", "&version=", "&verison=1.1.0"])
async def test_without_a_version_everything_unlinked_goes(acme: Asker, query: str) -> None:
    assert (await acme("DELETE", f"/bundle?app_id={APP}{query}")).body == {"status": "ok"}
    assert await _names(acme) == ["1.2.0", "1.0.0"]


async def test_a_rollout_target_is_linked_too(acme: Asker) -> None:
    await acme("POST", "/channel", {"app_id": APP, "channel": "production", "rolloutVersion": "1.1.0"})
    await acme("DELETE", f"/bundle?app_id={APP}")
    assert await _names(acme) == ["1.2.0", "1.1.0", "1.0.0"]
    reply = await acme("DELETE", f"/bundle?app_id={APP}&version=1.1.0")
    assert reply.code == (400, "cannot_delete_linked_version")


async def test_a_deleted_name_stays_taken(acme: Asker) -> None:
    assert (await _post(acme, "1.1.0")).code == (400, "version_already_exists")
    await acme("DELETE", f"/bundle?app_id={APP}&version=1.1.0")
    assert "1.1.0" not in await _names(acme)
    reply = await _post(acme, "1.1.0")
    assert reply.code == (400, "cannot_create_bundle")
    assert reply.body["moreInfo"]["supabaseError"]["code"] == "23505"
    assert (await acme("DELETE", f"/bundle?app_id={APP}&version=1.1.0")).code == (
        400,
        "cannot_delete_version",
    )


@pytest.mark.parametrize("version", ["2.0.0", "2.0.0-alpha.1", "2.0.0+5", "0.0.1-rc.1+x-y"])
async def test_semantic_versions_are_taken(acme: Asker, version: str) -> None:
    row = (await _post(acme, version)).body["bundle"]
    assert (row["name"], row["storage_provider"], row["r2_path"]) == (version, "external", None)
    assert (await _names(acme))[0] == version


@pytest.mark.parametrize("version", ["v2.0.0", "2", "2.0", "latest", "02.0.0", "2.0.0-", 2])
async def test_other_versions_are_not(acme: Asker, version: Any) -> None:
    assert (await _post(acme, version)).code == (400, "invalid_version_format")


@pytest.mark.parametrize("missing", ["version", "external_url", "checksum"])
async def test_what_is_missing_is_named(acme: Asker, missing: str) -> None:
    reply = await _post(acme, "3.0.0", **{missing: ""}) if missing != "version" else await _post(acme, "")
    assert reply.code == (400, f"missing_{missing}")
    assert reply.body["message"] == f"Missing required fields: {missing}"


async def test_only_https_is_taken(acme: Asker) -> None:
    assert (await _post(acme, "3.0.0", external_url="http://x.example/b.zip")).code == (
        400,
        "invalid_protocol",
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "encryption_required"),
        ({"session_key": "k"}, "encryption_key_required"),
        ({"session_key": "k", "key_id": "MIIX"}, "encryption_key_mismatch"),
    ],
)
async def test_an_organization_may_want_encryption(acme: Asker, fields: dict[str, str], code: str) -> None:
    policy = {"enforce_encrypted_bundles": True, "required_encryption_key": "MIIBCgKCAQEAwJ8vT2Qp"}
    assert (await acme("PUT", "/organization", {"orgId": ORG, **policy})).status == 200
    assert (await _post(acme, "3.0.0", **fields)).code == (400, code)
    assert (await _post(acme, "3.0.1", session_key="k", key_id="MIIB")).status == 200


async def test_a_bundle_is_set_to_a_channel(acme: Asker) -> None:
    reply = await acme("PUT", "/bundle", {"app_id": APP, "version_id": "102", "channel_id": "1011"})
    assert reply.body == {"status": "success", "message": "Bundle 1.1.0 set to channel production"}
    assert acme.demo.world.channels[1011].version == 102


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"version_id": 102}, "missing_required_fields"),
        ({"version_id": 9, "channel_id": 9}, "cannot_find_version"),
        ({"version_id": 102, "channel_id": 9}, "cannot_find_channel"),
        ({"version_id": "x", "channel_id": 1011}, "cannot_find_version"),
    ],
)
async def test_setting_a_bundle_is_checked(acme: Asker, fields: dict[str, Any], code: str) -> None:
    assert (await acme("PUT", "/bundle", {"app_id": APP, **fields})).code == (400, code)


async def test_a_bundle_gets_a_link_and_a_comment(acme: Asker) -> None:
    body = {"app_id": APP, "version_id": 101}
    assert (await acme("POST", "/bundle/metadata", body)).code == (400, "no_fields_to_update")
    assert (await acme("POST", "/bundle/metadata", {"app_id": APP})).code == (400, "missing_required_fields")
    assert (await acme("POST", "/bundle/metadata", {**body, "link": None, "comment": "hotfix"})).body == {
        "status": "ok"
    }
    row = next(row for row in (await acme("GET", f"/bundle?app_id={APP}")).body if row["id"] == 101)
    assert (row["comment"], row["link"]) == ("hotfix", None)
