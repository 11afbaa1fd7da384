"""The screen of a start without a key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from capgo_tui.panes.welcome import WelcomePane
from capgo_tui.services.opening import Backends
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from capgo_tui.secret import Secret
    from capgo_tui.services.workspace import Workspace


class WelcomeScreen(Screen["Workspace | None"]):
    """Closes with a connection, or with None for the demo."""

    DEFAULT_CSS = "WelcomeScreen { align: center middle; }"

    BINDINGS = [
        quiet("tab", "app.focus_next", "dialog.next", "The next field"),
        shown("f2", "demo", "explore the demo", "dialog.demo", "Look around without a key or a network"),
    ]

    def __init__(self, backends: Backends, open_with: Callable[[Secret], Awaitable[Workspace]]) -> None:
        """Make the screen.

        Args:
            backends: keeps a key that works.
            open_with: connects with a key.
        """
        super().__init__()
        self._backends = backends
        self._open_with = open_with

    def compose(self) -> ComposeResult:
        """The form in the middle."""
        yield WelcomePane(self._open_with, self._backends.save_key, self._backends.look.host)
        yield KeyBar()

    def action_demo(self) -> None:
        """Explore the demo."""
        self.dismiss(None)

    @on(WelcomePane.DemoWanted)
    def _demo_wanted(self) -> None:
        self.dismiss(None)

    @on(WelcomePane.Ready)
    def _ready(self, event: WelcomePane.Ready) -> None:
        self.dismiss(event.workspace)
