"""Chooses which columns a table shows, in which order, and how wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from capgo_tui.modals.search_list import SearchListDialog
from capgo_tui.presenters.column_choice import ColumnChoice
from capgo_tui.presenters.columns import Column
from capgo_tui.widgets.bindings import quiet, shown

DEFAULT = ColumnChoice(())
"""What the dialog closes with to leave the choice to the room there is."""


class ColumnsDialog(SearchListDialog[Column[Any], ColumnChoice]):
    """Lists all columns; closes with the choice, or with `DEFAULT`."""

    first_key = "dialog.take"
    placeholder = "letters find a column, space shows or hides it"
    own_keys = frozenset({"space", "less_than_sign", "greater_than_sign"})
    nothing_found = "No column has these letters."

    BINDINGS = [
        shown("enter", "take", "show these", "dialog.take", "Show the table like this", priority=True),
        shown("space", "mark", "show/hide", "dialog.mark", "Show it, or hide it", priority=True),
        shown("shift+up", "shift(-1)", "to the left", "dialog.left", "One place to the left", priority=True),
        quiet("shift+down", "shift(1)", "dialog.right", "One place to the right", priority=True),
        shown(
            "less_than_sign",
            "widen(-1)",
            "narrower",
            "dialog.narrower",
            "Narrower",
            display="<",
            priority=True,
        ),
        quiet("greater_than_sign", "widen(1)", "dialog.wider", "Wider", display=">", priority=True),
        shown("ctrl+l", "reset", "as at first", "dialog.reset", "Leave it to the room there is"),
    ]

    def __init__(self, columns: Sequence[Column[Any]], choice: ColumnChoice, title: str) -> None:
        """Make the dialog.

        Args:
            columns: all columns of the table.
            choice: those that are shown now.
            title: what the table lists, raw.
        """
        super().__init__(f"Columns of {title}")
        self._columns = {column.key: column for column in columns}
        self._choice = choice
        shown_now = [key for key in choice.keys if key in self._columns]
        self._order = [*shown_now, *(key for key in self._columns if key not in shown_now)]

    def on_mount(self) -> None:
        """List the columns."""
        super().on_mount()
        self.say("shift and the arrows move a column, < and > change its width")
        self._show(None)

    def _show(self, at: str | None) -> None:
        columns = [self._columns[key] for key in self._order]
        self.show(columns, None if at is None else self._columns[at])

    def words_of(self, entry: Column[Any]) -> str:
        """Its title and key."""
        return f"{entry.title} {entry.key}"

    def line_of(self, entry: Column[Any], width: int) -> Content:
        """Mark, title, key, width."""
        is_shown = entry.key in self._choice.keys
        wide = self._choice.widths.get(entry.key)
        room = width - 30
        return Content.assemble(
            ("  ✓ " if is_shown else "    ", "$text-accent bold"),
            (f"{entry.title:<{room}}", "bold" if is_shown else "$foreground-muted"),
            (f"{entry.key:<16}", "$foreground-muted"),
            (f"{wide} cells" if wide else "", ""),
        )

    def action_mark(self) -> None:
        """Show or hide the column under the cursor."""
        if self.at is not None:
            self._choice = self._choice.toggled(self.at.key, self._order)
            self._show(self.at.key)

    def clicked(self) -> None:
        """A click shows or hides."""
        self.action_mark()

    def action_shift(self, by: int) -> None:
        """Move the column under the cursor to another place."""
        if self.at is None:
            return
        key, place = self.at.key, self._order.index(self.at.key)
        target = min(max(0, place + by), len(self._order) - 1)
        self._order.insert(target, self._order.pop(place))
        keys = tuple(each for each in self._order if each in self._choice.keys)
        self._choice = ColumnChoice(keys, self._choice.widths)
        self._show(key)

    def action_widen(self, by: int) -> None:
        """Give the column under the cursor other cells."""
        if self.at is not None:
            self._choice = self._choice.widened(self.at, by)
            self._show(self.at.key)

    def action_reset(self) -> None:
        """Leave it to the room there is."""
        self.dismiss(DEFAULT)

    def action_take(self) -> None:
        """Show the table like this."""
        self.dismiss(self._choice)
