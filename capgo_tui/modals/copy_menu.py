"""The menu behind `y`: what can be copied, one key each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget

from capgo_tui.modals.menu import Menu, MenuDialog
from capgo_tui.presenters.copies import Copy
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet

LAST = Copy("v", "the last copy", str, note="show it, to select it by hand")
"""Shows what was copied last, instead of copying anything."""
_NOTE = 400


class CopyMenu(MenuDialog[Copy]):
    """Closes with what is to be copied."""

    DEFAULT_CSS = """
    CopyMenu {
        #dialog-box { width: 76; }
    }
    """

    BINDINGS = [
        quiet("y", "pick('y')", "copy.id", "Copy the id, or the ids of the marked rows"),
        quiet("n", "pick('n')", "copy.name", "Copy the name"),
        quiet("r", "pick('r')", "copy.json", "Copy the JSON"),
        quiet("t", "pick('t')", "copy.tsv", "Copy the row, or the marked rows, for a spreadsheet"),
        quiet("c", "pick('c')", "copy.curl", "Copy the request that reads it as curl, without the key"),
        quiet("u", "pick('u')", "copy.console", "Copy its address in the web console"),
        quiet("l", "pick('l')", "copy.link", "Copy the command that opens this place"),
        quiet("w", "pick('w')", "copy.why", "Copy the Why as text"),
        quiet("j,W", "pick('j')", "copy.why-json", "Copy the Why as JSON"),
        quiet("v", "pick('v')", "copy.last", "Show what was copied last, to select it by hand"),
    ]

    first_key = "dialog.cancel"

    def __init__(self, what: str, copies: Sequence[Copy]) -> None:
        """Make the menu.

        Args:
            what: what is copied from, raw: `device user-2`.
            copies: what there is.
        """
        super().__init__(f"Copy {what}")
        self._copies = (*copies, LAST)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is."""
        if action == "pick":
            return any(copy.key == parameters[0] for copy in self._copies)
        return True

    def body(self) -> Iterable[Widget]:
        """A line for each."""
        cells = max(len(copy.name) for copy in self._copies)
        yield Menu(Content("\n").join(_line(copy, cells) for copy in self._copies))

    def on_menu_picked(self, event: Menu.Picked) -> None:
        """Copy what was clicked."""
        if event.place < len(self._copies):
            self.action_pick(self._copies[event.place].key)

    def action_pick(self, key: str) -> None:
        """Copy it; what cannot be had says why."""
        copy = next(each for each in self._copies if each.key == key)
        if copy.why_not:
            self.tell_problem(copy.why_not)
        else:
            self.dismiss(copy)


def _line(copy: Copy, cells: int) -> Content:
    """The key, what it copies, and how that looks."""
    note = clean(copy.why_not or copy.note, _NOTE)
    return Content.assemble(
        (copy.key, "dim" if copy.why_not else "bold $text-accent"),
        f"  {copy.name.ljust(cells)}  ",
        (note, "$text-warning" if copy.why_not else "$foreground-muted"),
    )
