"""What stands above and below a chart: its title, what its signs mean, what is under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from rich.cells import cell_len

from capgo_tui.presenters.charts.chart import Chart, Shape
from capgo_tui.presenters.charts.glyphs import Glyphs
from capgo_tui.presenters.charts.scale import day_text, read_days
from capgo_tui.widgets.chart.sheet import FAINT, LIMIT, MARK, MUTED, PLAIN, TITLE, Sheet, cut, series_ink
from capgo_tui.widgets.chart.slots import Slots
from capgo_tui.widgets.chart.strokes import LETTERS, Pen

Item = tuple[str, str, str]
"""A sign, its ink, and what it means."""

_CROWDED = 1.3
"""A legend that is so many times as wide as its room gets a line of its own."""
_ONE_YEAR = 300
"""Days from which on a day is told with its year."""
_HIGH = 10
"""Lines of a picture that has one to spare."""

LEAST_NAME = 3
"""Cells that a name in the legend keeps at least."""
_SHORT_NAME = 10
"""Cells that it keeps as long as there is a note that could be left out."""


def legend_items(chart: Chart, slots: Slots, pen: Pen, *, limit_is_drawn: bool) -> list[Item]:
    """Say what the signs mean."""
    items: list[Item] = []
    is_alone = len(chart.series) == 1
    for place, series in enumerate(chart.series):
        is_title = chart.title.startswith(series.name) or chart.shape is Shape.ROWS
        if not series.name or (is_alone and is_title):
            continue
        ink = FAINT if series.is_faint else series_ink(place)
        items.append((_swatch(chart, place, pen), ink, series.name))
    if chart.limit is not None:
        where = "" if limit_is_drawn else ", above the chart"
        items.append(("╌", LIMIT, f"{chart.limit_name or 'limit'} {chart.number(chart.limit)}{where}"))
    if chart.partial_from is not None and chart.partial_from < chart.places:
        items.append((_growing_sign(chart, pen), MUTED, "today so far"))
    if slots.step < 1 and chart.shape is Shape.BARS:
        items.append(("", MUTED, f"highest of {-(-slots.count // slots.dots)} days"))
    return items


def _growing_sign(chart: Chart, pen: Pen) -> str:
    if chart.shape is Shape.STACKED and pen.letters:
        return LETTERS[0].lower()
    return "┄" if chart.shape is Shape.LINES else "▚"


def _swatch(chart: Chart, place: int, pen: Pen) -> str:
    series = chart.series[place]
    shape = chart.shape_of(series)
    if shape is Shape.BARS:
        return "█"
    if pen.letters:
        return LETTERS[place % len(LETTERS)] if shape is Shape.STACKED else pen.sign(chart, place) or "━"
    if shape is Shape.STACKED:
        return "█"
    return "┄" if series.is_faint else "━"


def write_head(sheet: Sheet, title: str, items: Sequence[Item]) -> int:
    """Write the title and the legend into the first line, or two, and give how many."""
    title = cut(title, sheet.width)
    room = sheet.width - cell_len(title) - (2 if title else 0)
    wanted = _width(items)
    if not items:
        sheet.put(0, 0, title, TITLE)
        return 1 if title else 0
    # A line of its own is worth it only where the plot is high.
    own_line = wanted > room * _CROWDED and sheet.height >= _HIGH and bool(title)
    sheet.put(0, 0, title, TITLE)
    if own_line:
        _write_items(sheet, 0, 1, _shortened(items, sheet.width))
        return 2
    items = _shortened(items, room)
    _write_items(sheet, sheet.width - _width(items), 0, items)
    return 1


def _width(items: Sequence[Item]) -> int:
    return sum(cell_len(sign) + bool(sign) + cell_len(name) for sign, _, name in items) + 2 * max(
        0, len(items) - 1
    )


def _shortened(items: Sequence[Item], room: int) -> list[Item]:
    """Cut the longest names until all have room; notes stay whole, or go first where names would suffer."""
    kept = [(sign, ink, cut(name, 60)) for sign, ink, name in items]
    if _width(kept) > room:
        kept = _without_prefix(kept)
    while kept and kept[-1][1] == MUTED and _narrowest(kept) > room:
        kept.pop()
    widths = [cell_len(name) for _, _, name in kept]
    fitted = list(kept)
    while fitted and _width(fitted) > room:
        names = [place for place, item in enumerate(fitted) if item[1] != MUTED]
        longest = max(names or range(len(fitted)), key=widths.__getitem__)
        if widths[longest] <= LEAST_NAME:
            fitted.pop()
        else:
            widths[longest] -= 1
            sign, ink, name = kept[longest]
            fitted[longest] = (sign, ink, cut(name, widths[longest]))
    return fitted


def _narrowest(items: Sequence[Item]) -> int:
    """The cells of a legend whose names are as short as they may be beside notes."""
    return _width(
        [(sign, ink, name if ink == MUTED else cut(name, _SHORT_NAME)) for sign, ink, name in items]
    )


def _without_prefix(items: Sequence[Item]) -> list[Item]:
    """Leave out how all names with points begin, as the ids of one maker's apps do; versions stay whole."""
    dotted = [name.split(".")[:-1] for _, _, name in items if name.count(".") >= 2]
    if len(dotted) < 2:
        return list(items)
    shared = ".".join(
        part[0] for part in takewhile(lambda parts: len(set(parts)) == 1, zip(*dotted, strict=False))
    )
    if not shared or shared[0].isdecimal():
        return list(items)
    return [(sign, ink, name.removeprefix(f"{shared}.")) for sign, ink, name in items]


