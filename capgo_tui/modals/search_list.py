"""A list to be searched by a few letters, whose lines are drawn by who makes it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet
from capgo_tui.widgets.form.options import best_first

ResultT = TypeVar("ResultT")
EntryT = TypeVar("EntryT")

WIDEST = 76
"""Cells of the dialog."""


class _Search(Input):
    """Takes letters, but for those that are keys of the dialog."""

    def __init__(self, keys: frozenset[str], placeholder: str) -> None:
        super().__init__(id="search", placeholder=placeholder, compact=True)
        self._keys = keys
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave some keys to the dialog."""
        return key not in self._keys and super().check_consume_key(key, character)


class SearchListDialog(Dialog[ResultT], Generic[EntryT, ResultT]):
    """Typing narrows the list, the arrows move in it; who inherits says what enter does."""

    DEFAULT_CSS = """
    SearchListDialog {
        #dialog-box { width: 76; height: 90%; max-height: 36; }
        #search { height: 1; background: transparent; margin: 0 1; }
        #list { height: 1fr; background: transparent; border: none; padding: 0; }
        #list > .option-list--option-disabled { color: $text-muted; text-style: bold; }
        #list-note { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    BINDINGS = [
        quiet("down", "move(1)", "dialog.down", "One line down", priority=True),
        quiet("up", "move(-1)", "dialog.up", "One line up", priority=True),
        quiet("pagedown", "move(10)", "dialog.page-down", "Ten lines down", priority=True),
        quiet("pageup", "move(-10)", "dialog.page-up", "Ten lines up", priority=True),
    ]

    confirm_key = "enter"
    placeholder = "letters find a line"
    """What the empty line of letters says."""
    own_keys: frozenset[str] = frozenset()
    """Keys that would be letters, and are for the dialog."""
    nothing_found = "Nothing has these letters."

    def __init__(self, title: str, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            title: what it is about, raw.
            opened_by: the key that opens it.
        """
        super().__init__(title, opened_by=opened_by)
        self._entries: Sequence[EntryT] = ()
        self._shown: list[EntryT | None] = []

    @abstractmethod
    def words_of(self, entry: EntryT) -> str:
        """What letters are looked for in; raw."""

    @abstractmethod
    def line_of(self, entry: EntryT, width: int) -> Content:
        """A line, in so many cells."""

    def heading_of(self, entry: EntryT) -> str:  # noqa: ARG002 - for lists that have headings
        """What stands above the entries that belong together; raw, empty for none."""
        return ""

    def body(self) -> Sequence[Widget]:
        """A line to type in, the list, a note."""
        return [
            _Search(self.own_keys, self.placeholder),
            OptionList(id="list", markup=False),
            Static("", id="list-note", markup=False),
        ]

    def first_focus(self) -> None:
        """Type at once; the arrows move in the list."""
        self.query_one(Input).focus()

    def on_mount(self) -> None:
        """The list never has the focus."""
        self.query_one(OptionList).can_focus = False

    def say(self, text: str) -> None:
        """Say something below the list."""
        self.query_one("#list-note", Static).update(Content(text))

    @property
    def entries(self) -> Sequence[EntryT]:
        """All that is listed."""
        return self._entries

    def show(self, entries: Sequence[EntryT], at: EntryT | None = None) -> None:
        """List entries, those with the same heading side by side, with the cursor on one of them."""
        self._entries = entries
        self._list(at)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._list(None)

    def _list(self, at: EntryT | None) -> None:
        query = self.query_one(Input).value.strip()
        places = set(best_first(query, [self.words_of(each) for each in self._entries]))
        fitting = [each for place, each in enumerate(self._entries) if place in places]
        options, lines = self.query_one(OptionList), []
        width = min(WIDEST, self.app.size.width) - 8
        heading = ""
        self._shown = []
        for each in fitting:
            if (above := self.heading_of(each)) != heading:
                heading = above
                self._shown.append(None)
                lines.append(Option(Content(f" {clean(heading)}"), disabled=True))
            self._shown.append(each)
            lines.append(Option(self.line_of(each, width)))
        if not lines and self._entries:
            lines.append(Option(Content(self.nothing_found), disabled=True))
        options.clear_options()
        options.add_options(lines)
        wanted = (place for place, each in enumerate(self._shown) if each is not None and at in (None, each))
        options.highlighted = next(wanted, None)

    @property
    def at(self) -> EntryT | None:
        """The entry under the cursor."""
        place = self.query_one(OptionList).highlighted
        return None if place is None or place >= len(self._shown) else self._shown[place]

    def action_move(self, by: int) -> None:
        """Move the cursor; headings are passed by."""
        options = self.query_one(OptionList)
        values = [place for place, each in enumerate(self._shown) if each is not None]
        if values:
            here = values.index(options.highlighted) if options.highlighted in values else 0
            options.highlighted = values[min(max(0, here + by), len(values) - 1)]

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.clicked()

    def clicked(self) -> None:
        """A line was clicked; it is under the cursor now."""
