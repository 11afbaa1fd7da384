"""Asks before all devices of an app are loaded, with what that costs."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown


class ScanDialog(Dialog[bool]):
    """Yes or no; closes with True for yes."""

    DEFAULT_CSS = """
    ScanDialog {
        #scan-text { height: auto; padding: 0 1; }
        #scan-note { height: auto; padding: 0 1; margin: 1 0 0 0; color: $text-muted; }
    }
    """

    BINDINGS = [shown("y", "confirm", "load all", "dialog.yes", "Load them in the background")]

    confirm_key = "y"
    first_key = "dialog.yes"

    def __init__(self, app_id: str, cost: str, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            app_id: the app, raw.
            cost: what it costs, in sentences.
            opened_by: the key that opens it.
        """
        super().__init__(f"Load all devices of {app_id}", opened_by=opened_by)
        self._cost = cost

    def body(self) -> Iterable[Widget]:
        """What it costs, and what one can do meanwhile."""
        yield Static(Content(clean(self._cost, 1000)), id="scan-text")
        yield Static(
            "It goes on in the background; your own requests go first. L stops it, and goes on from there.",
            id="scan-note",
            markup=False,
        )

    def action_confirm(self) -> None:
        """Yes."""
        self.dismiss(result=True)
