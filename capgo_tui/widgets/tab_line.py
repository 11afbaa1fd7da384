"""Tabs as one line of text, for borders and for tabs within a tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

GAP = 2
"""Cells between two tabs."""


@dataclass(frozen=True)
class Tab:
    """One tab: the id of what it shows, the key that opens it, its word."""

    id: str
    key: str
    label: str
    short: str = ""
    """The word where there is little room; empty for the word itself."""


def tabs_content(tabs: Sequence[Tab], active: str, room: int) -> Content:
    """Draw tabs side by side, the active one underlined.

    Where they do not fit into `room` cells, words give way to short ones.
    """
    parts = [
        Content.styled(word, "bold underline $text-accent" if tab.id == active else "$foreground-muted")
        for tab, word in zip(tabs, _words(tabs, room), strict=True)
    ]
    return Content(" " * GAP).join(parts)


def tab_at(tabs: Sequence[Tab], room: int, x: int) -> str | None:
    """The tab that is drawn at a cell, if there is one."""
    start = 0
    for tab, word in zip(tabs, _words(tabs, room), strict=True):
        if start <= x < start + len(word):
            return tab.id
        start += len(word) + GAP
    return None


def _words(tabs: Sequence[Tab], room: int) -> list[str]:
    """What each tab says in so many cells."""
    words = [f"{tab.key} {tab.label}".strip() for tab in tabs]
    if sum(len(word) + GAP for word in words) <= room + GAP:
        return words
    return [f"{tab.key} {tab.short or tab.label}".strip() for tab in tabs]


def step(tabs: Sequence[Tab], active: str, by: int) -> str | None:
    """The tab so many places on; None beyond either end."""
    place = [tab.id for tab in tabs].index(active) + by
    return tabs[place].id if 0 <= place < len(tabs) else None


class TabLine(Widget):
    """One line of tabs; a click asks for one."""

    DEFAULT_CSS = """
    TabLine {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
    }
    """

    ALLOW_SELECT = False

    active: reactive[str] = reactive("")
    """The id of the tab that is shown."""

    @dataclass
    class Asked(Message):
        """A tab was clicked."""

        tab: str

    def __init__(self, tabs: Sequence[Tab], *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self.tabs = tuple(tabs)

    def render(self) -> Content:
        """Draw the tabs."""
        return tabs_content(self.tabs, self.active, self.size.width)

    def on_click(self, event: Click) -> None:
        """Ask for the tab that was clicked."""
        offset = event.get_content_offset(self)
        tab = None if offset is None else tab_at(self.tabs, self.size.width, offset.x)
        if tab is not None:
            self.post_message(self.Asked(tab))
