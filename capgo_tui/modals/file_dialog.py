"""The frame of dialogs that write a file: its name, and what is asked if there is one already."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from capgo_tui.errors import CapgoError
from capgo_tui.modals.dialog import Dialog
from capgo_tui.services.whole_files import FileExists
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import Form, FormField, TextField
from capgo_tui.widgets.form.picker import Picker

ResultT = TypeVar("ResultT")

LABEL = "file"


class FileDialog(Dialog[ResultT], Generic[ResultT]):
    """Closes with what came of writing; a file that is there is asked about first."""

    BINDINGS = [
        shown("ctrl+s", "confirm", "write", "dialog.save", "Write the file", display="ctrl+s"),
        shown(
            "ctrl+o",
            "write_over",
            "write over it",
            "dialog.write-over",
            "Take the place of the file",
            display="ctrl+o",
        ),
    ]

    def __init__(self, title: str, name: str, fields: Sequence[FormField[Any]] = ()) -> None:
        """Make a dialog.

        Args:
            title: what is written, raw.
            name: the file unless the user says otherwise; a relative name is meant from the present folder.
            fields: what is asked before the name.
        """
        super().__init__(title, opened_by="E")
        self.path_field = TextField("path", LABEL, name, submits=True)
        self.form = Form((*fields, self.path_field))
        self._asked_over = ""
        self._busy = False

    @abstractmethod
    async def write(self, path: Path, *, over: bool) -> ResultT:
        """Write it.

        Args:
            path: the file.
            over: whether it may take the place of one.

        Raises:
            FileExists: there is a file, and it may not be written over.
            CapgoError: it cannot be written.
        """

    def above(self) -> Iterable[Widget]:
        """What is said above the fields."""
        return ()

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is being written."""
        return super().is_at_rest and not self._busy

    def body(self) -> Iterable[Widget]:
        """What it is, and where to."""
        yield from self.above()
        yield self.form

    def first_focus(self) -> None:
        """Type another name."""
        self.path_field.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Writing over is offered only for the file that was asked about."""
        if action == "write_over" and self.hears:
            return bool(self._asked_over) and self._asked_over == self.path_field.text
        return super().check_action(action, parameters)

    @on(FormField.Changed)
    def _changed(self) -> None:
        self.tell("")
        self.refresh_bindings()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_confirm()

    def action_confirm(self) -> None:
        """Write it, if there is no such file; a list that is open gives what is under its cursor first."""
        picker = next((picker for picker in self.form.query(Picker) if picker.is_open), None)
        if picker is not None:
            picker.action_pick()
        else:
            self._try(over=False)

    def action_write_over(self) -> None:
        """Write it in the place of the file."""
        self._try(over=True)

    def _try(self, *, over: bool) -> None:
        text = self.path_field.text
        if not text.strip():
            self.tell_problem("Name a file.")
        elif not self._busy:
            self._busy = True
            self.tell(Content.styled("writing…", "$foreground-muted"))
            self._write_file(text, over=over)

    @work(group="save")
    async def _write_file(self, text: str, *, over: bool) -> None:
        try:
            written = await self.write(Path(text.strip()), over=over)
        except CapgoError as error:
            self._busy = False
            self._asked_over = text if isinstance(error, FileExists) else ""
            self.tell_problem(str(error))
            self.refresh_bindings()
        else:
            self._busy = False
            self.dismiss(written)
