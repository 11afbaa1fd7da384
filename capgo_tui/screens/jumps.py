"""The places that one can go to: bookmarks, places one was at, everything that the key can see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from capgo_tui.modals.go_to import BOOKMARKS, Jump
from capgo_tui.presenters.places import Place
from capgo_tui.screens.tabs import TABS

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

MOST_RECENT = 8
"""Recent places that are listed."""


def jumps(workspace: Workspace) -> Sequence[Jump]:
    """Every place, those under one heading side by side."""
    return [*_bookmarks(workspace), *_recent(workspace), *_everything(workspace)]


def _bookmarks(workspace: Workspace) -> Iterator[Jump]:
    for each in workspace.session.bookmarks:
        yield Jump(BOOKMARKS, each.name, "", each.place)


def _recent(workspace: Workspace) -> Iterator[Jump]:
    for place in workspace.session.places[1 : MOST_RECENT + 1]:  # the first is where one is
        yield Jump("Recent", placed_name(workspace, place), "", place)


def _everything(workspace: Workspace) -> Iterator[Jump]:
    estate = workspace.estate
    for entry in estate.apps:
        name = (entry.record.name if entry.record is not None else None) or ""
        yield Jump("Apps", entry.app_id, name, Place(app_id=entry.app_id))
    for org in estate.organizations:
        if org.org_id:
            yield Jump("Organizations", org.name or org.org_id, org.org_id, Place(org_id=org.org_id))


def placed_name(workspace: Workspace, place: Place) -> str:
    """What a place is called: `com.acme.shop › Devices  platform:ios`; raw."""
    whose = place.app_id or workspace.name_of(place.org_id)
    label = next((tab.label for tab in TABS if tab.id == place.tab), place.tab.capitalize())
    return f"{whose} › {label}  {place.filter}".rstrip(" ›")


def with_view(workspace: Workspace, place: Place) -> Place:
    """The place with the filter and the order that its table has now."""
    tab = place.tab if place.app_id else f"org-{place.tab}"
    view = workspace.session.view(tab, place.app_id or place.org_id)
    if view is None:
        return place
    return replace(place, filter=view.filter, sort=view.sort, descending=view.descending)
