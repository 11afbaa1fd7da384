"""The Why of a device and what mends it; imported when it is first asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from capgo_tui.panes import app_changes, channel_changes, device_changes
from capgo_tui.presenters.why_page import WhyPage, why_page
from capgo_tui.safe_text import clean
from capgo_tui.services.app_data import AppData

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.panes.app_list_pane import AppListPane
    from capgo_tui.presenters.why_words import Fix
    from capgo_tui.services.workspace import Workspace

OPENED_BY = "."
"""The key that opens what mends a device."""


def page_of(data: AppData, device: Device) -> WhyPage | None:
    """Explain a device over what is loaded; None before its channels and bundles are."""
    device = data.deciding.completed(device)
    explanation = data.deciding.explain(device)
    if explanation is None:
        return None
    met = {each.outcome.channel for each in explanation.decision.possibilities if each.outcome.channel}
    return why_page(
        device,
        explanation,
        channels=data.channels.records,
        flags={name: data.deciding.flags(name) for name in met},
        flags_problem=data.deciding.flags_problem,
        asked_for=data.deciding.default_channels.of(device),
        now=data.now(),
    )


def instead_of_page(data: AppData) -> str:
    """What is said while there is no page: that what it takes is being read, or why it is not there."""
    failed = [error for error in (data.channels.error, data.bundles.error) if error is not None]
    if not failed or data.deciding.is_ready:
        return "reading channels and bundles…"
    why = clean(str(failed[0]), 300)
    return (
        f"Why takes all channels and bundles, and these could not be read. {why} r in the table tries again."
    )


async def open_fix(
    pane: AppListPane[Device], workspace: Workspace, fix: Fix, channel_name: str | None
) -> None:
    """Open the dialog that mends the device under the cursor.

    Args:
        pane: the tab.
        workspace: the connection.
        fix: what mends it.
        channel_name: the channel that is found for it.
    """
    data = pane.data
    if fix.opens == "app":
        await app_changes.edit(pane, workspace, data.app_id, fix.field, opened_by=OPENED_BY)
        return
    if fix.opens == "device":
        await device_changes.move(pane, workspace, alone=True, opened_by=OPENED_BY)
        return
    channel = next((each for each in data.channels.records if each.name == channel_name), None)
    if channel is not None and await pane.loaded(data.bundles):
        field = re.sub("([A-Z])", r"_\1", fix.field).lower()  # the API's name of it, as the form has it
        await channel_changes.edit_one(pane, data, workspace, channel, field, opened_by=OPENED_BY)
