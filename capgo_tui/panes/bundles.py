"""The Bundles tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from capgo_tui.api.verbs import Action
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.panes.choices import promotion_options
from capgo_tui.presenters.bundle import bundle_columns
from capgo_tui.presenters.bundle_details import bundle_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.bundles import (
    delete_all_unlinked,
    delete_bundle,
    describe_bundle,
    find_bundle,
    register_bundle,
)
from capgo_tui.services.changes.channels import want_channel
from capgo_tui.services.changes.saving import Saving
from capgo_tui.widgets.bindings import shown

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


class BundlesPane(AppListPane["Bundle"]):
    """The bundles of an app, newest first, and where they go."""

    noun = "bundle"
    legend = (
        Row("prod~10%", "the channel prod is rolling it out to a tenth of its devices"),
        Row("today", "of the devices that asked today, how many run it"),
        Row("min nat", "the native version that the strategy version_number asks for"),
        Row("enc", "encrypted"),
        Row("devices", "how many of the loaded devices run it"),
    )

    BINDINGS = [
        shown("p", "promote", "promote", "bundles.promote", "Point one or more channels at this bundle"),
        shown("e", "edit", "describe", "bundles.edit", "Give the bundle a link and a comment"),
        shown("n", "new", "register", "bundles.new", "Register a bundle whose file lies elsewhere"),
        shown("D", "delete", "delete", "bundles.delete", "Delete the bundle, or the marked ones"),
    ]
    writes = {
        "promote": Action.SET_BUNDLE,
        "edit": Action.DESCRIBE_BUNDLE,
        "new": Action.REGISTER_BUNDLE,
        "delete": Action.DELETE_BUNDLE,
        "clean_up": Action.DELETE_BUNDLE,
        "delete_all": Action.DELETE_UNLINKED_BUNDLES,
    }

    def columns_for(self, data: AppData) -> tuple[Column[Bundle], ...]:
        """Bundles, joined with channels, devices and today's usage."""
        return bundle_columns(data.now, data.around)

    def list_of(self, data: AppData) -> Listing[Bundle]:
        """The bundles."""
        return data.bundles

    def key_of(self, record: Bundle) -> object:
        """Bundles keep their id."""
        return record.id

    def title_of(self, record: Bundle) -> str:
        """A bundle goes by its name."""
        return f"bundle {record.name}"

    def details_of(self, record: Bundle) -> Sequence[Section]:
        """A bundle in full."""
        data = self.data
        return bundle_details(record, data.now, data.around)

    async def read_around(self, workspace: Workspace, *, refresh: bool) -> None:
        """Channels, and what devices ran today."""
        await super().read_around(workspace, refresh=refresh)
        await workspace.app(self.subject).read_usage(refresh=refresh)

    @property
    def empty_text(self) -> str:
        """What an app without bundles says."""
        return "This app has no bundles.\nUpload one with the official CLI: npx @capgo/cli bundle upload"

    # Changing ------------------------------------------------------------------------------

    def _chosen(self) -> Bundle | None:
        """The bundle under the cursor; without one it is said that there is none."""
        if self.table.record is None:
            self.notify("There is no bundle under the cursor.", markup=False)
        return self.table.record

    @work(exclusive=True, group="edit")
    async def action_promote(self) -> None:
        """Pick channels, and plan to point them at the bundle."""
        from capgo_tui.modals.pick import PickDialog  # noqa: PLC0415 - not before something is changed
        from capgo_tui.services.plans.channels import promote_bundle  # noqa: PLC0415

        bundle, data = self._chosen(), self.data
        if bundle is None:
            return
        options = promotion_options(data, bundle)
        dialog = PickDialog(
            f"Promote {bundle.name}", "To which channels?", "channels", options, several=True, opened_by="p"
        )
        picked = await self.ask(dialog)
        if picked and self.workspace is not None:
            channels = [want_channel(data, name) for name in picked]
            await self.plan(promote_bundle(self.workspace, data, bundle, channels))

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Describe the bundle."""
        from capgo_tui.modals.bundle import BundleNotesDialog  # noqa: PLC0415

        bundle, data = self._chosen(), self.data
        if bundle is None or self.workspace is None:
            return
        saver = Saving["Bundle", BundleNotes, None](
            self.workspace,
            lambda record, notes: describe_bundle(data, record, notes),
            bundle,
            lambda: find_bundle(data, bundle.name),
        )
        await self.change(BundleNotesDialog(saver, opened_by="e"))

    @work(exclusive=True, group="edit")
    async def action_new(self) -> None:
        """Register a bundle."""
        from capgo_tui.modals.bundle import RegisterDialog  # noqa: PLC0415

        data = self.data
        if self.workspace is None:
            return
        saver = Saving[AppData, ExternalBundle, "Bundle"](self.workspace, register_bundle, data)
        taken = {bundle.name for bundle in data.bundles.records}
        done = await self.change(RegisterDialog(saver, taken, opened_by="n"))
        made = find_bundle(data, done.change.target.name) if done is not None else None
        if made is not None:
            self.reveal(made.id)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete a bundle, or plan to delete the marked ones."""
        data = self.data
        if self.table.marked:
            from capgo_tui.services.plans.bundles import delete_bundles  # noqa: PLC0415

            if self.workspace is not None:
                await self.plan(delete_bundles(self.workspace, data, self.table.marked_records()))
            return
        bundle = self._chosen()
        if bundle is not None:
            await self.confirm(
                lambda: delete_bundle(data, find_bundle(data, bundle.name) or bundle),
                f"Delete the bundle {bundle.name}? Its name stays taken.",
                opened_by="D",
            )

    @work(exclusive=True, group="edit")
    async def action_clean_up(self) -> None:
        """Plan to delete what nobody needs any more."""
        from capgo_tui.modals.clean_up import CleanUpDialog  # noqa: PLC0415
        from capgo_tui.services.plans.bundles import clean_up  # noqa: PLC0415

        data = self.data
        rule = await self.ask(CleanUpDialog(data.app_id))
        if rule is not None and self.workspace is not None:
            await self.plan(clean_up(self.workspace, data, rule))

    @work(exclusive=True, group="edit")
    async def action_delete_all(self) -> None:
        """Delete every bundle that no channel uses, in one request; reached only by its full name."""
        data = self.data
        await self.confirm(
            lambda: delete_all_unlinked(data),
            f"Delete every bundle of {data.app_id} that no channel uses?",
            opened_by="",
        )
