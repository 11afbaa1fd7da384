"""The application's half of opening: the first screen, and another profile at run time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.app import ReturnType

from capgo_tui.errors import CapgoError, Misused
from capgo_tui.safe_text import clean
from capgo_tui.screens.copying import CopyingApp
from capgo_tui.screens.main import MainScreen
from capgo_tui.services.connections import Connections
from capgo_tui.services.opening import Backends
from capgo_tui.widgets.bindings import quiet

if TYPE_CHECKING:
    from capgo_tui.presenters.places import Place
    from capgo_tui.services.workspace import Workspace


class OpeningApp(CopyingApp[ReturnType]):
    """An application that opens the cloud, the demo, or the welcome screen."""

    BINDINGS = [quiet("C", "profiles", "app.profiles", "Go on with another profile")]

    def __init__(self, backends: Backends, place: Place | None = None) -> None:
        """Make the application.

        Args:
            backends: the ways to a server.
            place: where it opens; None for where it was left, else the tree.
        """
        super().__init__(backends.look)
        self._backends = backends
        self._place = place
        self._connections = Connections(backends)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles that there are."""
        return tuple(self._backends.profiles)

    def open_first(self) -> None:
        """Open the first screen; it connects after its first frame."""
        if self._backends.start_in_demo:
            self._explore_demo()
        elif self._backends.key_found:
            self.push_screen(MainScreen(self._connections.found, self._backends.look, self._place))
        else:
            from capgo_tui.screens.welcome import WelcomeScreen  # noqa: PLC0415

            self.push_screen(WelcomeScreen(self._backends, self._connections.pasted), self._welcomed)

    def _explore_demo(self) -> None:
        look = replace(self._backends.look, profile="demo", colour="", host="demo")
        self.push_screen(MainScreen(self._connections.demo, look, self._place))

    def _welcomed(self, workspace: Workspace | None) -> None:
        """Go on with the key that works, or with the demo."""
        if workspace is None:
            self._explore_demo()
        else:
            self.push_screen(MainScreen(self._connections.last, self._backends.look, self._place))

    async def on_unmount(self) -> None:
        """Let the connection go."""
        await self._connections.close()

    def leave(self) -> None:
        """Quit, unless a plan is being applied."""
        if self._connections.is_working:
            said = "A plan is being applied. ctrl+q quits all the same; J then says what was not done."
            self.notify(said, severity="warning", markup=False)
        else:
            self.exit()

    async def use_profile(self, name: str) -> None:
        """Close the connection and open that of another profile, as a start with `--profile` does.

        Raises:
            Misused: there is no such profile, or a plan is being applied.
            CapgoError: the settings cannot be used.
        """
        if self._connections.is_working:
            raise Misused("A plan is being applied.", next_step="Wait for its end, or stop it first.")
        backends = self._backends.of_profile(name)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self._connections.close()
        self._backends, self._place, self._look = backends, None, backends.look
        self._connections = Connections(backends)
        self.open_first()

    @work(exclusive=True, group="edit")
    async def action_profiles(self) -> None:
        """Pick another profile."""
        from capgo_tui.modals.profiles import ProfilesDialog  # noqa: PLC0415 - not before it is asked for

        if self.screen.is_modal:
            return
        dialog = ProfilesDialog(self._backends.profiles, self._backends.look.profile)
        name = await self.push_screen_wait(dialog)
        if name is None:
            return
        try:
            await self.use_profile(name)
        except CapgoError as error:
            self.notify(clean(str(error), 400), severity="error", markup=False)
