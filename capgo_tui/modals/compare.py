"""Two records side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from capgo_tui.presenters.comparing import compare
from capgo_tui.presenters.details import Section
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.compare_text import compare_content, heads_content
from capgo_tui.widgets.fields_view import ScrollPane


class CompareScreen(ModalScreen[None]):
    """Shows what differs first, then what is the same; reads nothing."""

    DEFAULT_CSS = """
    CompareScreen {
        align: center middle;
        & > Vertical {
            width: 100%;
            max-width: 130;
            height: 100%;
            border: round $border;
            border-title-color: $text-accent;
            border-subtitle-color: $text-muted;
            background: $surface;
        }
        #compare-heads { height: auto; max-height: 6; padding: 0 1; background: $panel; }
        ScrollPane { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """

    BINDINGS = [shown("escape,q,equals_sign", "close", "close", "dialog.close", "Close it")]

    def __init__(self, left: tuple[str, Sequence[Section]], right: tuple[str, Sequence[Section]]) -> None:
        """Make the screen.

        Args:
            left: what the one is called, raw, and the record in full.
            right: the same of the other.
        """
        super().__init__()
        self._names = (left[0], right[0])
        self._pairs = compare(left[1], right[1])

    def compose(self) -> ComposeResult:
        """The names, which stay in sight, and the fields."""
        with Vertical() as box:
            box.border_title = Content("Compare")
            box.border_subtitle = Content("esc closes")
            yield Static(id="compare-heads")
            with ScrollPane():
                yield Static(id="compare-fields")

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(ScrollPane).focus()

    def on_resize(self) -> None:
        """Wrap anew; six cells go to the border, the blanks beside it and the scroll bar."""
        width = min(130, self.size.width) - 6
        self.query_one("#compare-heads", Static).update(heads_content(*self._names, self._pairs, width))
        self.query_one("#compare-fields", Static).update(compare_content(self._pairs, width))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
