"""Which days are meant, and which they are compared with, across the ends of months and in leap years."""

from __future__ import annotations

from datetime import date

import pytest

from capgo_tui.errors import Misused
from capgo_tui.rules.statistics.periods import Period, billing_cycle, last_days, last_year, month_of
from capgo_tui.rules.statistics.ranges import Range, RangeKind, custom, read_month, read_range

TODAY = date(2026, 11, 22)


def period(text: str) -> Period:
    first, last = text.split("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def test_the_last_days_end_today_and_reach_over_the_end_of_a_month() -> None:
    assert last_days(date(2026, 3, 3), 7) == period("2026-02-25..2026-03-03")
    assert last_days(date(2028, 3, 3), 7) == period("2028-02-26..2028-03-03")
    assert last_days(TODAY, 1).length == 1


def test_twelve_months_begin_on_the_day_after_today_a_year_ago() -> None:
    assert last_year(TODAY) == period("2025-11-23..2026-11-22")
    assert last_year(TODAY).length == 365
    assert last_year(date(2028, 2, 29)) == period("2027-03-01..2028-02-29")
    assert last_year(date(2028, 3, 1)).length == 366


@pytest.mark.parametrize(
    ("today", "billing_day", "cycle"),
    [
        ("2026-11-22", 15, "2026-11-15..2026-12-14"),
        ("2026-11-15", 15, "2026-11-15..2026-12-14"),
        ("2026-11-14", 15, "2026-10-15..2026-11-14"),
        ("2026-11-22", 1, "2026-11-01..2026-11-30"),
        ("2026-02-10", 31, "2026-01-31..2026-02-27"),
        ("2026-02-28", 31, "2026-02-28..2026-03-30"),
        ("2028-02-29", 30, "2028-02-29..2028-03-29"),
        ("2028-02-28", 30, "2028-01-30..2028-02-28"),
        ("2026-01-01", 29, "2025-12-29..2026-01-28"),
    ],
)
def test_a_billing_cycle_begins_on_its_day_or_on_the_last_of_a_shorter_month(
    today: str, billing_day: int, cycle: str
) -> None:
    assert billing_cycle(date.fromisoformat(today), billing_day) == period(cycle)


def test_there_is_no_billing_day_zero() -> None:
    with pytest.raises(ValueError, match="0"):
        billing_cycle(TODAY, 0)


def test_every_day_of_three_years_lies_in_one_cycle_and_cycles_have_no_gaps() -> None:
    for billing_day in (1, 15, 29, 30, 31):
        cycle = billing_cycle(date(2026, 1, 1), billing_day)
        while cycle.last < date(2028, 12, 31):
            assert billing_cycle(cycle.last, billing_day) == cycle
            after = billing_cycle(date.fromordinal(cycle.last.toordinal() + 1), billing_day)
            assert after.first.toordinal() == cycle.last.toordinal() + 1
            cycle = after


def test_a_month_that_is_under_way_is_compared_with_as_many_days_of_the_one_before() -> None:
    month = Range(RangeKind.MONTH)
    assert month.shown(TODAY) == period("2026-11-01..2026-11-22")
    assert month.before(TODAY) == period("2026-10-01..2026-10-22")
    assert month.year_ago(TODAY) == period("2025-11-01..2025-11-22")
    assert month.before(date(2026, 3, 31)) == period("2026-02-01..2026-02-28")
    assert month.before(date(2026, 3, 30)) == period("2026-02-01..2026-02-28")


def test_a_cycle_is_compared_with_the_cycle_before_and_not_with_as_many_days_before_it() -> None:
    cycle = Range(RangeKind.BILLING, billing_day=15)
    assert cycle.whole(TODAY) == period("2026-11-15..2026-12-14")
    assert cycle.shown(TODAY) == period("2026-11-15..2026-11-22")
    assert cycle.before(TODAY) == period("2026-10-15..2026-10-22")
    assert cycle.year_ago(TODAY) == period("2025-11-15..2025-11-22")
    late = Range(RangeKind.BILLING, billing_day=31)
    assert late.before(date(2026, 3, 30)) == period("2026-01-31..2026-02-27")


def test_the_last_days_are_compared_with_as_many_before_them() -> None:
    week = Range(RangeKind.DAYS, days=7)
    assert week.shown(TODAY) == period("2026-11-16..2026-11-22")
    assert week.before(TODAY) == period("2026-11-09..2026-11-15")
    assert week.year_ago(TODAY) == period("2025-11-16..2025-11-22")
    assert Range(RangeKind.YEAR).before(TODAY) == period("2024-11-23..2025-11-22")


def test_a_whole_month_is_compared_with_the_whole_month_before() -> None:
    march = custom(month_of(date(2028, 3, 1)))
    assert march.before(TODAY.replace(year=2028)) == period("2028-02-01..2028-02-29")
    assert march.year_ago(TODAY.replace(year=2028)) == period("2027-03-01..2027-03-31")


def test_the_29th_of_february_is_the_28th_a_year_before() -> None:
    assert period("2028-02-29..2028-03-01").year_ago() == period("2027-02-28..2027-03-01")
    assert month_of(date(2028, 2, 1)).year_ago() == period("2027-02-01..2027-02-28")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-10", "2026-10-01..2026-10-31"),
        ("2026-2", "2026-02-01..2026-02-28"),
        ("2026-10-01..2026-10-15", "2026-10-01..2026-10-15"),
        (" 2026-10-01 .. 2026-10-15 ", "2026-10-01..2026-10-15"),
        ("2026-11-20..", "2026-11-20..2026-11-22"),
        ("2026-10-07", "2026-10-07..2026-10-07"),
        ("14d", "2026-11-09..2026-11-22"),
        ("1 day", "2026-11-22..2026-11-22"),
        ("2026-11", "2026-11-01..2026-11-22"),
    ],
)
def test_a_range_is_read_as_it_is_written(text: str, meant: str) -> None:
    assert read_range(text, TODAY).shown(TODAY) == period(meant)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no range"),
        ("yesterday", "no range"),
        ("2026-13", "no month 13"),
        ("2026-02-30", "no day 2026-02-30"),
        ("2026-10-15..2026-10-01", "ends on 2026-10-01, before it begins"),
        ("2026-12", "in the future"),
        ("2026-11-23..", "in the future"),
        ("2020-01-01..2026-01-01", "the most are 1,100"),
        ("0d", "1 to 1,100 days"),
        ("2026-10-01..later", "no range"),
        ("0000-01", "no month 1"),
    ],
)
def test_what_is_no_range_is_refused_with_a_reason(text: str, says: str) -> None:
    with pytest.raises(Misused, match=says) as refused:
        read_range(text, TODAY)
    assert refused.value.field == "range"


def test_a_month_of_a_report_is_a_month_and_nothing_else() -> None:
    assert read_month("2026-10", TODAY) == month_of(date(2026, 10, 1))
    for text in ("2026-10-01", "7d", "2027-01"):
        with pytest.raises(Misused):
            read_month(text, TODAY)


def test_a_period_is_written_as_it_is_read() -> None:
    for text in ("2026-10", "2026-10-01..2026-10-15"):
        assert str(read_range(text, TODAY)) == text
    assert str(Range(RangeKind.DAYS, days=7)) == "7 days"
    assert str(Range(RangeKind.MONTH)) == "this month"


def test_a_period_that_ends_before_it_begins_has_no_days() -> None:
    ended = period("2026-11-10..2026-11-30").until(date(2026, 11, 1))
    assert (ended.length, ended.dates()) == (0, ())


def test_every_day_is_there_once_also_where_clocks_are_changed() -> None:
    days = period("2026-03-27..2026-03-31").dates()
    assert [day.isoformat()[-2:] for day in days] == ["27", "28", "29", "30", "31"]
    assert [day in period("2026-03-28..2026-03-29") for day in days] == [False, True, True, False, False]
