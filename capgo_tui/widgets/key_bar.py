"""The last line: the keys that are valid now, as many as fit, help always among them."""

from __future__ import annotations

from collections.abc import Collection

from textual.binding import Binding
from textual.content import Content
from textual.events import Click, Resize
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

GAP = 2
"""Cells between two keys."""

HELP = "app.help"
"""The id of the binding that is kept at the right edge, whatever else has no room."""


class KeyBar(Widget):
    """Shows the bindings of what has focus, nearest first; each is a button for the mouse."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $footer-description-foreground;
        text-wrap: nowrap;
    }
    """

    ALLOW_SELECT = False

    keys: reactive[tuple[tuple[str, str, str, bool], ...]] = reactive(())
    """What to show: key, label, word, enabled; the last one is pinned to the right."""

    def __init__(self, *, first: str = "", pinned: Collection[str] = (HELP,)) -> None:
        """Make the line.

        Args:
            first: the id of the binding that comes before all others; empty for the order of the bindings.
            pinned: the ids of bindings that are kept at the right edge, whatever else has no room.
        """
        super().__init__()
        self._first = first
        self._pinned = pinned
        self._places: dict[range, str] = {}

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        """Read which bindings are shown, each action once."""
        seen: set[str] = set()
        keys: list[tuple[str, str, str, bool]] = []
        pinned: list[tuple[str, str, str, bool]] = []
        for active in screen.active_bindings.values():
            binding: Binding = active.binding
            if not binding.show or binding.action in seen:
                continue
            seen.add(binding.action)
            shown = (binding.key, self.app.get_key_display(binding), binding.description, active.enabled)
            if binding.id in self._pinned:
                pinned.append(shown)
            elif binding.id == self._first:
                keys.insert(0, shown)
            else:
                keys.append(shown)
        self.keys = (*keys, *pinned)

    def on_resize(self, _event: Resize) -> None:
        """Fit again."""
        self.refresh()

    def render(self) -> Content:
        """Fill the line from the left, and keep the last key at the right edge."""
        self._places = {}
        if not self.keys:
            return Content("")
        *others, last = self.keys
        pinned = _button(*last)
        room = self.size.width - pinned.cell_length
        self._places[range(room, self.size.width)] = last[0]
        line = Content("")
        for key in others:
            button = _button(*key)
            start = line.cell_length
            if start + button.cell_length + GAP > room:
                break
            self._places[range(start, start + button.cell_length)] = key[0]
            line = line + button + " " * GAP
        return line.pad_right(max(0, room - line.cell_length)) + pinned

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        offset = event.get_content_offset(self)
        for place, key in self._places.items():
            if offset is not None and offset.x in place:
                self.app.simulate_key(key)


def _button(key: str, label: str, word: str, enabled: bool) -> Content:  # noqa: ARG001 - a row of `keys`
    """Draw one key and its word."""
    style = "bold $footer-key-foreground" if enabled else "dim"
    return Content.assemble((label, style), " ", (word, "" if enabled else "dim"))
