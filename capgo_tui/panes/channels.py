"""The Channels tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import work

from capgo_tui.api.verbs import Action
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.panes.choices import backward_steps, bundle_options, forward_steps
from capgo_tui.presenters.channel import channel_columns
from capgo_tui.presenters.channel_details import channel_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
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
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import Option

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.services.listing import Listing


class ChannelsPane(AppListPane["Channel"]):
    """The channels of an app, and what is wrong with them."""

    noun = "channel"
    legend = (
        Row("1.0.0 → 1.1.0 10%", "a staged rollout: a tenth of the devices get the second bundle"),
        Row("u-nat", "under-native guard: nothing below the native version is delivered"),
        Row("self dev prod", "devices may choose it; development, production builds get it"),
        Row("emu real", "emulators, real devices get it"),
        Row("✓ ✗ ?", "yes, no, the server did not say"),
    )

    BINDINGS = [
        shown(
            "e", "edit", "edit", "channels.edit", "Edit the channel; with marks, set the same on all of them"
        ),
        shown("n", "new", "new", "channels.new", "Make a channel, perhaps as a copy of another"),
        shown(
            "p", "promote", "promote", "channels.promote", "Point it at a bundle, or make its rollout stable"
        ),
        shown(
            "b",
            "roll_back",
            "roll back",
            "channels.roll-back",
            "End its rollout, or go back to an older bundle",
        ),
        shown("D", "delete", "delete", "channels.delete", "Delete the channel, or the marked ones"),
    ]
    writes = {
        "edit": Action.UPDATE_CHANNEL,
        "new": Action.CREATE_CHANNEL,
        "promote": Action.SET_BUNDLE,
        "roll_back": Action.UPDATE_CHANNEL,
        "delete": Action.DELETE_CHANNEL,
    }

    def columns_for(self, data: AppData) -> tuple[Column[Channel], ...]:
        """Channels, joined with bundles and devices."""
        return channel_columns(data.now, data.around)

    def list_of(self, data: AppData) -> Listing[Channel]:
        """The channels."""
        return data.channels

    def key_of(self, record: Channel) -> object:
        """Channels keep their id."""
        return record.id

    def title_of(self, record: Channel) -> str:
        """A channel goes by its name."""
        return f"channel {record.name}"

    def details_of(self, record: Channel) -> Sequence[Section]:
        """A channel in full."""
        data = self.data
        return channel_details(record, data.now, data.around)

    @property
    def empty_text(self) -> str:
        """What an app without channels says."""
        return "This app has no channels.\nWithout one, no device gets an update."

    # Changing ------------------------------------------------------------------------------

    def _chosen(self) -> Channel | None:
        """The channel under the cursor; without one it is said that there is none."""
        if self.table.record is None:
            self.notify("There is no channel under the cursor.", markup=False)
        return self.table.record

    @work(exclusive=True, group="edit")
    async def action_edit(self, field: str = "") -> None:
        """Edit one channel, or say what is to be set on the marked ones."""
        from capgo_tui.modals.channel import ChannelDialog  # noqa: PLC0415 - not before something is changed

        if self.table.marked:
            await self._edit_marked()
            return
        channel, data = self._chosen(), self.data
        if channel is None or self.workspace is None:
            return
        saver = Saving["Channel", ChannelEdit, None](
            self.workspace,
            lambda record, edit: edit_channel(data, record, edit),
            channel,
            lambda: find_channel(data, channel.name),
        )
        dialog = ChannelDialog(saver, bundle_options(data), data.now, opened_by="e", field=field)
        await self.change(dialog)

    async def _edit_marked(self) -> None:
        from capgo_tui.modals.several_channels import SeveralChannelsDialog  # noqa: PLC0415
        from capgo_tui.services.plans.channels import edit_channels  # noqa: PLC0415

        data, channels = self.data, self.table.marked_records()
        dialog = SeveralChannelsDialog(len(channels), bundle_options(data), data.now, opened_by="e")
        edit = await self.ask(dialog)
        if edit is not None and self.workspace is not None:
            await self.plan(edit_channels(self.workspace, data, channels, edit))

    @work(exclusive=True, group="edit")
    async def action_new(self) -> None:
        """Make a channel."""
        from capgo_tui.modals.new_channel import NewChannelDialog  # noqa: PLC0415

        data = self.data
        if self.workspace is None:
            return
        saver = Saving[AppData, NewChannel, "int | None"](
            self.workspace, lambda data, new: create_channel(data, new.name, new.edit), data
        )
        done = await self.change(
            NewChannelDialog(saver, data.channels.records, bundle_options(data), data.now, opened_by="n")
        )
        made = find_channel(data, done.change.target.name) if done is not None else None
        if made is not None:
            self.reveal(made.id)

    @work(exclusive=True, group="edit")
    async def action_promote(self) -> None:
        """Point it at a bundle."""
        channel = self._chosen()
        if channel is not None:
            await self._take_step(
                f"Promote to {channel.name}", channel, forward_steps(self.data, channel), opened_by="p"
            )

    @work(exclusive=True, group="edit")
    async def action_roll_back(self) -> None:
        """Go back to what it delivered before."""
        channel = self._chosen()
        if channel is None:
            return
        steps = backward_steps(self.data, channel)
        if not steps:
            self.notify("There is no rollout to end, and no older bundle.", severity="warning", markup=False)
            return
        await self._take_step(f"Roll back {channel.name}", channel, steps, opened_by="b", first=True)

    async def _take_step(
        self,
        title: str,
        channel: Channel,
        steps: list[Option[Step | None]],
        *,
        opened_by: str,
        first: bool = False,
    ) -> None:
        from capgo_tui.modals.link_bundle import LinkDialog  # noqa: PLC0415

        data = self.data
        if self.workspace is None:
            return
        saver = Saving["Channel", Step, Any](
            self.workspace,
            lambda record, step: take_step(data, record, step),
            channel,
            lambda: find_channel(data, channel.name),
        )
        choice = next((step.value for step in steps if not step.disabled_reason), None) if first else None
        await self.change(LinkDialog(title, saver, steps, first=choice, opened_by=opened_by))

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete one channel, or plan to delete the marked ones."""
        data = self.data
        if self.table.marked:
            from capgo_tui.services.plans.building import plan_of  # noqa: PLC0415

            channels = self.table.marked_records()
            if self.workspace is not None:
                changes = [delete_channel(data, channel) for channel in channels]
                self.show_plan(plan_of(self.workspace, f"Delete {len(channels)} channels", changes))
            return
        channel = self._chosen()
        if channel is not None:
            await self.confirm(
                lambda: delete_channel(data, find_channel(data, channel.name) or channel),
                f"Delete the channel {channel.name}?",
                opened_by="D",
            )
