"""Asks what of a table or a chart is written to a file, in which format, and where to."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from inspect import isawaitable, iscoroutinefunction
from pathlib import Path
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import CapgoError
from capgo_tui.modals.file_dialog import FileDialog
from capgo_tui.presenters.exports import ExportForm, ExportPart
from capgo_tui.safe_text import clean
from capgo_tui.services.whole_files import check_place, write_whole
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import ChoiceField, FormField, Option

HERE = "Folder: {folder}, unless the name has another."
OVER_SSH = "You are here over SSH: the file is written on this machine. ctrl+y copies the text instead."


@dataclass(frozen=True)
class Exported:
    """What came of an export."""

    part: ExportPart
    form: ExportForm
    path: Path | None
    """Where the file is; None if the text is to be copied."""
    data: bytes
    """What was written."""


class ExportDialog(FileDialog[Exported]):
    """Closes with what was written, or is to be copied."""

    DEFAULT_CSS = """
    ExportDialog .export-note { height: auto; padding: 0 1; color: $text-muted; }
    ExportDialog #export-ssh { color: $text-warning; }
    ExportDialog Form { margin: 1 0 0 0; }
    """

    BINDINGS = [
        shown(
            "ctrl+y",
            "copy",
            "copy instead",
            "dialog.copy",
            "Copy the text instead of writing a file",
            display="ctrl+y",
        ),
    ]

    def __init__(
        self, title: str, parts: Sequence[ExportPart], stem: str, *, note: str = "", over_ssh: bool = False
    ) -> None:
        """Make the dialog.

        Args:
            title: what is exported, raw.
            parts: what of it there is to choose, the likeliest first; at least one.
            stem: the proposed name of the file, without what stands behind the dot.
            note: what should be known before, as a sentence; raw.
            over_ssh: whether the user sits at another machine.
        """
        self._parts = tuple(parts)
        self._stem = stem
        self._note = note
        self._over_ssh = over_ssh
        part, form = parts[0], parts[0].forms[0]
        self._part_field = ChoiceField[ExportPart](
            "part", "what", part, [Option(each, each.name, each.note) for each in parts]
        )
        self._form_field = ChoiceField[ExportForm]("form", "format", form, _options(part))
        fields: list[FormField[Any]] = [self._part_field, self._form_field]
        self._proposed = f"{stem}{part.ending}.{form.suffix}"
        super().__init__(title, self._proposed, fields)

    @property
    def part(self) -> ExportPart:
        """What is chosen."""
        return self._part_field.value

    @property
    def chosen_form(self) -> ExportForm:
        """The format that is chosen."""
        return self._form_field.value

    def above(self) -> Iterable[Widget]:
        """What should be known before."""
        if self._note:
            yield Static(Content(clean(self._note)), classes="export-note")
        if self._over_ssh:
            yield Static(OVER_SSH, classes="export-note", id="export-ssh", markup=False)
        folder = HERE.format(folder=clean(Path.cwd(), 300))
        yield Static(Content(folder), classes="export-note")

    @on(FormField.Changed)
    def _follow_choice(self) -> None:
        """Offer the formats of what is chosen, and let the proposed name follow the format."""
        forms = self.part.forms
        if self.chosen_form not in forms:
            same = next((form for form in forms if form.suffix == self.chosen_form.suffix), forms[0])
            self._form_field.options = _options(self.part)
            self._form_field.value = same
        proposed = f"{self._stem}{self.part.ending}.{self.chosen_form.suffix}"
        if self.path_field.text == self._proposed != proposed:
            self._proposed = proposed
            self.path_field.value = proposed

    async def _made(self) -> bytes:
        """The bytes of what is chosen."""
        make = self.chosen_form.make
        made = await asyncio.to_thread(make) if not iscoroutinefunction(make) else make()
        return await made if isawaitable(made) else made

    async def write(self, path: Path, *, over: bool) -> Exported:
        """Write what is chosen."""
        part, form = self.part, self.chosen_form
        check_place(path, overwrite=over)
        data = await self._made()
        written = await asyncio.to_thread(write_whole, path, data, overwrite=over)
        return Exported(part, form, written, data)

    async def action_copy(self) -> None:
        """Copy the text instead."""
        try:
            data = await self._made()
        except CapgoError as error:
            self.tell_problem(str(error))
        else:
            self.dismiss(Exported(self.part, self.chosen_form, None, data))


def _options(part: ExportPart) -> list[Option[ExportForm]]:
    return [Option(form, form.name, f".{form.suffix}") for form in part.forms]
