"""Picks a place to go to: bookmarks, places one was at, apps, organizations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content

from capgo_tui.modals.search_list import SearchListDialog
from capgo_tui.presenters.places import Place
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown

BOOKMARKS = "Bookmarks"
"""The heading of those that can be taken away."""


@dataclass(frozen=True)
class Jump:
    """One place; its texts are raw."""

    heading: str
    name: str
    about: str
    """What else helps to recognise it."""
    place: Place


class GoToDialog(SearchListDialog[Jump, Jump]):
    """Closes with the place."""

    first_key = "dialog.take"
    placeholder = "letters find a place"
    nothing_found = "No place has these letters."

    BINDINGS = [
        shown("enter", "take", "go there", "dialog.take", "Go there", priority=True),
        shown("delete", "drop", "take bookmark away", "dialog.drop", "Take the bookmark away", priority=True),
    ]

    def __init__(self, jumps: Sequence[Jump], drop: Callable[[str], None]) -> None:
        """Make the dialog.

        Args:
            jumps: the places, those under one heading side by side.
            drop: takes a bookmark away, by its name.
        """
        super().__init__("Go to", opened_by="'")
        self._jumps = list(jumps)
        self._drop = drop

    def on_mount(self) -> None:
        """List the places."""
        super().on_mount()
        self.show(self._jumps)

    def words_of(self, entry: Jump) -> str:
        """Its name, and what helps to recognise it."""
        return f"{entry.name} {entry.about}"

    def heading_of(self, entry: Jump) -> str:
        """What kind of place it is."""
        return entry.heading

    def line_of(self, entry: Jump, width: int) -> Content:
        """Name, and what helps to recognise it."""
        name = clean(entry.name, 80)
        left = max(4, width - len(name) - 4)
        about = clean(entry.about, 120)
        about = about if len(about) <= left else about[: left - 1] + "…"
        return Content.assemble(f"  {name}  ", (about, "$foreground-muted"))

    def clicked(self) -> None:
        """A click goes there."""
        self.action_take()

    def action_take(self) -> None:
        """Go to the place under the cursor."""
        self.dismiss(self.at)

    def action_drop(self) -> None:
        """Take the bookmark under the cursor away."""
        jump = self.at
        if jump is None or jump.heading != BOOKMARKS:
            self.say("Only bookmarks can be taken away.")
            return
        self._drop(jump.name)
        self._jumps.remove(jump)
        self.show(self._jumps)
        self.say(f"Bookmark {clean(jump.name, 40)} is gone.")
