"""Whether conditions are met, computed by hand. Today is the 22nd and has just begun."""

from __future__ import annotations

from datetime import date

import pytest

from capgo_tui.rules.alerts.checking import Outcome, Plan, Verdict, check, fired_in, needed
from capgo_tui.rules.alerts.syntax import read_condition
from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.periods import Period
from tests.rules.statistics.figures_of_days import day, days, devices, levels

TODAY = day("2026-11-22")
YESTERDAY = day("2026-11-21")


def verdict(text: str, known: list[DayFigures], **plan: object) -> Verdict:
    return check(read_condition(text), known, TODAY, Plan(**plan))  # type: ignore[arg-type]


def outcome(text: str, known: list[DayFigures], **plan: object) -> str:
    return verdict(text, known, **plan).outcome.value


def test_the_last_full_day_is_held_against_a_multiple_of_the_days_before_it() -> None:
    week = days("2026-11-14", 10, 10, 10, 10, 10, 10, 10, 21, 500)
    assert verdict("bandwidth > 2x 7d", week) == Verdict(Outcome.FIRED, YESTERDAY, 21, 20)
    assert outcome("bandwidth > 2.1x 7d", week) == "quiet"
    assert outcome("bandwidth > 3x 7d", week) == "quiet", "today is still growing"


def test_a_drop_looks_at_the_last_full_day_and_never_at_today() -> None:
    steady = days("2026-11-14", *[10.0] * 8, 0)
    assert outcome("bandwidth drop 50% 7d", steady) == "quiet"
    assert outcome("bandwidth < 5", steady) == "quiet"
    low = days("2026-11-14", *[10.0] * 7, 4, 0)
    assert verdict("bandwidth drop 50% 7d", low) == Verdict(Outcome.FIRED, YESTERDAY, 4, 5)


def test_an_amount_that_is_crossed_today_fires_today() -> None:
    assert verdict("bandwidth > 50", days("2026-11-21", 10, 51)) == Verdict(Outcome.FIRED, TODAY, 51, 50)
    assert verdict("bandwidth > 50", days("2026-11-21", 60, 5)) == Verdict(Outcome.FIRED, YESTERDAY, 60, 50)
    assert verdict("bandwidth > 50", days("2026-11-21", 50, 50)).outcome is Outcome.QUIET
    assert verdict("mau < 100", devices("2026-11-21", 99, 1)).day == YESTERDAY


def test_days_that_are_missing_say_so_instead_of_being_zero() -> None:
    assert verdict("mau < 100", []).reason == "the figures of 2026-11-21 are not known"
    gap = days("2026-11-14", 10, None, 10, 10, 10, 10, 10, 99, 0)
    assert verdict("bandwidth > 2x 7d", gap).reason == "1 of the 7 days before 2026-11-21 are not known"
    assert outcome("bandwidth > 2x 5d", gap) == "fired"


def test_before_an_app_existed_there_is_no_usual_to_compare_with() -> None:
    young = days("2026-11-14", *[0.0] * 7, 5, 5)
    assert verdict("bandwidth > 2x 7d", young).reason == "there was nothing in the 7 days before 2026-11-21"
    assert outcome("bandwidth < 0.5x 7d", young) == "unknown"


def test_a_limit_of_storage_is_held_against_the_level() -> None:
    stored = levels("2026-11-21", 80, 91)
    assert verdict("storage > 90% of limit", stored, limits={"storage": 100}) == Verdict(
        Outcome.FIRED, TODAY, 91, 90
    )
    assert outcome("storage > 95% of limit", stored, limits={"storage": 100}) == "quiet"


def test_without_a_limit_nothing_can_be_told() -> None:
    assert verdict("storage > 90% of limit", []).reason == "the profile has no storage_limit"


def test_other_limits_are_held_against_the_billing_cycle_so_far() -> None:
    known = days("2026-11-14", 1000, *[10.0] * 8)
    cycle = {"billing_day": 15, "limits": {"bandwidth": 100}}
    assert verdict("bandwidth > 75% of limit", known, **cycle) == Verdict(Outcome.FIRED, TODAY, 80, 75)
    assert outcome("bandwidth > 80% of limit", known, **cycle) == "quiet"


def test_days_that_are_missing_of_a_cycle_hide_no_limit_that_is_crossed_already() -> None:
    known = days("2026-11-15", 90, None, None, None, None, None, None, None)
    cycle = {"billing_day": 15, "limits": {"bandwidth": 100}}
    assert outcome("bandwidth > 80% of limit", known, **cycle) == "fired"
    assert verdict("bandwidth > 95% of limit", known, **cycle).reason == (
        "7 days since 2026-11-15 are not known"
    )
    assert verdict("bandwidth > 95% of limit", [], **cycle).reason == "no day since 2026-11-15 is known"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bandwidth > 2x 7d", date(2026, 11, 14)),
        ("mau < 100", YESTERDAY),
        ("storage > 90% of limit", YESTERDAY),
        ("mau > 90% of limit", date(2026, 11, 15)),
    ],
)
def test_no_more_days_are_read_than_a_condition_needs(text: str, first: date) -> None:
    assert needed(read_condition(text), TODAY, Plan(billing_day=15)) == Period(first, TODAY)


def test_the_days_of_a_month_that_met_a_condition_are_told_one_by_one() -> None:
    known = days("2026-11-01", *[10.0] * 8, 25, 10, 30)
    period = Period(day("2026-11-01"), day("2026-11-11"))
    fired = fired_in(read_condition("bandwidth > 2x 7d"), known, period, Plan())
    assert [(each.day, each.value, each.threshold) for each in fired] == [
        (day("2026-11-09"), 25, 20),
        (day("2026-11-11"), 30, 2 * 85 / 7),
    ]


def test_of_a_limit_the_first_day_beyond_it_is_told_once_in_each_cycle() -> None:
    known = days("2026-10-15", *[10.0] * 40)
    plan = Plan(billing_day=15, limits={"bandwidth": 100})
    period = Period(day("2026-10-15"), day("2026-11-23"))
    fired = fired_in(read_condition("bandwidth > 50% of limit"), known, period, plan)
    assert [each.day for each in fired] == [day("2026-10-20"), day("2026-11-20")]
