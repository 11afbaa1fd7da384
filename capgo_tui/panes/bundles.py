"""The Bundles tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.presenters.bundle import bundle_columns
from capgo_tui.presenters.bundle_details import bundle_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.services.app_data import AppData

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
