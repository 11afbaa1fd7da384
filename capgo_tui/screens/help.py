"""The help: the keys of what has the focus, made from its bindings, and what its marks mean.

`/` leaves the lines that hold what is typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from capgo_tui.presenters.details import Row
from capgo_tui.safe_text import clean
from capgo_tui.screens.commanding import CommandingScreen
from capgo_tui.screens.ex_commands import COMMANDS
from capgo_tui.widgets.bindings import is_off, quiet, shown
from capgo_tui.widgets.fields_view import ScrollPane
from capgo_tui.widgets.hanging import hanging

SCOPES = {
    "table": "In the table",
    "list": "In the list",
    "channels": "In the list",
    "devices": "In the list",
    "bundles": "In the list",
    "stats": "In the statistics",
    "chart": "In a chart",
    "adoption": "In the list",
    "members": "In the list",
    "keys": "In the list",
    "organization": "In the list",
    "beside": "In the list",
    "matrix": "In the why-matrix",
    "drift": "In the list of drift",
    "journal": "In the journal",
    "api-log": "In the API log",
    "tree": "In the tree",
    "filter": "While typing a filter",
    "command": "While typing a command",
    "pager": "In a text",
    "detail": "In a record",
    "plan": "In a plan",
    "picker": "In a list to choose from",
    "field": "In a form",
    "dialog": "In a dialog",
    "secret": "In a dialog",
    "copy": "In the copy menu",
    "help": "In the help",
    "main": "Everywhere",
    "app": "Everywhere",
}
"""The headings, by the first part of a binding's id; in the order in which they are shown."""


@runtime_checkable
class HasLegend(Protocol):
    """A place that explains its marks and words."""

    legend: Sequence[Row]


@dataclass(frozen=True)
class KeyHelp:
    """One action, all keys that lead to it, and what it does."""

    scope: str
    keys: str
    does: str


def read_keys(app: App[Any], screen: Screen[Any]) -> list[KeyHelp]:
    """Read the bindings that are valid now, one entry for each action, by heading."""
    found: dict[tuple[str, str], tuple[list[str], str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        scope = SCOPES.get((binding.id or "").partition(".")[0])
        if scope is None or is_off(binding):
            continue
        keys, _ = found.setdefault((scope, binding.action), ([], binding.tooltip or binding.description))
        keys.append(app.get_key_display(binding))
    order = list(dict.fromkeys(SCOPES.values()))
    entries = [
        KeyHelp(scope, " ".join(dict.fromkeys(keys)), does) for (scope, _), (keys, does) in found.items()
    ]
    entries.sort(key=lambda entry: order.index(entry.scope))
    if isinstance(screen, CommandingScreen):
        entries += [KeyHelp("Commands", command.written, command.does) for command in COMMANDS]
    return entries


def read_legend(screen: Screen[Any]) -> Sequence[Row]:
    """What the place with the focus says of its own marks and words."""
    nodes = screen.focused.ancestors_with_self if screen.focused is not None else ()
    place = next((node for node in nodes if isinstance(node, HasLegend)), None)
    return () if place is None else (*place.legend, *getattr(place, "news_legend", ()))


KEY_CELLS = 13
"""The cells of keys, or more where a heading needs more."""
WIDTH = 76
"""The cells of the box, where there are so many."""


class HelpScreen(ModalScreen[None]):
    """Keys and marks of the place one came from."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > Vertical {
            width: 76;
            max-width: 100%;
            height: auto;
            max-height: 90%;
            border: round $border;
            border-subtitle-color: $text-muted;
            background: $surface;
        }
        ScrollPane { height: auto; max-height: 100%; padding: 0 1; scrollbar-size-vertical: 1; }
        Input { display: none; dock: bottom; padding: 0 1; }
    }
    """

    BINDINGS = [
        shown("escape,q,question_mark,f1", "close", "close", "help.close", "Close the help"),
        shown("slash", "search", "search", "help.search", "Leave the lines that hold these words"),
        quiet("enter", "keep", "help.keep", "Keep what was found, and scroll in it"),
    ]

    def __init__(self, keys: Sequence[KeyHelp], legend: Sequence[Row]) -> None:
        """Make the screen.

        Args:
            keys: what to list.
            legend: what marks and words of the place mean.
        """
        super().__init__()
        self._keys = keys
        self._legend = legend
        self._words = ""
        self._width = WIDTH

    def compose(self) -> ComposeResult:
        """One text in a box that is as high as it needs."""
        with Vertical() as box:
            box.border_title = "Help"
            box.border_subtitle = "/ searches  esc closes"
            with ScrollPane():
                yield Static(id="help-text")
            search = Input(placeholder="words", compact=True, id="help-search")
            search.cursor_blink = False
            yield search

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(ScrollPane).focus()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew; six cells go to the border, the blanks beside it and the scroll bar."""
        self._width = min(WIDTH, event.size.width) - 6
        self._show()

    def _show(self) -> None:
        """Show the lines that hold all of the words."""
        words = self._words.casefold().split()
        keys = [each for each in self._keys if _holds(f"{each.scope} {each.keys} {each.does}", words)]
        legend = [each for each in self._legend if _holds(f"{each.label} {each.value}", words)]
        found = self._content(keys, legend, self._width)
        self.query_one("#help-text", Static).update(found or Content("Nothing holds that."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Where words are typed, a slash is a slash."""
        return not isinstance(self.focused, Input) if action == "search" else True

    def action_search(self) -> None:
        """Type words."""
        search = self.query_one(Input)
        search.display = True
        search.focus()

    def action_keep(self) -> None:
        """Go back to the lines."""
        self.query_one(ScrollPane).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        self._words = event.value
        self._show()

    def on_input_submitted(self) -> None:
        """Go back to the lines."""
        self.action_keep()

    @staticmethod
    def _content(keys: Sequence[KeyHelp], legend: Sequence[Row], width: int) -> Content:
        """Headings, then key and meaning."""
        widths: dict[str, int] = {}
        for entry in keys:
            widths[entry.scope] = max(widths.get(entry.scope, KEY_CELLS), len(entry.keys))
        blocks: dict[str, list[Content]] = {}
        for entry in keys:
            cells = widths[entry.scope]
            label = Content.styled(f"  {entry.keys.ljust(cells)}  ", "bold $text-accent")
            blocks.setdefault(entry.scope, []).append(hanging(label, Content(entry.does), width))
        if legend:
            cells = max(len(row.label) for row in legend)
            blocks["What it means"] = [
                hanging(
                    Content.styled(f"  {clean(row.label).ljust(cells)}  ", "bold"),
                    Content.styled(clean(row.value), "$foreground-muted"),
                    width,
                )
                for row in legend
            ]
        parts = [
            Content("\n").join([Content.styled(title, "bold"), *lines]) for title, lines in blocks.items()
        ]
        return Content("\n\n").join(parts)

    def action_close(self) -> None:
        """Drop the words, then go back."""
        search = self.query_one(Input)
        if not search.display:
            self.dismiss()
        search.value = ""
        search.display = False
        self.query_one(ScrollPane).focus()


def _holds(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds all of the words; they are in small letters."""
    return all(word in text.casefold() for word in words)
