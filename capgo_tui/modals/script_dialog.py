"""Asks where a plan is to be written as a shell script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from capgo_tui.errors import CapgoError
from capgo_tui.modals.dialog import Dialog
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form.field import GUTTER
from capgo_tui.widgets.form.input_field import TextField

WHAT = "One curl line for each change. It holds no key: whoever runs it sets CAPGO_TOKEN."
LABEL = "file"


class ScriptDialog(Dialog[Path]):
    """Closes with the file that was written; one that is there is asked about first."""

    DEFAULT_CSS = """
    ScriptDialog #script-what { height: auto; padding: 0 1; margin: 0 0 1 0; }
    """

    BINDINGS = [
        shown("ctrl+s", "confirm", "write", "dialog.save", "Write the script", display="ctrl+s"),
        shown(
            "ctrl+o",
            "write_over",
            "write over it",
            "dialog.write-over",
            "Take the place of the file",
            display="ctrl+o",
        ),
    ]

    def __init__(self, path: Path, write: Callable[[Path, bool], Path], exists: type[CapgoError]) -> None:
        """Make a dialog.

        Args:
            path: where it is written unless the user says otherwise.
            write: writes it, over what is there if the second argument says so; gives where it is.
            exists: what `write` raises if there is a file already.
        """
        super().__init__("Export the plan as a shell script", opened_by="E")
        self._path = path
        self._write = write
        self._exists = exists
        self._asked_over = ""

    def body(self) -> Iterable[Widget]:
        """What it is, and where to."""
        yield Static(Content(WHAT), id="script-what")
        field = TextField("path", LABEL, str(self._path), submits=True)
        field.label_cells = len(LABEL) + GUTTER + 2
        yield field

    def first_focus(self) -> None:
        """Type another name."""
        self.query_one(TextField).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Writing over is offered only for the file that was asked about."""
        if action == "write_over" and self.hears:
            return bool(self._asked_over) and self._asked_over == self.query_one(TextField).text
        return super().check_action(action, parameters)

    @on(TextField.Changed)
    def _typed(self) -> None:
        self.tell("")
        self.refresh_bindings()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_confirm()

    def action_confirm(self) -> None:
        """Write it, if there is no such file."""
        self._try(over=False)

    def action_write_over(self) -> None:
        """Write it in the place of the file."""
        self._try(over=True)

    def _try(self, *, over: bool) -> None:
        text = self.query_one(TextField).text
        if not text.strip():
            self.tell_problem("Name a file.")
            return
        try:
            written = self._write(Path(text.strip()), over)
        except CapgoError as error:
            self._asked_over = text if isinstance(error, self._exists) else ""
            self.tell_problem(str(error))
            self.refresh_bindings()
        else:
            self.dismiss(written)
