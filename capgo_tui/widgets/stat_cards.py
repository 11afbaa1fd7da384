"""Figures side by side: in one line each where there is little room, else in four."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.stats.cards import Card
from capgo_tui.presenters.stats.choice import Measure

GAP = "  "
_SHORT = {Measure.BANDWIDTH: "Bandw.", Measure.PER_USER: "Per user", Measure.PER_APP: "Per app"}


class StatCards(Widget):
    """Shows the cards; a click on one picks its measure."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    StatCards {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        &.-high { height: 4; }
    }
    """

    cards: reactive[tuple[Card, ...]] = reactive((), layout=True)
    """What is shown."""
    picked: reactive[Measure | None] = reactive(None)
    """The measure that the chart shows."""

    class Picked(Message):
        """A card was clicked."""

        def __init__(self, measure: Measure) -> None:
            super().__init__()
            self.measure = measure
            """Which."""

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[range, Measure]] = []

    def render(self) -> Content:
        """Draw them."""
        self._places = []
        if not self.cards:
            return Content("")
        return self._high() if self.has_class("-high") else self._low()

    def _high(self) -> Content:
        """Title, value, changes, outlook: one below the other, in columns."""
        cards = self.cards[: max(1, self.size.width // 20)]
        width = self.size.width // len(cards)
        lines: list[list[Content]] = [[], [], [], []]
        for place, card in enumerate(cards):
            self._places.append((range(place * width, (place + 1) * width), card.measure))
            for line, content in zip(lines, self._column(card), strict=True):
                line.append(content.truncate(width - 1, ellipsis=True, pad=True) + " ")
        return Content("\n").join(Content("").join(line) for line in lines)

    def _column(self, card: Card) -> tuple[Content, Content, Content, Content]:
        title = Content.styled(card.title, self._title_style(card))
        value = Content.styled(card.value, _value_style(card))
        changes = Content("")
        if card.before != "—" or card.year_ago != "—":
            changes = _change(card.before, "") + _change(card.year_ago, "  year ago ")
        return title, value, changes, Content.styled(card.outlook, "$foreground-muted")

    def _low(self) -> Content:
        """All on one line; what has no room is left out, the year ago first, last that of the picked card."""
        width = self.size.width
        every = frozenset(Measure)
        picked = frozenset(card.measure for card in self.cards if card.measure is self.picked)
        steps: tuple[tuple[Mapping[Measure, str], frozenset[Measure], bool], ...] = (
            ({}, every, True),
            (_SHORT, every, True),
            (_SHORT, picked, True),
            (_SHORT, frozenset(), True),
            (_SHORT, frozenset(), False),
        )
        parts: list[Content] = []
        for titles, with_year, with_change in steps:
            parts = [
                self._short(card, titles, with_year=card.measure in with_year, with_change=with_change)
                for card in self.cards[:3]
            ]
            if sum(part.cell_length for part in parts) + len(GAP) * (len(parts) - 1) <= width:
                break
        room = width - sum(part.cell_length for part in parts)
        gap = " " * max(len(GAP), min(6, room // max(1, len(parts) - 1)))
        x, line = 0, Content("")
        for card, part in zip(self.cards, parts, strict=False):
            line = line + (gap if x else "") + part
            self._places.append((range(x, line.cell_length), card.measure))
            x = line.cell_length
        return line

    def _short(
        self, card: Card, titles: Mapping[Measure, str], *, with_year: bool, with_change: bool
    ) -> Content:
        title = Content.styled(titles.get(card.measure, card.title), self._title_style(card))
        content = title + " " + Content.styled(card.value, _value_style(card))
        if with_change:
            content = content + _change(card.before, " ")
        if with_year and with_change:
            content = content + _change(card.year_ago, " y")
        return content

    def _title_style(self, card: Card) -> str:
        return "bold underline $text-accent" if card.measure is self.picked else "$foreground-muted"

    def on_click(self, event: Click) -> None:
        """Pick the measure of a card."""
        offset = event.get_content_offset(self)
        measure = next((m for place, m in self._places if offset is not None and offset.x in place), None)
        if measure is not None:
            self.post_message(self.Picked(measure))


def _value_style(card: Card) -> str:
    return "bold $text-warning" if card.tone is Tone.WARN else "bold"


def _change(text: str, before: str) -> Content:
    """A change; neither up nor down is good by itself, so it has no colour."""
    return Content.styled(before, "$foreground-muted") + Content.styled(
        text, "$foreground-muted" if text == "—" else ""
    )


def has_room(rows: Sequence[object], height: int) -> bool:
    """Whether there is room for high cards."""
    return bool(rows) and height >= 30
