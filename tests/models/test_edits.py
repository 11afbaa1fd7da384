"""Edits: what stays, what goes, what is new; and what is not taken."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from capgo_tui.errors import Misused
from capgo_tui.models import checks
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, KeyBinding
from capgo_tui.models.app import App
from capgo_tui.models.app_edit import LONGEST_RETENTION, AppDraft, AppEdit
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.edit import UNSET
from capgo_tui.models.member import Member, only_super_admin
from capgo_tui.models.organization import Organization
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit

NOON = datetime(2026, 7, 1, 14, 30, tzinfo=timezone(timedelta(hours=2)))
ORGANIZATION = KeyBinding(role_name="org_member", scope_type="org", org_id="o")


def draft_of_app(app_id: str = "com.acme.new", name: str = "New", owner_org: str = "o") -> AppDraft:
    return AppDraft(app_id=app_id, name=name, owner_org=owner_org)


def bundle(
    version: str = "1.0.0", url: str = "https://x.example/b.zip", checksum: str = "f"
) -> ExternalBundle:
    return ExternalBundle(version=version, external_url=url, checksum=checksum)


# What is sent.


def test_an_edit_sends_what_is_to_change_and_nothing_else() -> None:
    assert ChannelEdit().is_empty()
    assert ChannelEdit().body() == {}
    assert repr(ChannelEdit().version) == "UNSET"
    edit = ChannelEdit(version=None, public=False, disable_auto_update="minor")
    assert edit.given() == {"version": None, "public": False, "disable_auto_update": "minor"}
    assert edit.body() == {"version": None, "public": False, "disableAutoUpdate": "minor"}
    assert not edit.is_empty()


def test_times_are_sent_in_utc_and_parts_as_objects() -> None:
    assert ChannelEdit(rollout_paused_at=NOON).body() == {"rolloutPausedAt": "2026-07-01T12:30:00.000Z"}
    draft = ApiKeyDraft(
        name="ci", bindings=(ORGANIZATION,), expires_at=NOON, global_permissions=("org.create",)
    )
    assert draft.body() == {
        "name": "ci",
        "bindings": [{"role_name": "org_member", "scope_type": "org", "org_id": "o"}],
        "expires_at": "2026-07-01T12:30:00.000Z",
        "global_permissions": ["org.create"],
    }
    assert OrganizationDraft(name="Acme", estimated_mau=5).body() == {"name": "Acme", "estimatedMau": 5}


def test_every_field_of_a_channel_has_the_name_that_the_server_reads_it_back_by() -> None:
    fields = Channel.__pydantic_fields__  # type: ignore[attr-defined]
    for name in (field.name for field in dataclasses.fields(ChannelEdit)):
        alias = fields[name].validation_alias
        sent = ChannelEdit.NAMES.get(name, name)
        assert alias is None or alias == sent
        assert name == "rollout_version" or alias is not None or sent == name


def test_only_a_rollout_touches_the_rollout() -> None:
    assert not ChannelEdit(public=True, version="1.0.0").touches_rollout()
    assert ChannelEdit(rollout_enabled=True).touches_rollout()
    assert ChannelEdit(auto_pause_enabled=True).touches_rollout()


# What would not change.


def test_what_a_record_says_already_is_left_out() -> None:
    channel = Channel.read(
        {
            "id": 1,
            "name": "beta",
            "public": True,
            "version": {"id": 101, "name": "1.0.0"},
            "rollout_version": 102,
            "rollout_version_info": {"id": 102, "name": "1.1.0"},
            "rolloutPauseReason": None,
        }
    )
    edit = ChannelEdit(
        version="1.0.0",
        public=True,
        ios=True,
        allow_dev=False,
        rollout_version="1.1.0",
        rollout_pause_reason=None,
        rollout_paused_at=None,
    )
    left = edit.without_unchanged(channel)
    assert left == ChannelEdit(ios=True, allow_dev=False, rollout_paused_at=None)
    assert left.version is UNSET
    other = ChannelEdit(version="1.1.0", rollout_version="1.0.0")
    assert other.without_unchanged(channel) == other
    assert ChannelEdit(version=None).without_unchanged(channel) == ChannelEdit(version=None)


@pytest.mark.parametrize("version", [None, {"id": 1, "name": "unknown"}])
def test_unlinking_a_channel_without_a_bundle_changes_nothing(version: Any) -> None:
    channel = Channel.read({"id": 1, "name": "beta", "version": version})
    assert ChannelEdit(version=None).without_unchanged(channel).is_empty()
    assert not ChannelEdit(version="1.0.0").without_unchanged(channel).is_empty()


def test_other_records_are_compared_by_their_fields() -> None:
    app = App.read({"app_id": "a", "name": "Shop", "retention": "10", "ios_store_url": None})
    edit = AppEdit(name="Shop", retention=10, ios_store_url=None, android_store_url=None, icon="i")
    assert edit.without_unchanged(app) == AppEdit(android_store_url=None, icon="i")
    organization = Organization.read({"id": "o", "name": "Acme", "website": None})
    assert OrganizationEdit(name="Acme", website=None).without_unchanged(organization).is_empty()
    key = ApiKey.read({"id": 1, "name": "ci", "expires_at": "2026-07-01T12:30:00+00:00"})
    assert ApiKeyEdit(name="ci", expires_at=NOON).without_unchanged(key).is_empty()
    assert not ApiKeyEdit(expires_at=None).without_unchanged(key).is_empty()


# What is not taken.


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: OrganizationDraft(name="ab "), "name"),
        (lambda: OrganizationDraft(name="Acme", email="nobody"), "email"),
        (lambda: OrganizationDraft(name="Acme", estimated_mau=1_000_001), "estimated_mau"),
        (lambda: OrganizationDraft(name="Acme", estimated_mau=True), "estimated_mau"),
        (lambda: OrganizationDraft(name="Acme", website="ac me.example"), "website"),
        (lambda: OrganizationDraft(name="Acme", website="acme"), "website"),
        (lambda: OrganizationDraft(name="Acme", website="ftp://acme.example"), "website"),
        (lambda: OrganizationDraft(name="Acme", website="https://[acme"), "website"),
        (lambda: OrganizationDraft(name="Acme", intent="fun"), "intent"),
        (lambda: OrganizationEdit(name=" "), "name"),
        (lambda: OrganizationEdit(website=""), "website"),
        (lambda: OrganizationEdit(management_email="a b@c.de"), "management_email"),
        (lambda: OrganizationEdit(max_apikey_expiration_days=0), "max_apikey_expiration_days"),
        (lambda: OrganizationEdit(max_apikey_expiration_days=366), "max_apikey_expiration_days"),
        (lambda: OrganizationEdit(required_encryption_key="x" * 19), "required_encryption_key"),
        (lambda: KeyBinding(role_name="", scope_type="org", org_id="o"), "role_name"),
        (lambda: KeyBinding(role_name="r", scope_type="planet", org_id="o"), "scope_type"),
        (lambda: KeyBinding(role_name="r", scope_type="org", org_id=" "), "org_id"),
        (lambda: KeyBinding(role_name="r", scope_type="app", org_id="o"), "app_id"),
        (lambda: KeyBinding(role_name="r", scope_type="channel", org_id="o", app_id="a"), "channel_id"),
        (lambda: ApiKeyDraft(name="", bindings=(ORGANIZATION,)), "name"),
        (lambda: ApiKeyDraft(name="n", bindings=()), "bindings"),
        (
            lambda: ApiKeyDraft(name="n", bindings=(ORGANIZATION,), expires_at=NOON.replace(tzinfo=None)),
            "expires_at",
        ),
        (lambda: ApiKeyEdit(name="\u200b"), "name"),
        (lambda: ApiKeyEdit(expires_at=NOON.replace(tzinfo=None)), "expires_at"),
        (lambda: draft_of_app(app_id="shop"), "app_id"),
        (lambda: draft_of_app(app_id="com.acme.shöp"), "app_id"),
        (lambda: draft_of_app(app_id="com.acme.shop\n"), "app_id"),
        (lambda: draft_of_app(name=""), "name"),
        (lambda: draft_of_app(owner_org=""), "owner_org"),
        (lambda: AppEdit(name=""), "name"),
        (lambda: AppEdit(retention=-1), "retention"),
        (lambda: AppEdit(retention=LONGEST_RETENTION + 1), "retention"),
        (lambda: ChannelEdit(version=""), "version"),
        (lambda: ChannelEdit(version="builtin"), "version"),
        (lambda: ChannelEdit(rollout_version="unknown"), "rollout_version"),
        (lambda: ChannelEdit(disable_auto_update="metadata"), "disable_auto_update"),
        (lambda: ChannelEdit(rollout_percentage_bps=10_001), "rollout_percentage_bps"),
        (lambda: ChannelEdit(rollout_percentage_bps=-1), "rollout_percentage_bps"),
        (lambda: ChannelEdit(rollout_paused_at=NOON.replace(tzinfo=None)), "rollout_paused_at"),
        (lambda: ChannelEdit(auto_pause_window_minutes=-1), "auto_pause_window_minutes"),
        (lambda: ChannelEdit(auto_pause_confidence=0), "auto_pause_confidence"),
        (lambda: ChannelEdit(auto_pause_confidence=1.0), "auto_pause_confidence"),
        (lambda: ChannelEdit(auto_pause_confidence=float("nan")), "auto_pause_confidence"),
        (lambda: ChannelEdit(auto_pause_action="explode"), "auto_pause_action"),
        (lambda: bundle(version="v1.0.0"), "version"),
        (lambda: bundle(version="1.0"), "version"),
        (lambda: bundle(version="01.0.0"), "version"),
        (lambda: bundle(version="1.0.0\n"), "version"),
        (lambda: bundle(url="http://x.example/b.zip"), "external_url"),
        (lambda: bundle(url="https:///b.zip"), "external_url"),
        (lambda: bundle(checksum=""), "checksum"),
    ],
)
def test_a_value_that_the_server_would_refuse_is_told_with_its_field(
    make: Callable[[], object], field: str
) -> None:
    with pytest.raises(Misused) as caught:
        make()
    assert caught.value.field == field
    assert caught.value.said.endswith(".")


def test_values_on_the_edge_are_taken() -> None:
    OrganizationDraft(name="Acm", email="a@b.cd", estimated_mau=0, website="acme.example", intent="ota")
    OrganizationDraft(name="Acm", estimated_mau=1_000_000, website="http://localhost:8787/x")
    OrganizationEdit(name="A", management_email="a@b.cd", max_apikey_expiration_days=365, website="a.example")
    OrganizationEdit(required_encryption_key="x" * 20, max_apikey_expiration_days=1)
    OrganizationEdit(required_encryption_key=None, max_apikey_expiration_days=None, website=None)
    KeyBinding(role_name="r", scope_type="channel", org_id="o", app_id="a", channel_id="c", reason="why")
    ApiKeyDraft(name="n", bindings=(ORGANIZATION,), expires_at=None, hashed=True)
    ApiKeyEdit(name="n", expires_at=None)
    draft_of_app(app_id="com.a-b.C_1")
    AppEdit(name="n", retention=LONGEST_RETENTION)
    AppEdit(retention=0)
    ChannelEdit(version="anything goes", rollout_version=None, auto_pause_min_attempts=None)
    ChannelEdit(rollout_percentage_bps=10_000, auto_pause_confidence=0.999, auto_pause_action="notify")
    ChannelEdit(rollout_paused_at=datetime(2026, 1, 1, tzinfo=UTC), rollout_cache_ttl_seconds=0)
    bundle(version="1.2.3-beta.1+build.5")
    BundleNotes(link=None, comment="")


def test_a_blank_is_a_blank_in_any_writing() -> None:
    assert all(
        checks.is_blank(text) for text in ("", " ", "\t\n", "\u00a0", "\u200b", "\ufeff", "\u3000", "\0")
    )
    assert not any(checks.is_blank(text) for text in ("a", " . ", "ö", "本"))


# Super admins.


def member(uid: str, role: str, **more: Any) -> Member:
    return Member(uid=uid, role=role, **more)


def test_the_only_super_admin_is_found_and_invitations_do_not_count() -> None:
    ana = member("ana", "org_super_admin", is_tmp=False)
    invited = member("eve", "org_super_admin", is_tmp=True)
    old_invited = member("old", "invite_super_admin")
    ben = member("ben", "org_admin", is_tmp=False)
    assert only_super_admin([ana, invited, old_invited, ben]) == ana
    assert only_super_admin([ana, member("cleo", "super_admin")]) is None
    assert only_super_admin([ben]) is None
