"""Asks what is wanted, before a plan of it is made: nothing is sent by answering."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import Misused
from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import Form, FormField, Heading
from capgo_tui.widgets.form.picker import Picker

WishT = TypeVar("WishT")


class WishDialog(Dialog[WishT], Generic[WishT]):
    """A sentence, fields, and on to the plan."""

    DEFAULT_CSS = """
    WishDialog {
        #wish { height: auto; }
        #wish-text { padding: 0 1; margin: 0 0 1 0; color: $text-muted; }
    }
    """

    BINDINGS = [
        shown("ctrl+s", "confirm", "plan", "dialog.plan", "Show what it would do", display="ctrl+s"),
    ]

    def __init__(
        self, title: str, text: str, parts: Sequence[FormField[Any] | Heading], *, opened_by: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            title: what is to be done, raw.
            text: what is asked, as a sentence; raw.
            parts: the fields and their headings, from the top down.
            opened_by: the key that opens it.
        """
        super().__init__(title, opened_by=opened_by)
        self._text = text
        self.form = Form(parts)
        self._waits = False

    @abstractmethod
    def wish(self) -> WishT:
        """What is wanted.

        Raises:
            Misused: a field holds what cannot be wanted, or none was filled in.
        """

    @property
    def is_dirty(self) -> bool:
        """Whether a field stands otherwise than it began."""
        return self.form.is_changed

    def body(self) -> Sequence[Widget]:
        """The sentence, the fields."""
        return [Vertical(Static(Content(clean(self._text, 500)), id="wish-text"), self.form, id="wish")]

    def first_focus(self) -> None:
        """Begin with the first field, its list open where there is something to pick."""
        self.form.open_first()

    def action_confirm(self) -> None:
        """Go on to the plan; a list that is open gives what is marked in it, or is under its cursor."""
        picker = next((picker for picker in self.form.query(Picker) if picker.is_open), None)
        if picker is None:
            self._go_on()
            return
        picker.action_pick()
        self._waits = not picker.is_open  # one that cannot be picked leaves the list open

    @on(FormField.Changed)
    def _picked(self, event: FormField.Changed) -> None:
        event.stop()
        self.tell("")
        if self._waits:
            self._waits = False
            self._go_on()

    def _go_on(self) -> None:
        try:
            wish = self.wish()
        except Misused as error:
            self.tell_problem(str(error))
        else:
            self.dismiss(wish)
