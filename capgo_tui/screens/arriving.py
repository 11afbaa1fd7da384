"""Goes to a place that a link leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from capgo_tui.panes.list_pane import ListPane
from capgo_tui.panes.organization import OrganizationPane
from capgo_tui.safe_text import clean
from capgo_tui.screens.tabs import ORGANIZATION, STATS, TAB_IDS

if TYPE_CHECKING:
    from capgo_tui.panes.stats import StatsPane
    from capgo_tui.presenters.places import Place
    from capgo_tui.screens.main import MainScreen


async def arrive(screen: MainScreen, place: Place) -> None:
    """Open the app or the organization of a place, its tab, and its record with the filter and the order.

    What there is not is said, and one stays where one got to.

    Args:
        screen: the main screen.
        place: where to.
    """
    if place.app_id:
        await _open_app(screen, place)
    else:
        await screen.open_organization(place.org_id)
        pane = screen.pane
        if isinstance(pane, OrganizationPane) and place.tab:
            pane.active = f"org-{place.tab}"
    pane = screen.pane
    shown: object = pane.shown if isinstance(pane, OrganizationPane) else pane
    if isinstance(shown, ListPane) or (place.tab == STATS and screen.tab == STATS):
        cast("ListPane[Any] | StatsPane", shown).look_at(place)


async def _open_app(screen: MainScreen, place: Place) -> None:
    """Open the tab of an app; the first one where there is no such tab."""
    apps = screen.workspace.estate.apps if screen.workspace is not None else ()
    org_id = next((app.org_id for app in apps if app.app_id == place.app_id), "")
    known = [tab for tab in TAB_IDS if tab != ORGANIZATION]
    if place.tab and place.tab not in known:
        said = f"There is no tab {clean(place.tab, 60)}; there are {', '.join(known)}."
        screen.notify(said, severity="warning", markup=False)
    await screen.open_app(place.app_id, org_id, place.tab if place.tab in known else TAB_IDS[0])
