"""Asks which generation a server is of, and shows what that makes of a request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.api.dialects.generations import GENERATIONS
from capgo_tui.api.dialects.speech import AUTO
from capgo_tui.errors import Misused
from capgo_tui.modals.form_dialog import FormDialog
from capgo_tui.presenters.dialect import requests_of
from capgo_tui.presenters.preview import Preview
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option

_FIELD: Final = "dialect"

_WARNING: Final = (
    "To the wrong generation a rename makes a second organization: choose only what you know. "
    "The choice is kept for this server; :dialect changes it."
)


class DialectDialog(FormDialog[str, str]):
    """A list of generations; at the side, how each is asked to rename and to make an organization."""

    DEFAULT_CSS = """
    DialectDialog #dialect-facts { height: auto; padding: 0 1; margin: 0 0 1 0; }
    """

    BINDINGS = [
        shown("ctrl+s", "confirm", "choose", "dialog.choose", "Speak this from now on", display="ctrl+s"),
    ]

    def __init__(self, host: str, facts: str, present: str, likely: Sequence[str], *, said: str = "") -> None:
        """Make the dialog.

        Args:
            host: the server.
            facts: what is known about it, as a sentence; raw.
            present: the generation that is spoken, or `auto`.
            likely: the generations that answer as this server does.
            said: the generation that the profile or the command line says and the answers contradict; empty
                if neither says one that they do.
        """
        super().__init__("Which generation is this server of?")
        self._host = host
        self._facts = facts
        self._present = present
        self._likely = likely
        self._said = said

    def body(self) -> Iterable[Widget]:
        """What is known, then form and panel."""
        said = f"{clean(self._host, 100)}: {clean(self._facts, 500)}."
        if self._said:
            said += f" Change `dialect = {self._said}` in the profile, or --dialect, too: "
            said += "the next start asks again."
        yield Static(Content(said), id="dialect-facts")
        yield from super().body()

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """The generations, those first that answer like this server."""
        names = sorted(GENERATIONS, key=lambda name: name not in self._likely)
        options = [Option(AUTO, AUTO, "find out from answers, and ask before what could go wrong")]
        options += [
            Option(
                name, name, ("" if name in self._likely else "answers otherwise: ") + GENERATIONS[name].title
            )
            for name in names
        ]
        return [ChoiceField(_FIELD, "dialect", self._present, options)]

    def first_focus(self) -> None:
        """Open the list."""
        self.form.open_first()

    def edit(self) -> str:
        """What is chosen."""
        name: str | None = self.form.fields[_FIELD].value
        if name is None:
            raise Misused("Nothing is chosen yet.", next_step="enter opens the list.", field=_FIELD)
        return name

    def preview(self, edit: str) -> Preview:
        """How the chosen generation is asked."""
        if edit == AUTO:
            return Preview()
        return Preview(request=requests_of(GENERATIONS[edit]), warnings=(_WARNING,))

    def action_confirm(self) -> None:
        """Take it."""
        if self.form.is_choosing:
            self.tell_problem("The list is open: enter takes the choice, esc closes it.")
            return
        try:
            self.dismiss(self.edit())
        except Misused as error:
            self.tell_problem(str(error))
