"""Changes of channels (contract/api.md 3.6)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypedDict

from capgo_tui.api.server_version import keeps_left_out_version
from capgo_tui.errors import CapgoError, Misused, Refused
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.facts import Difference, Facts, as_fact, facts_of
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.rules.channel_warnings import ChannelWarning, channel_warnings, deletion_warnings
from capgo_tui.services.changes.bundles import want_bundle
from capgo_tui.services.changes.change import Change, Reading
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.services.app_data import AppData

_NO_SUCH_CHANNEL: Final = frozenset({"cannot_find_version", "cannot_find_channel"})
"""How a channel that does not exist is refused; the first means the channel too (contract/api.md 3.6)."""
_PLATFORMS: Final = frozenset({"ios", "android", "electron"})
_NO_ROLLOUT: Final[Facts] = {
    "rollout_version": None,
    "rollout_percentage_bps": 0,
    "rollout_enabled": False,
    "rollout_paused_at": None,
    "rollout_pause_reason": None,
}
"""What a channel says of its rollout once that is over."""

_SENT: Final = tuple(ChannelEdit.NAMES.get(field.name, field.name) for field in fields(ChannelEdit))
"""What the server calls the fields that can be changed."""

_ROLLOUT: Final = frozenset({*_NO_ROLLOUT, "rollout_cache_ttl_seconds"})
"""What may change with the bundles of a channel: an ended rollout takes its share and pause along."""


def edit_channel(data: AppData, channel: Channel, edit: ChannelEdit) -> Change[None]:
    """Change a channel.

    Args:
        data: its app.
        channel: the channel as it was read.
        edit: what is to change; what the channel says already is left out.

    Raises:
        Misused: nothing is to change, or a value cannot be sent.
    """
    edit = edit.without_unchanged(channel)
    given = edit.given()
    before = channel_facts(channel)
    unlinks = "version" in given and given["version"] is None
    unpublishes = given.get("public") is False
    seen = [channel]
    return Change(
        title=f"Change channel {channel.name}",
        target=_target(data, channel.name),
        write=data.client.channels.prepare_edit(_with_app(data, channel), edit),
        before=before,
        after={name: as_fact(value) for name, value in given.items()},
        read=_reading(data, channel.name, seen.append),
        final=_not_told([name for name in given if name not in before]),
        typed=channel.name if unlinks or unpublishes else "",
        warnings=_warnings(data, channel, edit),
        side=_ROLLOUT if edit.touches_rollout() or "version" in given else frozenset(),
        **_publishing(data, channel.name, edit),
        repair=_repairing(data, seen),
    )


def create_channel(data: AppData, name: str, edit: ChannelEdit) -> Change[int | None]:
    """Make a channel; refused before it is sent if the app has one of that name (`Changes.look`).

    Raises:
        Misused: the name is missing or taken, or the edit says something about a rollout.
    """
    if any(channel.name == name for channel in data.channels.records):
        raise Misused(
            f"There is a channel {name} already.",
            next_step="The server would change it: choose another name, or edit that one.",
            field="name",
        )
    return Change(
        title=f"Make channel {name}",
        target=_target(data, name),
        write=data.client.channels.prepare_create(data.app_id, name, edit),
        before=None,
        after={field: as_fact(value) for field, value in edit.given().items()},
        read=_reading(data, name),
        warnings=_texts(channel_warnings(None, edit, data.around, name=name)),
        told=lambda number: {"id": number},
        **_publishing(data, name, edit),
    )


@dataclass(frozen=True)
class NewChannel:
    """A channel that is to be made."""

    name: str
    """What it is to be called."""
    edit: ChannelEdit
    """What it is to say."""


def set_bundle(data: AppData, channel: Channel, bundle: Bundle) -> Change[str]:
    """Link a bundle to a channel by the one request that a key needs no more than the right to promote for.

    Raises:
        Misused: the channel has it already.
    """
    if channel.version is not None and channel.version.name == bundle.name:
        raise Misused(f"{channel.name} has {bundle.name} already.")
    return Change(
        title=f"Set {channel.name} to {bundle.name}",
        target=_target(data, channel.name),
        write=data.client.bundles.prepare_set_to_channel(data.app_id, bundle.id, channel.id),
        before=channel_facts(channel),
        after={"version": bundle.name},
        warnings=_warnings(data, channel, ChannelEdit(version=bundle.name)),
        read=_reading(data, channel.name),
    )


class StepKind(Enum):
    """Ways to change what a channel delivers."""

    BUNDLE = "bundle"
    """Point it at another bundle."""
    TO_STABLE = "to stable"
    """Make the bundle that is being rolled out the stable one."""
    END_ROLLOUT = "end rollout"
    """End the rollout; the stable bundle stays."""


@dataclass(frozen=True)
class Step:
    """One way to change what a channel delivers."""

    kind: StepKind
    """Which."""
    bundle: str = ""
    """The name of the bundle, for `BUNDLE`."""


def take_step(data: AppData, channel: Channel, step: Step) -> Change[Any]:
    """Change what a channel delivers.

    Raises:
        Misused: it delivers that already, or the bundle is not loaded.
    """
    if step.kind is StepKind.TO_STABLE:
        return promote_to_stable(data, channel)
    if step.kind is StepKind.END_ROLLOUT:
        return end_rollout(data, channel)
    bundle = want_bundle(data, step.bundle)
    if keeps_left_out_version(data.client.server_version):  # a server of today: it knows PUT /bundle
        return set_bundle(data, channel, bundle)
    return edit_channel(data, channel, ChannelEdit(version=bundle.name))


def promote_to_stable(data: AppData, channel: Channel) -> Change[None]:
    """Make the bundle that is being rolled out the stable one.

    Raises:
        Misused: nothing is being rolled out.
    """
    write = data.client.channels.prepare_promote_to_stable(_with_app(data, channel))
    target = channel.rollout_version_info
    stable = {"version": target.name} if target is not None and target.name is not None else {}
    return Change(
        title=f"Promote the rollout of {channel.name} to stable",
        target=_target(data, channel.name),
        write=write,
        before=channel_facts(channel),
        after={**stable, **_NO_ROLLOUT},
        read=_reading(data, channel.name),
    )


def end_rollout(data: AppData, channel: Channel) -> Change[None]:
    """End the rollout; the stable bundle stays, and devices on the new one are sent back to it.

    Raises:
        Misused: nothing is being rolled out.
    """
    return Change(
        title=f"End the rollout of {channel.name}",
        target=_target(data, channel.name),
        write=data.client.channels.prepare_rollback(_with_app(data, channel)),
        before=channel_facts(channel),
        after=dict(_NO_ROLLOUT),
        read=_reading(data, channel.name),
    )


def delete_channel(data: AppData, channel: Channel) -> Change[None]:
    """Delete a channel, and with it the overrides that point at it.

    Raises:
        Misused: a name is missing.
    """
    return Change(
        title=f"Delete channel {channel.name}",
        target=_target(data, channel.name),
        write=data.client.channels.prepare_delete(data.app_id, channel.name),
        before=channel_facts(channel),
        after=None,
        warnings=_texts(deletion_warnings(channel, data.around)),
        read=_reading(data, channel.name),
        final="Undo makes it again with its settings; its overrides, platforms and id are lost.",
        typed=channel.name,
    )


def channel_facts(channel: Channel) -> dict[str, Any]:
    """What a channel says in the fields that can be changed."""
    return facts_of(channel, ChannelEdit)


class _Around(TypedDict, total=False):
    beforehand: Callable[[], Awaitable[None]]
    afterwards: Callable[[], Awaitable[dict[str, Any]]]


def _publishing(data: AppData, name: str, edit: ChannelEdit) -> _Around:
    """Find out which channels become private because this one becomes public; the answer never says."""
    if edit.public is not True:
        return {}
    before = set[str]()

    async def public() -> set[str]:
        await data.channels.refresh()
        await data.channels.read()
        return {channel.name for channel in data.channels.records if channel.public}

    async def remember() -> None:
        with suppress(CapgoError):  # without it only the comparison is missing
            before.update(await public() - {name})

    async def compare() -> dict[str, Any]:
        return {"unpublished": sorted(before - await public())}

    return {"beforehand": remember, "afterwards": compare}


def _repairing(
    data: AppData, seen: Sequence[Channel]
) -> Callable[[tuple[Difference, ...]], Change[Any] | None]:
    """Make what links the bundle again that a server before July 2026 unlinked without being asked to."""

    def repair(broken: tuple[Difference, ...]) -> Change[Any] | None:
        lost = next((each for each in broken if each.name == "version" and isinstance(each.was, str)), None)
        if lost is None:
            return None
        return edit_channel(data, seen[-1], ChannelEdit(version=str(lost.was)))

    return repair


def find_channel(data: AppData, name: str) -> Channel | None:
    """The channel of that name as it was read last; None if there is none."""
    return next((channel for channel in data.channels.records if channel.name == name), None)


def want_channel(data: AppData, name: str) -> Channel:
    """The channel of that name as it was read last.

    Raises:
        Misused: there is none.
    """
    channel = find_channel(data, name)
    if channel is None:
        raise Misused(f"There is no channel {name} in this app.", field="channel")
    return channel


def _not_told(names: Sequence[str]) -> str:
    """Why changes of fields cannot be taken back that the server does not tell."""
    labels = [label_of(name) for name in names if name not in _PLATFORMS]
    if len(labels) < len(names):
        labels.append("its platforms")
    said = ", ".join(labels)
    return f"What {said} said before cannot be read, so that part cannot be undone." if said else ""


def _with_app(data: AppData, channel: Channel) -> Channel:
    """The channel, saying its app: old servers may leave that out of a single one."""
    return channel if channel.app_id else replace(channel, app_id=data.app_id)


def _warnings(data: AppData, channel: Channel, edit: ChannelEdit) -> tuple[str, ...]:
    """What to know before a channel is changed."""
    devices = data.around.devices_on_channel(channel.name) if data.devices.begun else None
    return _texts(channel_warnings(channel, edit, data.around, devices=devices))


def _texts(warnings: Iterable[ChannelWarning]) -> tuple[str, ...]:
    return tuple(warning.text for warning in warnings)


def _target(data: AppData, name: str) -> Target:
    org_id = data.record.owner_org if data.record is not None else None
    return Target(Kind.CHANNEL, name, name, app_id=data.app_id, org_id=org_id or "")


def _reading(data: AppData, name: str, tell: Callable[[Channel], None] = lambda _: None) -> Reading[Any]:
    async def read(_: Any) -> Facts | None:
        try:
            channel = await data.client.channels.read(data.app_id, name)
        except Refused as error:
            if error.code not in _NO_SUCH_CHANNEL:
                raise
            data.channels.drop(name, lambda known: known.name)
            return None
        channel = await _whole(data, channel)
        data.channels.put(channel, lambda known: known.name)
        tell(channel)
        return channel_facts(channel)

    return read


async def _whole(data: AppData, alone: Channel) -> Channel:
    """A channel read alone, or as the list has it where that says more (contract/api-seed.md 3.4)."""
    listed = data.channels.records[:1]
    if not any(known.has(name) and not alone.has(name) for known in listed for name in _SENT):
        return alone
    await data.channels.refresh()
    await data.channels.read()
    return find_channel(data, alone.name) or alone
