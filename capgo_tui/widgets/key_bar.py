"""The last line: the keys that are valid now, as many as fit, help always among them."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

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
            (pinned if binding.id == HELP else keys).append(shown)
        self.keys = (*keys, *pinned)

    def on_resize(self, _event: Resize) -> None:
        """Fit again."""
        self.refresh()

    def render(self) -> Content:
        """Fill the line from the left, and keep the last key at the right edge."""
        if not self.keys:
            return Content("")
        *others, last = (self._button(*key) for key in self.keys)
        room = self.size.width - last.cell_length
        line = Content("")
        for button in others:
            if line.cell_length + button.cell_length + 2 > room - 2:
                break
            line = line + button + "  "
        return line.pad_right(max(0, room - line.cell_length)) + last

    def _button(self, key: str, label: str, word: str, enabled: bool) -> Content:
        """Draw one key and its word."""
        style = "bold $footer-key-foreground" if enabled else "dim"
        button = Content.assemble((label, style), " ", (word, "" if enabled else "dim"))
        return button.stylize(f"@click=app.simulate_key({key!r})") if enabled else button
