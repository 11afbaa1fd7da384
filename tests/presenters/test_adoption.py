"""The words and little pictures of adoption."""

from __future__ import annotations

from datetime import date, timedelta

from capgo_tui.presenters.adoption import AdoptionFacts, adoption_columns, day_text, eta_text
from capgo_tui.presenters.charts.adoption import curve_chart, stack_chart
from capgo_tui.presenters.sparkline import sparkline
from capgo_tui.rules.statistics.adoption import Adoption, Course, adoption_of
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.statistics.reading import UsageDay, UsageReading

FIRST = date(2026, 12, 29)


def adoption(*shares: dict[str, float], released: dict[str, date] | None = None) -> Adoption:
    """What became of bundles in days that have all passed."""
    days = tuple(UsageDay(FIRST + timedelta(days=place), of, {}) for place, of in enumerate(shares))
    period = Period(FIRST, FIRST + timedelta(days=len(shares) - 1))
    return adoption_of(
        UsageReading("com.acme.shop", period, days, period.last + timedelta(days=1)), released or {}
    )


def course(result: Adoption, name: str) -> Course:
    """One of them."""
    found = result.course(name)
    assert found is not None
    return found


def cell(result: Adoption, name: str, key: str, *, place: int | None = None, ascii_only: bool = False) -> str:
    """A cell of the table."""
    columns = adoption_columns(AdoptionFacts(result, place, ascii_only=ascii_only))
    return next(column for column in columns if column.key == key).text(course(result, name))


class TestSparkline:
    """A course in a few cells."""

    def test_nothing_to_all_in_nine_steps(self) -> None:
        assert sparkline((0, 12.5, 50, 100), 10) == " ▁▄█"

    def test_what_is_little_is_seen_all_the_same(self) -> None:
        assert sparkline((0.1,), 10) == "▁"

    def test_what_is_not_known_is_a_dot(self) -> None:
        assert sparkline((None, 100), 10) == "·█"

    def test_many_days_share_the_cells(self) -> None:
        assert sparkline([0] * 180 + [100] * 180, 10) == "     █████"

    def test_ascii_has_signs_of_its_own(self) -> None:
        assert sparkline((None, 0.1, 50, 100), 10, ascii_only=True) == "?.=#"

    def test_no_days_are_no_cells(self) -> None:
        assert sparkline((), 10) == ""


class TestWords:
    """What cells say."""

    def test_days_of_another_year_say_so(self) -> None:
        assert day_text(date(2026, 12, 31), date(2026, 12, 1)) == "31 Dec"
        assert day_text(date(2026, 12, 31), date(2027, 1, 2)) == "31 Dec 2026"

    def test_an_eta_names_the_next_level_and_the_day(self) -> None:
        rising = [100 * 2**place / (16 + 2**place) for place in range(4)]
        result = adoption(*({"2.0.0": share, "1.0.0": 100 - share} for share in rising))
        assert eta_text(course(result, "2.0.0")) == "50% ~ 2 Jan"

    def test_a_level_of_the_first_day_may_have_been_reached_before(self) -> None:
        result = adoption({"1.0.0": 100}, released={"1.0.0": date(2026, 12, 19)})
        assert cell(result, "1.0.0", "half") == "≤10d"
        assert cell(result, "1.0.0", "half", ascii_only=True) == "<=10d"
        assert cell(adoption({"1.0.0": 100}), "1.0.0", "half") == "early"

    def test_the_heading_of_the_shares_is_their_day(self) -> None:
        result = adoption({"1.0.0": 100}, {"1.0.0": 60, "2.0.0": 40})
        titles = [adoption_columns(AdoptionFacts(result, place))[1].title for place in (None, 0)]
        assert titles == ["30 Dec", "29 Dec"]
        assert cell(result, "1.0.0", "share", place=0) == "100%"

    def test_nobody_knows_who_is_stuck_before_devices_are_loaded(self) -> None:
        assert cell(adoption({"1.0.0": 100}), "1.0.0", "stuck") == "?"


class TestCharts:
    """What is drawn of it."""

    def test_the_newest_bundle_is_drawn_however_small_it_is(self) -> None:
        shares = {f"1.{minor}.0": 12.4 for minor in range(8)} | {"2.0.0": 0.8}
        names = [series.name for series in stack_chart(adoption(shares), "bundles").series]
        assert len(names) == 6
        assert names[0] == "2.0.0"
        assert names[-1] == "others"

    def test_long_names_leave_room_for_fewer(self) -> None:
        shares = {f"Android 1.{minor}.0": 12.5 for minor in range(8)}
        charts = [stack_chart(adoption(shares), "bundles", room) for room in (None, 110, 100, 80, 10)]
        assert [len(chart.series) for chart in charts] == [6, 6, 5, 4, 3]
        assert [chart.title for chart in charts] == ["bundles", "", "", "", ""]

    def test_all_shares_of_a_day_stay_the_whole(self) -> None:
        chart = stack_chart(adoption({f"1.{minor}.0": 10.0 for minor in range(10)}), "bundles")
        assert sum(series.values[0] or 0 for series in chart.series) == 100

    def test_a_curve_marks_the_release_and_the_levels(self) -> None:
        result = adoption(
            {"1.0.0": 100},
            {"1.0.0": 40, "2.0.0": 60},
            {"1.0.0": 5, "2.0.0": 95},
            released={"2.0.0": FIRST},
        )
        chart = curve_chart(result, course(result, "2.0.0"))
        assert [(mark.place, mark.text) for mark in chart.marks] == [(0, "release"), (1, "50%"), (2, "90%")]
        assert chart.is_share

    def test_a_release_before_the_days_is_told_in_the_title(self) -> None:
        result = adoption({"1.0.0": 100}, released={"1.0.0": date(2026, 12, 19)})
        chart = curve_chart(result, course(result, "1.0.0"))
        assert chart.title == "1.0.0, released 19 Dec"
        assert not chart.marks

    def test_a_small_share_is_not_drawn_against_the_whole(self) -> None:
        result = adoption({"1.0.0": 99, "2.0.0": 1})
        assert not curve_chart(result, course(result, "2.0.0")).is_share
