"""Looks at statistics as words."""

from __future__ import annotations

from datetime import date

import pytest

from capgo_tui.errors import Misused
from capgo_tui.presenters.stats.choice import Against, Choice, Measure
from capgo_tui.presenters.stats.look_text import StatsLook, look_text, read_look
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.ranges import Range, RangeKind, custom
from capgo_tui.services.statistics.gathering import Whose

TODAY = date(2026, 11, 21)
PLAIN = StatsLook(Choice(Range(RangeKind.DAYS)))
LOOKS = {
    "30d mau": PLAIN,
    "90d bandwidth added-up before": StatsLook(
        Choice(Range(RangeKind.DAYS, days=90), Measure.BANDWIDTH, is_summed=True, against=Against.BEFORE)
    ),
    "year storage year-ago organization": StatsLook(
        Choice(Range(RangeKind.YEAR), Measure.STORAGE, against=Against.YEAR_AGO), Whose.ORGANIZATION
    ),
    "month per-user everything": StatsLook(
        Choice(Range(RangeKind.MONTH), Measure.PER_USER), Whose.EVERYTHING
    ),
    "cycle share by-app": StatsLook(
        Choice(Range(RangeKind.BILLING, billing_day=15), Measure.SHARE), Whose.BY_APP
    ),
    "2026-10-03..2026-10-05 mau": StatsLook(Choice(custom(Period(date(2026, 10, 3), date(2026, 10, 5))))),
    "2026-10 mau": StatsLook(Choice(custom(Period(date(2026, 10, 1), date(2026, 10, 31))))),
}


@pytest.mark.parametrize("text", LOOKS)
def test_a_look_is_read_as_it_was_written(text: str) -> None:
    assert look_text(LOOKS[text]) == text
    assert read_look(text, PLAIN, TODAY, 15) == LOOKS[text]


def test_words_stand_in_any_order_and_what_is_not_named_stays() -> None:
    now = LOOKS["year storage year-ago organization"]
    assert read_look("added-up mau 7d", now, TODAY, 1) == StatsLook(
        Choice(Range(RangeKind.DAYS, days=7), Measure.MAU, is_summed=True, against=Against.YEAR_AGO),
        Whose.ORGANIZATION,
    )
    assert read_look("", now, TODAY, 1) == now


@pytest.mark.parametrize("word", ["bandwith", "0d", "2026-13", "2027-01", "..", "30", "None"])
def test_what_is_no_look_is_refused(word: str) -> None:
    with pytest.raises(Misused):
        read_look(f"mau {word}", PLAIN, TODAY, 1)
