"""The chart and the rows of a choice."""

from __future__ import annotations

from datetime import date

import pytest

from capgo_tui.presenters.charts.chart import Shape
from capgo_tui.presenters.stats.chart import stats_chart
from capgo_tui.presenters.stats.choice import Against, Measure, View, measures
from capgo_tui.presenters.stats.rows import app_rows, day_columns, day_rows
from capgo_tui.presenters.stats.states import head_parts, nothing_to_draw, warning
from capgo_tui.presenters.stats.words import period_words
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.services.statistics.gathering import Whose
from tests.presenters.stats.looks import ACME, APP, BY_APP, NO_LIMITS, TODAY, choice, days, look

TWO_WEEKS = days(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0)


def test_each_day_is_a_bar_and_today_is_still_growing() -> None:
    chart = stats_chart(look(TWO_WEEKS), choice(), NO_LIMITS, 1)
    assert chart.shape is Shape.BARS
    assert chart.labels[0] == "2026-11-16"
    assert chart.series[0].values == (10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0)
    assert chart.partial_from == 6


def test_days_are_added_up_from_the_first_of_the_range() -> None:
    chart = stats_chart(look(TWO_WEEKS), choice(is_summed=True), NO_LIMITS, 1)
    assert chart.shape is Shape.LINES
    assert chart.series[0].values == (10.0, 30.0, 60.0, 100.0, 150.0, 210.0, 280.0)


def test_the_period_before_lies_behind_first_day_on_first_day() -> None:
    chart = stats_chart(look(TWO_WEEKS), choice(against=Against.BEFORE), NO_LIMITS, 1)
    assert chart.labels == ("1", "2", "3", "4", "5", "6", "7")
    assert chart.full_labels[0] == "Mon 16 Nov"
    assert chart.series[1].is_faint
    assert chart.series[1].values == (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)


def test_a_year_ago_is_a_gap_where_it_is_not_known() -> None:
    known = look(TWO_WEEKS, year_ago=days(5.0, 6.0, last=date(2025, 11, 17)))
    chart = stats_chart(known, choice(against=Against.YEAR_AGO), NO_LIMITS, 1)
    assert chart.series[1].values == (5.0, 6.0, None, None, None, None, None)


def test_storage_is_its_level_or_its_change() -> None:
    level = choice(measure=Measure.STORAGE)
    assert (level.view, stats_chart(look(TWO_WEEKS), level, NO_LIMITS, 1).shape) == (View.LEVEL, Shape.LINES)
    change = choice(measure=Measure.STORAGE, is_summed=True)
    assert stats_chart(look(TWO_WEEKS), change, NO_LIMITS, 1).series[0].values == (10.0,) * 7


def test_ratios_are_known_only_where_both_parts_are() -> None:
    known = look(days(4.0, 0.0, None, bandwidth=100.0))
    values = stats_chart(known, choice(measure=Measure.PER_USER), NO_LIMITS, 1).series[0].values
    assert values == (None,) * 4 + (25.0, None, None)


def test_the_share_of_an_app_is_part_of_what_all_apps_have() -> None:
    apps = {"com.acme.shop": days(1.0, 30.0), "com.acme.next": days(3.0, 10.0)}
    known = look(days(1.0, 30.0), apps=apps)
    values = stats_chart(known, choice(measure=Measure.SHARE), NO_LIMITS, 1).series[0].values
    assert values[-2:] == (25.0, 75.0)
    assert values[0] is None


def test_the_limit_of_the_plan_is_drawn_only_where_it_is_one() -> None:
    limits = {"mau": 500.0, "storage": 2000.0}
    month = Range(RangeKind.MONTH)
    known = look(TWO_WEEKS, subject=ACME, wanted=month)
    summed = choice(month, is_summed=True)
    assert stats_chart(known, summed, limits, 1).limit == 500.0
    assert stats_chart(known, summed, limits, 15).limit is None  # the month is no cycle then
    assert stats_chart(known, choice(month), limits, 1).limit is None
    assert stats_chart(look(TWO_WEEKS, wanted=month), summed, limits, 1).limit is None  # an app has no plan
    level = choice(measure=Measure.STORAGE)
    assert stats_chart(look(TWO_WEEKS, subject=ACME), level, limits, 1).limit == 2000.0


