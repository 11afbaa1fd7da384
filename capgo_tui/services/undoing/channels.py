"""What takes changes of channels back (contract/api.md 3.6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from capgo_tui.api.verbs import Action
from capgo_tui.errors import Misused
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.facts import Fact, Facts, differences
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.channels import (
    channel_facts,
    create_channel,
    delete_channel,
    edit_channel,
    set_bundle,
)
from capgo_tui.services.changes.making import UNPUBLISHED
from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.undoing.case import Case, moment
from capgo_tui.services.undoing.history import NotTold, left_by

_PLATFORMS: Final = ("ios", "android", "electron")
_ROLLOUT: Final = (
    "rollout_version",
    "rollout_percentage_bps",
    "rollout_enabled",
    "rollout_paused_at",
    "rollout_pause_reason",
)
_NOT_KNOWN_WHICH: Final = "It is not known which channels became private for it, so none is published again."
_DRAWN_AGAIN: Final = "The rollout begins anew: devices draw again."
_NEW: Final[dict[str, Any]] = {
    "id": 0,
    "rollout_version": None,
    "rollout_version_info": None,
    "rolloutPercentageBps": 0,
    "rolloutEnabled": False,
    "rolloutPausedAt": None,
    "rolloutPauseReason": None,
    "rolloutCacheTtlSeconds": 2_592_000,
    "autoPauseEnabled": False,
    "autoPauseWindowMinutes": 60,
    "autoPauseFailureRateBps": None,
    "autoPauseConfidence": 0.95,
    "autoPauseMinAttempts": None,
    "autoPauseMinFailures": None,
    "autoPauseAction": "pause",
    "autoPauseCooldownMinutes": 60,
}
"""What a new channel says of its rollout."""


async def undo_edit(case: Case) -> list[Change[Any]]:
    """Set the fields back that a change of a channel changed: an edit, a bundle, a promotion, a roll back."""
    channel = await case.record(Channel)
    facts = await _with_bundles_there(case, channel, case.facts_before(also=("version", *_ROLLOUT)))
    changes = await _publish_again(case, channel) if facts.get("public") is False else []
    if changes:  # whatever is public instead takes that from this one
        facts.pop("public")
        channel = await case.record(Channel)
    if changes and not facts:
        return changes
    changed = case.want_some(channel_facts(channel), facts)
    if changed.get("rollout_version") is not None:
        case.notes.append(_DRAWN_AGAIN)
    changes.append(await _edit(case, channel, changed))
    await case.records.change(case.target, changed)
    return changes


async def undo_create(case: Case) -> list[Change[Any]]:
    """Delete a channel that was made, if it is still as it was made."""
    channel = await case.record(Channel)
    made = left_by(case.entry) or {}
    changed = [label_of(each.name) for each in differences(made, channel_facts(channel))]
    if changed:
        raise Misused(f"{channel.name} was changed since ({', '.join(changed)}), so it is not deleted.")
    changes = await _publish_again(case, channel)
    changes.append(delete_channel(case.data, await case.record(Channel)))
    case.records.put(case.target, None)
    return changes


async def undo_delete(case: Case) -> list[Change[Any]]:
    """Make a channel again that was deleted: its settings, then its rollout, which a new one cannot have."""
    await case.want_none()
    name = case.target.key
    facts = {
        field: value
        for field, value in (await _with_bundles_there(case, None, case.entry.intent.before or {})).items()
        if value is not None or field == "version"
    }
    later = {
        field: facts.pop(field) for field in list(facts) if field.startswith(("rollout_", "auto_pause_"))
    }
    facts |= _platforms_before(case)
    case.notes.append("It gets a new number, and the overrides that pointed at it are lost.")
    if "disable_auto_update" not in facts:
        case.notes.append("Which update strategy it had is not known: it gets that of a new channel.")
    made = Channel.read({**_NEW, "name": name, "app_id": case.target.app_id, "version": None})
    changes: list[Change[Any]] = [create_channel(case.data, name, _edit_of(facts))]
    case.records.put(case.target, made)
    await case.records.change(case.target, facts)
    made = await case.record(Channel)
    begins = {field: value for field, value in later.items() if channel_facts(made).get(field) != value}
    if begins and made.is_builtin:
        case.notes.append("Without a bundle it can have no rollout, so what it said of that is lost.")
    elif begins:
        if begins.get("rollout_version") is not None:
            case.notes.append(_DRAWN_AGAIN)
        changes.append(edit_channel(case.data, made, _edit_of(begins)))
        await case.records.change(case.target, begins)
    return changes


async def _edit(case: Case, channel: Channel, facts: dict[str, Fact]) -> Change[Any]:
    """The request that sets fields: for a bundle alone the one that a key without more rights may send."""
    version = facts.get("version")
    if case.entry.intent.action == Action.SET_BUNDLE and list(facts) == ["version"] and version is not None:
        bundle = await case.records.get(_bundle(case, str(version)))
        if isinstance(bundle, Bundle):
            return set_bundle(case.data, channel, bundle)
    return edit_channel(case.data, channel, _edit_of(facts))


def _edit_of(facts: dict[str, Fact]) -> ChannelEdit:
    values: dict[str, Any] = dict(facts)
    if "rollout_paused_at" in values:
        values["rollout_paused_at"] = moment(values["rollout_paused_at"])
    return ChannelEdit(**values)


async def _publish_again(case: Case, channel: Channel) -> list[Change[Any]]:
    """Publish the channels again that became private for this one; each takes that from this one."""
    changes = []
    if (case.entry.intent.after or {}).get("public") is True and UNPUBLISHED not in case.answer:
        case.notes.append(_NOT_KNOWN_WHICH)
    for name in map(str, case.answer.get(UNPUBLISHED, ())):
        target = Target(Kind.CHANNEL, name, name, app_id=case.target.app_id, org_id=case.target.org_id)
        other = await case.records.get(target)
        if not isinstance(other, Channel):
            case.notes.append(f"{name} was public before, and is no longer there.")
        elif not other.public:
            change = edit_channel(case.data, other, ChannelEdit(public=True))
            told = f"{channel.name} is no longer public then: a platform has one public channel."
            changes.append(replace(change, warnings=(told, *change.warnings)))
            await case.records.change(target, {"public": True})
    if changes:
        await case.records.change(case.target, {"public": False})
    return changes


async def _with_bundles_there(case: Case, channel: Channel | None, facts: Facts) -> dict[str, Fact]:
    """Leave out the bundles that are no more, and say so."""
    kept = dict(facts)
    present = channel_facts(channel) if channel is not None else {}
    for field in ("version", "rollout_version"):
        name = kept.get(field)
        if not isinstance(name, str) or present.get(field) == name:
            continue
        if await case.records.get(_bundle(case, name)) is None:
            case.notes.append(f"The bundle {name} is no longer there, so that part is left out.")
            for lost in [field] if field == "version" else _ROLLOUT:
                kept.pop(lost, None)
    return kept


def _bundle(case: Case, name: str) -> Target:
    return Target(Kind.BUNDLE, name, name, app_id=case.target.app_id, org_id=case.target.org_id)


def _platforms_before(case: Case) -> dict[str, Fact]:
    """The platforms that a deleted channel is known not to have had; all of a new one are on."""
    known = {name: case.history.known_before(case.entry, name) for name in _PLATFORMS}
    if all(isinstance(value, NotTold) for value in known.values()):
        case.notes.append("Which platforms it had is not known: all are on.")
    return {name: False for name, value in known.items() if value is False}
