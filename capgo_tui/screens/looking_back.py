"""What was done and sent: undo, redo, the journal, the API log."""

from __future__ import annotations

from abc import abstractmethod

from capgo_tui.panes.undoing import Undoing
from capgo_tui.screens.travelling import TravellingScreen
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import quiet


class LookingBackScreen(TravellingScreen):
    """A screen from which one looks back."""

    BINDINGS = [
        quiet("at", "api_log", "main.api-log", "The requests that were sent, and their answers", display="@"),
        quiet("J", "journal", "main.journal", "The journal: what was changed, and what became of it"),
        quiet("u", "undo", "main.undo", "Take back the last change: what that would do is shown first"),
        quiet("U", "redo", "main.redo", "Make the change again that was taken back last"),
    ]

    look: Look
    """What the header says about where one is."""

    @property
    @abstractmethod
    def crumbs(self) -> tuple[str, ...]:
        """The way to where one is, raw."""

    @property
    @abstractmethod
    def open_app_id(self) -> str:
        """The app that is open; empty for none."""

    def why_not(self, action: str) -> str:
        """Why nothing can be taken back: read-only mode."""
        workspace = self.connected
        if action not in {"undo", "redo"} or workspace is None:
            return super().why_not(action)
        return workspace.read_only_reason

    def action_undo(self) -> None:
        """Plan to take the last change back."""
        self.query_one(Undoing).undo_last()

    def action_redo(self) -> None:
        """Plan to make the change again that was taken back last."""
        self.query_one(Undoing).redo_last()

    def action_journal(self) -> None:
        """Show what was changed."""
        workspace = self.connected
        if workspace is not None:
            from capgo_tui.screens.journal import JournalScreen  # noqa: PLC0415 - not before it is asked for

            self.app.push_screen(JournalScreen(workspace, self.look, self.crumbs, self.open_app_id))

    def action_api_log(self) -> None:
        """Show the requests that were sent."""
        workspace = self.connected
        if workspace is not None:
            from capgo_tui.screens.api_log import ApiLogScreen  # noqa: PLC0415 - not before it is asked for

            self.app.push_screen(ApiLogScreen(workspace, self.look, self.crumbs))
