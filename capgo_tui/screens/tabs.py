"""The tabs of the main screen, and how each is built when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.widgets.tab_line import Tab

if TYPE_CHECKING:
    from textual.widget import Widget

DEVICES = "devices"
"""The tab that others narrow to some devices."""
STATS = "stats"
"""The tab that shows an app or an organization."""
ORGANIZATION = "organization"
"""The tab that shows an organization; the others show an app."""

TABS = (
    Tab("channels", "1", "Channels", "Chan"),
    Tab(DEVICES, "2", "Devices", "Dev"),
    Tab("bundles", "3", "Bundles", "Bund"),
    Tab(STATS, "4", "Stats"),
    Tab("adoption", "5", "Adoption", "Adopt"),
    Tab(ORGANIZATION, "6", "Organization", "Org"),
)
TAB_IDS = tuple(tab.id for tab in TABS)


def build_pane(tab: str) -> Widget:
    """Build the pane of a tab (a `panes.front.TabPane`); only its own modules are imported.

    Raises:
        KeyError: there is no such tab.
    """
    return _BUILDERS[tab]()


def _channels() -> Widget:
    from capgo_tui.panes.channels import ChannelsPane  # noqa: PLC0415 - not for the first frame

    return ChannelsPane(id="channels")


def _devices() -> Widget:
    from capgo_tui.panes.devices import DevicesPane  # noqa: PLC0415

    return DevicesPane(id="devices")


def _bundles() -> Widget:
    from capgo_tui.panes.bundles import BundlesPane  # noqa: PLC0415

    return BundlesPane(id="bundles")


def _stats() -> Widget:
    from capgo_tui.panes.stats import StatsPane  # noqa: PLC0415

    return StatsPane(id=STATS)


def _adoption() -> Widget:
    from capgo_tui.panes.adoption import AdoptionPane  # noqa: PLC0415

    return AdoptionPane(id="adoption")


def _organization() -> Widget:
    from capgo_tui.panes.organization import OrganizationPane  # noqa: PLC0415

    return OrganizationPane(id=ORGANIZATION)


_BUILDERS = {
    "channels": _channels,
    DEVICES: _devices,
    "bundles": _bundles,
    STATS: _stats,
    "adoption": _adoption,
    ORGANIZATION: _organization,
}
