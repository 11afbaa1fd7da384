"""Asks for names to be typed before something is done that should not happen by accident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form.typed_names import TypedNames


class NamesDialog(Dialog[Sequence[str]]):
    """Closes with the names once each is typed."""

    DEFAULT_CSS = "NamesDialog #names-text { height: auto; padding: 0 1; }"

    BINDINGS = [shown("ctrl+s", "confirm", "apply", "dialog.save", "Do it", display="ctrl+s")]

    def __init__(self, title: str, text: str, names: Sequence[str], why: str, *, opened_by: str = "") -> None:
        """Make a dialog.

        Args:
            title: what is done, raw.
            text: what that means, as a sentence, raw.
            names: what has to be typed, raw.
            why: why, as a sentence.
            opened_by: the key that opens it.
        """
        super().__init__(title, opened_by=opened_by)
        self._text = text
        self._names = names
        self._why = why

    def body(self) -> Iterable[Widget]:
        """What it means, then a field for each name."""
        yield Static(Content(clean(self._text, 2000)), id="names-text")
        yield TypedNames()

    def on_mount(self) -> None:
        """Ask."""
        self.call_later(self.query_one(TypedNames).ask, self._names, self._why)

    def first_focus(self) -> None:
        """Begin with the first name."""
        field = self.query_one(TypedNames).first_field
        if field is not None:
            field.focus()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_confirm()

    def action_confirm(self) -> None:
        """Close, if every name is typed as it is written."""
        wrong = self.query_one(TypedNames).first_wrong()
        if wrong is None:
            self.dismiss(self._names)
        else:
            self.tell_problem(f"Type {wrong[0]} first, exactly as it is written.")
            wrong[1].focus()
