"""Picks one or several out of a list, for what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import ChoiceField, Form, FormField, MultiChoiceField, Option

ValueT = TypeVar("ValueT")

_NONE = "nothing"


class PickDialog(Dialog[tuple[ValueT, ...]], Generic[ValueT]):
    """Asks for some of the options; nothing is sent by picking."""

    BINDINGS = [shown("ctrl+s", "confirm", "go on", "dialog.go-on", "Show what it would do")]

    def __init__(
        self,
        title: str,
        question: str,
        label: str,
        options: Sequence[Option[ValueT]],
        *,
        several: bool = False,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            title: what is to be done, raw.
            question: what is asked, as a sentence; raw.
            label: what the options are called.
            options: what there is to pick.
            several: whether more than one may be picked.
            opened_by: the key that opens it.
        """
        super().__init__(title, opened_by=opened_by)
        self._question = question
        self._several = several
        field: FormField[Any] = (
            MultiChoiceField[ValueT](_NONE, label, (), options)
            if several
            else ChoiceField[Any](_NONE, label, None, options)
        )
        self._form = Form([field])

    def body(self) -> Sequence[Widget]:
        """The question, the list."""
        return [Vertical(Static(Content(clean(self._question))), self._form)]

    def first_focus(self) -> None:
        """Open the list."""
        self._form.open_first()

    def action_confirm(self) -> None:
        """Go on with what is picked."""
        value = self._form.fields[_NONE].value
        picked = value if self._several else () if value is None else (value,)
        if picked:
            self.dismiss(picked)
        else:
            self.tell_problem("Nothing is picked yet: enter opens the list.")
