"""A record as the server sent it, as coloured JSON that can be searched."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import islice

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content, Span
from textual.reactive import reactive
from textual.widgets import Static

from capgo_tui.safe_text import clean_lines
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.fields_view import ScrollPane
from capgo_tui.widgets.filter_bar import FilterBar

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*")(?=:)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>\b(?:true|false|null)\b)|(?P<number>-?\d[\d.eE+-]*)'
)
_STYLES = {"key": "$text-primary", "text": "$text-success", "word": "$text-warning", "number": "$text-accent"}
_FOUND, _HERE = "bold underline", "bold reverse"
"""How a match looks, and the one where one is: also without colours."""
_MOST_MATCHES = 2_000
"""Matches that are counted at most."""

Match = tuple[int, int]
"""Where a match begins and ends, in characters."""


class JsonView(Vertical):
    """Shows one JSON document; `/` finds words in it, `n` and `N` go from match to match."""

    DEFAULT_CSS = """
    JsonView ScrollPane {
        padding: 0 1;
        scrollbar-size-vertical: 1;
    }
    """

    BINDINGS = [
        shown(
            "slash", "search", "search", "detail.search", "Find words in the JSON", display="/", priority=True
        ),
        shown("n", "match(1)", "next match", "detail.next-match", "To the next match"),
        quiet("N", "match(-1)", "detail.previous-match", "To the match before"),
    ]

    document: reactive[object] = reactive(None, init=False, always_update=True)
    """What is shown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self._content = Content("")
        self._matches: Sequence[Match] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """What is searched for, and one text."""
        yield FilterBar(self._leave)
        with ScrollPane():
            yield Static(classes="json-text")

    @property
    def pane(self) -> ScrollPane:
        """What scrolls."""
        return self.query_one(ScrollPane)

    @property
    def bar(self) -> FilterBar:
        """What is searched for."""
        return self.query_one(FilterBar)

    def focus(self, scroll_visible: bool = True) -> JsonView:
        """Give the focus to what scrolls."""
        self.pane.focus(scroll_visible)
        return self

    def watch_document(self, document: object) -> None:
        """Draw anew; what was searched for is found anew."""
        self._content = json_content(document)
        self._find(self.bar.text)

    # Searching -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where a text is typed, a letter is a letter; without a match there is none to go to."""
        if action == "search":
            return not self.bar.has_focus_within
        if action == "match":
            return bool(self._matches)
        return super().check_action(action, parameters)

    def action_search(self) -> None:
        """Type what is to be found."""
        self.bar.open()

    def action_match(self, by: int) -> None:
        """Go to the match beside, around the ends."""
        self._at = (self._at + by) % len(self._matches)
        self._draw()

    def action_back(self) -> bool:
        """End the search; false if there is none."""
        if not self.bar.text:
            return False
        self.bar.action_drop()
        return True

    def _leave(self, text: str) -> None:
        self._find(text)
        self.screen.set_focus(self.pane)

    @on(FilterBar.Changed)
    def _typed(self, event: FilterBar.Changed) -> None:
        event.stop()
        self._find(self.bar.text)

    def _find(self, text: str) -> None:
        """Find a text, in capitals or not, and show the first match."""
        self._matches, self._at = matches_in(self._content.plain, text), 0
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        """Draw the text with its matches, and bring the one into sight where one is."""
        spans = [
            Span(start, end, _HERE if place == self._at else _FOUND)
            for place, (start, end) in enumerate(self._matches)
        ]
        self.query_one(".json-text", Static).update(self._content.add_spans(spans))
        count = len(self._matches)
        self.bar.found = f"{self._at + 1} of {count:,}" if count else "no match" if self.bar.text else ""
        if count:
            self.call_after_refresh(self._show_match)

    def _show_match(self) -> None:
        if not self._matches:
            return
        width = self.pane.scrollable_content_region.width or self.size.width
        line = len(self._content[: self._matches[self._at][1]].wrap(max(1, width))) - 1
        top, height = self.pane.scroll_offset.y, self.pane.size.height
        if not top <= line < top + height - 1:
            self.pane.scroll_to(y=max(0, line - height // 2), animate=False)


def matches_in(text: str, wanted: str) -> list[Match]:
    """Where a text holds another, in capitals or not, from its start; the first of them alone if many."""
    if not wanted:
        return []
    found = re.finditer(re.escape(wanted), text, re.IGNORECASE)
    return [match.span() for match in islice(found, _MOST_MATCHES)]


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
