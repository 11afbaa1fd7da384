"""A table of devices that loads all of them in the background, once that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from capgo_tui.panes.narrowing_pane import NarrowingPane
from capgo_tui.services.app_data import AppData
from capgo_tui.widgets.bindings import key_shown
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.services.scans import Scan


class ScanningPane(NarrowingPane["Device"]):
    """Follows the scan of its app, whoever began it, and reads on by itself at the last row."""

    def is_shown(self, data: AppData) -> bool:
        """Whether an app is the one that is shown."""
        return self.workspace is not None and bool(self.subject) and self.data is data

    @work(exclusive=True, group="edit")
    async def action_read_all(self) -> None:
        """Ask whether to load all, with what that costs; stop it if it runs."""
        from capgo_tui.panes import device_scan  # noqa: PLC0415 - not before it is asked for

        await device_scan.ask(self, self.connection)

    def follow(self, scan: Scan) -> None:
        """Let the table fill with what a scan reads, and sum up at its end."""
        scan.watch(partial(self._page_came, scan))
        self._read_beside()

    @work(exclusive=True, group="load")
    async def _read_beside(self) -> None:
        """Read what the columns join with, in the place of a first reading whose pages the scan reads."""
        self._set_busy(busy=False)
        await self.read_around(self.connection, refresh=False)
        self.table.recompute()

    def _page_came(self, scan: Scan, page: Sequence[Device]) -> None:
        if scan.ended:
            self._end_scan(scan)
        if not self.is_shown(scan.data):
            return
        if page is scan.data.devices.records:
            self.table.replace(page)
        elif page:
            self.table.append(page)
        self._say()
        self.refresh_bindings()

    @work(group="scan")
    async def _end_scan(self, scan: Scan) -> None:
        from capgo_tui.panes import device_scan  # noqa: PLC0415

        await device_scan.sum_up(self, self.connection, scan)

    @property
    def is_busy(self) -> bool:
        """Whether pages are on their way."""
        return super().is_busy or self._is_scanning

    @property
    def _is_scanning(self) -> bool:
        return self.workspace is not None and self.workspace.scans.of(self.subject) is not None

    def action_reload(self) -> None:
        """Read again, unless all is being read just now."""
        if self._is_scanning:
            key = key_shown(self, "devices.load-all", "L")
            self.notify(f"All devices are being loaded just now; {key} stops that.", markup=False)
        else:
            super().action_reload()

    @on(RecordTable.Highlighted)
    def _near_end(self, event: RecordTable.Highlighted) -> None:
        """Reaching the last row reads on, as long as nothing hides what would come."""
        if event.record is None or not self.table.at_end or self.table.filter or self.narrowing is not None:
            return
        if self.has_more and not self.is_busy:
            self.read_more(1)
