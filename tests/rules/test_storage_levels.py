"""Levels of storage, against the worked example of contract/api.md 3.8."""

from __future__ import annotations

from capgo_tui.models.statistics import StatPoint
from capgo_tui.rules.storage_levels import with_levels


def days(*storage: float | None) -> list[StatPoint]:
    return [
        StatPoint.read({"date": f"2026-06-{day:02}", "storage": value})
        for day, value in enumerate(storage, 1)
    ]


def levels(*storage: float | None) -> list[float | None]:
    return [point.storage for point in with_levels(days(*storage))]


def test_the_worked_example_comes_out_as_the_server_would_accumulate_it() -> None:
    assert levels(1020, 0, -20) == [1020, 1020, 1000]


def test_a_day_without_a_value_keeps_the_level_and_nothing_is_made_up() -> None:
    assert levels(100, None, 5) == [100, 100, 105]
    assert levels(None, 7, 1) == [None, 7, 8]
    assert levels() == []


def test_everything_else_of_a_day_stays() -> None:
    (point,) = with_levels([StatPoint.read({"date": "2026-06-01", "mau": 3, "storage": 1, "bandwidth": 5})])
    assert (point.mau, point.bandwidth) == (3, 5)
