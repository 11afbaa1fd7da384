"""Shows a text, to be selected where nothing else copies it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean, clean_lines
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.fields_view import ScrollPane

HOW = "Select it with the mouse (most terminals: with shift held), then copy with the terminal's own key."
MOST = 20_000
"""Characters that are shown; nobody selects more by hand."""


class CopiedText(Dialog[None]):
    """A text in full, and how it is selected."""

    DEFAULT_CSS = """
    CopiedText {
        #dialog-box { width: 100%; max-width: 120; }
        .copied-why { height: auto; padding: 0 1; }
        .copied-how { height: auto; padding: 0 1; color: $text-muted; }
        ScrollPane { height: auto; max-height: 10; margin: 1 0 0 0; padding: 0 1; }
        .copied-text { height: auto; }
    }
    """

    BINDINGS = [shown("escape", "cancel", "close", "dialog.cancel", "Close", display="esc")]

    first_key = "dialog.cancel"

    def __init__(self, text: str, said: str = "") -> None:
        """Make the dialog.

        Args:
            text: what is shown; raw.
            said: why it is shown, where nobody asked for it; raw.
        """
        super().__init__("Not copied" if said else "What was copied")
        self._text = text
        self._said = said

    def body(self) -> Iterable[Widget]:
        """How it is selected, and the text."""
        if self._said:
            yield Static(Content.styled(clean(self._said), "$text-warning"), classes="copied-why")
        yield Static(HOW, classes="copied-how", markup=False)
        yield ScrollPane(Static(Content(clean_lines(self._text, MOST)), classes="copied-text"))

    def first_focus(self) -> None:
        """Let the text scroll."""
        self.query_one(ScrollPane).focus()
