"""Loading all devices of an app: asked first, done in the background, summed up at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.errors import CapgoError
from capgo_tui.modals.scan import ScanDialog
from capgo_tui.presenters.numbers import whole
from capgo_tui.presenters.scan import cost_text, summary_text
from capgo_tui.safe_text import clean
from capgo_tui.services.scans import Scan, scan_cost
from capgo_tui.services.standings import count_standings
from capgo_tui.widgets.bindings import key_shown

if TYPE_CHECKING:
    from capgo_tui.panes.scanning_pane import ScanningPane
    from capgo_tui.services.workspace import Workspace


async def ask(pane: ScanningPane, workspace: Workspace) -> None:
    """Ask whether all devices are to be loaded, and begin; what runs already is stopped."""
    data = pane.data
    running = workspace.scans.of(data.app_id)
    if running is not None:
        running.cancel()
        return
    try:
        if not data.devices.begun:
            await data.devices.advance()
    except CapgoError as error:
        pane.refuse(error)
        return
    if data.devices.complete:
        pane.notify(f"All {whole(len(data.devices.records))} devices are loaded.", markup=False)
        return
    cost = cost_text(await scan_cost(workspace, data))
    if await pane.ask(ScanDialog(data.app_id, cost, opened_by="L")) and not data.devices.complete:
        pane.follow(workspace.scans.start(data))


async def sum_up(pane: ScanningPane, workspace: Workspace, scan: Scan) -> None:
    """Say what a scan found, or why it ended early."""
    data = scan.data
    loaded = f"{whole(len(data.devices.records))} devices of {clean(data.app_id)} are loaded"
    if not data.devices.complete:
        why = clean(scan.stopped_by, 400) or "It was stopped."
        severity = "error" if scan.stopped_by else "information"
        text = f"{loaded}, not all. {why} {key_shown(pane, 'devices.load-all', 'L')} goes on from there."
        pane.notify(text, severity=severity, markup=False, timeout=15)  # type: ignore[arg-type]  # one of its words
        return
    await data.read_neighbours()
    await data.deciding.read(workspace)
    text = summary_text(await count_standings(data))
    pane.notify(text, title=clean(data.app_id), markup=False, timeout=20)
