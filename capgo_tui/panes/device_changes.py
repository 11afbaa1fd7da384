"""What the keys of the Devices tab change; imported when one of them is first pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.api.verbs import Action
from capgo_tui.modals.move_device import Force, MoveDialog
from capgo_tui.modals.pick import PickDialog
from capgo_tui.models.device import Device
from capgo_tui.panes.choices import bundle_options, channel_options
from capgo_tui.presenters.device import device_label
from capgo_tui.safe_text import clean
from capgo_tui.services.changes.channels import find_channel, want_channel
from capgo_tui.services.changes.devices import (
    clear_override,
    find_device,
    force_bundle,
    may_be_forced,
    move_device,
)
from capgo_tui.services.changes.saving import Saving
from capgo_tui.services.plans.devices import clear_overrides, move_devices

if TYPE_CHECKING:
    from capgo_tui.panes.app_list_pane import AppListPane
    from capgo_tui.services.changes.change import Change
    from capgo_tui.services.workspace import Workspace


async def move(
    pane: AppListPane[Device], workspace: Workspace, *, alone: bool = False, opened_by: str = "m"
) -> None:
    """Force a device to a channel, or plan to for the marked ones.

    Args:
        pane: the tab.
        workspace: the connection.
        alone: whether only the device under the cursor is meant, whatever is marked.
        opened_by: the key that was pressed.
    """
    data = pane.data
    if not await pane.loaded(data.channels):
        return
    if pane.table.marked and not alone:
        await _move_marked(pane, workspace)
        return
    device = pane.chosen()
    if device is None:
        return
    takes_bundles = Action.SET_BUNDLE_OVERRIDE not in workspace.client.speech.generation.missing
    if takes_bundles and not await pane.loaded(data.bundles):
        return

    def force(record: Device, wanted: Force) -> Change[None]:
        if wanted.bundle:
            return force_bundle(data, record, wanted.bundle)
        return move_device(data, record, want_channel(data, wanted.channel))

    saver = Saving[Device, Force, None](
        workspace,
        force,
        device,
        lambda: find_device(data, device.device_id),
    )
    options = channel_options(data, [device])
    bundles = [each for each in bundle_options(data) if each.value] if takes_bundles else []
    dialog = MoveDialog(device_label(device), saver, options, bundles=bundles, opened_by=opened_by)
    await pane.change(dialog)


async def _move_marked(pane: AppListPane[Device], workspace: Workspace) -> None:
    data, devices = pane.data, pane.table.marked_records()
    title = f"Move {len(devices)} device{'' if len(devices) == 1 else 's'}"
    options = channel_options(data, devices)
    picked = await pane.ask(PickDialog(title, "Where to?", "channel", options, opened_by="m"))
    if picked and picked[0] is not None:
        await pane.plan(move_devices(workspace, data, devices, want_channel(data, picked[0])))


async def move_to(pane: AppListPane[Device], workspace: Workspace, name: str) -> None:
    """Plan to move the marked devices, or the one under the cursor, to the channel of a name."""
    data = pane.data
    if not await pane.loaded(data.channels):
        return
    devices = pane.table.marked_records() or [device for device in (pane.chosen(),) if device is not None]
    channel = find_channel(data, name)
    if channel is None:
        pane.notify(f"There is no channel {clean(name)} in this app.", severity="warning", markup=False)
    elif devices:
        await pane.plan(move_devices(workspace, data, devices, channel))


async def clear(pane: AppListPane[Device], workspace: Workspace) -> None:
    """Clear the override of a device, or plan to for the marked ones."""
    data = pane.data
    if pane.table.marked:
        await pane.plan(clear_overrides(workspace, data, pane.table.marked_records()))
        return
    device = pane.chosen()
    if device is None:
        return
    if not may_be_forced(device):
        pane.notify(f"{clean(device_label(device))} has no override.", markup=False)
        return
    forced = _forced(device, data.deciding.completed(device))
    await pane.confirm(
        lambda: clear_override(data, find_device(data, device.device_id) or device),
        f"{device_label(device)} {forced}. Let it find its channel by itself again?{_stays(device)}",
        opened_by="x",
    )


def _forced(device: Device, known: Device) -> str:
    """What a device is forced to, as far as the server, this session or the journal tells."""
    if known.forced_bundle is not None:
        return f"{'is' if device.forced_bundle else 'was'} forced to bundle {known.forced_bundle} from here"
    if device.channel is None and known.channel is not None:
        return f"was forced to {known.channel} from here"
    return f"is forced to {device.channel}" if device.channel else "may be forced to a channel"


def _stays(device: Device) -> str:
    """What a `DELETE /device` does not do, where there may be nothing to clear."""
    return "" if device.override_known else " The device itself stays: no request deletes one."
