"""A menu of a few things to choose from, one key each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.content import Content
from textual.events import Key
from textual.reactive import reactive
from textual.widget import Widget

from capgo_tui.modals.menu import Menu, MenuDialog
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown

ValueT = TypeVar("ValueT")


@dataclass(frozen=True)
class MenuLine(Generic[ValueT]):
    """One thing to choose."""

    key: str
    """Its key, one character."""
    name: str
    """What it is called; raw."""
    value: ValueT
    note: str = ""
    """What it means; raw."""
    why_not: str = ""
    """Why it cannot be chosen; empty if it can."""


class ChoiceMenu(MenuDialog[ValueT], Generic[ValueT]):
    """Closes with the value of the line that was taken by its key, the cursor or the mouse."""

    DEFAULT_CSS = """
    ChoiceMenu {
        #dialog-box { width: 64; }
    }
    """

    BINDINGS = [
        shown("enter", "choose", "choose", "dialog.take", "Take the line under the cursor"),
        shown("down,j", "move(1)", "down", "dialog.down", "One line down", display="↓"),
        shown("up,k", "move(-1)", "up", "dialog.up", "One line up", display="↑"),
    ]

    first_key = "dialog.take"

    at: reactive[int] = reactive(0, init=False)
    """The line under the cursor."""

    def __init__(self, title: str, lines: Sequence[MenuLine[ValueT]], chosen: ValueT) -> None:
        """Make the menu.

        Args:
            title: what is chosen.
            lines: what there is.
            chosen: what is chosen now; the cursor begins there.
        """
        super().__init__(title)
        self._lines = tuple(lines)
        self._chosen = chosen
        values = [line.value for line in self._lines]
        self.set_reactive(ChoiceMenu.at, values.index(chosen) if chosen in values else 0)

    def body(self) -> Iterable[Widget]:
        """A line for each."""
        yield Menu(self._content())

    def watch_at(self) -> None:
        """Show the cursor elsewhere."""
        self.query_one(Menu).update(self._content())

    def _content(self) -> Content:
        cells = max(len(clean(line.name, 40)) for line in self._lines)
        return Content("\n").join(
            _draw(line, cells, is_under=place == self.at, is_chosen=line.value == self._chosen)
            for place, line in enumerate(self._lines)
        )

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.at = max(0, min(self.at + by, len(self._lines) - 1))

    def action_choose(self) -> None:
        """Take the line under the cursor."""
        self._take(self._lines[self.at])

    def on_key(self, event: Key) -> None:
        """Take the line of a key."""
        line = next((line for line in self._lines if line.key == event.character), None)
        if line is not None:
            event.stop()
            self._take(line)

    def on_menu_picked(self, event: Menu.Picked) -> None:
        """Take the line that was clicked."""
        if event.place < len(self._lines):
            self._take(self._lines[event.place])

    def _take(self, line: MenuLine[ValueT]) -> None:
        if line.why_not:
            self.tell_problem(line.why_not)
        else:
            self.dismiss(line.value)


def _draw(line: MenuLine[ValueT], cells: int, *, is_under: bool, is_chosen: bool) -> Content:
    name = clean(line.name, 40).ljust(cells)
    return Content.assemble(
        ("❯ " if is_under else "  ", "$text-accent"),
        (line.key, "dim" if line.why_not else "bold $text-accent"),
        "  ",
        (name, "bold" if is_under else ""),
        (" ✓ " if is_chosen else "   ", "$text-success"),
        (clean(line.why_not or line.note, 80), "$text-warning" if line.why_not else "$foreground-muted"),
    )
