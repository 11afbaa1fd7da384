"""The Channels tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.presenters.channel import channel_columns
from capgo_tui.presenters.channel_details import channel_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.services.app_data import AppData

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
