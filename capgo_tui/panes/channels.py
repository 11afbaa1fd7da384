"""The Channels tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from capgo_tui.api.verbs import Action
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.presenters.channel import channel_columns
from capgo_tui.presenters.channel_details import channel_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.services.app_data import AppData
from capgo_tui.widgets.bindings import shown

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
    problem_term = '!problems:""'
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

    @work(exclusive=True, group="edit")
    async def action_edit(self, field: str = "") -> None:
        """Edit one channel, or set the same on the marked ones."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.edit(self, self.connection, field)

    @work(exclusive=True, group="edit")
    async def action_new(self) -> None:
        """Make a channel."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.make(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_promote(self) -> None:
        """Point it at a bundle, or make its rollout stable."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.promote(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_roll_back(self) -> None:
        """End its rollout, or go back to an older bundle."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.roll_back(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete one channel, or plan to delete the marked ones."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.delete(self, self.connection)

    @work(exclusive=True, group="edit")
    async def roll_back_named(self, name: str) -> None:
        """Roll back the channel of a name."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.roll_back_named(self, self.connection, name)
