"""The colours of a chart, taken from the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from textual.color import Color, ColorParseError

from capgo_tui.widgets.chart.sheet import (
    AXIS,
    CURSOR,
    FAINT,
    GRID,
    LIMIT,
    LIT,
    MARK,
    MUTED,
    PLAIN,
    TITLE,
)

SERIES = 8
"""How many colours there are; more series begin again."""

NEAR = 60
"""Two colours whose parts differ by less in sum look alike."""

_WANTED = ("primary", "accent", "warning", "success", "secondary", "error")
_MORE_DARK = ("#c49bf0", "#f4a3c4", "#7fd4f2", "#d9c27a", "#9aa7b5", "#b58a6a", "#79d0a0", "#e58b6d")
_MORE_LIGHT = ("#6b3fa0", "#b0306a", "#00708f", "#7a6200", "#56616d", "#7a4a24", "#1f7a45", "#b3471d")
_MORE_ANSI = ("ansi_magenta", "ansi_cyan", "ansi_bright_blue", "ansi_bright_green", "ansi_bright_yellow")


def series_colours(theme: Mapping[str, str], *, dark: bool, ansi: bool) -> tuple[Color, ...]:
    """Choose colours that differ from each other: those of the theme first.

    Args:
        theme: the variables of the theme.
        dark: whether the theme is dark.
        ansi: whether only the 16 colours of the terminal are used.
    """
    more = _MORE_ANSI if ansi else _MORE_DARK if dark else _MORE_LIGHT
    chosen: list[Color] = []
    for text in (*(theme.get(name, "") for name in _WANTED), *more):
        try:
            colour = Color.parse(text)
        except ColorParseError:
            continue
        if all(_differs(colour, other) for other in chosen):
            chosen.append(colour)
    return tuple(chosen[:SERIES]) or (Color.parse("#58a6e6"),)


def _differs(one: Color, other: Color) -> bool:
    if one.ansi is not None and other.ansi is not None:
        return one.ansi != other.ansi
    return sum(abs(a - b) for a, b in zip(one.rgb, other.rgb, strict=True)) >= NEAR


class Inks:
    """Styles by the name of an ink."""

    def __init__(self, named: Mapping[str, Style], series: Sequence[Color], lit: Style) -> None:
        """Make them.

        Args:
            named: the styles of what is no series, the plain one among them.
            series: the colours of the series.
            lit: what is added where the cursor is.
        """
        self._styles = dict(named)
        self._series = series
        self._lit = lit

    def style(self, ink: str) -> Style:
        """The style of an ink."""
        if ink not in self._styles:
            self._styles[ink] = self._make(ink)
        return self._styles[ink]

    def _make(self, ink: str) -> Style:
        if ink.endswith(LIT):
            return self.style(ink.removesuffix(LIT)) + (Style() if "/" in ink else self._lit)
        above, _, below = ink.partition("/")
        ground = Style(bgcolor=self._colour(below).rich_color) if below else Style()
        if above == CURSOR:
            return Style(color=self._styles[PLAIN].bgcolor, bold=True) + ground
        return self._styles[PLAIN] + Style(color=self._colour(above).rich_color) + ground

    def _colour(self, ink: str) -> Color:
        return self._series[int(ink.rpartition("-")[2]) % len(self._series)]


NAMES = (TITLE, MUTED, AXIS, GRID, MARK, LIMIT, FAINT, CURSOR)
"""The inks that are no series."""
