"""Fields under each other, their labels in one column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from capgo_tui.widgets.form.field import GUTTER, FormField, Heading
from capgo_tui.widgets.form.picker import Picker

WIDEST_LABEL = 22
"""Cells that a label may take."""


class Form(VerticalScroll, can_focus=False):
    """Shows fields and headings; scrolls with the focus."""

    DEFAULT_CSS = """
    Form {
        height: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > Heading:first-child { margin: 0; }
    }
    """

    def __init__(self, parts: Sequence[FormField[Any] | Heading], *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        """Make a form.

        Args:
            parts: fields and headings, from the top down.
            id: the id of the widget.
        """
        super().__init__(id=id)
        self._parts = tuple(parts)
        self.fields = {part.name: part for part in self._parts if isinstance(part, FormField)}
        """The fields by their names."""
        cells = max((len(field.label) for field in self.fields.values()), default=0)
        for field in self.fields.values():
            field.label_cells = min(cells, WIDEST_LABEL) + GUTTER + 2

    def compose(self) -> ComposeResult:
        """All parts."""
        yield from self._parts

    @property
    def rows(self) -> int:
        """The rows that it takes with its lists closed and nothing to note."""
        return len(self.fields) + 2 * (len(self._parts) - len(self.fields))

    @property
    def is_changed(self) -> bool:
        """Whether any field stands otherwise than it began."""
        return any(field.is_changed for field in self.fields.values())

    @property
    def is_choosing(self) -> bool:
        """Whether a list is open, and nothing picked from it yet."""
        return any(picker.is_open for picker in self.query(Picker))

    def open_first(self) -> None:
        """Go to the first field, and open its list where nothing is picked from it yet."""
        self.focus_first()
        pickers = self.query(Picker)
        if pickers and not pickers.first().chosen:
            pickers.first().action_open()

    def focus_first(self) -> None:
        """Go to the first field that can be changed."""
        field = next((field for field in self.fields.values() if not field.enabled_reason), None)
        if field is not None:
            field.focus()
