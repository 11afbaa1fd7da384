"""Where an axis has its ticks, and what they say."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from capgo_tui.presenters.charts.chart import Chart, Shape

FROM_ZERO = 0.5
"""Lines begin at zero if the lowest value is less than this share of the highest."""
GAP = 2
"""Cells between the labels of two places."""

_STEPS = (1.0, 2.0, 2.5, 3.0, 4.0, 5.0)
_ROWS_APART = (3, 2, 4, 5)
"""How many lines ticks may stand apart, the best first."""
_BETTER = 0.93
"""Less than this has a scale to be of another to be better for it."""
_DAY_STEPS = (1, 2, 3, 7, 14, 28)
_MONTH_STEPS = (1, 2, 3, 6, 12)
_LONG = 120
"""From so many days on the ticks are at the beginnings of months."""


@dataclass(frozen=True)
class Scale:
    """A range of values on so many dots."""

    low: float
    high: float
    dots: int
    ticks: tuple[float, ...] = ()
    """Round values on it, ascending."""

    def dot(self, value: float) -> int:
        """The dot of a value, 0 at the bottom; what lies beyond is at the edge."""
        share = (value - self.low) / (self.high - self.low)
        return round(min(1.0, max(0.0, share)) * (self.dots - 1))


def chart_scale(chart: Chart, rows: int, down: int) -> Scale:
    """Make the scale of a chart that has values: bars begin at zero, lines where it is not far.

    Args:
        chart: what is drawn.
        rows: its height in cells.
        down: dots in a cell.
    """
    known = chart.heights
    if chart.is_share:
        return share_scale(max(known), rows, down)
    if chart.near_limit is not None:
        known.append(chart.near_limit)
    has_bars = any(chart.shape_of(series) is not Shape.LINES for series in chart.series)
    if has_bars or min(known) < max(known) * FROM_ZERO:
        known.append(0.0)
    return value_scale(known, rows, down, chart.number, binary=chart.unit == "bytes")


def share_scale(highest: float, rows: int, down: int) -> Scale:
    """Make the scale of percent of a whole: it ends at 100."""
    ticks = (0.0, 25.0, 50.0, 75.0, 100.0) if rows >= 9 else (0.0, 50.0, 100.0)
    return Scale(0.0, max(100.0, highest), rows * down, ticks)


def value_scale(
    values: Sequence[float], rows: int, down: int, number: Callable[[float], str], *, binary: bool
) -> Scale:
    """Make a scale whose ticks stand the same number of lines apart.

    Args:
        values: what has to be on it; with 0.0 it begins at zero.
        rows: its height in cells.
        down: dots in a cell.
        number: writes a value; two ticks are not to read the same.
        binary: whether the values are bytes, whose units are 1024 times each other.
    """
    low, high = min(values), max(values)
    if high <= low:
        high = low + (abs(low) or 1.0)
    dots = max(2, rows * down)
    unit = 1024.0 ** math.floor(math.log(max(abs(low), abs(high)), 1024)) if binary else 1.0
    has_parts = unit == 1 or low >= unit
    best: tuple[float, float, int] | None = None
    for apart in (each for each in _ROWS_APART if each <= max(2, rows - 1)):
        cells = apart * down
        for step in _steps((high - low) * cells / dots, unit, has_parts=has_parts):
            start = math.floor(low / step + 1e-9) * step
            end = start + step * (dots - 1) / cells
            if end >= high * (1 - 1e-9) and number(step) != number(0.0):
                if best is None or end - start < (best[1] - best[0]) * _BETTER:
                    best = (start, end, cells)
                break
    if best is None:
        return Scale(low, high, dots, (low,))
    start, end, cells = best
    step = (end - start) * cells / (dots - 1)
    count = (dots - 1) // cells + 1
    return Scale(start, end, dots, tuple(start + step * place for place in range(count)))


def _steps(least: float, unit: float, *, has_parts: bool) -> Iterator[float]:
    """Round numbers of a unit, ascending, from about `least` on.

    Args:
        least: what none is much smaller than.
        unit: bytes of a binary unit; 1 for all other numbers.
        has_parts: whether tenths of a unit are written in it, and not in the unit below.
    """
    if not has_parts and least <= unit / 2:
        yield unit / 2
        least = unit * 0.6
    power = math.floor(math.log10(least / unit))
    for exponent in range(power, power + 12):
        ten: float = 10.0**exponent
        for each in _STEPS:
            # 2.5 devices would be written as 2, but 2.5 GiB are that.
            if each * ten * unit >= least * 0.99 and (each != 2.5 or ten >= 10 or unit > 1):
                yield each * ten * unit


def tick_text(number: Callable[[float], str], value: float) -> str:
    """Write a tick without the nought behind the point: `2 GiB`."""
    if value == 0:
        return number(0.0).removesuffix(" B")
    text = number(value)
    return text.replace(".0 ", " ").removesuffix(".0")


def read_days(labels: Sequence[str]) -> tuple[date, ...] | None:
    """Read labels as days; None if they are anything else."""
    try:
        return tuple(date.fromisoformat(label) for label in labels) or None
    except ValueError:
        return None


def day_text(day: date, *, weekday: bool = False) -> str:
    """Write a day as `22 Nov`, or `Sun 22 Nov`."""
    return f"{day:%a} {day.day} {day:%b}" if weekday else f"{day.day} {day:%b}"


def place_ticks(labels: Sequence[str], width: int) -> tuple[tuple[int, str], ...]:
    """Choose the places that get a label, and what it says, so that they fit into a width in cells."""
    count = len(labels)
    if not count:
        return ()
    days = read_days(labels)
    if days is not None and (days[-1] - days[0]).days >= _LONG:
        return _month_ticks(days, width)
    texts = [day_text(day) for day in days] if days is not None else list(labels)
    longest = min(max(map(len, texts)), max(4, width // 3))
    fits = max(1, (width + GAP) // (longest + GAP))
    step = next((each for each in _DAY_STEPS if count / each <= fits), -(-count // fits))
    # The last place is today, or the newest: it has its label, and the others go back from it.
    return tuple((place, texts[place]) for place in range((count - 1) % step, count, step))


def _month_ticks(days: Sequence[date], width: int) -> tuple[tuple[int, str], ...]:
    """The beginnings of months: `Nov`, and the year in January."""
    starts = [place for place, day in enumerate(days) if day.day == 1]
    fits = max(1, width // (4 + GAP))
    for step in _MONTH_STEPS:
        chosen = [place for place in starts if (days[place].month - 1) % step == 0]
        if len(chosen) <= fits:
            break
    else:
        chosen = chosen[:fits]
    return tuple(
        (place, f"{days[place]:%Y}" if days[place].month == 1 else f"{days[place]:%b}") for place in chosen
    )
