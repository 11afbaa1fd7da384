"""What takes changes of bundles, devices, members, keys, apps and organizations back."""

from __future__ import annotations

from typing import Any, Final

from capgo_tui.errors import Misused
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyEdit
from capgo_tui.models.app import App
from capgo_tui.models.app_edit import AppEdit
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.bundle_edit import BundleNotes
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.models.facts import Fact, as_fact
from capgo_tui.models.member import Member
from capgo_tui.models.organization import Organization
from capgo_tui.models.organization_edit import OrganizationEdit
from capgo_tui.services.changes.api_keys import edit_key
from capgo_tui.services.changes.apps import edit_app
from capgo_tui.services.changes.bundles import delete_bundle, describe_bundle
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.devices import clear_override, move_device
from capgo_tui.services.changes.members import invite_member, remove_member
from capgo_tui.services.changes.organizations import edit_organization
from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.undoing.case import Case, moment
from capgo_tui.services.undoing.records import facts as facts_of_record

_MAY_BE_NONE: Final = frozenset(
    {
        "website",
        "max_apikey_expiration_days",
        "required_encryption_key",
        "ios_store_url",
        "android_store_url",
    }
)
"""Fields of organizations and apps that may say that there is nothing."""
_NOT_KEPT: Final = frozenset({"password_policy_config"})
"""Fields that the journal has no more than a description of."""


async def undo_register(case: Case) -> list[Change[Any]]:
    """Delete a bundle that was registered."""
    bundle = await case.record(Bundle)
    await case.data.channels.read()
    change = delete_bundle(case.data, bundle)
    case.records.put(case.target, None)
    return [change]


async def undo_describe(case: Case) -> list[Change[Any]]:
    """Say about a bundle again what was said before."""
    bundle = await case.record(Bundle)
    facts = case.want_some(facts_of_record(bundle), case.facts_before())
    await case.records.change(case.target, facts)
    return [describe_bundle(case.data, bundle, BundleNotes(**_values(facts)))]


async def undo_override(case: Case) -> list[Change[Any]]:
    """Force a device to the channel again that it was forced to, or to none (contract/api.md 3.9)."""
    device = await case.record(Device)
    name = case.want_some(facts_of_record(device), case.facts_before())["channel"]
    await case.records.change(case.target, {"channel": name})
    if name is None:
        return [clear_override(case.data, device)]
    target = Target(Kind.CHANNEL, str(name), str(name), app_id=case.target.app_id, org_id=case.target.org_id)
    channel = await case.records.get(target)
    if not isinstance(channel, Channel):
        raise Misused(f"It was forced to {name}, and there is no channel {name} any more.")
    if channel.public:
        raise Misused(f"It was forced to {name}, which is public now: no override may point there.")
    return [move_device(case.data, device, channel)]


async def undo_invite(case: Case) -> list[Change[Any]]:
    """Withdraw an invitation that nobody has accepted yet."""
    member = await case.record(Member)
    if not member.is_tmp:
        raise Misused(f"{case.target.name} has accepted since: remove the member in Members.")
    change = remove_member(case.workspace, case.organization, member)
    case.records.put(case.target, None)
    return [change]


async def undo_remove(case: Case) -> list[Change[Any]]:
    """Invite somebody again, with the role of before."""
    await case.want_none()
    before = case.entry.intent.before or {}
    if not before.get("invited"):
        case.notes.append("The person has to accept, and the roles of the person's keys are lost.")
    return [invite_member(case.workspace, case.organization, case.target.key, str(before.get("role") or ""))]


async def undo_key(case: Case) -> list[Change[Any]]:
    """Give a key its name and its end back; an end that has passed cannot be given."""
    key = await case.record(ApiKey)
    values = _values(case.want_some(facts_of_record(key), case.facts_before()))
    if "expires_at" in values:
        values["expires_at"] = end = moment(values["expires_at"])
        if end is not None and end <= case.workspace.now():
            case.notes.append("It had an end that has passed since, which cannot be set, so its end stays.")
            del values["expires_at"]
    case.want_some(facts_of_record(key), {name: as_fact(value) for name, value in values.items()})
    change = edit_key(case.workspace, key, ApiKeyEdit(**values))
    await case.records.change(case.target, change.after or {})
    return [change]


async def undo_app(case: Case) -> list[Change[Any]]:
    """Set the fields of an app back."""
    app = await case.record(App)
    facts = case.want_some(facts_of_record(app), _settable(case, case.facts_before()))
    change = edit_app(case.workspace, app, AppEdit(**_values(facts)))
    await case.records.change(case.target, facts)
    return [change]


async def undo_organization(case: Case) -> list[Change[Any]]:
    """Set the fields of an organization back."""
    organization = await case.record(Organization)
    facts = case.want_some(facts_of_record(organization), _settable(case, case.facts_before()))
    change = edit_organization(case.workspace, organization, OrganizationEdit(**_values(facts)))
    await case.records.change(case.target, facts)
    return [change]


def _settable(case: Case, facts: dict[str, Fact]) -> dict[str, Fact]:
    """Leave out what cannot be sent as it was, and say so."""
    kept = {
        name: value
        for name, value in facts.items()
        if name not in _NOT_KEPT and (value is not None or name in _MAY_BE_NONE)
    }
    lost = [name.replace("_", " ") for name in facts if name not in kept]
    if lost:
        case.notes.append(f"It cannot be said again what {' and '.join(lost)} said before, so that stays.")
    return kept


def _values(facts: dict[str, Fact]) -> dict[str, Any]:
    return dict(facts)
