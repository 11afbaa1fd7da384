"""Totals, comparisons and ratios, computed by hand. What is not known is never zero."""

from __future__ import annotations

import pytest

from capgo_tui.rules.statistics.comparing import Change, Direction, compare, overlay
from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.ratios import (
    bandwidth_per_user,
    bandwidth_per_user_by_day,
    ratio,
    shares,
    storage_per_app,
)
from capgo_tui.rules.statistics.sums import (
    cumulative,
    figure,
    level_at_end,
    mean,
    moving_mean,
    total,
    values,
)
from tests.rules.statistics.figures_of_days import day, days, levels

JUNE = Period(day("2026-06-01"), day("2026-06-04"))


def test_a_total_adds_what_is_known_and_says_how_much_is_not() -> None:
    found = total(days("2026-06-01", 5, None, 7), Metric.BANDWIDTH, JUNE)
    assert (found.value, found.known, found.missing, found.is_complete) == (12, 2, 2, False)
    assert found.mean == 6


def test_zeros_are_known_and_before_anything_is_known_there_is_no_total() -> None:
    zeros = total(days("2026-06-01", 0, 0, 0, 0), Metric.BANDWIDTH, JUNE)
    assert (zeros.value, zeros.is_complete) == (0, True)
    nothing = total([], Metric.BANDWIDTH, JUNE)
    assert (nothing.value, nothing.known, nothing.missing, nothing.mean) == (None, 0, 4, None)


def test_a_period_without_days_has_no_total_and_is_not_complete() -> None:
    empty = Period(JUNE.last, JUNE.first)
    assert (total(days("2026-06-01", 1), Metric.BANDWIDTH, empty).value) is None
    assert total([], Metric.BANDWIDTH, empty).is_complete is False
    assert level_at_end([], Metric.STORAGE, empty).value is None


def test_days_outside_the_period_and_their_order_do_not_matter() -> None:
    known = days("2026-05-30", 100, 100, 1, 2, 3, 4, 100)
    assert total(known[::-1], Metric.BANDWIDTH, JUNE).value == 10
    assert values(known[::-1], Metric.BANDWIDTH, JUNE) == (1, 2, 3, 4)


def test_of_storage_the_level_on_the_last_day_counts() -> None:
    known = levels("2026-06-01", 1020, 1020, 1000, 1100)
    assert figure(known, Metric.STORAGE, JUNE).value == 1100
    assert level_at_end(known[:3], Metric.STORAGE, JUNE).value is None


def test_the_worked_example_of_the_contract() -> None:
    """mau 10, 12, 8 and bandwidth 5, 0, 7 (contract/api.md 3.8)."""
    known = days("2026-06-01", 5, 0, 7, mau=(10, 12, 8))
    three = JUNE.head(3)
    assert total(known, Metric.MAU, three).value == 30
    assert total(known, Metric.BANDWIDTH, three).value == 12
    assert mean(known, Metric.BANDWIDTH, three) == 4
    assert cumulative(values(known, Metric.MAU, three)) == (10, 22, 30)
    assert cumulative(values(known, Metric.BANDWIDTH, three)) == (5, 5, 12)


def test_a_running_total_goes_on_behind_a_gap_and_the_gap_stays() -> None:
    assert cumulative([1, None, 2]) == (1, None, 3)
    assert cumulative([None, 4]) == (None, 4)
    assert cumulative([]) == ()


def test_a_moving_mean_needs_all_of_its_days() -> None:
    assert moving_mean([1, 2, 3, 4], 3) == (None, None, 2, 3)
    assert moving_mean([1, None, 3, 4, 5], 3) == (None, None, None, None, 4)


@pytest.mark.parametrize(
    ("now", "before", "absolute", "percent", "direction"),
    [
        (150, 100, 50, 50, Direction.UP),
        (50, 100, -50, -50, Direction.DOWN),
        (0, 100, -100, -100, Direction.DOWN),
        (100, 100, 0, 0, Direction.SAME),
        (5, 0, 5, None, Direction.NEW),
        (0, 0, 0, None, Direction.SAME),
        (None, 5, None, None, Direction.UNKNOWN),
        (5, None, None, None, Direction.UNKNOWN),
    ],
)
def test_a_change_is_told_in_both_ways_where_it_can_be(
    now: float | None,
    before: float | None,
    absolute: float | None,
    percent: float | None,
    direction: Direction,
) -> None:
    change = Change(now, before)
    assert (change.absolute, change.percent, change.direction) == (absolute, percent, direction)


def test_two_months_are_compared_by_what_they_come_to() -> None:
    known = days("2026-05-28", 1, 1, 1, 1, 2, 2, 2, 2)
    found = compare(known, Metric.BANDWIDTH, JUNE, JUNE.previous())
    assert (found.now.value, found.before.value, found.change.percent) == (8, 4, 100)


def test_a_day_that_is_missing_makes_the_change_unknown() -> None:
    found = compare(days("2026-05-29", 1, 1, 1, 2, 2, 2, 2), Metric.BANDWIDTH, JUNE, JUNE.previous())
    assert (found.before.missing, found.change.direction) == (1, Direction.UNKNOWN)


def test_before_an_app_existed_its_days_are_zero_and_it_is_new() -> None:
    known = days("2026-05-28", 0, 0, 0, 0, 2, 2, 2, 2)
    change = compare(known, Metric.BANDWIDTH, JUNE, JUNE.previous()).change
    assert (change.direction, change.percent) == (Direction.NEW, None)


def test_an_overlay_lays_first_day_on_first_day_and_a_missing_day_is_a_gap() -> None:
    now, before = Period(day("2026-03-01"), day("2026-03-02")), Period(day("2026-02-26"), day("2026-02-28"))
    laid = overlay(days("2026-02-26", 1, None, 3, 4, 5), Metric.BANDWIDTH, now, before)
    assert laid.places == (1, 2, 3)
    assert laid.now == (4, 5, None)
    assert laid.before == (1, None, 3)


def test_bytes_for_each_device_count_only_days_of_which_both_are_known() -> None:
    known = days("2026-06-01", 100, 50, 30, 0, mau=(10, None, 5, 0))
    assert bandwidth_per_user(known, JUNE) == 130 / 15
    assert bandwidth_per_user_by_day(known, JUNE) == (10, None, 6, None)
    assert bandwidth_per_user(days("2026-06-01", 5, mau=(0,)), JUNE) is None


def test_a_ratio_to_nothing_is_not_known() -> None:
    assert ratio(1, 0) is None
    assert ratio(None, 1) is None
    assert ratio(0, 4) == 0
    assert (storage_per_app(90, 3), storage_per_app(90, 0), storage_per_app(None, 3)) == (30, None, None)


def test_apps_are_ranked_with_their_part_of_the_whole() -> None:
    ranked = shares({"b": 30, "a": 60, "d": None, "c": 10})
    assert [(each.name, each.percent) for each in ranked] == [
        ("a", 60),
        ("b", 30),
        ("c", 10),
        ("d", None),
    ]
    assert [each.percent for each in shares({"a": 0, "b": 0})] == [None, None]
    assert shares({}) == ()


def test_every_metric_is_read_from_its_own_figure() -> None:
    one = [DayFigures(JUNE.first, mau=1, bandwidth=2, storage=3, build_seconds=4)]
    assert [figure(one, metric, JUNE.head(1)).value for metric in Metric] == [1, 3, 2, 4]
