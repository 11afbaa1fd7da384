"""Series on top of each other, by eighths of a cell: a dot could not have the colours of two of them."""

from __future__ import annotations

from capgo_tui.presenters.charts.chart import Chart
from capgo_tui.presenters.charts.scale import Scale
from capgo_tui.widgets.chart.plot import Plot
from capgo_tui.widgets.chart.sheet import PLAIN, Sheet, series_ink
from capgo_tui.widgets.chart.strokes import LETTERS

PARTS = 8
"""Eighths in a cell."""
_SIGNS = " ▁▂▃▄▅▆▇█"
_GROWING = "▚"
"""A whole cell of a place whose values are still growing, as bars are hatched there."""
_NOBODY = -1


def stack(sheet: Sheet, plot: Plot, chart: Chart, *, letters: bool) -> None:
    """Draw a stacked chart.

    Args:
        sheet: what is drawn on.
        plot: where.
        chart: what is drawn.
        letters: whether whole cells are filled with letters, where colours tell nothing.
    """
    left, top, height, slots = plot.left, plot.top, plot.height, plot.slots
    for place in range(chart.places):
        levels = _levels(chart, place, plot.scale, height)
        if levels is None:
            continue
        for row in range(height):
            parts = [_owner(levels, row * PARTS + part) for part in range(PARTS)]
            sign, ink = _letter(parts) if letters else _blocks(parts)
            if chart.is_partial(place):
                sign = sign.lower() if letters else sign.replace(_SIGNS[PARTS], _GROWING)
            for x in range(slots.start(place), slots.end(place)):
                sheet.set(left + x, top + height - 1 - row, sign, ink)


def _levels(chart: Chart, place: int, scale: Scale, height: int) -> list[int] | None:
    """Where each series ends, in eighths from below; None where nothing is known."""
    values = [series.values[place] for series in chart.series]
    if all(value is None for value in values):
        return None
    levels, total = [], 0.0
    for value in values:
        total += max(0.0, value or 0.0)
        levels.append(round(min(1.0, total / scale.high) * height * PARTS))
    return levels


def _owner(levels: list[int], part: int) -> int:
    """The series that an eighth belongs to."""
    return next((place for place, level in enumerate(levels) if part < level), _NOBODY)


def _letter(parts: list[int]) -> tuple[str, str]:
    most = max(set(parts), key=parts.count)
    return (" ", PLAIN) if most == _NOBODY else (LETTERS[most % len(LETTERS)], series_ink(most))


def _blocks(parts: list[int]) -> tuple[str, str]:
    """A cell has two colours: what is below, and the most of what is above."""
    below = parts[0]
    count = sum(1 for part in parts if part == below)
    if below == _NOBODY:
        return " ", PLAIN
    if count == PARTS:
        return _SIGNS[PARTS], series_ink(below)
    rest = [part for part in parts if part != below]
    above = max(set(rest), key=rest.count)
    ground = "" if above == _NOBODY else f"/{series_ink(above)}"
    return _SIGNS[count], series_ink(below) + ground
