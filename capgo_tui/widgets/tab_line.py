"""Tabs as one line of text, for borders and for tabs within a tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True)
class Tab:
    """One tab: the id of what it shows, the key that opens it, its word."""

    id: str
    key: str
    label: str
    short: str = ""
    """The word where there is little room; empty for the word itself."""


def tabs_content(tabs: Sequence[Tab], active: str, room: int) -> Content:
    """Draw tabs side by side, the active one underlined; each can be clicked (action `ask`).

    Where they do not fit into `room` cells, words give way to short ones.
    """
    fits = sum(len(tab.label) + len(tab.key) + 3 for tab in tabs) <= room
    parts = []
    for tab in tabs:
        here = tab.id == active
        text = f"{tab.key} {tab.label if fits else tab.short or tab.label}".strip()
        part = Content.styled(text, "bold underline $text-accent" if here else "$foreground-muted")
        parts.append(part.stylize(f"@click=ask({tab.id!r})"))
    return Content("  ").join(parts)


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

    def action_ask(self, tab: str) -> None:
        """Ask for a tab by mouse."""
        self.post_message(self.Asked(tab))
