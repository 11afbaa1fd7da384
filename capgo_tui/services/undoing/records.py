"""The records that undo is about: as they are now, and as they will be once a part of it was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from capgo_tui.errors import RefusalKind, Refused
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyEdit
from capgo_tui.models.app import App
from capgo_tui.models.app_edit import AppEdit
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.bundle_edit import BundleNotes
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.device import Device
from capgo_tui.models.edit import Edit
from capgo_tui.models.facts import Fact, Facts, device_facts, facts_of, member_facts
from capgo_tui.models.member import Member
from capgo_tui.models.organization import Organization
from capgo_tui.models.organization_edit import OrganizationEdit
from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.plans.reading import read_bundles, read_channels, read_devices

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

Record: TypeAlias = Channel | Bundle | Device | Member | ApiKey | App | Organization
"""Anything that a change may be about."""

_EDITS: Final[Mapping[type[Any], type[Edit]]] = {
    Channel: ChannelEdit,
    ApiKey: ApiKeyEdit,
    App: AppEdit,
    Organization: OrganizationEdit,
}
_NOT_SAID: Final = -1
"""Stands for the number of a bundle that is known by its name only."""


async def read_records(workspace: Workspace, targets: Iterable[Target]) -> dict[Target, Record | None]:
    """Read records again, and take them into what is loaded; None for what is no more.

    Raises:
        CapgoError: they cannot be read.
    """
    found: dict[Target, Record | None] = {}
    groups: dict[tuple[Kind, str], list[Target]] = {}
    for target in targets:
        groups.setdefault((target.kind, target.app_id or target.org_id), []).append(target)
    for (kind, _), group in groups.items():
        found |= await _READERS[kind](workspace, list(dict.fromkeys(group)))
    return found


def facts(record: Record | None) -> Facts | None:
    """All that any change of a record could say of it; None for none."""
    match record:
        case None:
            return None
        case Device():
            return device_facts(record)
        case Member():
            return member_facts(record)
        case Bundle():
            origin = {"name": record.name, "external_url": record.external_url, "checksum": record.checksum}
            return {**origin, **facts_of(record, BundleNotes)}
    return facts_of(record, _EDITS[type(record)])


def with_facts(record: Record, values: Facts) -> Record:
    """The record as it will be once it says something else."""
    names = _EDITS[type(record)].NAMES if type(record) in _EDITS else {}
    document = record.raw()
    for name, value in values.items():
        if isinstance(record, Channel) and name in {"version", "rollout_version"}:
            document |= _link(name, value)
        elif isinstance(record, Member):
            document["is_tmp" if name == "invited" else name] = value
        else:
            document[names.get(name, name)] = value
    return record.read(document)


def _link(name: str, bundle: Fact) -> dict[str, Any]:
    """How a channel says which bundle it points at."""
    reference = None if bundle is None else {"id": _NOT_SAID, "name": bundle}
    if name == "version":
        return {"version": reference}
    return {"rollout_version": None if bundle is None else _NOT_SAID, "rollout_version_info": reference}


# How each kind is read ---------------------------------------------------------------------


async def _channels(workspace: Workspace, targets: list[Target]) -> dict[Target, Record | None]:
    data = workspace.app(targets[0].app_id)
    found = await read_channels(data, [target.key for target in targets])
    return {target: found.get(target.key) for target in targets}


async def _devices(workspace: Workspace, targets: list[Target]) -> dict[Target, Record | None]:
    data = workspace.app(targets[0].app_id)
    found = await read_devices(data, [target.key for target in targets])
    return {target: found.get(target.key) for target in targets}


async def _bundles(workspace: Workspace, targets: list[Target]) -> dict[Target, Record | None]:
    found = await read_bundles(workspace.app(targets[0].app_id))
    return {target: found.get(target.key) for target in targets}


async def _members(workspace: Workspace, targets: list[Target]) -> dict[Target, Record | None]:
    members = workspace.organization(targets[0].org_id).members
    await members.refresh()
    known = {member.uid.casefold(): member for member in members.records}
    known |= {member.email.casefold(): member for member in members.records if member.email}
    return {target: known.get(target.key.strip().casefold()) for target in targets}


async def _keys(workspace: Workspace, targets: list[Target]) -> dict[Target, Record | None]:
    await workspace.keys.refresh()
    known = {str(key.id): key for key in workspace.keys.records}
    return {target: known.get(target.key) for target in targets}


async def _apps(workspace: Workspace, targets: list[Target]) -> dict[Target, Record | None]:
    found: dict[Target, Record | None] = {}
    for target in targets:
        found[target] = None
        try:
            found[target] = await workspace.client.apps.read(target.key or target.name)
        except Refused as error:
            _want_none(error)
    return found


async def _organizations(workspace: Workspace, targets: list[Target]) -> dict[Target, Record | None]:
    found: dict[Target, Record | None] = {}
    for target in targets:
        found[target] = None
        if target.key:
            try:
                found[target] = await workspace.client.organizations.read(target.key)
            except Refused as error:
                _want_none(error)
    return found


def _want_none(error: Refused) -> None:
    """Raise what does not say that there is none; servers tell missing and forbidden not apart."""
    if error.kind not in {RefusalKind.MISSING, RefusalKind.NO_RIGHT}:
        raise error


_READERS: Final = {
    Kind.CHANNEL: _channels,
    Kind.DEVICE: _devices,
    Kind.BUNDLE: _bundles,
    Kind.MEMBER: _members,
    Kind.KEY: _keys,
    Kind.APP: _apps,
    Kind.ORGANIZATION: _organizations,
}
