"""The Devices tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work

from capgo_tui.api.verbs import Action
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.device import device_columns, device_label
from capgo_tui.presenters.device_details import device_details
from capgo_tui.services.app_data import AppData
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.services.listing import Listing


class DevicesPane(AppListPane["Device"]):
    """The devices of an app. There may be half a million, so only the first are read unasked."""

    noun = "device"
    at_first = 5000
    legend = (
        Row("[production]", "the channel is inferred: the app's only public one"),
        Row("[2 public]", "one of two public channels: which platform each serves cannot be read"),
        Row("behind 2", "two bundles were made since the one it runs, up to the one its channel delivers"),
        Row("changed", "when a property of the device last changed; not when it was last seen"),
    )

    BINDINGS = [
        shown("m", "move", "move", "devices.move", "Force the device, or the marked ones, to a channel"),
        shown("x", "clear", "clear override", "devices.clear", "Let it find its channel by itself again"),
        shown("L", "read_all", "load all", "devices.load-all", "Read all: one request for each thousand"),
    ]

    writes = {"move": Action.SET_OVERRIDE, "clear": Action.CLEAR_OVERRIDE}

    def columns_for(self, data: AppData) -> tuple[Column[Device], ...]:
        """Devices, joined with channels and bundles."""
        return device_columns(data.now, data.around)

    def list_of(self, data: AppData) -> Listing[Device]:
        """The devices."""
        return data.devices

    def key_of(self, record: Device) -> object:
        """Devices keep their id."""
        return record.device_id

    def title_of(self, record: Device) -> str:
        """A device goes by its custom id, else its id."""
        return f"device {device_label(record)}"

    def details_of(self, record: Device) -> Sequence[Section]:
        """A device in full."""
        data = self.data
        return device_details(record, data.now, data.around)

    @property
    def empty_text(self) -> str:
        """What an app without devices says."""
        return (
            "No device of this app has asked for an update yet.\n"
            "New ones show up about half a minute after they do."
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Loading all is offered while there is more."""
        if action == "read_all":
            return self.has_more
        return super().check_action(action, parameters)

    def action_read_all(self) -> None:
        """Read the whole list."""
        self.read_more(None)

    @on(RecordTable.Highlighted)
    def _near_end(self, event: RecordTable.Highlighted) -> None:
        """Reaching the last row reads on, as long as no filter hides what would come."""
        if event.record is None or not self.table.at_end or self.table.filter:
            return
        if self.has_more and not self.is_busy:
            self.read_more(1)

    # Changing ------------------------------------------------------------------------------

    @work(exclusive=True, group="edit")
    async def action_move(self) -> None:
        """Force a device to a channel, or plan to for the marked ones."""
        from capgo_tui.panes import device_changes  # noqa: PLC0415

        await device_changes.move(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_clear(self) -> None:
        """Clear the override of a device, or plan to for the marked ones."""
        from capgo_tui.panes import device_changes  # noqa: PLC0415

        await device_changes.clear(self, self.connection)

    @work(exclusive=True, group="edit")
    async def move_to(self, name: str) -> None:
        """Plan to move the marked devices, or the one under the cursor, to the channel of a name."""
        from capgo_tui.panes import device_changes  # noqa: PLC0415

        await device_changes.move_to(self, self.connection, name)
