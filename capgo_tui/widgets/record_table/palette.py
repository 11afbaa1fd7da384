"""The styles of a table, as the theme and the focus have them."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style
from textual.widget import Widget

from capgo_tui.presenters.columns import Tone

_TONES = (Tone.MUTED, Tone.GOOD, Tone.WARN, Tone.BAD, Tone.ACCENT)


@dataclass(frozen=True)
class RowLook:
    """The styles of one kind of row: plain, marked, or under the cursor."""

    base: Style
    gutter: Style
    tones: dict[Tone, Style]
    news: Style
    """The glyph of what has just changed."""


@dataclass(frozen=True)
class Palette:
    """All styles of a table, as the theme and the focus have them now."""

    plain: RowLook
    marked: RowLook
    cursor: RowLook
    header: Style
    column_cursor: Style
    sorted: Style
    sorted_cursor: Style


def read_palette(table: Widget, *, stale: bool) -> Palette:
    """Read all styles of a table.

    Args:
        table: a widget with the component classes of a table.
        stale: whether its rows are older than they should be.
    """

    def style(*names: str) -> Style:
        return table.get_component_rich_style(*(f"record-table--{name}" for name in names))

    tones = {tone: style(tone.value) for tone in _TONES}
    plain = style("muted") if stale else table.rich_style
    cursor, marked = style("cursor"), style("marked")
    # On a solid block of a terminal's own colour, the colours of tones could not be read.
    solid = table.has_focus and (table.app.native_ansi_color or table.app.no_color)
    news = style("news")
    return Palette(
        plain=RowLook(plain, plain, tones, news),
        marked=RowLook(marked, style("mark-glyph"), _on(marked, tones), _over(marked, news)),
        cursor=RowLook(
            cursor,
            style("cursor-glyph"),
            {} if solid else _on(cursor, tones),
            cursor if solid else _over(cursor, news),
        ),
        header=style("header"),
        column_cursor=style("header", "column"),
        sorted=style("header", "sorted"),
        sorted_cursor=style("header", "sorted", "column"),
    )


def _on(row: Style, tones: dict[Tone, Style]) -> dict[Tone, Style]:
    """The tones on the background of a row."""
    return {tone: _over(row, style) for tone, style in tones.items()}


def _over(row: Style, style: Style) -> Style:
    """A style on the background of a row."""
    return row + Style(color=style.color, dim=style.dim)
