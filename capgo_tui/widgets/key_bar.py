"""The last line: the keys that are valid now, as many as fit, help always among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.events import Click, Resize
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from capgo_tui.widgets.bindings import is_off
from capgo_tui.widgets.reasons import reason_against, short_reason

GAP = 2
"""Cells between two keys."""

HELP = "app.help"
"""The id of the binding that is kept at the right edge, whatever else has no room."""


LATER = {"beside": 1, "list": 1, "table": 2, "main": 3, "app": 4}
"""Scopes of keys that are the same everywhere: what only this place can do comes before them."""

OPEN = "table.open"
"""The id of the binding that stands before all others of a table."""


class KeyHint(NamedTuple):
    """A key of the line."""

    key: str
    """Textual's name of it."""
    label: str
    """How it is written."""
    word: str
    """What it does."""
    enabled: bool = True
    """Whether it does that now."""
    reason: str = ""
    """Why not, if that can be said."""


class KeyBar(Widget):
    """Shows the bindings of what has focus, nearest first; each is a button for the mouse.

    What is not allowed now is dimmed; where there is room, the line says why.
    """

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

    keys: reactive[tuple[KeyHint, ...]] = reactive(())
    """What to show; the last one is pinned to the right."""

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
        keys: list[tuple[int, KeyHint]] = []
        pinned: list[KeyHint] = []
        for active in screen.active_bindings.values():
            binding: Binding = active.binding
            if not binding.show or is_off(binding) or binding.action in seen:
                continue
            seen.add(binding.action)
            reason = reason_against(self.app, binding.action, active.node)
            label = self.app.get_key_display(binding)
            hint = KeyHint(binding.key, label, binding.description, active.enabled and not reason, reason)
            if binding.id in self._pinned:
                pinned.append(hint)
            else:
                keys.append((self._rank(binding.id or ""), hint))
        ordered = sorted(keys, key=lambda ranked: ranked[0])  # within a rank the order of the bindings
        self.keys = (*(hint for _, hint in ordered), *pinned)

    def _rank(self, name: str) -> int:
        """How early a key comes, the lowest first."""
        if name in {self._first, OPEN}:
            return -1
        return LATER.get(name.partition(".")[0], 0)

    def on_resize(self, _event: Resize) -> None:
        """Fit again."""
        self.refresh()

    def render(self) -> Content:
        """Fill the line from the left, and keep the last key at the right edge."""
        self._places = {}
        if not self.keys:
            return Content("")
        *others, last = self.keys
        pinned = _button(last)
        room = self.size.width - pinned.cell_length
        self._places[range(room, self.size.width)] = last.key
        shown: list[KeyHint] = []
        for hint in others:
            if _cells([*shown, hint]) > room:
                break
            shown.append(hint)
        words = _say_beside(shown, room)
        line = Content("")
        for hint in shown:
            button, start = _button(hint), line.cell_length
            self._places[range(start, start + button.cell_length)] = hint.key
            line = line + button + " " * GAP
        said = Content.styled(words, "$text-warning") + " " * GAP if words else Content("")
        return line.pad_right(max(0, room - line.cell_length - said.cell_length)) + said + pinned

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        offset = event.get_content_offset(self)
        for place, key in self._places.items():
            if offset is not None and offset.x in place:
                self.app.simulate_key(key)


def _button(hint: KeyHint) -> Content:
    """Draw one key and its word."""
    style = "bold $footer-key-foreground" if hint.enabled else "dim"
    return Content.assemble((hint.label, style), " ", (hint.word, "" if hint.enabled else "dim"))


def _cells(hints: Sequence[KeyHint]) -> int:
    """The cells of keys with the gap behind each."""
    return sum(_button(hint).cell_length + GAP for hint in hints)


def _say_beside(shown: list[KeyHint], room: int) -> str:
    """Choose the words for why something is dimmed; keys behind it give way to the short form."""
    reason = next((hint.reason for hint in shown if hint.reason), "")
    short = short_reason(reason)
    if not reason:
        return ""
    for words in (reason, short):
        if _cells(shown) + cell_len(words) + GAP <= room:
            return words
    for count in range(len(shown) - 1, max(i for i, hint in enumerate(shown) if hint.reason), -1):
        if _cells(shown[:count]) + cell_len(short) + GAP <= room:
            del shown[count:]
            return short
    return ""
