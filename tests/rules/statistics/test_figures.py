"""Days rebuilt from what the server sends, against the worked example of contract/api.md 3.8."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

from capgo_tui.models.statistics import StatPoint
from capgo_tui.rules.statistics.figures import DayFigures, Metric, figures_of, with_levels


def points(*storage: float | None) -> list[StatPoint]:
    return [
        StatPoint.read({"date": f"2026-06-{day:02}", "storage": value})
        for day, value in enumerate(storage, 1)
    ]


def levels(*storage: float | None) -> list[float | None]:
    return [day.storage for day in figures_of(points(*storage))]


EXAMPLE = [
    StatPoint.read({"date": "2026-06-01T00:00:00.000Z", "mau": 10, "storage": 1020, "bandwidth": 5}),
    StatPoint.read({"date": "2026-06-02T00:00:00.000Z", "mau": 12, "storage": 0, "bandwidth": 0}),
    StatPoint.read({"date": "2026-06-03T00:00:00.000Z", "mau": 8, "storage": -20, "bandwidth": 7}),
]
"""The answer of the example with `noAccumulate`."""


def test_the_worked_example_comes_out_as_the_server_would_accumulate_it() -> None:
    days = figures_of(EXAMPLE)
    assert [day.storage for day in days] == [1020, 1020, 1000]
    assert list(accumulate(day.mau or 0 for day in days)) == [10, 22, 30]
    assert list(accumulate(day.bandwidth or 0 for day in days)) == [5, 5, 12]


def test_the_worked_example_day_by_day() -> None:
    assert figures_of(EXAMPLE) == (
        DayFigures(date(2026, 6, 1), mau=10, bandwidth=5, storage=1020),
        DayFigures(date(2026, 6, 2), mau=12, bandwidth=0, storage=1020, storage_change=0),
        DayFigures(date(2026, 6, 3), mau=8, bandwidth=7, storage=1000, storage_change=-20),
    )


def test_an_app_in_a_breakdown_has_changes_and_no_levels() -> None:
    days = figures_of(points(100, 0, -20), has_base=False)
    assert [day.storage_change for day in days] == [100, 0, -20]
    assert [day.storage for day in days] == [None, None, None]


def test_a_day_without_a_value_keeps_the_level_and_nothing_is_made_up() -> None:
    assert levels(100, None, 5) == [100, 100, 105]
    assert levels() == []


def test_without_a_base_no_change_is_taken_for_a_level() -> None:
    assert levels(None, 7, 1) == [None, None, None]


def test_days_that_are_left_out_stay_out_and_disorder_does_not_matter() -> None:
    days = figures_of([EXAMPLE[2], EXAMPLE[0]])
    assert [(day.day.day, day.storage) for day in days] == [(1, 1020), (3, 1000)]


def test_a_level_of_an_old_range_says_so_and_an_unknown_one_does_not() -> None:
    assert [day.is_anchored for day in figures_of(EXAMPLE, is_anchored=True)] == [True, True, True]
    assert not any(day.is_anchored for day in figures_of(points(None, 1), is_anchored=True))


def test_everything_else_of_a_day_stays_when_its_storage_becomes_a_level() -> None:
    shown = with_levels(EXAMPLE)
    assert [point.storage for point in shown] == [1020, 1020, 1000]
    assert [(point.mau, point.bandwidth) for point in shown] == [(10, 5), (12, 0), (8, 7)]


def test_each_metric_has_its_figure() -> None:
    day = DayFigures(date(2026, 6, 1), mau=1, storage=2, bandwidth=3, build_seconds=4)
    assert [day.of(metric) for metric in Metric] == [1, 2, 3, 4]
