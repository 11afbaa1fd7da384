"""Asks before one thing is done for which there is nothing to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.form_dialog import DoneT, EditT
from capgo_tui.modals.saver import Saver
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.form.typed_names import TypedNames
from capgo_tui.widgets.preview_view import PreviewView


class ConfirmDialog(ChangeDialog[EditT, DoneT], Generic[EditT, DoneT]):
    """A sentence, what would be sent, and yes or no.

    `y` does it; where a name has to be typed, ctrl+s or enter does it.
    """

    DEFAULT_CSS = """
    ConfirmDialog, ConfirmDialog.-narrow {
        #dialog-box { width: 76; max-width: 100%; padding: 1 1 0 1; }
        #confirm-text { height: auto; padding: 0 1; margin: 0 0 1 0; }
        #form-body { height: auto; layout: vertical; }
        Form { display: none; }
        #form-summary { display: none; }
        PreviewView { display: block; width: 1fr; height: auto; max-height: 45vh; }
        PreviewView, PreviewView:focus { border-left: none; }
        KeyBar { margin: 1 0 0 0; }
    }
    """

    BINDINGS = [
        shown("y", "yes", "yes", "dialog.yes", "Do it"),
        quiet("y", "say_why_not", "dialog.why-not-yes", "Why it cannot be done"),
        shown("ctrl+s", "confirm", "do it", "dialog.save", "Do it, with the name typed", display="ctrl+s"),
        quiet("ctrl+s", "say_why_not", "dialog.why-not", "Why it cannot be done"),
    ]

    confirm_key = "y"
    first_key = "dialog.yes"

    def __init__(
        self, title: str, text: str, saver: Saver[EditT, DoneT], edit: EditT, *, opened_by: str = ""
    ) -> None:
        """Make a dialog.

        Args:
            title: what is done, raw.
            text: the question, as a sentence or two, raw.
            saver: previews and does it.
            edit: what the saver is asked to do.
            opened_by: the key that opens it.

        Raises:
            ValueError: the key that opens it would also confirm it.
        """
        super().__init__(title, saver, opened_by=opened_by)
        self._text = text
        self._edit = edit

    def edit(self) -> EditT:
        """What is to be done; nothing here changes it."""
        return self._edit

    def body(self) -> Iterable[Widget]:
        """The question, then as in every dialog that changes something."""
        yield Static(Content(clean(self._text, 2000)), id="confirm-text")
        yield from super().body()

    def first_focus(self) -> None:
        """Type the name, or scroll what would be sent."""
        (self.query_one(TypedNames).first_field or self.query_one(PreviewView)).focus()

    @property
    def key_now(self) -> str:
        """The key that confirms as things stand."""
        return "ctrl+s" if self._is_asking else "y"

    @property
    def _is_asking(self) -> bool:
        return self.query_one(TypedNames).is_asking

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One of the two keys, and no panel to go to."""
        if action == "panel" or (action == "confirm" and not self._is_asking):
            return False
        if action == "yes":
            return False if self._is_asking else super().check_action("confirm", parameters)
        return super().check_action(action, parameters)

    async def action_yes(self) -> None:
        """Do it."""
        await self.action_confirm()

    @on(Input.Submitted)
    async def _entered(self) -> None:
        await self.action_confirm()

    def fit(self, rows: int, *, narrow: bool) -> None:
        """It is as high as what it says."""
