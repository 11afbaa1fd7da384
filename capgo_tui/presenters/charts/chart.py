"""What a chart shows, whoever draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

MOST_SERIES = 6
"""More series than this are drawn as the largest ones and `others`."""


NEAR = 4.0
"""A limit is drawn if it is no more than so many times the highest value; else it would flatten them."""


class Shape(Enum):
    """How a chart is drawn."""

    BARS = "bars"
    """One bar for each place on the axis."""
    LINES = "lines"
    """One line for each series; a value of None is a gap."""
    STACKED = "stacked"
    """The series on top of each other, such as shares of a hundred."""
    ROWS = "rows"
    """Bars from left to right, one for each label: a ranking."""


@dataclass(frozen=True)
class ChartSeries:
    """One series: as many values as the chart has labels."""

    name: str
    """What the legend says; may hold a server's words, so whoever draws it cleans it."""
    values: tuple[float | None, ...]
    shape: Shape | None = None
    """How this series is drawn, if not as the chart is: a mean as a line over bars."""
    is_faint: bool = False
    """Whether it stands behind the others: the compared period."""


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day: a spike, a release."""

    place: int
    """The index of the label that it belongs to."""
    text: str
    """What it says, in a word or two; may hold a server's words."""


@dataclass(frozen=True)
class Chart:
    """A chart: its labels from left to right, and its series."""

    title: str
    unit: str
    """What the values are: `bytes`, `devices`, `percent`."""
    shape: Shape
    labels: tuple[str, ...]
    """One for each place: days as `2026-11-22`, days of a period as `1`, or names."""
    series: tuple[ChartSeries, ...]
    number: Callable[[float], str] = str
    """Writes a value with its unit, such as `1.5 GiB`."""
    marks: tuple[Mark, ...] = ()
    limit: float | None = None
    """A level that is not to be crossed, such as the plan's."""
    limit_name: str = ""
    partial_from: int | None = None
    """The first place whose values are still growing, such as today's; None if there is none."""
    full_labels: tuple[str, ...] = ()
    """What its places are called in full, where the labels are short; empty if they are not."""
    is_share: bool = False
    """Whether the values are percent of a whole, so that the axis ends at 100."""

    @property
    def places(self) -> int:
        """How many places the axis has."""
        return len(self.labels)

    @property
    def has_values(self) -> bool:
        """Whether anything is known."""
        return any(value is not None for series in self.series for value in series.values)

    @property
    def heights(self) -> list[float]:
        """What it reaches: every value that is known, or the sums of stacked ones."""
        if self.shape is Shape.STACKED:
            columns = zip(*(series.values for series in self.series), strict=True)
            return [sum(max(0.0, value or 0.0) for value in column) for column in columns]
        return [value for series in self.series for value in series.values if value is not None]

    @property
    def near_limit(self) -> float | None:
        """The limit, if it can be drawn without flattening everything."""
        if self.limit is None or self.limit > max(self.heights, default=0.0) * NEAR:
            return None
        return self.limit

    def is_partial(self, place: int) -> bool:
        """Whether the values of a place are still growing."""
        return self.partial_from is not None and place >= self.partial_from

    def shape_of(self, series: ChartSeries) -> Shape:
        """How a series is drawn: the compared period stands as a line over bars."""
        if series.shape is not None:
            return series.shape
        return Shape.LINES if series.is_faint and self.shape is Shape.BARS else self.shape


def runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Give the parts of a line between its gaps, as places and values."""
    run: list[tuple[int, float]] = []
    for place, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((place, value))
    if run:
        yield run


def fold(
    series: Sequence[ChartSeries], most: int = MOST_SERIES, others: str = "others"
) -> tuple[ChartSeries, ...]:
    """Leave the largest series and put the rest together, so that no more than `most` are drawn.

    The order stays; `others` comes last. A place where every folded series is unknown stays unknown.
    """
    if len(series) <= most:
        return tuple(series)

    def total(each: ChartSeries) -> float:
        return sum(value for value in each.values if value is not None)

    kept = sorted(range(len(series)), key=lambda place: -total(series[place]))[: most - 1]
    rest = [each for place, each in enumerate(series) if place not in kept]
    together = tuple(
        sum(known) if (known := [value for value in values if value is not None]) else None
        for values in zip(*(each.values for each in rest), strict=True)
    )
    return (*(series[place] for place in sorted(kept)), ChartSeries(others, together))
