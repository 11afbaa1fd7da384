"""Bars from left to right: one line for each label, with its number."""

from __future__ import annotations

from rich.cells import cell_len

from capgo_tui.presenters.charts.chart import Chart
from capgo_tui.widgets.chart.sheet import MUTED, PLAIN, Picture, Sheet, cut, series_ink

_SIGNS = " ▏▎▍▌▋▊▉█"
_PARTS = 8
_PITCH = 3
"""The most lines from one bar to the next."""
_LEAST = 4
"""Cells that the longest bar has at least."""


def rank(sheet: Sheet, top: int, chart: Chart, *, ascii_only: bool) -> Picture:
    """Draw a ranking below the title, and give the picture."""
    values = chart.series[0].values
    room = sheet.height - top
    shown = chart.places if chart.places <= room else max(0, room - 1)
    texts = ["—" if value is None else chart.number(value) for value in values]
    numbers = max((cell_len(text) for text in texts[:shown]), default=0)
    longest = max((cell_len(cut(label, 60)) for label in chart.labels[:shown]), default=0)
    names = max(1, min(longest, sheet.width * 2 // 5))
    width = max(_LEAST, sheet.width - names - numbers - 3)
    most = max((value for value in values if value is not None), default=0.0)
    # Where there is room, bars are two lines high and stand apart.
    pitch = max(1, min(_PITCH, room // max(1, shown)))
    high = max(1, pitch - 1)
    for place in range(shown):
        y, value = top + place * pitch, values[place]
        sheet.put(0, y, cut(chart.labels[place], names))
        bar = _bar(value, most, width, ascii_only=ascii_only)
        for line in range(high):
            sheet.put(names + 1, y + line, bar, series_ink(0))
        sheet.put(
            sheet.width - 1 - cell_len(texts[place]), y, texts[place], MUTED if value is None else PLAIN
        )
    if shown < chart.places:
        sheet.put(0, top + shown, f"{chart.places - shown} more are in the table", MUTED)
    starts = [top + min(place, shown) * pitch for place in range(chart.places)]
    spans = tuple((start, start + high - 1) for start in starts)
    return Picture(sheet.lines, spans, (top, top + shown * pitch), None, are_rows=True)


def _bar(value: float | None, most: float, width: int, *, ascii_only: bool) -> str:
    if not value or value < 0 or most <= 0:
        return ""
    if ascii_only:
        return "#" * max(1, round(value / most * width))
    parts = max(1, round(value / most * width * _PARTS))
    return _SIGNS[_PARTS] * (parts // _PARTS) + _SIGNS[parts % _PARTS].strip()
