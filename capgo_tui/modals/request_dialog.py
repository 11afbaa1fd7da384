"""Shows what one row of a plan sends, in full."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from capgo_tui.modals.dialog import Dialog
from capgo_tui.presenters.preview import Preview
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.preview_view import PreviewView


class RequestDialog(Dialog[None]):
    """Changes, warnings and the exact request; nothing to decide."""

    DEFAULT_CSS = """
    RequestDialog PreviewView, RequestDialog PreviewView:focus {
        width: 1fr;
        height: auto;
        max-height: 70vh;
        border-left: none;
    }
    """

    BINDINGS = [shown("escape", "cancel", "close", "dialog.cancel", "Close", display="esc")]

    first_key = "dialog.cancel"

    def __init__(self, title: str, preview: Preview) -> None:
        """Make a dialog.

        Args:
            title: what the row does, raw.
            preview: what it changes and sends.
        """
        super().__init__(title)
        self._preview = preview

    def body(self) -> Iterable[Widget]:
        """One text."""
        view = PreviewView()
        view.set_reactive(PreviewView.preview, self._preview)
        yield view

    def first_focus(self) -> None:
        """Scroll."""
        self.query_one(PreviewView).focus()
