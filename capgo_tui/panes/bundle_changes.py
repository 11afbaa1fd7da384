"""What the keys of the Bundles tab change; imported when one of them is first pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui import safe_text
from capgo_tui.errors import Misused
from capgo_tui.modals.bundle import BundleNotesDialog, RegisterDialog
from capgo_tui.modals.clean_up import CleanUpDialog
from capgo_tui.modals.pick import PickDialog
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.panes.choices import promotion_options
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.bundles import (
    delete_all_unlinked,
    delete_bundle,
    describe_bundle,
    find_bundle,
    keeps_linked,
    register_bundle,
    want_bundle,
)
from capgo_tui.services.changes.channels import want_channel
from capgo_tui.services.changes.saving import Saving
from capgo_tui.services.plans.bundles import clean_up, delete_bundles
from capgo_tui.services.plans.channels import promote_bundle

if TYPE_CHECKING:
    from capgo_tui.panes.app_list_pane import AppListPane
    from capgo_tui.services.workspace import Workspace


async def promote(pane: AppListPane[Bundle], workspace: Workspace) -> None:
    """Pick channels, and plan to point them at the bundle."""
    bundle, data = pane.chosen(), pane.data
    if bundle is None or not await pane.loaded(data.channels):
        return
    title, options = f"Promote {bundle.name}", promotion_options(data, bundle)
    picked = await pane.ask(
        PickDialog(title, "To which channels?", "channels", options, several=True, opened_by="p")
    )
    if picked:
        channels = [want_channel(data, name) for name in picked]
        await pane.plan(promote_bundle(workspace, data, bundle, channels))


async def promote_to(
    pane: AppListPane[Bundle], workspace: Workspace, bundle_name: str, names: Sequence[str]
) -> None:
    """Plan to point the channels of some names at the bundle of a name."""
    data = pane.data
    if not await pane.loaded(data.channels, data.bundles):
        return
    try:
        bundle = want_bundle(data, bundle_name)
        channels = [want_channel(data, name) for name in names]
    except Misused as error:
        pane.notify(safe_text.clean(str(error)), severity="warning", markup=False)
    else:
        await pane.plan(promote_bundle(workspace, data, bundle, channels))


async def describe(pane: AppListPane[Bundle], workspace: Workspace) -> None:
    """Say something about the bundle."""
    bundle, data = pane.chosen(), pane.data
    if bundle is None:
        return
    saver = Saving[Bundle, BundleNotes, None](
        workspace,
        lambda record, notes: describe_bundle(data, record, notes),
        bundle,
        lambda: find_bundle(data, bundle.name),
    )
    await pane.change(BundleNotesDialog(saver, opened_by="e"))


async def register(pane: AppListPane[Bundle], workspace: Workspace) -> None:
    """Register a bundle, and put the cursor on it."""
    data = pane.data
    if not await pane.loaded(data.bundles):
        return
    saver = Saving[AppData, ExternalBundle, Bundle](workspace, register_bundle, data)
    taken = {bundle.name for bundle in data.bundles.records}
    done = await pane.change(RegisterDialog(saver, taken, opened_by="n"))
    made = find_bundle(data, done.change.target.name) if done is not None else None
    if made is not None:
        pane.reveal(made.id)


async def delete(pane: AppListPane[Bundle], workspace: Workspace) -> None:
    """Delete a bundle, or plan to delete the marked ones."""
    data = pane.data
    if pane.table.marked:
        await pane.plan(delete_bundles(workspace, data, pane.table.marked_records()))
        return
    bundle = pane.chosen()
    if bundle is not None:
        await pane.confirm(
            lambda: delete_bundle(data, find_bundle(data, bundle.name) or bundle),
            f"Delete the bundle {bundle.name}? Devices that run it keep it.",
            opened_by="D",
        )


async def clean(pane: AppListPane[Bundle], workspace: Workspace) -> None:
    """Plan to delete what nobody needs any more."""
    data = pane.data
    rule = await pane.ask(CleanUpDialog(data.app_id))
    if rule is not None:
        await pane.plan(clean_up(workspace, data, rule))


async def delete_all(pane: AppListPane[Bundle]) -> None:
    """Delete every bundle that no channel uses, in one request; on an old server the others, too."""
    data = pane.data
    if await pane.loaded(data.channels, data.bundles):
        await pane.confirm(
            lambda: delete_all_unlinked(data),
            f"Delete every bundle of {data.app_id}{' that no channel uses' if keeps_linked(data) else ''}?",
            opened_by="",
        )
