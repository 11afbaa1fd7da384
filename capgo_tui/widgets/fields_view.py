"""A record's fields: labelled rows under headings, to scroll through."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet
from capgo_tui.widgets.hanging import hanging

LABEL_CELLS = 22

TONES = {
    Tone.PLAIN: "",
    Tone.MUTED: "$foreground-muted",
    Tone.GOOD: "$text-success",
    Tone.WARN: "$text-warning",
    Tone.BAD: "$text-error",
    Tone.ACCENT: "$text-accent",
}
"""The theme's colour for each tone."""


class ScrollPane(VerticalScroll, can_focus=True):
    """A place to scroll by the keys of a pager."""

    BINDINGS = [
        quiet("down,j", "scroll_down", "pager.down", "One line down"),
        quiet("up,k", "scroll_up", "pager.up", "One line up"),
        quiet("home,g", "scroll_home", "pager.top", "To the top"),
        quiet("end,G", "scroll_end", "pager.bottom", "To the bottom"),
        quiet("pagedown,ctrl+d", "page_down", "pager.page-down", "A page down"),
        quiet("pageup,ctrl+u", "page_up", "pager.page-up", "A page up"),
    ]


class FieldsView(ScrollPane):
    """Shows sections of rows, every value as literal text."""

    DEFAULT_CSS = """
    FieldsView {
        padding: 0 1;
        scrollbar-size-vertical: 1;
    }
    """

    sections: reactive[Sequence[Section]] = reactive((), init=False)
    """What is shown."""

    def compose(self) -> list[Static]:
        """One text; a record has a few dozen rows at most."""
        return [Static(id="fields")]

    def watch_sections(self) -> None:
        """Draw anew, and stay where one was."""
        self._draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        self.query_one("#fields", Static).update(fields_content(self.sections, width))


def fields_content(sections: Sequence[Section], width: int) -> Content:
    """Lay sections out with their labels in one column.

    Args:
        sections: what to show.
        width: the cells of a line.
    """
    labels = [row.label for section in sections for row in section.rows]
    cells = min(LABEL_CELLS, max((len(clean(label)) for label in labels), default=0))
    blocks = []
    for section in sections:
        head = Content.styled(section.title, "bold $text-accent")
        blocks.append(Content("\n").join([head, *(_row(row, cells, width) for row in section.rows)]))
    return Content("\n\n").join(blocks)


def _row(row: Row, cells: int, width: int) -> Content:
    """Draw one row; what a value means stands muted behind it."""
    label = Content.styled(f"  {clean(row.label, LABEL_CELLS).ljust(cells)}  ", "$foreground-muted")
    value = Content.styled(clean(row.value, 2000), TONES[row.tone])
    note = Content.styled(f"  {clean(row.note, 200)}", "$foreground-muted") if row.note else Content("")
    return hanging(label, value + note, width)
