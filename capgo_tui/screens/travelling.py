"""Going back and forth between places, bookmarks, and the list of places to go to."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work

from capgo_tui.errors import CapgoError
from capgo_tui.safe_text import clean
from capgo_tui.screens.commanding import CommandingScreen
from capgo_tui.widgets.bindings import key_shown, quiet

if TYPE_CHECKING:
    from capgo_tui.presenters.places import Place
    from capgo_tui.services.workspace import Workspace


class TravellingScreen(CommandingScreen):
    """A screen that knows where one is, and was."""

    BINDINGS = [
        quiet("less_than_sign", "travel(-1)", "main.earlier-place", "Back to where one was", display="<"),
        quiet("greater_than_sign", "travel(1)", "main.later-place", "Forth again", display=">"),
        quiet("B", "bookmark", "main.bookmark", "Set a bookmark here"),
        quiet("apostrophe", "go_to", "main.go-to", "Go to a bookmark, a recent place, an app", display="'"),
    ]

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._places: list[Place] = []
        self._at = -1

    @property
    @abstractmethod
    def here(self) -> Place | None:
        """Where one is; None before anything is open."""

    @property
    @abstractmethod
    def connected(self) -> Workspace | None:
        """The connection."""

    async def arrive(self, place: Place) -> None:
        """Go to a place."""
        from capgo_tui.screens.arriving import arrive  # noqa: PLC0415 - not before it is asked for
        from capgo_tui.screens.main import MainScreen  # noqa: PLC0415

        if isinstance(self, MainScreen):
            await arrive(self, place)

    @property
    def place_left(self) -> Place | None:
        """Where the program was left the last time, if that is still there."""
        workspace = self.connected
        place = None if workspace is None else workspace.session.place
        if workspace is None or place is None:
            return None
        estate = workspace.estate
        known = {entry.app_id for entry in estate.apps} | {org.org_id for org in estate.organizations}
        return place if (place.app_id or place.org_id) in known else None

    def visited(self) -> None:
        """Keep where one is now."""
        place, workspace = self.here, self.connected
        if place is None or workspace is None:
            return
        workspace.session.place = place
        workspace.session.visit(place)
        if not self._places or self._places[self._at] != place:
            self._places = [*self._places[: self._at + 1], place]
            self._at = len(self._places) - 1

    def why_not(self, action: str) -> str:
        """Why one can go nowhere."""
        if action == "bookmark" and self.here is None:
            return "nothing is open yet: pick an app first"
        return ""

    async def action_travel(self, by: int) -> None:
        """Go to the place before or after this one."""
        at = self._at + by
        if not 0 <= at < len(self._places):
            self.notify("This is the first place." if by < 0 else "This is the last place.", markup=False)
            return
        self._at = at
        await self.arrive(self._places[at])

    def action_bookmark(self) -> None:
        """Set a bookmark here, with the filter and the order of the table."""
        from capgo_tui.screens.jumps import placed_name, with_view  # noqa: PLC0415

        place, workspace = self.here, self.connected
        if place is not None and workspace is not None:
            place = with_view(workspace, place)
            name = placed_name(workspace, place)
            workspace.session.bookmark(name, place)
            if self._keep(workspace):
                key = key_shown(self, "main.go-to", "'")
                self.notify(clean(f"Bookmarked: {name}. {key} goes there.", 200), markup=False)

    def _keep(self, workspace: Workspace) -> bool:
        """Write the bookmarks down; say why if that fails."""
        try:
            workspace.keep_session()
        except CapgoError as error:
            said = f"Kept until the program ends only: {error}"
            self.notify(clean(said, 300), severity="warning", markup=False)
            return False
        return True

    @work(exclusive=True, group="edit")
    async def action_go_to(self) -> None:
        """Pick a place to go to."""
        from capgo_tui.modals.go_to import GoToDialog  # noqa: PLC0415
        from capgo_tui.screens.jumps import jumps  # noqa: PLC0415

        workspace = self.connected
        if workspace is None:
            return

        def drop(name: str) -> None:
            workspace.session.drop_bookmark(name)
            self._keep(workspace)

        jump = await self.app.push_screen_wait(GoToDialog(jumps(workspace), drop))
        if jump is not None:
            await self.arrive(jump.place)
