"""The Neighbours of a device: the loaded devices that are like it in something, and how they fare."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from textual import on

from capgo_tui.messages import NarrowDevices
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.counts import count_text
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.device import device_label, state_text
from capgo_tui.presenters.neighbours import (
    neighbour_columns,
    neighbour_details,
    neighbour_document,
    neighbour_narrowing,
    same_text,
)
from capgo_tui.services.listing import Listing
from capgo_tui.services.neighbours import Neighbourhood, find_neighbours
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace


class NeighboursPane(ListPane[Neighbourhood]):
    """A line for each trait; opening one shows exactly these devices in the Devices tab. Asks nobody."""

    noun = "line"
    legend = (
        Row("fine", "they run what their channel delivers"),
        Row("other", "ahead, on the built-in bundle, or not to be told"),
        Row("all loaded", "every loaded device, to hold the lines above against"),
    )

    def __init__(self, workspace: Workspace, data: AppData, device: Device) -> None:
        """Make the pane; nothing is counted before it is shown.

        Args:
            workspace: the connection.
            data: the app of the device.
            device: the device.
        """
        super().__init__()
        self._over = workspace
        self._data = data
        self._device = device

    def on_mount(self) -> None:
        """Count."""
        self.workspace = self._over
        self.subject = self._device.device_id

    def columns(self) -> tuple[Column[Neighbourhood], ...]:
        """Lines."""
        return neighbour_columns()

    def listing(self, workspace: Workspace) -> Listing[Neighbourhood]:
        """The lines, counted when they are read."""
        if self._lines is None:
            self._lines = Listing(self._count, workspace.now)
        return self._lines

    _lines: Listing[Neighbourhood] | None = None

    async def _count(self) -> AsyncIterator[list[Neighbourhood]]:
        yield await find_neighbours(self._data, self._device)

    def key_of(self, record: Neighbourhood) -> object:
        """A line keeps its trait."""
        return record.trait

    def title_of(self, record: Neighbourhood) -> str:
        """A line goes by what is the same."""
        return same_text(record)

    def details_of(self, record: Neighbourhood) -> Sequence[Section]:
        """Every standing with its count."""
        return neighbour_details(record)

    def document_of(self, record: Neighbourhood) -> object:
        """The counts."""
        return neighbour_document(record)

    @property
    def remark(self) -> str:
        """Where the device itself stands, and among how many was counted."""
        devices = self._data.devices
        of = count_text(len(devices.records), "device", "devices", complete=devices.complete)
        return f"this one: {state_text(self._data.deciding.state(self._device))} · {of}"

    @on(RecordTable.Opened)
    def _narrow(self, event: RecordTable.Opened) -> None:
        """Show exactly these devices."""
        event.stop()
        event.prevent_default()  # a line is no record to be opened
        devices = self._data.devices
        of = count_text(len(devices.records), "device", "devices", complete=devices.complete)
        narrowing = neighbour_narrowing(event.record, device_label(self._device), f"of {of}")
        self.post_message(NarrowDevices(self._data.app_id, narrowing))
