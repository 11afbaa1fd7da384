"""What the keys of the Channels tab change; imported when one of them is first pressed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from capgo_tui.modals.channel import ChannelDialog
from capgo_tui.modals.link_bundle import LinkDialog
from capgo_tui.modals.new_channel import NewChannelDialog
from capgo_tui.modals.several_channels import SeveralChannelsDialog
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.panes.choices import backward_steps, bundle_options, forward_steps
from capgo_tui.panes.dialects import lacking
from capgo_tui.panes.what_if import effect_of_edit, effect_of_step
from capgo_tui.presenters.flags import platforms_now
from capgo_tui.safe_text import clean
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.channels import (
    NewChannel,
    Step,
    create_channel,
    delete_channel,
    edit_channel,
    find_channel,
    take_step,
)
from capgo_tui.services.changes.saving import Saving
from capgo_tui.services.plans.building import plan_of
from capgo_tui.services.plans.channels import edit_channels
from capgo_tui.widgets.form import Option

if TYPE_CHECKING:
    from capgo_tui.panes.app_list_pane import AppListPane
    from capgo_tui.panes.changing import Changing
    from capgo_tui.services.workspace import Workspace


async def edit(pane: AppListPane[Channel], workspace: Workspace, field: str = "") -> None:
    """Edit one channel, or say what is to be set on the marked ones.

    Args:
        pane: the tab.
        workspace: the connection.
        field: the field that has the focus at first; empty for the first one.
    """
    data = pane.data
    if not await pane.loaded(data.bundles):
        return
    if pane.table.marked:
        await _edit_marked(pane, workspace)
        return
    channel = pane.chosen()
    if channel is not None:
        await edit_one(pane, data, workspace, channel, field, opened_by="e")


async def edit_one(
    pane: Changing, data: AppData, workspace: Workspace, channel: Channel, field: str, *, opened_by: str
) -> None:
    """Edit one channel, from whatever pane; its bundles are loaded.

    Args:
        pane: where the key was pressed.
        data: the app.
        workspace: the connection.
        channel: what is edited.
        field: the field that has the focus at first; empty for the first one.
        opened_by: the key that was pressed.
    """
    saver = Saving[Channel, ChannelEdit, None](
        workspace,
        lambda record, edit: edit_channel(data, record, edit),
        channel,
        lambda: find_channel(data, channel.name),
    )
    dialog = ChannelDialog(
        saver,
        bundle_options(data),
        data.now,
        platforms_now=platforms_now(data.deciding.flags(channel.name)),
        effect=partial(effect_of_edit, data, channel),
        opened_by=opened_by,
        field=field,
    )
    dialog.lacks = lacking(workspace, ChannelEdit)
    await pane.change(dialog)


async def _edit_marked(pane: AppListPane[Channel], workspace: Workspace) -> None:
    data, channels = pane.data, pane.table.marked_records()
    dialog = SeveralChannelsDialog(len(channels), bundle_options(data), data.now, opened_by="e")
    lacking(workspace, ChannelEdit).dim(dialog.form.fields.values())
    edit = await pane.ask(dialog)
    if edit is not None:
        await pane.plan(edit_channels(workspace, data, channels, edit))


async def make(pane: AppListPane[Channel], workspace: Workspace) -> None:
    """Make a channel, and put the cursor on it."""
    data = pane.data
    if not await pane.loaded(data.channels, data.bundles):
        return
    saver = Saving[AppData, NewChannel, "int | None"](
        workspace, lambda data, new: create_channel(data, new.name, new.edit), data
    )
    dialog = NewChannelDialog(saver, data.channels.records, bundle_options(data), data.now, opened_by="n")
    dialog.lacks = lacking(workspace, ChannelEdit)
    done = await pane.change(dialog)
    made = find_channel(data, done.change.target.name) if done is not None else None
    if made is not None:
        pane.reveal(made.id)


async def promote(pane: AppListPane[Channel], workspace: Workspace) -> None:
    """Point a channel at a bundle, or make its rollout stable."""
    channel = pane.chosen()
    if channel is not None and await pane.loaded(pane.data.bundles):
        steps = forward_steps(pane.data, channel)
        await _take_step(pane, workspace, f"Promote to {channel.name}", channel, steps, opened_by="p")


async def roll_back(pane: AppListPane[Channel], workspace: Workspace) -> None:
    """End the rollout of a channel, or point it at an older bundle; the nearest is chosen at first."""
    channel = pane.chosen()
    if channel is None or not await pane.loaded(pane.data.bundles):
        return
    steps = backward_steps(pane.data, channel)
    if not steps:
        pane.notify("There is no rollout to end, and no older bundle.", severity="warning", markup=False)
        return
    first = next((step.value for step in steps if not step.disabled_reason), None)
    title = f"Roll back {channel.name}"
    await _take_step(pane, workspace, title, channel, steps, first=first, opened_by="b")


async def roll_back_named(pane: AppListPane[Channel], workspace: Workspace, name: str) -> None:
    """Put the cursor on the channel of a name, and roll it back."""
    if not await pane.loaded(pane.data.channels):
        return
    channel = find_channel(pane.data, name)
    if channel is None:
        pane.notify(f"There is no channel {clean(name)} in this app.", severity="warning", markup=False)
        return
    pane.show_changes()
    pane.reveal(channel.id)
    await roll_back(pane, workspace)


async def _take_step(
    pane: AppListPane[Channel],
    workspace: Workspace,
    title: str,
    channel: Channel,
    steps: list[Option[Step | None]],
    *,
    opened_by: str,
    first: Step | None = None,
) -> None:
    data = pane.data
    saver = Saving[Channel, Step, Any](
        workspace,
        lambda record, step: take_step(data, record, step),
        channel,
        lambda: find_channel(data, channel.name),
    )
    effect = partial(effect_of_step, data, channel)
    await pane.change(LinkDialog(title, saver, steps, first=first, effect=effect, opened_by=opened_by))


async def delete(pane: AppListPane[Channel], workspace: Workspace) -> None:
    """Delete one channel, or plan to delete the marked ones."""
    data = pane.data
    if pane.table.marked:
        channels = pane.table.marked_records()
        changes = [delete_channel(data, channel) for channel in channels]
        pane.show_plan(plan_of(workspace, f"Delete {len(channels)} channels", changes))
        return
    channel = pane.chosen()
    if channel is not None:
        await pane.confirm(
            lambda: delete_channel(data, find_channel(data, channel.name) or channel),
            f"Delete the channel {channel.name}?",
            opened_by="D",
        )
