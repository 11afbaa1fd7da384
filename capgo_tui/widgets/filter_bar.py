"""The line in which a filter is typed, and which shows it as long as it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label


class _Wrong(Highlighter):
    """Underlines what cannot be read."""

    def __init__(self, problem: Callable[[], tuple[str, int] | None]) -> None:
        self._problem = problem

    def highlight(self, text: Text) -> None:
        """Draw it."""
        problem = self._problem()
        if problem is not None:
            text.stylize("underline red", min(problem[1], max(0, len(text) - 1)))


class FilterBar(Horizontal):
    """Typed text goes out at each key; enter keeps it, escape takes it back."""

    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        padding: 0 1;
        display: none;
        &.-shown { display: block; }
        #filter-sign { width: auto; color: $text-accent; text-style: bold; }
        #filter-text { width: 1fr; background: transparent; }
        #filter-found {
            width: auto;
            max-width: 50%;
            color: $text-muted;
            text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        #filter-drop { width: 2; color: $text-accent; }
        #filter-found.-wrong { color: $text-error; }
    }
    """

    BINDINGS = [
        Binding("enter", "keep", "keep", id="filter.keep", tooltip="Keep it, go to the rows", priority=True),
        Binding("down", "keep", "keep", id="filter.rows", tooltip="Keep it, go to the rows", show=False),
        Binding("escape", "drop", "clear", id="filter.clear", tooltip="Clear the filter", priority=True),
    ]

    found: reactive[str] = reactive("", init=False)
    """How much of what was found, such as `12 of 500 loaded (more on server)`."""

    problem: reactive[tuple[str, int] | None] = reactive(None, init=False)
    """Why the filter cannot be read, and from which letter on; stands in the place of what was found."""

    @dataclass
    class Changed(Message):
        """The text is another."""

        text: str

    def __init__(self, left: Callable[[str], None]) -> None:
        """Make the line.

        Args:
            left: applies the text and gives the focus to the rows, both at once: the next key may have been
                pressed already, and is for the rows.
        """
        super().__init__()
        self._left = left

    def compose(self) -> ComposeResult:
        """A sign, the text, the count."""
        yield Label("/", id="filter-sign", markup=False)
        field = Input(
            id="filter-text", compact=True, select_on_focus=False, highlighter=_Wrong(lambda: self.problem)
        )
        field.cursor_blink = False
        yield field
        yield Label("", id="filter-found", markup=False)
        yield Label(" ×", id="filter-drop", markup=False)

    @property
    def text(self) -> str:
        """The filter as typed."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show the line and type into it."""
        self.add_class("-shown")
        # At once: what is typed right behind the slash, or pasted with it, belongs into the line.
        field = self.query_one(Input)
        self.screen.set_focus(field)
        field.action_end()  # a filter that was picked elsewhere is added to

    def show_text(self, text: str) -> None:
        """Show a filter that holds, without typing; nothing hides the line."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = text
        self.set_class(bool(text), "-shown")

    def watch_found(self) -> None:
        """Say what was found."""
        self._say()

    def watch_problem(self) -> None:
        """Say what is wrong."""
        self._say()

    def _say(self) -> None:
        label = self.query_one("#filter-found", Label)
        label.set_class(self.problem is not None, "-wrong")
        label.update(Content(self.found if self.problem is None else self.problem[0]))
        self.query_one(Input).refresh()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:  # letters may come in behind the enter that was pressed with them
            self.add_class("-shown")
        self.post_message(self.Changed(event.value))

    @on(Click, "#filter-drop")
    def _cross_clicked(self, event: Click) -> None:
        event.stop()
        self.action_drop()

    def action_keep(self) -> None:
        """Go to the rows; a filter that is empty hides its line."""
        self.set_class(bool(self.text), "-shown")
        self._left(self.text)

    def action_drop(self) -> None:
        """Show everything again."""
        self.show_text("")
        self._left("")
