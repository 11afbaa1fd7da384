"""The line in which a command is typed, behind a colon, and what could be meant above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet

MOST_OFFERS = 8
"""Lines of offers, where the terminal is high enough."""
LABEL_LIMIT = 40
"""Cells of an offer that what it does is aligned behind."""


@dataclass(frozen=True)
class Offer:
    """What could be meant by what is typed."""

    text: str
    """What the line holds once the offer is taken."""
    label: str
    """How it is shown; raw."""
    does: str
    """What it does, as a sentence; raw."""


class CommandInput(Input):
    """The field; its keys are looked at in the order in which they were typed.

    A binding is looked at only after its key has gone all the way up to the application. By then the letters
    that came behind it, in a burst or over a slow line, are in the field, and `enter` would run too much.
    """

    BINDINGS = [
        quiet("enter", "enter", "command.run", "Run the command"),
        quiet("tab", "take", "command.complete", "Take the first of what is offered"),
        quiet("right", "take_or_right", "command.take", "Take the first of what is offered, at the end"),
        quiet("up", "recall(-1)", "command.older", "The command before"),
        quiet("down", "recall(1)", "command.newer", "The command behind"),
        quiet("escape", "leave", "command.leave", "Leave the line"),
        quiet("backspace", "delete_or_leave", "command.delete", "Delete a letter; leave an empty line"),
    ]

    @dataclass
    class Entered(Message):
        """A command is to be run."""

        text: str

    class LeaveWanted(Message):
        """The line is to be left."""

    def __init__(self, offers: Callable[[str], Sequence[Offer]]) -> None:
        """Make it.

        Args:
            offers: what could be meant by a text, likeliest first.
        """
        super().__init__(id="command-text", compact=True, select_on_focus=False)
        self._offers = offers
        self.cursor_blink = False
        self.history: list[str] = []
        """What was entered or left behind, oldest first."""
        self._recalled = 0
        self._draft = ""

    def begin(self, text: str) -> None:
        """Start anew with a text."""
        self.value = text
        self.cursor_position = len(text)
        self._recalled = 0

    def remember(self) -> None:
        """Keep what is typed, so that it can be recalled."""
        text = self.value.strip()
        if text and self.history[-1:] != [text]:
            self.history.append(text)

    async def _on_key(self, event: events.Key) -> None:
        active = self.screen.active_bindings.get(event.key)
        if active is not None and (active.binding.id or "").startswith("command."):
            event.stop()
            event.prevent_default()
            await self.app.run_action(active.binding.action, self)
            return
        await super()._on_key(event)

    def action_enter(self) -> None:
        """Have what is typed by now run."""
        self.post_message(self.Entered(self.value))

    def action_take(self) -> None:
        """Take the first of what is offered."""
        for offer in self._offers(self.value)[:1]:
            self.value = offer.text
            self.cursor_position = len(offer.text)

    def action_take_or_right(self) -> None:
        """Take the first offer at the end of the text, else move."""
        if self.cursor_at_end:
            self.action_take()
        else:
            self.action_cursor_right()

    def action_recall(self, step: int) -> None:
        """Go through what was entered before; beyond the newest is what was being typed."""
        if not self._recalled:
            self._draft = self.value
        self._recalled = max(-len(self.history), min(0, self._recalled + step))
        self.value = self.history[self._recalled] if self._recalled else self._draft
        self.cursor_position = len(self.value)

    def action_leave(self) -> None:
        """Go back to where one was."""
        self.post_message(self.LeaveWanted())

    def action_delete_or_leave(self) -> None:
        """Delete a letter; where there is none, leave."""
        if self.value:
            self.action_delete_left()
        else:
            self.action_leave()


class CommandLine(Vertical):
    """Lies over the last line while a command is typed, and gives the focus back."""

    DEFAULT_CSS = """
    CommandLine {
        dock: bottom;
        layer: command;
        height: auto;
        background: $panel;
        display: none;
        &.-shown { display: block; }
        Horizontal { height: 1; padding: 0 1; }
        #command-sign { width: auto; color: $text-accent; text-style: bold; }
        #command-text { width: 1fr; background: transparent; }
        #command-offers {
            height: auto;
            padding: 0 1;
            background: $surface;
            border-top: solid $border-blurred;
        }
    }
    """

    def __init__(self, offers: Callable[[str], Sequence[Offer]]) -> None:
        """Make it.

        Args:
            offers: what could be meant by a text, likeliest first.
        """
        super().__init__()
        self._offers = offers
        self._problem = ""
        self._came_from: Widget | None = None

    def compose(self) -> ComposeResult:
        """What could be meant, then a sign and the text."""
        yield Static(id="command-offers")
        with Horizontal():
            yield Label(":", id="command-sign", markup=False)
            yield CommandInput(self._offers)

    @property
    def field(self) -> CommandInput:
        """Where the command is typed."""
        return self.query_one(CommandInput)

    @property
    def is_open(self) -> bool:
        """Whether a command is being typed."""
        return self.has_class("-shown")

    def open(self, text: str = "", *, problem: str = "") -> None:
        """Show the line and type into it, at once: what was typed right behind the colon belongs into it.

        Args:
            text: what it begins with.
            problem: why that could not be run, raw; said until something else is typed.
        """
        if not self.is_open:
            self._came_from = self.screen.focused
        with self.prevent(Input.Changed):
            self.field.begin(text)
        self._problem = problem
        self.add_class("-shown")
        self.screen.set_focus(self.field)
        self._draw(text)

    def close(self) -> None:
        """Hide the line, keep what was typed for later, and give the focus back if it has it."""
        if not self.is_open:
            return
        self.field.remember()
        back = self._came_from
        if self.field.has_focus and back is not None and back.is_attached:
            self.screen.set_focus(back)
        self.remove_class("-shown")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._problem = ""
        self._draw(event.value)

    @on(CommandInput.LeaveWanted)
    def _leave(self) -> None:
        self.close()

    def on_resize(self) -> None:
        """Offer as much as there is room for."""
        self._draw(self.field.value)

    def _draw(self, text: str) -> None:
        """Write what could be meant, or what was wrong."""
        offered = self._offers(text)
        most = max(1, min(MOST_OFFERS, self.screen.size.height // 2 - 3))
        lines = [Content.styled(f"✗ {clean(self._problem, 300)}", "$text-error")] if self._problem else []
        shown = offered[:most]
        cells = min(LABEL_LIMIT, max((len(clean(offer.label)) for offer in shown), default=0))
        width = max(1, self.screen.size.width - 2)
        lines += [
            _line(offer, cells, first=offer is shown[0]).truncate(width, ellipsis=True) for offer in shown
        ]
        if len(offered) > most:
            lines.append(Content.styled(f"  … {len(offered) - most:,} more", "$foreground-muted"))
        place = self.query_one("#command-offers", Static)
        place.display = bool(lines)
        place.update(Content("\n").join(lines))


def _line(offer: Offer, cells: int, *, first: bool) -> Content:
    """Draw an offer; the first is the one that `tab` takes."""
    glyph = Content.styled("❯ ", "bold $text-accent") if first else Content("  ")
    label = Content.styled(clean(offer.label).ljust(cells), "bold" if first else "")
    return glyph + label + Content.styled(f"  {clean(offer.does)}", "$foreground-muted")
