"""The application: its first screen, its theme, and the keys that hold everywhere.

What the first frame does not show is imported when it is first asked for.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual.filter import LineFilter, Monochrome, NoColor

from capgo_tui.presenters.times import tell_local_times
from capgo_tui.safe_text import clean
from capgo_tui.screens.main import MainScreen
from capgo_tui.screens.opening import OpeningApp
from capgo_tui.services.opening import Backends
from capgo_tui.themes import CAPGO, THEMES
from capgo_tui.widgets.bindings import is_off, quiet, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import Binding
    from textual.command import Provider

    from capgo_tui.presenters.places import Place


SETTLED = 2.0
"""Seconds after which all that a start makes is there."""


def collect_garbage() -> None:
    """Look for garbage from now on, but never again through what the start made."""
    gc.freeze()
    gc.enable()


SPELLED = {"⏎": "enter", "↑": "up", "↓": "down", "←": "left", "→": "right"}
"""Keys that are written with a sign, in words."""
WITHOUT_COLOURS, IN_GREYS = NoColor(), Monochrome()
"""One of each, for lines remember what a filter made of them."""


def _ascii_filters() -> list[LineFilter]:
    from capgo_tui.widgets.ascii_only import AsciiOnly  # noqa: PLC0415 - for few terminals

    return [AsciiOnly()]


def commands() -> type[Provider]:
    """Give what the palette lists, once it is opened."""
    from capgo_tui.screens.commands import Commands  # noqa: PLC0415

    return Commands


class CapgoApp(OpeningApp[None]):
    """Opens the cloud, the demo, or the welcome screen."""

    TITLE = "capgo-tui"
    CSS_PATH = ["app.tcss", "screens/main.tcss"]  # together: each file more has all rules read again
    COMMANDS = {commands}

    BINDINGS = [
        shown("question_mark,f1", "help", "help", "app.help", "The keys that are valid here", display="?"),
        shown("ctrl+p", "command_palette", "palette", "app.palette", "Every action and app, by name"),
        quiet("q", "back_or_quit", "app.quit", "One layer back; quit on the last"),
        quiet("ctrl+z", "suspend_process", "app.suspend", "Back to the shell; `fg` comes back"),
        quiet("ctrl+q", "quit", "app.quit-now", "Quit", priority=True),
    ]

    def __init__(self, backends: Backends, place: Place | None = None) -> None:
        """Make the application.

        Args:
            backends: the ways to a server.
            place: where it opens; None for where it was left, else the tree.
        """
        super().__init__(backends, place)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = CAPGO.name
        self._to_tell: list[str] = []
        self._ascii_only = _ascii_filters() if backends.look.ascii else []
        self.set_class(backends.look.low_bandwidth, "-low-bandwidth")
        tell_local_times(local=backends.look.tz == "local")
        self.animation_level = "none"  # nothing here moves to please, and over SSH every frame is paid for

    def on_mount(self) -> None:
        """Open the first screen."""
        if not gc.isenabled():  # as the command line starts the screens
            self.set_timer(SETTLED, collect_garbage)
        self.open_first()

        for words in self._to_tell:
            self.notify(clean(words, 600), severity="warning", markup=False, timeout=15)

    def tell_at_start(self, words: str) -> None:
        """Say something once the first screen is open; raw."""
        self._to_tell.append(words)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes through: no colours, where none are wanted; ASCII, where that is.

        Textual picks its way to leave out colours at the start; a theme of the terminal's own colours, chosen
        later, needs the other way.
        """
        filters = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        if self.no_color:
            filters.append(WITHOUT_COLOURS if self.native_ansi_color else IN_GREYS)
        return [*filters, *self._ascii_only]

    def get_key_display(self, binding: Binding) -> str:
        """How a key is written; nothing for one that is switched off."""
        written = "" if is_off(binding) else super().get_key_display(binding)
        return SPELLED.get(written, written) if self._ascii_only else written

    def action_command_palette(self) -> None:
        """Open the palette."""
        from capgo_tui.screens.commands import Palette  # noqa: PLC0415

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette(id="--command-palette"))

    def action_help(self) -> None:
        """Tell the keys of what has the focus."""
        from capgo_tui.screens.help import HelpScreen, read_keys, read_legend  # noqa: PLC0415

        self.push_screen(HelpScreen(read_keys(self, self.screen), read_legend(self.screen)))

    async def action_back_or_quit(self) -> None:
        """Take one layer back, or quit."""
        screen = self.screen
        if isinstance(screen, MainScreen):
            if not screen.go_back():
                self.leave()
        elif len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.exit()

    def _fatal_error(self) -> None:
        """Print a crash without locals: a frame may hold the key (textual shows them)."""
        from rich.segment import Segments  # noqa: PLC0415
        from rich.traceback import Traceback  # noqa: PLC0415

        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()
