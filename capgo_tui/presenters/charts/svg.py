"""A chart as a picture in a file: SVG that needs nothing else, the same bytes for the same chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from capgo_tui.presenters.charts.chart import Chart, Mark, Shape, runs
from capgo_tui.presenters.charts.scale import Scale, chart_scale, day_text, place_ticks, read_days, tick_text
from capgo_tui.safe_text import clean

SERIES: Final = ("#1f6fb2", "#1a8f7a", "#c98a1b", "#4c9a4e", "#7a5ba6", "#c0504d", "#5c6b7a", "#a0522d")
"""Colours that differ on white, also for those who see no red or no green."""
INK: Final = "#1d242c"
_MUTED: Final = "#5a6672"
_LINE: Final = "#d5dbe1"
_FAINT: Final = "#98a2ad"
_LIMIT: Final = "#b3261e"
_MARK: Final = "#9a6a00"
_FONT: Final = "system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
_CHARACTER: Final = 6.4
"""Pixels that a letter takes about, at 11 pixels."""
_ROW: Final = 24.0
_HEAD: Final = 46.0
_FOOT: Final = 26.0
_GROWING: Final = ' fill-opacity="0.4" stroke="#5a6672" stroke-dasharray="2 2"'
_FADED: Final = ' fill-opacity="0.5"'
_TICK_EVERY: Final = 34.0
"""Pixels from one tick to the next at least."""


def chart_svg(chart: Chart, width: int = 720, height: int = 300) -> str:
    """Draw a chart as an SVG document.

    Everything is in the document: no script, no font and no picture is fetched. Server's words are cleaned
    and escaped.

    Args:
        chart: what is drawn.
        width: pixels, at least 200.
        height: pixels, at least 120; a ranking takes what its rows need instead.
    """
    width, height = max(200, width), max(120, height)
    if chart.shape is Shape.ROWS:
        height = int(_HEAD + _ROW * max(1, chart.places) + 10)
    title = clean(chart.title)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label={quoteattr(title)} '
        f'font-family="{_FONT}" font-size="11">'
    )
    parts = [
        head,
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(describe(chart))}</desc>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(12, 20, title, size=14, weight=600),
    ]
    if not chart.has_values:
        parts.append(_text(width / 2, height / 2, "No value is known.", anchor="middle", fill=_MUTED))
    elif chart.shape is Shape.ROWS:
        parts += _ranking(chart, width)
    else:
        parts += _legend(chart, width)
        parts += _plotted(chart, width, height)
    return "\n".join([*parts, "</svg>", ""])


def describe(chart: Chart) -> str:
    """Say in words what a chart shows, for who cannot see it."""
    if not chart.has_values:
        return "No value is known."
    parts = []
    if chart.places and chart.shape is not Shape.ROWS:
        parts.append(f"{chart.places} places, {clean(chart.labels[0])} to {clean(chart.labels[-1])}.")
    for series in chart.series:
        known = [(value, place) for place, value in enumerate(series.values) if value is not None]
        if known:
            high, place = max(known)
            parts.append(
                f"{clean(series.name)}: at most {chart.number(high)} ({clean(chart.labels[place])}), "
                f"last {chart.number(known[-1][0])}."
            )
    parts += [f"{clean(chart.labels[mark.place])}: {clean(mark.text)}." for mark in _marks(chart)]
    return " ".join(parts)


def _marks(chart: Chart) -> list[Mark]:
    return sorted(
        (mark for mark in chart.marks if 0 <= mark.place < chart.places), key=lambda mark: mark.place
    )


@dataclass(frozen=True)
class _Area:
    """Where the values are drawn, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    places: int
    scale: Scale
    are_points: bool
    """Whether the first place is at the left edge and the last one at the right, as of lines."""

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(1, self.places)

    def x(self, place: float) -> float:
        """The middle of a place."""
        if self.are_points and self.places > 1:
            return self.left + place / (self.places - 1) * (self.right - self.left)
        return self.left + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.bottom - share * (self.bottom - self.top)


