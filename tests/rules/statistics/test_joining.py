"""Days that were learned at different times, joined."""

from __future__ import annotations

from datetime import date

from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.joining import bridged, overlaid


def day(
    number: int, level: float | None = None, change: float | None = None, *, anchored: bool = False
) -> DayFigures:
    return DayFigures(date(2026, 6, number), storage=level, storage_change=change, is_anchored=anchored)


def levels(*days: DayFigures) -> list[tuple[float | None, bool]]:
    return [(each.storage, each.is_anchored) for each in bridged(days)]


def test_an_anchored_level_behind_a_true_one_is_worked_out_from_its_change() -> None:
    assert levels(day(1, 500), day(2, 1020, 20, anchored=True), day(3, 1000, -20, anchored=True)) == [
        (500, False),
        (520, False),
        (500, False),
    ]


def test_an_anchored_level_before_a_true_one_is_worked_out_backwards() -> None:
    assert levels(day(1, 1020, anchored=True), day(2, 1040, 20, anchored=True), day(3, 500, -20)) == [
        (500, False),
        (520, False),
        (500, False),
    ]


def test_unknown_levels_come_from_the_neighbours_as_well() -> None:
    assert levels(day(1, None, 5), day(2, 10, 3), day(3, None, -4)) == [(7, False), (10, False), (6, False)]


def test_nothing_is_worked_out_over_a_gap_or_a_change_that_is_not_known() -> None:
    assert levels(day(1, 10), day(3, 99, 1, anchored=True)) == [(10, False), (99, True)]
    assert levels(day(1, 10), day(2, 99, anchored=True), day(3, None, 1)) == [
        (10, False),
        (99, True),
        (None, False),
    ]
    assert levels(day(1, None, 1), day(2, 5, None)) == [(None, False), (5, False)]
    assert levels() == []


def test_true_levels_are_never_touched() -> None:
    assert levels(day(1, 10), day(2, 50, 1)) == [(10, False), (50, False)]


def test_what_is_fresh_lies_over_what_was_known_figure_by_figure() -> None:
    known = [DayFigures(date(2026, 6, 1), mau=1, storage_change=7), DayFigures(date(2026, 6, 3), mau=3)]
    fresh = [
        DayFigures(date(2026, 6, 1), mau=2, storage=9, is_anchored=True),
        DayFigures(date(2026, 6, 2), mau=0),
    ]
    assert overlaid(known, fresh) == (
        DayFigures(date(2026, 6, 1), mau=2, storage=9, storage_change=7, is_anchored=True),
        DayFigures(date(2026, 6, 2), mau=0),
        DayFigures(date(2026, 6, 3), mau=3),
    )