def _write_items(sheet: Sheet, x: int, y: int, items: Sequence[Item]) -> None:
    for place, (sign, ink, name) in enumerate(items):
        if place:
            x = sheet.put(x, y, "  ", PLAIN)
        if sign:
            x = sheet.put(x, y, f"{sign} ", ink)
        x = sheet.put(x, y, name, MUTED)


def label_of(chart: Chart, place: int) -> str:
    """Write a place in full: `Sun 22 Nov`, with the year where a day of the year may come twice."""
    if chart.full_labels:
        return chart.full_labels[place]
    days = read_days(chart.labels)
    if days is None:
        return chart.labels[place]
    year = f" {days[place].year}" if (days[-1] - days[0]).days > _ONE_YEAR else ""
    return f"{day_text(days[place], weekday=True)}{year}"


def write_marks(sheet: Sheet, y: int, chart: Chart, x: int = 0) -> None:
    """List what happened from a column on, the newest first, as far as there is room."""
    days = read_days(chart.labels)
    for mark in sorted(chart.marks, key=lambda mark: -mark.place):
        where = day_text(days[mark.place]) if days is not None else label_of(chart, mark.place)
        text = f"{where} {mark.text}"
        if x and x + cell_len(cut(text, 60)) + 4 > sheet.width:
            break
        x = sheet.put(x, y, "▲ ", MARK)
        x = sheet.put(x, y, cut(text, sheet.width - x), MUTED) + 2


def write_reading(sheet: Sheet, y: int, chart: Chart, place: int, pen: Pen) -> None:
    """Say what stands at a place: its day, the value of every series, what happened."""
    sheet.put(0, y, " " * sheet.width)
    x = sheet.put(0, y, label_of(chart, place), TITLE)
    if chart.is_partial(place):
        x = sheet.put(x, y, " so far", MUTED)
    for sign, ink, name, value in _readings(chart, place, pen):
        words = f"{cut(name, 20)} " if name else ""
        if x + 4 + cell_len(words + value) > sheet.width:
            sheet.put(x + 1, y, "…", MUTED)
            return
        x = sheet.put(x + 2, y, f"{sign} ", ink)
        x = sheet.put(x, y, words, MUTED)
        x = sheet.put(x, y, value)
    if not any(mark.place == place for mark in chart.marks):
        write_marks(sheet, y, chart, x + 3)


def _readings(chart: Chart, place: int, pen: Pen) -> Iterator[tuple[str, str, str, str]]:
    """What stands at a place: sign, ink, name and value of each."""
    for at, series in enumerate(chart.series):
        value = series.values[place]
        is_missing = value is None and at > 0 and chart.is_partial(place)
        if is_missing or (chart.shape is Shape.STACKED and not value):
            continue
        ink = FAINT if series.is_faint else series_ink(at)
        name = series.name if len(chart.series) > 1 else ""
        yield _swatch(chart, at, pen), ink, name, "—" if value is None else chart.number(value)
    for mark in chart.marks:
        if mark.place == place:
            yield "▲", MARK, "", mark.text


def has_note(height: int) -> bool:
    """Whether a picture of a height has a line for what is under the cursor."""
    return height >= 8


def is_letters(glyphs: Glyphs, *, colours: bool) -> bool:
    """Whether series are told apart by letters."""
    return glyphs is Glyphs.ASCII or not colours
