"""Charts to look at, one of each kind, and an app that is nothing but charts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from textual import on
from textual.app import App, ComposeResult

from capgo_tui.presenters.charts.chart import Chart, ChartSeries, Mark, Shape
from capgo_tui.presenters.numbers import percent, size, whole
from capgo_tui.themes import CAPGO
from capgo_tui.widgets.chart import ChartView, Glyphs

GIB = 1024.0**3
TODAY = date(2026, 11, 22)


def days(count: int) -> tuple[str, ...]:
    """So many days up to today, as labels."""
    return tuple((TODAY - timedelta(days=count - 1 - place)).isoformat() for place in range(count))


def wave(count: int, middle: float, swing: float) -> tuple[float, ...]:
    """Values that go up and down."""
    return tuple(middle + swing * math.sin(place / 4) for place in range(count))


def bars(values: Sequence[float | None], **more: object) -> Chart:
    """Devices a day, today among them."""
    labels = days(len(values))
    series = (ChartSeries("MAU", tuple(values)),)
    return Chart("MAU", "devices", Shape.BARS, labels, series, whole, **more)  # type: ignore[arg-type]


def lines(*series: ChartSeries, **more: object) -> Chart:
    """Some series of bytes as lines."""
    labels = days(len(series[0].values))
    return Chart("Storage", "bytes", Shape.LINES, labels, series, size, **more)  # type: ignore[arg-type]


def spiked() -> Chart:
    """Bandwidth with a spike, its mean, a release, and a day that is not over."""
    values = [each * GIB for each in wave(30, 4.0, 1.0)]
    values[12], values[-1] = 12 * GIB, 1.1 * GIB
    mean = tuple(
        None if place < 6 else sum(values[place - 6 : place + 1]) / 7 for place in range(len(values))
    )
    return Chart(
        "Bandwidth a day",
        "bytes",
        Shape.BARS,
        days(30),
        (ChartSeries("bandwidth", tuple(values)), ChartSeries("7-day mean", mean, Shape.LINES)),
        size,
        marks=(Mark(12, "spike 3.0×"), Mark(20, "release 2.3.0")),
        partial_from=29,
    )


def compared() -> Chart:
    """A period over the one before."""
    return Chart(
        "MAU a day",
        "devices",
        Shape.BARS,
        days(30),
        (
            ChartSeries("these days", wave(30, 900, 200)),
            ChartSeries("before", wave(30, 600, 250), is_faint=True),
        ),
        whole,
        partial_from=29,
    )


def stored() -> Chart:
    """A level with a gap, below a limit."""
    levels = tuple(3.2 * GIB + place * 0.01 * GIB if not 40 <= place < 45 else None for place in range(90))
    return lines(ChartSeries("stored", levels), limit=4.6 * GIB, limit_name="plan", partial_from=89)


def many() -> Chart:
    """Six lines."""
    names = ("com.acme.shop", "com.acme.news", "com.acme.pos", "com.acme.drive", "com.acme.x", "others")
    return lines(
        *(ChartSeries(name, wave(90, (place + 1) * GIB, GIB / 4)) for place, name in enumerate(names))
    )


def adopted() -> Chart:
    """Three bundles that follow each other."""
    first = [max(0.0, 60.0 - 3 * place) for place in range(30)]
    second = [
        min(100.0 - value, 40.0 if place < 15 else max(0.0, 70.0 - 2 * place))
        for place, value in enumerate(first)
    ]
    third = [100.0 - one - two for one, two in zip(first, second, strict=True)]
    return Chart(
        "Adoption",
        "percent",
        Shape.STACKED,
        days(30),
        tuple(
            ChartSeries(name, tuple(values))
            for name, values in (("2.2.9", first), ("2.3.0", second), ("2.4.0", third))
        ),
        percent,
        marks=(Mark(15, "2.4.0 released"),),
        is_share=True,
    )


def ranked() -> Chart:
    """Apps by what they downloaded; of one nothing is known."""
    labels = ("com.acme.shop", "com.acme.newsreader", "com.acme.pos", "日本語のアプリ")
    values = (40 * GIB, 22 * GIB, 0.2 * GIB, None)
    return Chart("Bandwidth by app", "bytes", Shape.ROWS, labels, (ChartSeries("bandwidth", values),), size)


GALLERY = (spiked, compared, stored, many, adopted, ranked)


class ChartApp(App[None]):
    """Charts side by side, the first with the focus."""

    CSS = """
    Screen { layout: grid; grid-size: 2; grid-gutter: 1 2; padding: 0 1; }
    ChartView { height: 100%; }
    """

    def __init__(self, charts: Sequence[Chart], glyphs: Glyphs, cursor: int | None = None) -> None:
        super().__init__()
        self._charts = charts
        self._glyphs = glyphs
        self._cursor = cursor
        self.moved: list[int] = []

    def compose(self) -> ComposeResult:
        """Every chart."""
        for chart in self._charts:
            view = ChartView(chart, glyphs=self._glyphs)
            view.set_reactive(ChartView.cursor, self._cursor)
            yield view

    def on_mount(self) -> None:
        """Look as the program does."""
        self.register_theme(CAPGO)
        self.theme = CAPGO.name

    @property
    def view(self) -> ChartView:
        """The first chart."""
        return self.query(ChartView).first()

    @on(ChartView.Moved)
    def _moved(self, event: ChartView.Moved) -> None:
        self.moved.append(event.place)
