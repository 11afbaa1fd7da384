"""A record as the server sent it, as coloured JSON."""

from __future__ import annotations

import json
import re

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from capgo_tui.safe_text import clean_lines
from capgo_tui.widgets.fields_view import ScrollPane

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*")(?=:)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>\b(?:true|false|null)\b)|(?P<number>-?\d[\d.eE+-]*)'
)
_STYLES = {"key": "$text-primary", "text": "$text-success", "word": "$text-warning", "number": "$text-accent"}


class JsonView(ScrollPane):
    """Shows one JSON document."""

    DEFAULT_CSS = """
    JsonView {
        padding: 0 1;
        scrollbar-size-vertical: 1;
    }
    """

    document: reactive[object] = reactive(None, init=False, always_update=True)
    """What is shown."""

    def compose(self) -> list[Static]:
        """One text."""
        return [Static(id="json")]

    def watch_document(self, document: object) -> None:
        """Draw anew."""
        self.query_one("#json", Static).update(json_content(document))


def json_content(document: object) -> Content:
    """Lay JSON out with two spaces, keys in their order, every character literal and visible."""
    return _coloured(clean_lines(json.dumps(document, indent=2, ensure_ascii=False, default=str)))


def _coloured(text: str) -> Content:
    """Colour the tokens of JSON in one pass."""
    parts: list[tuple[str, str] | str] = []
    at = 0
    for match in _TOKEN.finditer(text):
        parts.append(text[at : match.start()])
        parts.append((match[0], _STYLES[match.lastgroup or "text"]))
        at = match.end()
    parts.append(text[at:])
    return Content.assemble(*parts)
