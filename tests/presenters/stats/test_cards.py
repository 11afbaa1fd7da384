"""What a range comes to, in numbers that can be added up by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.stats.cards import Card, cards_of, percent_text
from capgo_tui.presenters.stats.choice import Measure
from capgo_tui.rules.statistics.comparing import Change
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.services.statistics.gathering import Gathered
from tests.presenters.stats.looks import ACME, NO_LIMITS, days, look


def card(known: Gathered, measure: Measure, limits: dict[str, float] = NO_LIMITS) -> Card:
    return next(each for each in cards_of(known, limits, 1) if each.measure is measure)


def test_a_range_is_compared_with_the_days_before_and_with_a_year_ago() -> None:
    known = look(days(*[10.0] * 7, *[12.0] * 7), year_ago=days(*[6.0] * 7, last=date(2025, 11, 22)))
    mau = card(known, Measure.MAU)
    assert (mau.value, mau.before, mau.year_ago) == ("84", "+20%", "+100%")


def test_what_is_not_known_is_a_dash_and_no_nought() -> None:
    nothing = card(look(), Measure.MAU)
    assert (nothing.value, nothing.before, nothing.year_ago, nothing.outlook) == ("—", "—", "—", "")
    gap = card(look(days(*[10.0] * 6, None, *[10.0] * 7)), Measure.MAU)
    assert (gap.value, gap.before) == ("70", "—")  # a day before is missing, so that sums cannot be compared


def test_storage_is_a_level_and_not_a_sum() -> None:
    assert card(look(days(*[1.0] * 7, storage=2048.0)), Measure.STORAGE).value == "2.0 KiB"


def test_a_level_that_is_anchored_on_today_is_no_measure_for_a_year() -> None:
    ago = tuple(replace(day, is_anchored=True) for day in days(*[1.0] * 7, last=date(2025, 11, 22)))
    known = look(days(*[1.0] * 14), year_ago=ago)
    assert card(known, Measure.STORAGE).year_ago == "—"
    assert card(known, Measure.BANDWIDTH).year_ago == "±0%"


def test_the_ratios_are_bytes_per_device_and_per_app() -> None:
    known = look(days(*[4.0] * 14, bandwidth=4096.0, storage=6144.0), subject=ACME, app_count=3)
    assert card(known, Measure.PER_USER).value == "1.0 KiB"
    assert card(known, Measure.PER_USER).before == "±0%"
    assert card(known, Measure.PER_APP).value == "2.0 KiB"
    assert card(known, Measure.PER_APP).outlook == "3 apps"


def test_a_month_is_told_ahead() -> None:
    known = look(days(*[0.0] * 60, bandwidth=100.0), wanted=Range(RangeKind.MONTH))
    assert card(known, Measure.BANDWIDTH).outlook == "Nov ≈ 2.9 KiB"  # thirty days of 100 bytes
    assert card(known, Measure.STORAGE).outlook == "30 Nov ≈ 1000 B"


def test_what_ended_is_not_told_ahead() -> None:
    known = look(days(*[1.0] * 90), wanted=Range(RangeKind.CUSTOM, fixed=look().before))
    assert card(known, Measure.BANDWIDTH).outlook == ""


def test_a_card_warns_where_the_plan_is_exceeded_or_will_be() -> None:
    known = look(days(*[1.0] * 60, bandwidth=100.0), wanted=Range(RangeKind.MONTH), subject=ACME)
    assert card(known, Measure.BANDWIDTH, {"bandwidth": 2900.0}).tone is Tone.WARN
    assert card(known, Measure.BANDWIDTH, {"bandwidth": 3001.0}).tone is Tone.PLAIN
    week = look(days(*[1.0] * 60), subject=ACME)
    assert card(week, Measure.BANDWIDTH, {"bandwidth": 10.0}).tone is Tone.PLAIN  # a week is no cycle
    assert card(week, Measure.STORAGE, {"storage": 10.0}).tone is Tone.WARN  # a level is one at any time


def test_changes_are_written_short() -> None:
    assert percent_text(Change(104.0, 100.0)) == "+4%"
    assert percent_text(Change(100.4, 100.0)) == "+0.4%"
    assert percent_text(Change(50.0, 100.0)) == "-50%"
    assert percent_text(Change(100.0, 100.0)) == "±0%"
    assert percent_text(Change(100.001, 100.0)) == "±0%"
    assert percent_text(Change(3000.0, 100.0)) == "30×"
    assert percent_text(Change(3.0, 0.0)) == "new"
    assert percent_text(Change(None, 100.0)) == "—"
