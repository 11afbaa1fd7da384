"""A chart arranged in cells: title, axes, plot, and what is said below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len

from capgo_tui.presenters.charts.chart import Chart, Shape
from capgo_tui.presenters.charts.glyphs import Glyphs
from capgo_tui.presenters.charts.scale import chart_scale, place_ticks, tick_text
from capgo_tui.widgets.chart.legend import (
    has_note,
    is_letters,
    legend_items,
    write_head,
    write_marks,
    write_reading,
)
from capgo_tui.widgets.chart.plot import Plot
from capgo_tui.widgets.chart.ranking import rank
from capgo_tui.widgets.chart.raster import NO_PEN, laid_over, rasterize
from capgo_tui.widgets.chart.sheet import (
    AXIS,
    CURSOR,
    FAINT,
    GRID,
    LIMIT,
    LIT,
    MARK,
    MUTED,
    Picture,
    Sheet,
    cut,
    series_ink,
)
from capgo_tui.widgets.chart.slots import Slots
from capgo_tui.widgets.chart.stacking import PARTS, stack
from capgo_tui.widgets.chart.strokes import Pen, bars_of, lines_of

LEAST_WIDTH = 24
LEAST_HEIGHT = 4
"""Below this there is no chart, only words."""


def paint(chart: Chart, width: int, height: int, glyphs: Glyphs, *, colours: bool = True) -> Picture:
    """Draw a chart without a cursor.

    Args:
        chart: what is drawn; a server's words in it are cleaned.
        width: cells.
        height: lines.
        glyphs: what it is drawn with; with `ASCII` all of it is ASCII.
        colours: whether inks will be told apart; else letters do it.
    """
    is_ascii = glyphs is Glyphs.ASCII
    sheet = Sheet(max(0, width), max(0, height), ascii_only=is_ascii)
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return _words(sheet, "no room for a chart")
    if not chart.has_values:
        write_head(sheet, chart.title, ())
        return _words(sheet, "There is nothing to draw: no value is known.")
    if chart.shape is Shape.ROWS:
        pen = Pen(glyphs, letters=False)
        items = legend_items(chart, Slots(1, 1), pen, limit_is_drawn=False)
        top = write_head(sheet, chart.title, items)
        return rank(sheet, top, chart, ascii_only=is_ascii)
    return _plotted(sheet, chart, Pen(glyphs, is_letters(glyphs, colours=colours)))


def _words(sheet: Sheet, words: str) -> Picture:
    text = cut(words, sheet.width)
    sheet.put((sheet.width - cell_len(text)) // 2, sheet.height // 2, text, MUTED)
    return Picture(sheet.lines)


def _plotted(sheet: Sheet, chart: Chart, pen: Pen) -> Picture:
    """Draw a chart with axes."""
    limit = chart.near_limit
    note = sheet.height - 1 if has_note(sheet.height) else None
    bottom = sheet.height - 2 - (note is not None)  # the line of the axis; below it are the labels
    across, down = (1, PARTS) if chart.shape is Shape.STACKED else (pen.glyphs.across, pen.glyphs.down)
    # How many days share a bar depends on the width of the values, which depends on the height: guess it.
    guess = Slots(chart.places, max(1, sheet.width - 10) * across)
    items = legend_items(chart, guess, pen, limit_is_drawn=limit is not None)
    top = write_head(sheet, chart.title, items)
    scale = chart_scale(chart, bottom - top, down)
    names = [tick_text(chart.number, tick) for tick in scale.ticks]
    margin = max((cell_len(name) for name in names), default=0) + 1
    is_tight = chart.shape is Shape.STACKED
    is_points = all(chart.shape_of(series) is Shape.LINES for series in chart.series)
    dots = max(1, sheet.width - margin - 1) * across
    slots = Slots(chart.places, dots, is_tight=is_tight, is_points=is_points)
    plot = Plot(margin + 1, top, bottom, slots, scale)
    _value_axis(sheet, plot, names, grid=not pen.letters)
    if chart.shape is Shape.STACKED:
        stack(sheet, plot, chart, letters=pen.letters)
    else:
        _draw(sheet, plot, chart, pen)
    if limit is not None:
        _limit_line(sheet, plot, limit)
    spans = tuple(
        (plot.left + slots.start(at) // across, plot.left + (slots.end(at) - 1) // across)
        for at in range(chart.places)
    )
    _place_axis(sheet, plot, chart, spans)
    if note is not None:
        write_marks(sheet, note, chart)
    return Picture(sheet.lines, spans, (top, bottom + 1), note)


def _value_axis(sheet: Sheet, plot: Plot, names: Sequence[str], *, grid: bool) -> None:
    """Draw the axis on the left, and faint lines where its ticks are."""
    at = {plot.line_of(tick): name for tick, name in zip(plot.scale.ticks, names, strict=True)}
    for y in range(plot.top, plot.bottom):
        name = at.get(y, "")
        sheet.put(plot.left - 2 - cell_len(name), y, name, MUTED)
        sheet.set(plot.left - 1, y, "┤" if name else "│", AXIS)
        if name and y != plot.bottom - 1 and grid:
            sheet.put(plot.left, y, "┈" * (sheet.width - plot.left), GRID)


def _draw(sheet: Sheet, plot: Plot, chart: Chart, pen: Pen) -> None:
    """Draw bars, and lines over them."""
    width = sheet.width - plot.left
    bars = bars_of(chart, plot.slots, plot.scale, pen)
    lines = lines_of(chart, plot.slots, plot.scale, pen)
    drawings = [rasterize(each, width, plot.height, pen.glyphs) for each in (bars, lines) if each]
    cells = laid_over(*drawings) if len(drawings) == 2 else drawings[0]
    for y, line in enumerate(cells):
        for x, (sign, place) in enumerate(line):
            if place != NO_PEN:
                ink = FAINT if chart.series[place].is_faint else series_ink(place)
                sheet.set(plot.left + x, plot.top + y, sign, ink)


def _limit_line(sheet: Sheet, plot: Plot, limit: float) -> None:
    y = plot.line_of(limit)
    for x in range(plot.left, sheet.width):
        if sheet.is_blank(x, y):
            sheet.set(x, y, "╌", LIMIT)


def _place_axis(sheet: Sheet, plot: Plot, chart: Chart, spans: tuple[tuple[int, int], ...]) -> None:
    """Draw the axis below with its labels and marks."""
    y, width = plot.bottom, sheet.width - plot.left
    sheet.put(plot.left - 1, y, "└" + "─" * width, AXIS)
    free = sheet.width
    for place, label in reversed(place_ticks(chart.labels, width)):  # the last one is the one that counts
        first, last = spans[place]
        middle = (first + last) // 2
        name = cut(label, width)
        size = cell_len(name)
        x = max(0, min(middle - (size - 1) // 2, sheet.width - size))
        if x + size > free:
            continue
        sheet.set(middle, y, "┬", AXIS)
        sheet.put(x, y + 1, name, MUTED)
        free = x - 1
    for mark in chart.marks:
        if 0 <= mark.place < len(spans):
            first, last = spans[mark.place]
            sheet.set((first + last) // 2, y, "▲", MARK)


def with_cursor(
    picture: Picture, chart: Chart, place: int, glyphs: Glyphs, *, colours: bool = True
) -> Picture:
    """Put the cursor on a place of a picture."""
    if not 0 <= place < len(picture.spans):
        return picture
    sheet = Sheet.of(picture, ascii_only=glyphs is Glyphs.ASCII)
    if picture.are_rows:
        _light_row(sheet, picture, place)
        return replace(picture, lines=sheet.lines)
    is_filled = chart.shape is Shape.STACKED and colours and glyphs is not Glyphs.ASCII
    _light_column(sheet, picture, place, is_filled=is_filled)
    if picture.note is not None:
        pen = Pen(glyphs, is_letters(glyphs, colours=colours))
        write_reading(sheet, picture.note, chart, place, pen)
    return replace(picture, lines=sheet.lines)


def _light_row(sheet: Sheet, picture: Picture, place: int) -> None:
    first, last = picture.spans[place]
    if first >= picture.plot[1]:
        return
    for line in range(first, last + 1):
        for x in range(sheet.width):
            sheet.ink(x, line, sheet.ink_of(x, line) + LIT)
    sheet.set(sheet.width - 1, first, "◂", CURSOR + LIT)


def _light_column(sheet: Sheet, picture: Picture, place: int, *, is_filled: bool) -> None:
    """Draw a line down the middle of a place, and light up its columns.

    Args:
        sheet: what is drawn on.
        picture: what it shows.
        place: where.
        is_filled: whether the line has to go over what is drawn, which leaves nothing free.
    """
    first, last = picture.spans[place]
    middle = (first + last) // 2
    top, axis = picture.plot[0], picture.plot[1] - 1
    for y in range(top, axis):
        ground = sheet.ink_of(middle, y).partition("/")[0]
        if sheet.is_blank(middle, y):
            sheet.set(middle, y, "│", CURSOR)
        elif is_filled:
            sheet.set(middle, y, "│", f"{CURSOR}/{ground}")
    if sheet.ink_of(middle, axis) != MARK:
        sheet.set(middle, axis, "┴", CURSOR)
    for y in range(top, axis + 1):
        for x in range(first, last + 1):
            sheet.ink(x, y, sheet.ink_of(x, y) + LIT)