def test_apps_are_ranked_with_their_share() -> None:
    apps = {"small": days(1.0, 1.0), "large": days(3.0, 5.0), "unknown": ()}
    known = look(subject=BY_APP, apps=apps)
    chart = stats_chart(known, choice(), NO_LIMITS, 1)
    assert chart.shape is Shape.ROWS
    assert chart.labels == ("large", "small", "unknown")
    assert chart.series[0].values == (8.0, 2.0, None)
    rows = app_rows(known, choice())
    assert [(row.app_id, row.share) for row in rows] == [("large", 80.0), ("small", 20.0), ("unknown", None)]


def test_shares_of_apps_are_stacked_to_a_hundred() -> None:
    known = look(subject=BY_APP, apps={"a": days(1.0, 0.0), "b": days(3.0, 0.0)})
    chart = stats_chart(known, choice(measure=Measure.SHARE), NO_LIMITS, 1)
    assert chart.is_share
    assert [series.values[-2:] for series in chart.series] == [(75.0, None), (25.0, None)]


def test_rows_are_the_numbers_of_the_chart_newest_first() -> None:
    chosen = choice(against=Against.BEFORE, is_summed=True)
    rows = day_rows(look(TWO_WEEKS), chosen)
    assert [row.place for row in rows] == [6, 5, 4, 3, 2, 1, 0]
    assert (rows[0].shown, rows[0].compared, rows[0].note) == (280.0, 28.0, "so far")
    keys = [column.key for column in day_columns(chosen)]
    assert {"total", "compared", "change"} <= set(keys)


def test_a_day_that_nobody_knows_has_a_row_of_dashes() -> None:
    row = day_rows(look(days(5.0)), choice())[-1]
    texts = {column.key: column.text(row) for column in day_columns(choice())}
    assert (texts["mau"], texts["bandwidth"], texts["storage"]) == ("—", "—", "—")


def test_every_scope_has_measures_that_make_sense() -> None:
    assert Measure.SHARE in measures(Whose.APP)
    assert Measure.PER_APP not in measures(Whose.APP)
    assert Measure.PER_APP in measures(Whose.ORGANIZATION)
    assert Measure.SHARE not in measures(Whose.EVERYTHING)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(date(2026, 11, 1), date(2026, 11, 22)), "1 Nov – 22 Nov"),
        (Period(date(2025, 12, 1), date(2026, 1, 2)), "1 Dec 2025 – 2 Jan"),
        (Period(date(2026, 11, 3), date(2026, 11, 3)), "3 Nov"),
    ],
)
def test_days_are_written_with_the_year_where_it_is_another(period: Period, words: str) -> None:
    assert period_words(period, TODAY) == words


def test_what_is_nothing_says_why() -> None:
    assert "was created on 1 December 2026" in nothing_to_draw(look(created=date(2026, 12, 1)), choice())
    assert nothing_to_draw(look(days(0.0, bandwidth=0.0, storage=0.0)), choice()).startswith(
        "Nothing was counted"
    )
    assert "apps apart" in nothing_to_draw(look(subject=BY_APP), choice())
    assert "share" in nothing_to_draw(look(days(1.0)), choice(measure=Measure.SHARE))
    assert not nothing_to_draw(look(days(1.0)), choice())


def test_the_head_says_what_has_to_be_known() -> None:
    month = Range(RangeKind.DAYS, days=30)
    assert head_parts(look(subject=APP, wanted=month), choice(month), 1)[-1] == "MAU counts anew on 1 Nov"
    year = Range(RangeKind.YEAR)
    assert head_parts(look(wanted=year), choice(year), 1)[-1] == "MAU counts anew each cycle"
    assert head_parts(look(), choice(), 1) == ["7 days, 16 Nov – 22 Nov", "daily"]
    young = head_parts(look(created=date(2026, 11, 18)), choice(), 1)
    assert young[-1] == "app created 18 Nov"


def test_an_anchored_level_is_no_level_of_then() -> None:
    known = look(days(1.0), is_anchored=True)
    assert "anchored on today's total" in warning(known, choice(measure=Measure.STORAGE))
    assert not warning(known, choice())
