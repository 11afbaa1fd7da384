"""What it costs to draw a year of ten series, and to look at it again, against drawing a month of one."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from capgo_tui.presenters.charts.chart import Chart, ChartSeries, Shape, fold
from capgo_tui.presenters.charts.glyphs import Glyphs
from capgo_tui.presenters.charts.svg import chart_svg
from capgo_tui.presenters.numbers import size
from capgo_tui.widgets.chart.picture import paint, with_cursor
from tests.bench.figures import Figure, Section, interleaved

LAST = date(2026, 11, 21)
WIDTH, HEIGHT = 112, 27
"""Cells of a chart on a terminal of 120 × 40."""


def measure(runs: int, _environ: Mapping[str, str]) -> list[Section]:
    """Wall time of this process."""
    year, month = lines(365, 10), lines(30, 1)
    folded = Chart("year", "bytes", Shape.LINES, year.labels, fold(year.series), size)
    picture = paint(year, WIDTH, HEIGHT, Glyphs.BRAILLE)
    drawn, shown, moved, written, small = interleaved(
        runs,
        lambda: _timed(lambda: paint(year, WIDTH, HEIGHT, Glyphs.BRAILLE)),
        lambda: _timed(lambda: paint(folded, WIDTH, HEIGHT, Glyphs.BRAILLE)),
        lambda: _timed(lambda: with_cursor(picture, year, 100, Glyphs.BRAILLE)),
        lambda: _timed(lambda: chart_svg(year, 720, 300)),
        lambda: _timed(lambda: paint(month, WIDTH, HEIGHT, Glyphs.BRAILLE)),
    )
    against = "drawing a month of one"
    figures = [
        Figure("a year of ten series drawn", "ms", drawn, against, small, aim=12),
        Figure("its five largest and the others", "ms", shown, against, small, aim=8),
        Figure("its cursor moved", "ms", moved, against, small, aim=1),
        Figure("written as SVG", "ms", written, against, small, aim=5),
    ]
    notes = ["the screens draw at most six series, and once: looking and moving only move the cursor"]
    return [Section("charts", figures, notes)]


def lines(count: int, series: int) -> Chart:
    """So many days of so many series."""
    labels = tuple((LAST - timedelta(days=count - 1 - day)).isoformat() for day in range(count))
    waves = tuple(
        ChartSeries(
            f"com.acme.app{number}",
            tuple(1e9 * (number + 1) + 4e8 * math.sin(day / 9 + number) for day in range(count)),
        )
        for number in range(series)
    )
    return Chart("Bandwidth", "bytes", Shape.LINES, labels, waves, size)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
