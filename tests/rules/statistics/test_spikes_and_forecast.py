"""Days that stand out, and what a month will come to, computed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.forecast import forecast
from capgo_tui.rules.statistics.periods import Period, month_of
from capgo_tui.rules.statistics.spikes import spikes
from tests.rules.statistics.figures_of_days import day, days, devices, levels

MIB = 1024.0**2
WEEK = (100, 103, 105, 104, 110, 60, 50)
"""From Monday on, in MiB."""
MONDAY = "2026-09-28"
TODAY = day("2026-11-22")
"""A Sunday, eight weeks after MONDAY."""


def weeks(count: int, **other: float | None) -> list[float | None]:
    """Bytes of whole weeks from MONDAY on, but for some days by their number."""
    plain: list[float | None] = [each * MIB for _ in range(count) for each in WEEK]
    for number, value in other.items():
        plain[int(number[1:])] = None if value is None else value * MIB
    return plain


def found(values: Sequence[float | None], today: str = "2026-11-22") -> list[tuple[str, bool]]:
    known = days(MONDAY, *values)
    everything = Period(day(MONDAY), day(MONDAY) + timedelta(days=len(values) - 1))
    return [
        (each.day.isoformat(), each.is_up) for each in spikes(known, Metric.BANDWIDTH, day(today), everything)
    ]


def test_weeks_like_each_other_have_no_spikes_though_weekends_are_low() -> None:
    assert found(weeks(8)) == []


def test_a_day_far_from_the_same_weekdays_stands_out_in_either_direction() -> None:
    assert found(weeks(8, _8=250)) == [("2026-10-06", True)]
    assert found(weeks(8, _8=20)) == [("2026-10-06", False)]


def test_a_spike_says_what_is_usual() -> None:
    known = days(MONDAY, *weeks(8, _8=206))
    (spike,) = spikes(known, Metric.BANDWIDTH, TODAY, Period(known[0].day, TODAY))
    assert (spike.usual, spike.times) == (103 * MIB, 2)


def test_less_than_a_third_more_is_no_spike_even_where_nothing_ever_varies() -> None:
    assert found(weeks(8, _7=130)) == []
    assert found(weeks(8, _7=131)) == [("2026-10-05", True)]


def test_what_varies_by_itself_has_to_vary_more() -> None:
    """Mondays 60, 80, 100, 120, 140: median 100, MAD 20, so 3.5 times 29.65 is 103.8 above it."""
    mondays = {"_0": 60, "_7": 80, "_14": 100, "_21": 120, "_28": 140}
    assert found(weeks(6, **mondays, _35=203)) == []
    assert found(weeks(6, **mondays, _35=204)) == [("2026-11-02", True)]


def test_today_is_never_low_but_may_be_high_already() -> None:
    assert found(weeks(8, _55=1)) == []
    assert found(weeks(8, _55=200)) == [("2026-11-22", True)]


def test_three_weeks_say_nothing() -> None:
    assert found(weeks(3, _8=900)) == []
    assert found(weeks(4, _8=900)) == [("2026-10-06", True)]


def test_a_gap_is_no_spike_and_does_not_spoil_the_others() -> None:
    assert found(weeks(8, _8=None, _15=300)) == [("2026-10-13", True)]


def test_before_an_app_existed_a_few_bytes_are_not_worth_a_mark() -> None:
    assert found([0.0] * 30 + [1000.0]) == []
    assert found([0.0] * 30 + [2 * MIB]) == [("2026-10-28", True)]
    assert found([]) == []


def test_the_first_days_of_a_cycle_are_high_in_mau_and_no_spikes() -> None:
    months = [[900.0, 700, 500, 300, *[100] * 26] for _ in range(4)]
    months[3][20] = 400
    known = [
        each for number, month in enumerate(months) for each in devices(f"2026-{8 + number:02}-01", *month)
    ]
    spiking = spikes(known, Metric.MAU, day("2026-11-30"), month_of(TODAY))
    assert [each.day.isoformat() for each in spiking] == ["2026-11-21"]


# Forecast


def test_a_day_to_come_is_like_its_weekday_was() -> None:
    """Today is the 22nd, a Sunday, at 10 of the usual 50; 23 to 30 November are Monday to Monday."""
    known = days(MONDAY, *weeks(8, _55=10))
    november = month_of(TODAY)
    expected = forecast(known, Metric.BANDWIDTH, november, TODAY)
    assert expected is not None
    # 1 November was a Sunday (50); three whole weeks of 632 follow, the last without the 40 still to come.
    assert expected.known == (50 + 3 * 632 - 40) * MIB
    assert expected.value == pytest.approx((50 + 3 * 632 + 632 + 100) * MIB)
    assert expected.days_left == 9


def test_today_counts_as_it_is_where_that_is_more_than_expected() -> None:
    november = month_of(TODAY)
    expected = forecast(days(MONDAY, *weeks(8, _55=90)), Metric.BANDWIDTH, november, TODAY)
    assert expected is not None
    assert expected.value == pytest.approx((50 + 3 * 632 + 40 + 632 + 100) * MIB)


def test_a_day_that_is_missing_is_estimated_too() -> None:
    expected = forecast(days(MONDAY, *weeks(8, _50=None)), Metric.BANDWIDTH, month_of(TODAY), TODAY)
    assert expected is not None
    assert expected.days_left == 10
    assert expected.value == pytest.approx((50 + 4 * 632 + 100) * MIB)


def test_too_little_gives_no_forecast() -> None:
    assert forecast(days("2026-11-16", *[5.0] * 7), Metric.BANDWIDTH, month_of(TODAY), TODAY) is None
    assert forecast(days("2026-11-15", *[5.0] * 8), Metric.BANDWIDTH, month_of(TODAY), TODAY) is not None
    assert forecast([], Metric.STORAGE, month_of(TODAY), TODAY) is None


def test_a_period_that_has_ended_or_not_begun_has_no_forecast() -> None:
    known = days(MONDAY, *weeks(8))
    for month in (month_of(day("2026-10-01")), month_of(day("2026-12-01"))):
        assert forecast(known, Metric.BANDWIDTH, month, TODAY) is None


def test_mau_follows_the_shape_of_the_cycle_before() -> None:
    """October 10 × 50 then 21 × 10 is 710; November so far 10 × 100 and 11 × 20, which is 1220 for 610."""
    october = devices("2026-10-01", *[50.0] * 10, *[10.0] * 21)
    november = devices("2026-11-01", *[100.0] * 10, *[20.0] * 11, 3)
    expected = forecast([*october, *november], Metric.MAU, month_of(TODAY), TODAY)
    assert expected is not None
    assert expected.value == pytest.approx(1220 * 710 / 610)
    assert (expected.known, expected.days_left) == (1223, 9)


def test_mau_needs_the_whole_cycle_before_and_five_days_of_this_one() -> None:
    november = devices("2026-11-01", *[100.0] * 21)
    assert forecast(november, Metric.MAU, month_of(TODAY), TODAY) is None
    october = devices("2026-10-01", *[50.0] * 31)
    early = day("2026-11-05")
    assert forecast([*october, *november], Metric.MAU, month_of(TODAY), early) is None
    assert forecast([*october, *november], Metric.MAU, month_of(TODAY), early + timedelta(days=1)) is not None


def test_storage_goes_on_as_it_went() -> None:
    """28 days of 10 each from 1000 on: 1280 today, and eight more days."""
    begin = TODAY - timedelta(days=28)
    known = levels(begin.isoformat(), *[1000 + 10.0 * n for n in range(29)])
    expected = forecast(known, Metric.STORAGE, month_of(TODAY), TODAY)
    assert expected is not None
    assert (expected.known, expected.value, expected.days_left) == (1280, 1360, 8)
