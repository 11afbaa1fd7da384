"""The charts of adoption: the shares of all bundles on top of each other, and the curve of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.presenters.adoption import day_text
from capgo_tui.presenters.charts.chart import MOST_SERIES, Chart, ChartSeries, Mark, Shape, fold
from capgo_tui.presenters.numbers import percent

if TYPE_CHECKING:
    from datetime import date

    from capgo_tui.rules.statistics.adoption import Adoption, Course


_FEWEST_SERIES = 3
"""How many series are drawn at least, though their names have to be cut."""
_TODAY = len("┄ today so far")
_LARGE = 20.0
"""Percent from which a curve is drawn against the whole: below it would lie flat on the axis."""


def stack_chart(adoption: Adoption, title: str, room: int | None = None) -> Chart:
    """Draw the shares of every day; the newest bundle lies at the bottom, where its rise is seen best.

    It is drawn in its own right however small it is; of the others the largest are.

    Args:
        adoption: the shares.
        title: what stands above.
        room: the cells that title and legend have. With long names fewer are drawn, and the title goes
            before a series does; None for as many as they need.
    """
    series = _series(adoption, room)
    if room is not None and len(title) + 2 + _legend(series) > room:
        title = ""
    drawn = {each.name for each in series}
    return Chart(
        title=title,
        unit="percent",
        shape=Shape.STACKED,
        labels=_labels(adoption),
        series=series,
        number=percent,
        marks=tuple(
            mark
            for course in adoption.courses
            if course.name in drawn
            for mark in _marks(adoption, course.released, course.name)
        ),
        partial_from=adoption.today,
        is_share=True,
    )


def _series(adoption: Adoption, room: int | None) -> tuple[ChartSeries, ...]:
    """The newest and the largest, as many as have room in the legend."""
    every = [ChartSeries(course.name, course.shares) for course in adoption.courses]
    for most in range(MOST_SERIES, _FEWEST_SERIES, -1):
        series = _folded(every, most)
        if room is None or _legend(series) <= room:
            return series
    return _folded(every, _FEWEST_SERIES)


def _legend(series: Sequence[ChartSeries]) -> int:
    """The cells of a legend: a sign, a name and gaps for each series, and what it says of today."""
    return sum(len(each.name) + 4 for each in series) + _TODAY


def _folded(every: list[ChartSeries], most: int) -> tuple[ChartSeries, ...]:
    return tuple(every) if len(every) <= most else (every[0], *fold(every[1:], most - 1))


def curve_chart(adoption: Adoption, course: Course) -> Chart:
    """Draw the share of one bundle, with its release and the days on which it reached the two levels."""
    before = course.released is not None and adoption.days and course.released < adoption.days[0]
    known = [share for share in course.shares if share is not None]
    return Chart(
        title=f"{course.name}, released {day_text(course.released, adoption.days[-1])}"
        if before
        else course.name,
        unit="percent",
        shape=Shape.LINES,
        labels=_labels(adoption),
        series=(ChartSeries("share", course.shares),),
        number=percent,
        marks=(
            *_marks(adoption, course.released, "release"),
            *(
                mark
                for each in (course.half, course.most)
                if not each.at_most
                for mark in _marks(adoption, each.day, f"{each.level:.0f}%")
            ),
        ),
        partial_from=adoption.today,
        is_share=max(known, default=0.0) >= _LARGE,
    )


def _labels(adoption: Adoption) -> tuple[str, ...]:
    return tuple(day.isoformat() for day in adoption.days)


def _marks(adoption: Adoption, day: date | None, text: str) -> tuple[Mark, ...]:
    """Mark a day, if it is among those that are drawn."""
    return (Mark(adoption.days.index(day), text),) if day is not None and day in adoption.days else ()
