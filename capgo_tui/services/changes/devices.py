"""Changes of devices: the channel that one is forced to (contract/api.md 3.9)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused, Refused
from capgo_tui.models.facts import Facts, device_facts
from capgo_tui.services.changes.change import Change, Reading
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData

_NOT_TOLD = (
    "This server does not tell whether a device is forced to a channel, so undo takes it for forced to none."
)
_TWO = "A move takes two requests: this server keeps an override that there is, so it is cleared first."
_CLEARS = "The channel is public, and no override may point at one: the override is cleared instead."


def move_device(data: AppData, device: Device, channel: Channel) -> Change[None]:
    """Force a device to a channel; for a public one, clear its override (contract/api.md 3.9).

    Raises:
        Misused: it is there already, or has no override that could be cleared.
    """
    if channel.public:
        return replace(clear_override(data, device), warnings=(_CLEARS,))
    if device.override_known and device.channel == channel.name and device.forced_bundle is None:
        raise Misused(f"{_name(device)} is on {channel.name} already.")
    first = _before_a_move(data, device)
    warnings: tuple[str, ...] = ()
    if data.record is not None and data.record.channel_device_count == 0:
        warnings = (
            "This is the app's first override: the update server looks at it after about ten seconds.",
        )
    return Change(
        title=f"Move {_name(device)} to {channel.name}",
        target=_target(data, device),
        write=data.client.devices.prepare_override(data.app_id, device.device_id, channel.name),
        before=device_facts(device),
        unsure=_unsure(device),
        after={"channel": channel.name},
        read=_reading(data, device.device_id),
        warnings=(*warnings, *([_TWO] if first else []), *([] if device.override_known else [_NOT_TOLD])),
        first=first,
    )


def force_bundle(data: AppData, device: Device, bundle: str) -> Change[None]:
    """Force a device to a bundle, on a server as the first pages describe it (contract/api-seed.md 5.2).

    Raises:
        Misused: the name is missing.
    """
    return Change(
        title=f"Force {_name(device)} to bundle {bundle}",
        target=_target(data, device),
        write=data.client.devices.prepare_bundle_override(data.app_id, device.device_id, bundle),
        before={},
        after={"bundle": bundle},
        read=_reading(data, device.device_id),
        warnings=("No server tells afterwards which bundle a device is forced to.",),
        final="Undo cannot take it back: clearing the override does.",
    )


def _before_a_move(data: AppData, device: Device) -> Change[None] | None:
    """Clear the override of before, where the server would keep that and say ok all the same."""
    if _moves(data) or not may_be_forced(device):
        return None
    return replace(_clear(data, device), final="It is a part of moving the device.")


def _moves(data: AppData) -> bool:
    """Whether a second override takes the place of the first (contract/api-seed.md 0.10)."""
    return all(each.moves_overrides for each in data.client.speech.candidates)


def clear_override(data: AppData, device: Device) -> Change[None]:
    """Let a device find its channel by itself again.

    Raises:
        Misused: it has no override; the server would say ok all the same.
    """
    if not may_be_forced(device):
        raise Misused(f"{_name(device)} has no override.", next_step="It finds its channel by itself.")
    return _clear(data, device)


def _clear(data: AppData, device: Device) -> Change[None]:
    return Change(
        title=f"Clear the override of {_name(device)}",
        target=_target(data, device),
        write=data.client.devices.prepare_clear_override(data.app_id, device.device_id),
        before=device_facts(device),
        unsure=_unsure(device),
        after={"channel": None},
        read=_reading(data, device.device_id),
        warnings=() if device.override_known else (_NOT_TOLD,),
    )


def _unsure(device: Device) -> frozenset[str]:
    return frozenset() if device.override_known else frozenset({"channel"})


def may_be_forced(device: Device) -> bool:
    """Whether a device is forced to a channel or a bundle, or nobody knows."""
    return device.channel is not None or device.forced_bundle is not None or not device.override_known


def find_device(data: AppData, device_id: str) -> Device | None:
    """The device as it was read last; None if it is not loaded."""
    return next((device for device in data.devices.records if device.device_id == device_id), None)


def _name(device: Device) -> str:
    return device.custom_id or device.device_id


def _target(data: AppData, device: Device) -> Target:
    org_id = data.record.owner_org if data.record is not None else None
    return Target(Kind.DEVICE, device.device_id, _name(device), app_id=data.app_id, org_id=org_id or "")


def _reading(data: AppData, device_id: str) -> Reading[None]:
    async def read(_: None) -> Facts | None:
        try:
            device = await data.read_device(device_id)
        except Refused as error:
            if error.code != "device_not_found":
                raise
            data.devices.drop(device_id, lambda known: known.device_id)
            return None
        data.devices.put(device, lambda known: known.device_id)
        return device_facts(device)

    return read
