"""The application: its first screen, its theme, and the keys that hold everywhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from rich.segment import Segments
from rich.traceback import Traceback
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from capgo_tui.presenters.times import utc_now
from capgo_tui.screens.commands import Commands
from capgo_tui.screens.help import HelpScreen, read_keys, read_legend
from capgo_tui.screens.main import MainScreen
from capgo_tui.screens.welcome import WelcomeScreen
from capgo_tui.secret import Secret
from capgo_tui.services.opening import Backends, Look
from capgo_tui.services.workspace import Workspace
from capgo_tui.themes import CAPGO


class CapgoApp(App[None]):
    """Opens the cloud, the demo, or the welcome screen."""

    TITLE = "capgo-tui"
    CSS_PATH = "app.tcss"
    COMMANDS = App.COMMANDS | {Commands}

    BINDINGS = [
        Binding(
            "question_mark,f1",
            "help",
            "help",
            key_display="?",
            id="app.help",
            tooltip="The keys that are valid here",
        ),
        Binding(
            "ctrl+p", "command_palette", "palette", id="app.palette", tooltip="Every action and app, by name"
        ),
        Binding(
            "q",
            "back_or_quit",
            "back or quit",
            id="app.quit",
            tooltip="One layer back; quit on the last",
            show=False,
        ),
        Binding("ctrl+q", "quit", "quit", id="app.quit-now", tooltip="Quit", show=False, priority=True),
    ]

    def __init__(self, backends: Backends) -> None:
        """Make the application.

        Args:
            backends: the ways to a server.
        """
        super().__init__()
        self._backends = backends
        self._workspace: Workspace | None = None
        self.register_theme(CAPGO)
        self.theme = CAPGO.name

    def on_mount(self) -> None:
        """Open the first screen; it connects after its first frame."""
        if self._backends.start_in_demo:
            self._explore_demo()
        elif self._backends.key_found:
            self._explore(self._open_found, self._backends.look)
        else:
            self.push_screen(WelcomeScreen(self._backends, self._open_with), self._welcomed)

    def _explore(self, open_workspace: Callable[[], Awaitable[Workspace]], look: Look) -> None:
        self.push_screen(MainScreen(open_workspace, look))

    def _explore_demo(self) -> None:
        self._explore(self._open_demo, replace(self._backends.look, profile="demo", colour="", host="demo"))

    def _welcomed(self, workspace: Workspace | None) -> None:
        """Go on with the key that works, or with the demo."""
        if workspace is None:
            self._explore_demo()
        else:
            self._explore(partial(_ready, workspace), self._backends.look)

    async def _open_found(self) -> Workspace:
        return self._keep(Workspace(await self._backends.open(), utc_now, self._backends.look.apps))

    async def _open_with(self, key: Secret) -> Workspace:
        return self._keep(Workspace(await self._backends.open_with(key), utc_now, self._backends.look.apps))

    async def _open_demo(self) -> Workspace:
        return self._keep(Workspace(*await self._backends.open_demo()))

    def _keep(self, workspace: Workspace) -> Workspace:
        self._workspace = workspace
        return workspace

    async def on_unmount(self) -> None:
        """Let the connection go."""
        if self._workspace is not None:
            await self._workspace.close()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """Offer the themes; everything else is in `Commands`."""
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)

    def action_help(self) -> None:
        """Tell the keys of what has the focus."""
        self.push_screen(HelpScreen(read_keys(self, self.screen), read_legend(self.screen)))

    async def action_back_or_quit(self) -> None:
        """Take one layer back, or quit."""
        screen = self.screen
        if isinstance(screen, MainScreen):
            if not screen.go_back():
                self.exit()
        elif len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.exit()

    def _fatal_error(self) -> None:
        """Print a crash without locals: a frame may hold the key (textual shows them)."""
        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()


async def _ready(workspace: Workspace) -> Workspace:
    """Give a connection that is there already."""
    return workspace