def _plotted(chart: Chart, width: int, height: int) -> Iterator[str]:
    rows = max(3, int((height - _HEAD - _FOOT) / (_TICK_EVERY / 3)))
    scale = chart_scale(chart, rows, 8)
    names = [tick_text(chart.number, tick) for tick in scale.ticks]
    left = 18 + max((len(name) for name in names), default=0) * _CHARACTER
    top = _HEAD + (14 if _marks(chart) else 0)
    are_points = all(chart.shape_of(series) is Shape.LINES for series in chart.series)
    area = _Area(left, top, width - 14, height - _FOOT, chart.places, scale, are_points)
    for tick, name in zip(scale.ticks, names, strict=True):
        y = area.y(tick)
        yield _line(area.left, y, area.right, y, _LINE)
        yield _text(area.left - 6, y + 4, name, anchor="end", fill=_MUTED)
    if chart.shape is Shape.STACKED:  # marks go over what leaves nothing free, and behind bars
        yield from _stacked(chart, area)
    for mark in _marks(chart):
        yield from _mark(chart, mark, area)
    if chart.shape is not Shape.STACKED:
        yield from _series(chart, area)
    if chart.near_limit is not None:
        y = area.y(chart.near_limit)
        yield _line(area.left, y, area.right, y, _LIMIT, dash="6 4", thick=1.5)
    yield _line(area.left, area.bottom, area.right, area.bottom, _MUTED)
    for place, label in place_ticks(chart.labels, int((area.right - area.left) / _CHARACTER)):
        x = area.x(place)
        yield _line(x, area.bottom, x, area.bottom + 4, _MUTED)
        at_end = x + len(label) * _CHARACTER / 2 > width
        yield _text(
            width - 4 if at_end else x,
            area.bottom + 17,
            clean(label),
            anchor="end" if at_end else "middle",
            fill=_MUTED,
        )


def _series(chart: Chart, area: _Area) -> Iterator[str]:
    """Bars at the back, then faint lines, then the others."""
    places = range(len(chart.series))
    shapes = [chart.shape_of(series) for series in chart.series]
    for place in places:
        if shapes[place] is not Shape.LINES:
            yield from _bars(chart, place, area)
    for faint in (True, False):
        for place in places:
            if shapes[place] is Shape.LINES and chart.series[place].is_faint is faint:
                yield from _lines(chart, place, area)


def _bars(chart: Chart, at: int, area: _Area) -> Iterator[str]:
    colour = SERIES[at % len(SERIES)]
    gap = min(area.step * 0.2, 6.0)
    for place, value in enumerate(chart.series[at].values):
        if not value:
            continue
        low, high = sorted((area.y(0.0), area.y(value)))
        x = area.x(place) - (area.step - gap) / 2
        look = _GROWING if chart.is_partial(place) else ""
        yield _rect(x, low, area.step - gap, max(high - low, 0.5), colour, look=look)


def _lines(chart: Chart, at: int, area: _Area) -> Iterator[str]:
    series = chart.series[at]
    colour = _FAINT if series.is_faint else SERIES[at % len(SERIES)]
    for run in runs(series.values):
        points = [(area.x(place), area.y(value)) for place, value in run]
        whole = [point for point, (place, _) in zip(points, run, strict=True) if not chart.is_partial(place)]
        growing = points[max(0, len(whole) - 1) :] if len(whole) < len(points) else []
        if len(whole) == 1:
            x, y = whole[0]
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{colour}"/>'
        elif whole:
            yield _polyline(whole, colour, dash="3 3" if series.is_faint else "")
        if len(growing) > 1:
            yield _polyline(growing, colour, dash="2 3")


def _stacked(chart: Chart, area: _Area) -> Iterator[str]:
    for place in range(chart.places):
        below = 0.0
        for at, series in enumerate(chart.series):
            value = series.values[place]
            if not value or value < 0:
                continue
            top, bottom = area.y(below + value), area.y(below)
            x = area.left + place * area.step
            look = _FADED if chart.is_partial(place) else ""
            yield _rect(x, top, area.step + 0.2, bottom - top, SERIES[at % len(SERIES)], look=look)
            below += value


