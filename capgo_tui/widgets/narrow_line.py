"""The line that says to which records a table is narrowed, and lets that go."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from capgo_tui.safe_text import clean

DROP = "×"
"""What a click on the line does, as a sign; the key for it stands behind."""
_LONGEST = 400


class NarrowLine(Static):
    """Shown as long as a table is narrowed. A click asks for all records again."""

    DEFAULT_CSS = """
    NarrowLine {
        height: auto;
        max-height: 4;
        padding: 0 1;
        background: $primary-muted;
        display: none;
        &.-shown { display: block; }
        &:ansi { background: $surface; }
    }
    """

    @dataclass
    class Dropped(Message):
        """All records are to be shown again."""

    def say(self, text: str, note: str = "") -> None:
        """Say what is shown; nothing hides the line.

        Args:
            text: which records these are; raw.
            note: what else is to be known of them; raw.
        """
        self.set_class(bool(text), "-shown")
        line = Content.assemble(
            (clean(text, _LONGEST), "bold"), (f" {DROP}", "bold"), (" esc", "$foreground-muted")
        )
        self.update(Content("\n").join([line, Content(clean(note, _LONGEST))]) if note else line)

    def on_click(self, event: Click) -> None:
        """Let it go."""
        event.stop()
        self.post_message(self.Dropped())
