"""The keys of the watch."""

from __future__ import annotations

from abc import abstractmethod

from textual import on
from textual.widget import Widget

from capgo_tui.panes.front import TabPane
from capgo_tui.panes.header import Header
from capgo_tui.panes.watching import Watching
from capgo_tui.screens.looking_back import LookingBackScreen
from capgo_tui.widgets.bindings import quiet


class WatchingScreen(LookingBackScreen):
    """A screen whose tab in front can be watched."""

    BINDINGS = [
        quiet(
            "R",
            "toggle_watch",
            "main.watch",
            "Watch: look again every while, and mark what changed; or end it",
        ),
        quiet("P", "pause_watch", "main.pause-watch", "Pause the watch, or go on"),
    ]

    @property
    @abstractmethod
    def pane(self) -> TabPane | None:
        """The pane that is shown; None for none."""

    def make_watching(self) -> Watching:
        """Make what watches this screen."""
        return Watching(self._watched, self._is_looked_at)

    @property
    def watching(self) -> Watching:
        """The watch."""
        return self.query_one(Watching)

    def _watched(self) -> Widget | None:
        """What is in front, and within it what its own tabs show."""
        pane = self.pane
        shown = getattr(pane, "shown", pane)
        return shown if isinstance(shown, Widget) else None

    def _is_looked_at(self) -> bool:
        """Whether nothing stands over it but a record that was opened from it."""
        top = self.app.screen
        if top is self:
            return True
        from capgo_tui.screens.detail import DetailScreen  # noqa: PLC0415 - not before a screen is opened

        return isinstance(top, DetailScreen)

    def action_toggle_watch(self) -> None:
        """Begin to watch, or end it."""
        if self.watching.is_on:
            self.watching.stop()
        elif self.pane is None:
            self.notify("Open an app first: what is in front is watched.", markup=False)
        else:
            self.watching.start()

    def action_pause_watch(self) -> None:
        """Pause the watch, or go on."""
        self.watching.toggle_pause()

    @on(Watching.Changed)
    def _watch_changed(self) -> None:
        self.query_one(Header).watching = self.watching.text