def _mark(chart: Chart, mark: Mark, area: _Area) -> Iterator[str]:
    x = area.x(mark.place)
    text = clean(mark.text, 40)
    days = read_days(chart.labels)
    where = day_text(days[mark.place]) if days is not None else clean(chart.labels[mark.place])
    words = f"{where} {text}"
    at_end = x + len(words) * _CHARACTER > area.right
    yield _line(x, area.top - 8, x, area.bottom, _MARK, dash="2 3")
    yield _text(
        x - 4 if at_end else x + 4,
        # Neighbours would stand on each other: every second one a line lower.
        area.top - 6 + (11 if _marks(chart).index(mark) % 2 else 0),
        f"▲ {words}",
        anchor="end" if at_end else "start",
        fill=_MARK,
        size=10,
    )


def _legend(chart: Chart, width: int) -> Iterator[str]:
    x, items = 12.0, list(_items(chart))
    for sign, colour, full in items:
        name = clean(full, _longest([each for _, _, each in items], width))
        needed = 16 + len(name) * _CHARACTER + 14
        if sign == "line":
            yield _line(x, 34, x + 12, 34, colour, thick=2.0)
        elif sign == "dash":
            yield _line(x, 34, x + 12, 34, colour, dash="3 2", thick=1.5)
        else:
            yield _rect(x, 29, 10, 10, colour)
        yield _text(x + 16, 38, name, fill=_MUTED)
        x += needed


def _longest(names: Sequence[str], width: int) -> int:
    """The letters that a name in the legend may have, so that all of them have room beside each other."""
    room = (width - 12 - 30 * len(names)) / _CHARACTER
    most = max((len(name) for name in names), default=0)
    while most > 4 and sum(min(len(name), most) for name in names) > room:
        most -= 1
    return most


def _items(chart: Chart) -> Iterator[tuple[str, str, str]]:
    for at, series in enumerate(chart.series):
        shape = chart.shape_of(series)
        sign = "dash" if series.is_faint else "line" if shape is Shape.LINES else "box"
        if series.name:
            yield sign, _FAINT if series.is_faint else SERIES[at % len(SERIES)], clean(series.name, 40)
    if chart.limit is not None:
        where = "" if chart.near_limit is not None else ", above the chart"
        yield "dash", _LIMIT, f"{clean(chart.limit_name, 40) or 'limit'} {chart.number(chart.limit)}{where}"
    if chart.partial_from is not None and chart.partial_from < chart.places:
        yield "dash", _MUTED, "today so far"


def _ranking(chart: Chart, width: int) -> Iterator[str]:
    values = chart.series[0].values
    most = max((value for value in values if value is not None), default=0.0)
    names = [clean(label, 40) for label in chart.labels]
    left = 24 + min(width * 0.35, max((len(name) for name in names), default=0) * _CHARACTER)
    room = width - left - 90
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        y = _HEAD - 10 + place * _ROW
        yield _text(left - 8, y + 14, name, anchor="end")
        long = 0.0 if not value or most <= 0 else max(0.0, value / most * room)
        yield _rect(left, y + 3, long, _ROW - 8, SERIES[0])
        said = "not known" if value is None else chart.number(value)
        yield _text(left + long + 6, y + 14, said, fill=_MUTED if value is None else INK)


# Elements -----------------------------------------------------------------------------------


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    size: int = 11,
    weight: int = 400,
) -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}"{bold}>'
        f"{escape(text)}</text>"
    )


def _line(
    x: float, y: float, to_x: float, to_y: float, colour: str, *, dash: str = "", thick: float = 1.0
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}" '
        f'stroke-width="{thick:g}"{dashed}/>'
    )


def _rect(x: float, y: float, width: float, height: float, colour: str, *, look: str = "") -> str:
    wide, high = max(0.0, width), max(0.0, height)
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{colour}"{look}/>'


def _polyline(points: Sequence[tuple[float, float]], colour: str, *, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    look = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"{dashed}'
    return f'<polyline points="{at}" {look}/>'
