"""What a change would do: the side panel of a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from capgo_tui.presenters.preview import ChangeRow, Preview
from capgo_tui.safe_text import clean, clean_lines
from capgo_tui.widgets.fields_view import ScrollPane
from capgo_tui.widgets.hanging import hanging

LABEL_CELLS = 20
NOTHING = "Nothing is changed yet."


class PreviewView(ScrollPane):
    """Shows the changes, what to beware of, and the exact request."""

    DEFAULT_CSS = """
    PreviewView {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        border-left: vkey $border-blurred;
        &:focus { border-left: outer $border; }
    }
    """

    preview: reactive[Preview | None] = reactive(None, init=False)
    """What is shown; None if there is nothing to send."""
    why_none: reactive[str] = reactive(NOTHING, init=False)
    """What is said then."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._draw()

    def watch_preview(self) -> None:
        """Draw anew."""
        self._draw()

    def watch_why_none(self) -> None:
        """Draw anew."""
        self._draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        shown = self.preview or Preview()
        self.query_one(Static).update(preview_content(shown, width, clean(self.why_none)))


def preview_content(preview: Preview, width: int, nothing: str) -> Content:
    """Lay a preview out in blocks.

    Args:
        preview: what is shown.
        width: the cells of a line.
        nothing: what is said if it changes nothing and sends nothing.
    """
    changes = change_lines(preview.changes, width)
    if not changes and not preview.request:
        changes = [Content.styled(f"  {nothing}", "$foreground-muted")]
    blocks = [[_title("Changes"), *changes]] if changes else []
    notes = [_note("⚠", "$text-warning", text, width) for text in preview.warnings]
    if preview.final:
        notes.append(_note("✗", "$text-error", preview.final, width))
    if notes:
        blocks.append(notes)
    if preview.request:
        blocks.append([_title("Request"), *_request_lines(preview.request)])
    return Content("\n\n").join([Content("\n").join(block) for block in blocks])


def change_lines(rows: Sequence[ChangeRow], width: int) -> list[Content]:
    """Lay changes out with their labels in one column: `public   no → yes`."""
    cells = min(LABEL_CELLS, max((len(clean(row.label)) for row in rows), default=0))
    return [
        hanging(
            Content.styled(f"  {clean(row.label, LABEL_CELLS).ljust(cells)}  ", "$foreground-muted"),
            Content.assemble(
                (clean(row.was) or "nothing", "$foreground-muted"),
                (" → ", "$foreground-muted"),
                (clean(row.becomes) or "nothing", "bold"),
            ),
            width,
        )
        for row in rows
    ]


def _title(text: str) -> Content:
    return Content.styled(text, "bold $text-accent")


def _note(sign: str, colour: str, text: str, width: int) -> Content:
    return hanging(Content.styled(f"{sign} ", f"bold {colour}"), Content.styled(clean(text), colour), width)


def _request_lines(request: str) -> list[Content]:
    first, *others = clean_lines(request).split("\n")
    return [
        Content.styled(f"  {first}", "bold"),
        *(Content.styled(f"  {line}", "$foreground-muted") for line in others),
    ]
