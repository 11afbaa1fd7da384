"""Bars and lines as strokes of dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from capgo_tui.presenters.charts.chart import Chart, Shape, runs
from capgo_tui.presenters.charts.glyphs import Glyphs
from capgo_tui.presenters.charts.scale import Scale
from capgo_tui.widgets.chart.raster import Stroke
from capgo_tui.widgets.chart.slots import Slots

LETTERS = "ABCDEFGH"
"""What lines are drawn with where neither dots nor colours tell them apart."""
FAINT_SIGN = "."


@dataclass(frozen=True)
class Pen:
    """How a chart is drawn."""

    glyphs: Glyphs
    letters: bool
    """Whether series are told apart by letters: there are no colours, or ASCII only."""

    def sign(self, chart: Chart, place: int) -> str:
        """The sign that a line of a series is drawn with; empty for dots."""
        lines = [each for each in chart.series if chart.shape_of(each) is Shape.LINES and not each.is_faint]
        is_alone = len(lines) == 1 and len(chart.series) == 1
        if not self.letters or (is_alone and self.glyphs is not Glyphs.ASCII):
            return ""
        if is_alone:
            return "*"
        if chart.series[place].is_faint:
            return FAINT_SIGN
        return LETTERS[place % len(LETTERS)]


def bars_of(chart: Chart, slots: Slots, scale: Scale, pen: Pen) -> list[Stroke]:
    """The bars of a chart."""
    places = [place for place, series in enumerate(chart.series) if chart.shape_of(series) is not Shape.LINES]
    return [stroke for place in places for stroke in _bars(chart, place, slots, scale, pen)]


def lines_of(chart: Chart, slots: Slots, scale: Scale, pen: Pen) -> list[Stroke]:
    """The lines of a chart, the faint ones at the back."""
    places = [place for place, series in enumerate(chart.series) if chart.shape_of(series) is Shape.LINES]
    places.sort(key=lambda place: not chart.series[place].is_faint)
    return [stroke for place in places for stroke in _line(chart, place, slots, scale, pen)]


def _bars(chart: Chart, place: int, slots: Slots, scale: Scale, pen: Pen) -> Iterator[Stroke]:
    whole: list[tuple[int, int]] = []
    growing: list[tuple[int, int]] = []
    zero = scale.dot(0.0)
    for at, value in _highest(chart.series[place].values, slots):
        if not value:
            continue
        top = scale.dot(value)
        low, high = (zero, max(top, zero)) if value > 0 else (min(top, zero), zero)
        dots = [(x, y) for x in range(slots.start(at), slots.end(at)) for y in range(low, high + 1)]
        if not chart.is_partial(at):
            whole += dots
        elif pen.glyphs is Glyphs.ASCII:
            growing += dots
        else:  # hatched
            growing += [(x, y) for x, y in dots if (x + y) % 2 == 0]
    is_ascii = pen.glyphs is Glyphs.ASCII
    yield Stroke(tuple(whole), place, sign="#" if is_ascii else "")
    yield Stroke(tuple(growing), place, sign=":" if is_ascii else "")


def _highest(values: tuple[float | None, ...], slots: Slots) -> list[tuple[int, float]]:
    """The values that get a bar: of places that share a column, the one furthest from zero."""
    if slots.step >= 1:
        return [(place, value) for place, value in enumerate(values) if value is not None]
    columns: dict[int, tuple[int, float]] = {}
    for place, value in enumerate(values):
        column = slots.start(place)
        if value is not None and (column not in columns or abs(value) >= abs(columns[column][1])):
            columns[column] = (place, value)
    return list(columns.values())


def _line(chart: Chart, place: int, slots: Slots, scale: Scale, pen: Pen) -> Iterator[Stroke]:
    series = chart.series[place]
    sign = pen.sign(chart, place)
    for run in runs(series.values):
        dots = [(at, (slots.middle(at), scale.dot(value))) for at, value in run]
        whole = [dot for at, dot in dots if not chart.is_partial(at)]
        growing = [dot for at, dot in dots if chart.is_partial(at)]
        to_today = _dotted([*whole[-1:], *growing] if growing else [])
        yield Stroke(to_today, place, sign=FAINT_SIGN if sign else "")
        if series.is_faint:
            yield Stroke(_dotted(whole), place, sign=sign)
        else:
            yield Stroke(tuple(whole), place, joined=True, sign=sign)


def _dotted(points: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Every second dot on the way from point to point, and the last one."""
    if len(points) < 2:
        return tuple(points)
    dots: list[tuple[int, int]] = []
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(abs(to_x - x), abs(to_y - y), 1)
        dots += [(x + (to_x - x) * step // steps, y + (to_y - y) * step // steps) for step in range(steps)]
    return (*dots[::2], points[-1])
