"""What a key may not change, by role, and what the server does not take (contract/api.md 2.3 and 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from capgo_tui.api import CapgoClient, Write
from capgo_tui.demo import Demo
from capgo_tui.errors import RateLimited, RefusalKind, Refused
from capgo_tui.models.api_key_edit import ApiKeyEdit
from capgo_tui.models.app_edit import AppDraft, AppEdit
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.member import Member
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit
from tests.api.servers import Reply, client_of, replies

ORG: Final = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP: Final = "com.acme.shop"
DEVICE: Final = "a1b2c3d4-0000-4000-8000-000000000001"
BEN: Final = Member(uid="ben", email="ben@acme.example", role="org_member", is_tmp=False)
BETA: Final = Channel(id=1012, app_id=SHOP, name="beta")
FILE: Final = ExternalBundle(version="2.0.0", external_url="https://x.example/2.zip", checksum="ff")

Prepare = Callable[[CapgoClient], Write[Any]]

ADMIN = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a90"
READER = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a91"
ORG_ADMIN = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a92"
DEVELOPER = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a94"

NO_RIGHT: list[tuple[str, str, int, Prepare]] = [
    (
        READER,
        "permission_denied",
        403,
        lambda c: c.organizations.prepare_create(OrganizationDraft(name="Another")),
    ),
    (
        READER,
        "cannot_access_organization",
        400,
        lambda c: c.organizations.prepare_update(ORG, OrganizationEdit(name="n")),
    ),
    (ORG_ADMIN, "invalid_org_id", 403, lambda c: c.organizations.prepare_delete(ORG)),
    (
        READER,
        "cannot_access_organization",
        400,
        lambda c: c.members.prepare_invite(ORG, "cleo@acme.example", "org_member"),
    ),
    (READER, "cannot_access_organization", 400, lambda c: c.members.prepare_remove(ORG, BEN, [BEN])),
    (READER, "cannot_update_apikey", 401, lambda c: c.api_keys.prepare_update(7003, ApiKeyEdit(name="n"))),
    (READER, "cannot_update_apikey", 401, lambda c: c.api_keys.prepare_regenerate(7003)),
    (ADMIN, "cannot_update_apikey", 401, lambda c: c.api_keys.prepare_regenerate(7001)),
    (READER, "cannot_delete_apikey", 401, lambda c: c.api_keys.prepare_delete(7003)),
    (ADMIN, "cannot_delete_apikey", 401, lambda c: c.api_keys.prepare_delete(7001)),
    (
        READER,
        "cannot_access_organization",
        403,
        lambda c: c.apps.prepare_create(AppDraft(app_id="com.x.y", name="n", owner_org="made-up")),
    ),
    (READER, "cannot_access_app", 401, lambda c: c.apps.prepare_update(SHOP, AppEdit(name="n"))),
    (ORG_ADMIN, "cannot_delete_app", 400, lambda c: c.apps.prepare_delete(SHOP)),
    (READER, "cannot_access_app", 400, lambda c: c.channels.prepare_create(SHOP, "new", ChannelEdit())),
    (
        DEVELOPER,
        "cannot_access_app",
        400,
        lambda c: c.channels.prepare_edit(BETA, ChannelEdit(version="1.0.0")),
    ),
    (DEVELOPER, "cannot_access_app", 400, lambda c: c.channels.prepare_delete(SHOP, "beta")),
    (READER, "cannot_access_app", 400, lambda c: c.bundles.prepare_set_to_channel(SHOP, 101, 1012)),
    (READER, "cannot_create_bundle", 400, lambda c: c.bundles.prepare_register(SHOP, FILE)),
    (
        READER,
        "cannot_update_bundle_metadata",
        400,
        lambda c: c.bundles.prepare_describe(SHOP, 101, BundleNotes(comment="c")),
    ),
    (DEVELOPER, "cannot_delete_bundle", 400, lambda c: c.bundles.prepare_delete(SHOP, "1.1.0")),
    (DEVELOPER, "cannot_delete_bundle", 400, lambda c: c.bundles.prepare_delete_all_unlinked(SHOP)),
    (READER, "cannot_access_channel", 400, lambda c: c.devices.prepare_override(SHOP, DEVICE, "beta")),
    (READER, "cannot_access_app", 400, lambda c: c.devices.prepare_clear_override(SHOP, DEVICE)),
]


@pytest.mark.parametrize(
    ("key", "code", "status", "prepare"),
    NO_RIGHT,
    ids=[f"{number}-{case[1]}" for number, case in enumerate(NO_RIGHT)],
)
async def test_a_key_without_the_right_is_refused_by_code_and_nothing_is_changed(
    acme: Demo, key: str, code: str, status: int, prepare: Prepare
) -> None:
    async with client_of(acme.app, key=key) as client:
        with pytest.raises(Refused) as caught:
            await client.send(prepare(client))
        error = caught.value
        assert (error.code, error.status, error.kind) == (code, status, RefusalKind.NO_RIGHT)
        assert not error.outcome_unknown
        assert error.next_step.endswith(".")
        assert [sent.method != "GET" for sent in client.requests].count(True) == 1


async def test_a_developer_promotes_by_the_bundle_alone(acme: Demo) -> None:
    async with client_of(acme.app, key=DEVELOPER) as client:
        await client.send(client.bundles.prepare_set_to_channel(SHOP, 102, 1012))
        version = (await client.channels.read(SHOP, "beta")).version
        assert version is not None
        assert version.name == "1.1.0"


NOT_TAKEN: list[tuple[str, RefusalKind, str, Prepare]] = [
    (
        "error_inviting_user_to_organization",
        RefusalKind.MISSING,
        "sign up",
        lambda c: c.members.prepare_invite(ORG, "nobody@acme.example", "org_member"),
    ),
    (
        "error_inviting_user_to_organization",
        RefusalKind.INVALID,
        "invited already",
        lambda c: c.members.prepare_invite(ORG, "ben@acme.example", "org_member"),
    ),
    (
        "organization_member_not_found",
        RefusalKind.MISSING,
        "no member any more",
        lambda c: c.members.prepare_remove(
            ORG, Member(uid="c", email="cleo@acme.example"), [Member(uid="c", email="cleo@acme.example")]
        ),
    ),
    ("api_key_not_found", RefusalKind.MISSING, "list the keys", lambda c: c.api_keys.prepare_delete(1)),
    (
        "api_key_not_found_or_access_denied",
        RefusalKind.MISSING,
        "list the keys",
        lambda c: c.api_keys.prepare_regenerate(1),
    ),
    (
        "app_id_already_exists",
        RefusalKind.INVALID,
        "choose another",
        lambda c: c.apps.prepare_create(AppDraft(app_id=SHOP, name="n", owner_org=ORG)),
    ),
    (
        "cannot_find_version",
        RefusalKind.MISSING,
        "check the spelling",
        lambda c: c.channels.prepare_create(SHOP, "new", ChannelEdit(version="9.9.9")),
    ),
    (
        "cannot_find_channel",
        RefusalKind.MISSING,
        "spelling",
        lambda c: c.channels.prepare_delete(SHOP, "nope"),
    ),
    (
        "missing_rollout_version",
        RefusalKind.INVALID,
        "to roll out first",
        lambda c: c.channels.prepare_promote_to_stable(
            Channel(id=1012, app_id=SHOP, name="beta", rollout_version=101)
        ),
    ),
    (
        "version_already_exists",
        RefusalKind.INVALID,
        "choose another version",
        lambda c: c.bundles.prepare_register(
            SHOP, ExternalBundle(version="1.0.0", external_url="https://x.example/1.zip", checksum="f")
        ),
    ),
    (
        "cannot_delete_linked_version",
        RefusalKind.INVALID,
        "link another bundle",
        lambda c: c.bundles.prepare_delete(SHOP, "1.0.0"),
    ),
    (
        "cannot_delete_version",
        RefusalKind.MISSING,
        "read the bundles",
        lambda c: c.bundles.prepare_delete(SHOP, "8"),
    ),
    (
        "public_channel_override",
        RefusalKind.INVALID,
        "clear the override",
        lambda c: c.devices.prepare_override(SHOP, DEVICE, "production"),
    ),
    (
        "channel_not_found",
        RefusalKind.MISSING,
        "no such channel",
        lambda c: c.devices.prepare_override(SHOP, DEVICE, "nope"),
    ),
]


@pytest.mark.parametrize(
    ("code", "kind", "advice", "prepare"), NOT_TAKEN, ids=[case[0] for case in NOT_TAKEN]
)
async def test_what_the_server_does_not_take_is_told_by_code_with_what_to_do(
    client: CapgoClient, code: str, kind: RefusalKind, advice: str, prepare: Prepare
) -> None:
    with pytest.raises(Refused) as caught:
        await client.send(prepare(client))
    assert (caught.value.code, caught.value.kind) == (code, kind)
    assert advice in caught.value.next_step
    assert not caught.value.outcome_unknown


async def test_the_name_of_a_deleted_bundle_stays_taken(client: CapgoClient) -> None:
    await client.send(client.bundles.prepare_delete(SHOP, "1.1.0"))
    again = ExternalBundle(version="1.1.0", external_url="https://x.example/1.zip", checksum="f")
    with pytest.raises(Refused) as caught:
        await client.send(client.bundles.prepare_register(SHOP, again))
    assert (caught.value.code, caught.value.kind) == ("cannot_create_bundle", RefusalKind.INVALID)
    assert "stays taken" in caught.value.next_step


async def test_the_500_of_a_channel_is_a_value_that_was_not_accepted(client: CapgoClient) -> None:
    beta = await client.channels.read(SHOP, "beta")
    with pytest.raises(Refused) as caught:
        await client.send(client.channels.prepare_edit(beta, ChannelEdit(version="9.9.9")))
    error = caught.value
    assert (error.status, error.code, error.kind) == (500, "unknown_error", RefusalKind.INVALID)
    assert error.said.startswith("The server did not accept a value: an unknown bundle")
    assert not error.outcome_unknown
    assert await client.channels.read(SHOP, "beta") == beta


OLD_CHANNEL_500 = Reply({"status": "Cannot create channel", "error": "{}"}, 500)
"""Not accepted, or nothing to change (api-seed.md 0.2)."""


@pytest.mark.parametrize(
    "reply", [OLD_CHANNEL_500, Reply("<html>", 502), Reply({"error": "unknown_error"}, 503)]
)
async def test_after_another_failure_of_the_server_only_reading_tells(reply: Reply) -> None:
    client = client_of(replies(reply))
    with pytest.raises(Refused) as caught:
        await client.send(client.channels.prepare_edit(BETA, ChannelEdit(version="1.0.0")))
    assert caught.value.outcome_unknown
    assert caught.value.next_step == "It is not known whether the change was made: look before you try again."


async def test_a_500_elsewhere_is_a_failure_of_the_server() -> None:
    client = client_of(
        replies(Reply({"error": "unknown_error", "message": "Unknown error", "moreInfo": {}}, 500))
    )
    with pytest.raises(Refused) as caught:
        await client.send(client.devices.prepare_clear_override(SHOP, DEVICE))
    assert (caught.value.kind, caught.value.outcome_unknown) == (RefusalKind.BROKEN, True)


async def test_an_old_server_says_why_nobody_was_invited_in_one_word() -> None:
    client = client_of(replies(Reply({"error": None, "status": "ALREADY_INVITED"}, 400)))
    with pytest.raises(Refused, match="ALREADY_INVITED") as caught:
        await client.send(client.members.prepare_invite(ORG, "ben@acme.example", "org_member"))
    assert "invited already" in caught.value.next_step


async def test_a_reason_for_not_inviting_that_is_new_to_us_is_no_crash() -> None:
    body = {"error": "error_inviting_user_to_organization", "message": "no", "moreInfo": {"data": "NEW_WORD"}}
    client = client_of(replies(Reply(body, 400), Reply({**body, "moreInfo": []}, 400)))
    for said in ("no: NEW_WORD (400", "no (400"):
        with pytest.raises(Refused) as caught:
            await client.send(client.members.prepare_invite(ORG, "ben@acme.example", "org_member"))
        assert caught.value.said.startswith(said)
        assert caught.value.next_step.endswith(".")


async def test_a_device_that_was_just_moved_waits_a_minute_and_the_others_do_not(client: CapgoClient) -> None:
    write = client.devices.prepare_override(SHOP, DEVICE, "beta")
    await client.send(write)
    with pytest.raises(RateLimited) as caught:
        await client.send(write)
    assert 0 < caught.value.retry_after <= 60
    assert caught.value.next_step.startswith("This device was changed a moment ago: try again in ")
    assert not caught.value.outcome_unknown
    assert client.budget.paused_for == 0
    await client.send(client.devices.prepare_override(SHOP, DEVICE.replace("1", "2"), "beta"))


async def test_a_key_that_sent_too_much_stops_everything(acme: Demo) -> None:
    acme.limits.requests_per_key = 2
    async with client_of(acme.app) as client:
        await client.send(client.devices.prepare_clear_override(SHOP, DEVICE))
        for number in range(3):
            with pytest.raises(RateLimited) as caught:
                await client.send(client.bundles.prepare_delete(SHOP, f"{number}.0.0"))
            assert not caught.value.outcome_unknown
            assert "makes it longer" in caught.value.next_step
        assert client.requests.sent == 2
        assert client.budget.paused_for > 50
