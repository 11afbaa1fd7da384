"""A bordered panel whose tabs stand in its upper border, as in lazygit: no line is lost to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from capgo_tui.widgets.tab_line import Tab, tabs_content


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

    def action_ask(self, tab: str) -> None:
        """Ask for a tab by mouse."""
        self.post_message(self.Asked(tab))

    def _draw_tabs(self) -> None:
        """Write the tabs into the upper border."""
        self.border_title = tabs_content(self.tabs, self.active, self.size.width - 4)
