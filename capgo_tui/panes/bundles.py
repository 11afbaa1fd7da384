"""The Bundles tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from capgo_tui.api.verbs import Action
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.presenters.bundle import bundle_columns
from capgo_tui.presenters.bundle_details import bundle_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.services.app_data import AppData
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

    @work(exclusive=True, group="edit")
    async def action_promote(self) -> None:
        """Point channels at the bundle."""
        from capgo_tui.panes import bundle_changes  # noqa: PLC0415

        await bundle_changes.promote(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Say something about the bundle."""
        from capgo_tui.panes import bundle_changes  # noqa: PLC0415

        await bundle_changes.describe(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_new(self) -> None:
        """Register a bundle whose file lies elsewhere."""
        from capgo_tui.panes import bundle_changes  # noqa: PLC0415

        await bundle_changes.register(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete a bundle, or plan to delete the marked ones."""
        from capgo_tui.panes import bundle_changes  # noqa: PLC0415

        await bundle_changes.delete(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_clean_up(self) -> None:
        """Plan to delete what nobody needs any more."""
        from capgo_tui.panes import bundle_changes  # noqa: PLC0415

        await bundle_changes.clean(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_delete_all(self) -> None:
        """Delete every bundle that no channel uses; reached only by its full name."""
        from capgo_tui.panes import bundle_changes  # noqa: PLC0415

        await bundle_changes.delete_all(self)

    @work(exclusive=True, group="edit")
    async def promote_to(self, bundle: str, channels: Sequence[str]) -> None:
        """Plan to point the channels of some names at the bundle of a name."""
        from capgo_tui.panes import bundle_changes  # noqa: PLC0415

        await bundle_changes.promote_to(self, self.connection, bundle, channels)
