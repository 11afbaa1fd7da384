"""Draws rows and the heading of a table as strips of literal text, exact to the cell."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.news import RowNews, Sign
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.safe_text import clean
from capgo_tui.widgets.record_table.layout import GUTTER, Layout
from capgo_tui.widgets.record_table.palette import Palette

RecordT = TypeVar("RecordT")

CURSOR = "❯"
"""Stands before the row of the cursor, so that it is seen without any colour."""
MARK = "■"
"""Stands before a marked row."""
ASCENDING = "▲"
DESCENDING = "▼"
_BOLD = Style(bold=True)
_STRUCK = Style(strike=True)


class RowState(NamedTuple):
    """What a row is besides its record."""

    is_cursor: bool = False
    is_marked: bool = False
    news: RowNews | None = None
    """What changed in it while it was watched."""


class Painter(Generic[RecordT]):
    """Draws with one palette and one layout."""

    def __init__(self, palette: Palette, layout: Layout[RecordT]) -> None:
        self.palette = palette
        self.layout = layout

    def row(self, record: RecordT, state: RowState, tone: Tone) -> Strip:
        """Draw a record.

        Args:
            record: what the columns read.
            state: whether the cursor is on it, and whether it is marked.
            tone: what the row as a whole says; a cell that says something itself keeps its own.
        """
        palette = self.palette
        look = palette.cursor if state.is_cursor else palette.marked if state.is_marked else palette.plain
        line = _Line()
        glyph = MARK if state.is_marked else CURSOR if state.is_cursor else " "
        sign = state.news.sign if state.news is not None else None
        if sign is None:
            line.add(glyph.ljust(GUTTER), look.gutter)
        else:
            line.add(glyph, look.gutter)
            line.add(sign.value, look.news)
        base = look.tones.get(tone, look.base)
        before = state.news.cells if state.news is not None else {}
        for placed in self.layout.placed:
            column = placed.column
            style = base
            if column.tone is not None:
                style = look.tones.get(column.tone(record), base)
            if sign is Sign.GONE:
                style = look.tones.get(Tone.MUTED, look.base) + _STRUCK
            elif column.key in before:
                style += _BOLD
                line.blanks_to(placed.x - 1)
                if placed.x > GUTTER:
                    line.add(Sign.CHANGED.value, look.news)
            elif sign is Sign.NEW:
                style += _BOLD
            line.blanks_to(placed.x)
            line.add(fit(clean(column.text(record)), placed.width, right=column.right), style)
        return line.strip(self.layout.width)

    def header(self, order: SortBy | None, cursor: int | None) -> Strip:
        """Draw the heading.

        Args:
            order: by what the rows are sorted.
            cursor: which of the shown columns the column cursor is on; None shows no cursor.
        """
        palette = self.palette
        line = _Line()
        for index, placed in enumerate(self.layout.placed):
            is_sorted = order is not None and order.column == placed.column.key
            style = palette.sorted if is_sorted else palette.header
            if index == cursor:
                style = palette.sorted_cursor if is_sorted else palette.column_cursor
            title = clean(placed.column.title)
            if order is not None and is_sorted:
                title = _with_mark(title, DESCENDING if order.descending else ASCENDING, placed.width)
            text = fit(title, placed.width, right=placed.column.right)
            blanks = len(text) - len(text.lstrip())
            line.add("", palette.header)
            line.blanks_to(placed.x + blanks)
            line.add(text.strip(), style)
        line.add("", palette.header)
        return line.strip(self.layout.width)


class _Line:
    """Collects texts of a line; neighbours of one style become one segment: each takes 40 bytes to send."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._text = ""
        self._style: Style | None = None
        self._cells = 0

    def add(self, text: str, style: Style) -> None:
        """Go on with a text in a style."""
        if style is not self._style:
            self._flush()
            self._style = style
        self._text += text
        self._cells += len(text) if text.isascii() else cell_len(text)

    def blanks_to(self, x: int) -> None:
        """Go on with blanks up to a cell, in the style that there is: all of a row have one background."""
        if x > self._cells:
            self._text += " " * (x - self._cells)
            self._cells = x

    def strip(self, width: int) -> Strip:
        """The line, filled up with blanks."""
        self.blanks_to(width)
        self._flush()
        return Strip(self._segments, self._cells)

    def _flush(self) -> None:
        if self._text:
            self._segments.append(Segment(self._text, self._style))
            self._text = ""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Make a cleaned text exactly so many cells wide; what is cut off ends in `…`."""
    size = len(text) if text.isascii() else cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + "…" if width > 0 else ""
    blanks = " " * (width - size)
    return blanks + text if right else text + blanks


def _with_mark(title: str, mark: str, width: int) -> str:
    """Put the mark of the order behind a title, which gives way to it."""
    if cell_len(title) + 2 <= width:
        return f"{title} {mark}"
    return fit(title, width - 1).rstrip() + mark if cell_len(title) >= width else title + mark
