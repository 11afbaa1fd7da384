"""Plans for devices: move them to a channel, clear their overrides (contract/api.md 3.9)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.services.changes.devices import clear_override, may_be_forced, move_device
from capgo_tui.services.plans.building import GONE, NO_OVERRIDE, THERE, counted, going_row, skipped_row
from capgo_tui.services.plans.minute_rule import MINUTE, Moments, refused_until
from capgo_tui.services.plans.plan import Plan, PlanRow
from capgo_tui.services.plans.reading import read_channels, read_devices

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace


async def move_devices(
    workspace: Workspace, data: AppData, devices: Sequence[Device], channel: Channel
) -> Plan:
    """Force devices to a channel; for a public one, clear their overrides.

    Raises:
        Misused: the channel is gone.
        CapgoError: channel or devices cannot be read.
    """
    return await _move(workspace, data, _labels(devices), channel.name)


async def clear_overrides(workspace: Workspace, data: AppData, devices: Sequence[Device]) -> Plan:
    """Let devices find their channel by themselves again.

    Raises:
        CapgoError: they cannot be read.
    """
    return await _clear(workspace, data, _labels(devices))


async def _move(workspace: Workspace, data: AppData, labels: Mapping[str, str], channel_name: str) -> Plan:
    channel = (await read_channels(data, [channel_name])).get(channel_name)
    if channel is None:
        raise Misused(
            f"There is no channel {channel_name} any more.", next_step="Read the channels again with r."
        )
    present = await read_devices(data, list(labels))
    posted = await _posted(workspace, data)
    title = f"Move {counted(list(labels.values()), 'devices')} to {channel.name}"

    async def again(rows: Sequence[PlanRow]) -> Plan:
        return await _move(workspace, data, {row.key: row.label for row in rows}, channel_name)

    return Plan(
        title=f"{title}: clear the override" if channel.public else title,
        rows=tuple(
            _move_row(workspace, data, (device_id, label, present.get(device_id)), channel, posted)
            for device_id, label in labels.items()
        ),
        workspace=workspace,
        made_at=workspace.now(),
        again=again,
    )


def _move_row(
    workspace: Workspace,
    data: AppData,
    target: tuple[str, str, Device | None],
    channel: Channel,
    posted: Moments,
) -> PlanRow:
    device_id, label, device = target
    if device is None:
        return skipped_row(label, device_id, "", GONE)
    now = _now(device)
    if device.channel == channel.name and not channel.public and device.forced_bundle is None:
        return skipped_row(label, device_id, now, THERE)
    if not may_be_forced(device) and channel.public:
        return skipped_row(label, device_id, now, "no override to clear")
    return going_row(
        workspace,
        move_device(data, device, channel),
        now=now,
        not_before=None if channel.public else posted.get((device_id, channel.name)),
    )


async def _clear(workspace: Workspace, data: AppData, labels: Mapping[str, str]) -> Plan:
    present = await read_devices(data, list(labels))

    def row(device_id: str, label: str) -> PlanRow:
        device = present.get(device_id)
        if device is None:
            return skipped_row(label, device_id, "", GONE)
        if not may_be_forced(device):
            return skipped_row(label, device_id, NO_OVERRIDE, "no override to clear")
        return going_row(workspace, clear_override(data, device), now=_now(device))

    async def again(rows: Sequence[PlanRow]) -> Plan:
        return await _clear(workspace, data, {row.key: row.label for row in rows})

    return Plan(
        title=f"Clear the override of {counted(list(labels.values()), 'devices')}",
        rows=tuple(row(device_id, label) for device_id, label in labels.items()),
        workspace=workspace,
        made_at=workspace.now(),
        again=again,
    )


async def _posted(workspace: Workspace, data: AppData) -> Moments:
    """What the server would refuse for having been posted a moment ago."""
    now = workspace.now()
    latest = await asyncio.to_thread(workspace.journal.since, now - MINUTE)
    return refused_until(latest[::-1], workspace.client.host, data.app_id, now)


def _now(device: Device) -> str:
    """The channel that a device is forced to, or the bundle."""
    if device.forced_bundle is not None:
        return f"bundle {device.forced_bundle}"
    return device.channel or (NO_OVERRIDE if device.override_known else "not told")


def _labels(devices: Sequence[Device]) -> dict[str, str]:
    return {device.device_id: device.custom_id or device.device_id for device in devices}
