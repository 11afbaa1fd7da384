"""Every change over the demo cloud: made, and read back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from capgo_tui.api.client import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, Refused, Unexpected
from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, KeyBinding
from capgo_tui.models.app_edit import AppDraft, AppEdit
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit
from capgo_tui.secret import Secret
from tests.api.servers import Reply, client_of, replies

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"
CI = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a92"
DEVICE = "a1b2c3d4-0000-4000-8000-000000000001"
NEXT_YEAR = datetime(2027, 7, 1, tzinfo=UTC)

# Organizations and members.


async def test_an_organization_is_made_and_deleted(acme: Demo) -> None:
    async with client_of(acme.app, key=CI) as client:
        draft = OrganizationDraft(name="Acme Two", email="two@acme.example", website="acme.example")
        made = await client.send(client.organizations.prepare_create(draft))
        organization = await client.organizations.read(made)
        assert (organization.name, organization.website) == ("Acme Two", "https://acme.example/")
        await client.send(client.organizations.prepare_delete(made))
        with pytest.raises(Refused, match="invalid_org_id"):
            await client.organizations.read(made)


async def test_an_organization_is_changed_and_comes_back_whole(client: CapgoClient) -> None:
    edit = OrganizationEdit(name="Acme", website=None, max_apikey_expiration_days=30)
    write = client.organizations.prepare_update(ORG, edit)
    assert (write.method, write.body) == (
        "PUT",
        {"orgId": ORG, "name": "Acme", "website": None, "max_apikey_expiration_days": 30},
    )
    changed = await client.send(write)
    assert (changed.id, changed.name, changed.max_apikey_expiration_days) == (ORG, "Acme", 30)
    assert (await client.organizations.read(ORG)).name == "Acme"


async def test_an_old_server_gives_the_changed_organization_alone_in_a_list() -> None:
    client = client_of(replies(Reply({"status": "Organization updated", "id": "u", "data": [{"id": ORG}]})))
    changed = await client.send(client.organizations.prepare_update(ORG, OrganizationEdit(name="Acme")))
    assert changed.id == ORG


async def test_somebody_is_invited_and_the_invitation_withdrawn(client: CapgoClient) -> None:
    await client.send(client.members.prepare_invite(ORG, "cleo@acme.example", "org_admin"))
    members = await client.members.read_all(ORG)
    (cleo,) = [member for member in members if member.email == "cleo@acme.example"]
    assert (cleo.role, cleo.is_tmp) == ("org_admin", True)
    await client.send(client.members.prepare_remove(ORG, cleo, members))
    assert cleo.uid not in {member.uid for member in await client.members.read_all(ORG)}


async def test_the_only_super_admin_is_never_removed(client: CapgoClient) -> None:
    members = await client.members.read_all(ORG)
    (ana,) = [member for member in members if member.is_super_admin]
    with pytest.raises(Misused, match="whole organization"):
        client.members.prepare_remove(ORG, ana, members)
    with pytest.raises(Misused, match="no member"):
        client.members.prepare_remove(ORG, ana, [member for member in members if member != ana])
    assert client.requests.sent == 1


@pytest.mark.parametrize(("email", "role"), [("cleo", "org_admin"), ("cleo@acme.example", "owner")])
async def test_nobody_is_invited_without_an_address_and_a_role(
    client: CapgoClient, email: str, role: str
) -> None:
    with pytest.raises(Misused):
        client.members.prepare_invite(ORG, email, role)


# API keys.


async def test_a_key_is_renamed_and_gets_an_end_and_loses_it(client: CapgoClient) -> None:
    changed = await client.send(
        client.api_keys.prepare_update(7002, ApiKeyEdit(name="reader two", expires_at=NEXT_YEAR))
    )
    assert (changed.id, changed.name, changed.expires_at, changed.key) == (
        7002,
        "reader two",
        NEXT_YEAR,
        None,
    )
    await client.send(client.api_keys.prepare_update(7002, ApiKeyEdit(expires_at=None)))
    assert (await client.api_keys.read(7002)).never_expires


async def test_a_key_gets_a_new_secret_that_shows_nowhere(acme: Demo) -> None:
    async with client_of(acme.app) as client:
        key = await client.send(client.api_keys.prepare_regenerate(7002))
        assert isinstance(key.key, Secret)
        secret = key.key.reveal()
        assert secret not in repr(key) + repr(key.raw()) + repr(list(client.requests))
    async with client_of(acme.app, key=secret) as client:
        assert [app.app_id for app in await client.apps.read_all()] == [SHOP]


async def test_a_key_is_deleted(client: CapgoClient) -> None:
    await client.send(client.api_keys.prepare_delete(7002))
    assert 7002 not in {key.id for key in await client.api_keys.read_all()}


DRAFT = ApiKeyDraft(
    name="fresh",
    bindings=(KeyBinding(role_name="app_reader", scope_type="app", org_id=ORG, app_id="u"),),
    expires_at=NEXT_YEAR,
)


async def test_todays_server_lets_no_key_make_a_key_and_says_so(client: CapgoClient) -> None:
    with pytest.raises(Refused, match="API keys cannot create other API keys") as caught:
        await client.send(client.api_keys.prepare_create(DRAFT))
    assert caught.value.code == "cannot_create_apikey"
    assert "console" in caught.value.next_step


@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_server_that_lets_it_gives_the_secret_once(wrapped: bool) -> None:
    row = {"id": 9, "name": "fresh", "key": "the-new-secret"}
    server = replies(Reply({"apikey": row} if wrapped else row))
    client = client_of(server)
    key = await client.send(client.api_keys.prepare_create(DRAFT))
    assert (key.id, key.key) == (9, Secret("the-new-secret"))
    assert "the-new-secret" not in repr(key)


async def test_a_new_key_without_its_secret_is_told_as_a_change_that_may_have_been_made() -> None:
    client = client_of(replies(Reply({"id": 9, "name": "fresh"})))
    with pytest.raises(Unexpected, match="no secret") as caught:
        await client.send(client.api_keys.prepare_regenerate(9))
    assert caught.value.outcome_unknown


async def test_an_end_in_the_past_is_not_sent(client: CapgoClient) -> None:
    past = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(Misused, match="future"):
        client.api_keys.prepare_update(7002, ApiKeyEdit(expires_at=past))
    late = ApiKeyDraft(name="late", bindings=DRAFT.bindings, expires_at=past)
    with pytest.raises(Misused, match="future"):
        client.api_keys.prepare_create(late)


# Apps.


async def test_an_app_is_made_changed_and_deleted(client: CapgoClient) -> None:
    draft = AppDraft(app_id="com.acme.fresh", name="Fresh", owner_org=ORG)
    made = await client.send(client.apps.prepare_create(draft))
    assert (made.app_id, made.retention, made.channel_device_count) == ("com.acme.fresh", 2592000, 0)
    changed = await client.send(client.apps.prepare_update("com.acme.fresh", AppEdit(name="F", retention=0)))
    assert (changed.name, changed.retention) == ("F", 0)
    await client.send(client.apps.prepare_delete("com.acme.fresh"))
    with pytest.raises(Refused, match="cannot_access_app"):
        await client.apps.read("com.acme.fresh")


# Channels.


async def test_a_channel_is_made_changed_and_deleted(client: CapgoClient) -> None:
    write = client.channels.prepare_create(SHOP, "nightly", ChannelEdit(version="1.1.0"))
    number = await client.send(write)
    made = await client.channels.read(SHOP, "nightly")
    assert (made.id, made.public) == (number, False)
    edit = ChannelEdit(version=None, allow_dev=False, disable_auto_update="patch")
    await client.send(client.channels.prepare_edit(made, edit))
    changed = await client.channels.read(SHOP, "nightly")
    assert (changed.is_builtin, changed.allow_dev, changed.disable_auto_update) == (True, False, "patch")
    await client.send(client.channels.prepare_delete(SHOP, "nightly"))
    with pytest.raises(Refused, match="cannot_find_version"):
        await client.channels.read(SHOP, "nightly")


async def test_a_new_channel_without_a_bundle_says_no_number(client: CapgoClient) -> None:
    assert await client.send(client.channels.prepare_create(SHOP, "bare", ChannelEdit())) is None
    assert (await client.channels.read(SHOP, "bare")).is_builtin


async def test_a_rollout_is_begun_and_promoted_or_rolled_back(client: CapgoClient) -> None:
    start = ChannelEdit(rollout_version="1.2.0", rollout_percentage_bps=1000, rollout_enabled=True)
    for end, name in (
        (client.channels.prepare_rollback, "1.0.0"),
        (client.channels.prepare_promote_to_stable, "1.2.0"),
    ):
        await client.send(client.channels.prepare_edit(await client.channels.read(SHOP, "production"), start))
        running = await client.channels.read(SHOP, "production")
        assert running.rollout_percentage_bps == 1000
        await client.send(end(running))
        ended = await client.channels.read(SHOP, "production")
        assert ended.version is not None
        assert (ended.version.name, ended.rollout_version) == (name, None)


async def test_what_has_no_rollout_is_neither_promoted_nor_rolled_back(client: CapgoClient) -> None:
    channel = await client.channels.read(SHOP, "beta")
    for end in (client.channels.prepare_promote_to_stable, client.channels.prepare_rollback):
        with pytest.raises(Misused, match="Nothing is being rolled out"):
            end(channel)
    with pytest.raises(Misused, match="no rollout"):
        client.channels.prepare_create(SHOP, "new", ChannelEdit(rollout_enabled=True))


async def test_an_edit_that_changes_nothing_is_not_made(client: CapgoClient) -> None:
    channel = await client.channels.read(SHOP, "beta")
    for prepare in (
        lambda: client.channels.prepare_edit(channel, ChannelEdit()),
        lambda: client.apps.prepare_update(SHOP, AppEdit()),
        lambda: client.api_keys.prepare_update(7002, ApiKeyEdit()),
        lambda: client.organizations.prepare_update(ORG, OrganizationEdit()),
        lambda: client.bundles.prepare_describe(SHOP, 101, BundleNotes()),
    ):
        with pytest.raises(Misused, match="Nothing is to change"):
            prepare()


# Bundles.


async def test_a_bundle_is_registered_described_linked_and_deleted(client: CapgoClient) -> None:
    bundle = ExternalBundle(version="2.0.0", external_url="https://x.example/2.zip", checksum="ff")
    made = await client.send(client.bundles.prepare_register(SHOP, bundle))
    assert (made.name, made.external_url) == ("2.0.0", "https://x.example/2.zip")
    notes = BundleNotes(link="https://x.example/notes", comment="much better")
    await client.send(client.bundles.prepare_describe(SHOP, made.id, notes))
    (read,) = [one for one in await client.bundles.read_all(SHOP) if one.id == made.id]
    assert (read.link, read.comment) == ("https://x.example/notes", "much better")
    said = await client.send(client.bundles.prepare_set_to_channel(SHOP, made.id, 1012))
    assert said == "Bundle 2.0.0 set to channel beta"
    with pytest.raises(Refused, match="cannot_delete_linked_version") as caught:
        await client.send(client.bundles.prepare_delete(SHOP, "2.0.0"))
    assert not caught.value.outcome_unknown
    await client.send(client.bundles.prepare_set_to_channel(SHOP, 103, 1012))
    await client.send(client.bundles.prepare_delete(SHOP, "2.0.0"))
    assert [one.name for one in await client.bundles.read_all(SHOP)] == ["1.2.0", "1.1.0", "1.0.0"]


async def test_all_unlinked_bundles_go_by_the_one_method_for_it(client: CapgoClient) -> None:
    write = client.bundles.prepare_delete_all_unlinked(SHOP)
    assert write.target == "/bundle?app_id=com.acme.shop"
    await client.send(write)
    assert [one.name for one in await client.bundles.read_all(SHOP)] == ["1.2.0", "1.0.0"]


@pytest.mark.parametrize("answer", [{"status": "success"}, ["success"], {"message": 5}])
async def test_a_promotion_without_a_sentence_is_one_all_the_same(answer: object) -> None:
    client = client_of(replies(Reply(answer)))
    assert await client.send(client.bundles.prepare_set_to_channel(SHOP, 1, 2)) == ""


# Devices.


async def test_a_device_is_forced_to_a_channel_and_let_go(client: CapgoClient) -> None:
    await client.send(client.devices.prepare_override(SHOP, DEVICE.upper(), "beta"))
    assert (await client.devices.read(SHOP, DEVICE)).channel == "beta"
    await client.send(client.devices.prepare_clear_override(SHOP, DEVICE.upper()))
    assert (await client.devices.read(SHOP, DEVICE)).channel is None


# Answers that are none.


@pytest.mark.parametrize("answer", [{}, {"id": 5}, {"id": ""}, [], None])
async def test_a_new_organization_without_an_id_may_have_been_made(answer: object) -> None:
    headers = {"content-type": "application/json", "x-worker-source": "production-12.201.7"}
    client = client_of(replies(Reply(answer, headers=headers)))
    with pytest.raises(Unexpected, match="names no id") as caught:
        await client.send(client.organizations.prepare_create(OrganizationDraft(name="Acme")))
    assert caught.value.outcome_unknown
    assert caught.value.tried == "POST /organization"


@pytest.mark.parametrize("answer", [{"id": True}, {"id": "7"}, []])
async def test_a_new_channels_number_is_a_number_or_unknown(answer: object) -> None:
    client = client_of(replies(Reply(answer)))
    assert await client.send(client.channels.prepare_create(SHOP, "new", ChannelEdit())) is None


@pytest.mark.parametrize("answer", [{"success": True}, {"status": "OK"}, {"status": "Organization updated"}])
async def test_every_generation_says_success_in_its_own_words(answer: object) -> None:
    client = client_of(replies(Reply(answer)))
    await client.send(client.api_keys.prepare_delete(7002))
    assert next(iter(client.requests)).problem == ""
