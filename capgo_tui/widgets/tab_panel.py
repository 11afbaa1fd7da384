"""A bordered panel whose tabs stand in its upper border, as in lazygit: no line is lost to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from capgo_tui.widgets.tab_line import Tab, tab_at, tabs_content

TITLE_AT = 3
"""Where the text of a border title begins: after the corner, a line, a blank."""


class TabPanel(Vertical):
    """Shows one of its children; which one is told from outside, a click only asks."""

    DEFAULT_CSS = """
    TabPanel {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        &:focus-within { border: round $border; }
    }
    """

    active: reactive[str] = reactive("", init=False)
    """The id of the child that is shown."""
    note: reactive[str] = reactive("", init=False)
    """A short text in the lower border, such as a count."""

    @dataclass
    class Asked(Message):
        """A tab was clicked."""

        tab: str

    def __init__(self, tabs: Sequence[Tab], *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self.tabs = tuple(tabs)

    def watch_active(self, active: str) -> None:
        """Show the child, and mark its tab."""
        for child in self.children:
            child.display = child.id == active
        self._draw_tabs()

    def watch_note(self, note: str) -> None:
        """Write the lower border."""
        self.border_subtitle = Content(note)

    def on_resize(self) -> None:
        """Words give way to keys where the border is short."""
        self._draw_tabs()

    def on_click(self, event: Click) -> None:
        """Ask for the tab whose word in the upper border was clicked."""
        tab = tab_at(self.tabs, self._room, event.x - TITLE_AT) if event.y == 0 else None
        if tab is not None:
            self.post_message(self.Asked(tab))

    @property
    def _room(self) -> int:
        """The cells that a border title has."""
        return self.size.width - 4

    def _draw_tabs(self) -> None:
        """Write the tabs into the upper border."""
        self.border_title = tabs_content(self.tabs, self.active, self._room)
