"""What became of bundles: milestones, peaks and what is to be expected, by numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.models.device import Device
from capgo_tui.rules.statistics.adoption import Adoption, Milestone, adoption_of
from capgo_tui.rules.statistics.outlook import Outlook, outlook
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.stuck import Stuck, stuck_devices
from capgo_tui.services.statistics.reading import UsageDay, UsageReading

FIRST = date(2026, 2, 25)
"""The days of these tests go over the end of a February."""


def on(place: int) -> date:
    """The day of a place."""
    return FIRST + timedelta(days=place)


def adoption(
    counts: Sequence[Mapping[str, int] | None],
    *,
    released: Mapping[str, date] | None = None,
    today: int | None = None,
    tells_counts: bool = True,
) -> Adoption:
    """What became of bundles, by the devices on each day; None is a day that the server left out."""
    days = []
    for place, of_day in enumerate(counts):
        if of_day is None:
            continue
        total = sum(of_day.values())
        percent = {name: round(100 * count / total, 1) if total else 0.0 for name, count in of_day.items()}
        days.append(UsageDay(on(place), percent, dict(of_day) if tells_counts else {}))
    now = on(len(counts) if today is None else today)
    period = Period(FIRST, on(len(counts) - 1))
    return adoption_of(UsageReading("com.acme.shop", period, tuple(days), now), released)


def milestones(result: Adoption, name: str) -> tuple[Milestone, Milestone]:
    """The two milestones of a bundle."""
    course = result.course(name)
    assert course is not None
    return course.half, course.most


RISING = [{"1.0.0": 100 - share, "2.0.0": share} for share in (0, 10, 30, 50, 80, 92, 95)]


class TestMilestones:
    """From the release to half of the devices, and to nine of ten."""

    def test_days_are_counted_from_the_release(self) -> None:
        half, most = milestones(adoption(RISING, released={"2.0.0": on(1)}), "2.0.0")
        assert (half.day, half.days, half.at_most) == (on(3), 2, False)
        assert (most.day, most.days, most.at_most) == (on(5), 4, False)
        assert half.outlook is most.outlook is Outlook.REACHED

    def test_without_a_release_they_are_counted_from_the_first_device(self) -> None:
        half, most = milestones(adoption(RISING), "2.0.0")
        assert (half.days, most.days) == (2, 4)

    def test_days_go_over_the_end_of_february(self) -> None:
        half, _ = milestones(adoption(RISING, released={"2.0.0": date(2026, 2, 20)}), "2.0.0")
        assert half.day == date(2026, 2, 28)
        assert half.days == 8

    def test_what_was_so_on_the_first_known_day_may_have_been_so_earlier(self) -> None:
        half, most = milestones(adoption(RISING, released={"1.0.0": date(2026, 1, 26)}), "1.0.0")
        assert (half.days, half.at_most) == (30, True)
        assert (most.days, most.at_most) == (30, True)

    def test_without_any_start_there_are_no_days(self) -> None:
        half, _ = milestones(adoption(RISING), "1.0.0")
        assert (half.day, half.days, half.at_most) == (FIRST, None, True)

    def test_a_release_that_everybody_has_at_once_takes_no_day(self) -> None:
        half, _ = milestones(adoption([{"1.0.0": 5}, {"1.0.0": 6}], released={"1.0.0": FIRST}), "1.0.0")
        assert (half.days, half.at_most) == (0, False)

    def test_a_name_that_was_given_again_counts_from_its_first_device(self) -> None:
        course = adoption(RISING, released={"2.0.0": on(4)}).course("2.0.0")
        assert course is not None
        assert course.start == on(1)
        assert course.half.days == 2

    def test_today_is_not_over_and_reaches_nothing(self) -> None:
        result = adoption(RISING[:4], released={"2.0.0": on(1)}, today=3)
        course = result.course("2.0.0")
        assert course is not None
        assert course.half.outlook is not Outlook.REACHED
        assert (result.today, course.share(result.today)) == (3, 50.0)
        assert (result.last_whole, course.share(result.last_whole)) == (2, 30.0)
        assert course.peak is not None
        assert course.peak.share == 30.0

    def test_the_peak_is_the_first_day_of_the_largest_share(self) -> None:
        result = adoption([{"a": 1, "b": 3}, {"a": 3, "b": 1}, {"a": 6, "b": 2}, {"a": 1, "b": 9}])
        course = result.course("a")
        assert course is not None
        assert course.peak is not None
        assert (course.peak.share, course.peak.day) == (75.0, on(1))


class TestDaysWithoutData:
    """Gaps, days that repeat the one before, and days on which nobody asked."""

    def test_a_day_that_is_left_out_is_a_gap(self) -> None:
        course = adoption([{"a": 1}, None, {"a": 1, "b": 1}]).course("b")
        assert course is not None
        assert course.shares == (0.0, None, 50.0)
        assert course.counts == (0, None, 1)

    def test_a_day_without_devices_is_no_share_of_nothing(self) -> None:
        result = adoption([{"a": 0}, {"a": 4}, {"a": 0}])
        course = result.course("a")
        assert course is not None
        assert course.shares == (None, 100.0, None)
        assert result.latest == 1

    def test_days_that_repeat_the_day_before_are_found_by_their_counts(self) -> None:
        result = adoption([{"a": 70, "b": 30}, {"a": 70, "b": 30}, {"a": 35, "b": 15}], today=9)
        assert result.repeated == {on(1)}

    def test_equal_percent_without_counts_is_no_repetition(self) -> None:
        assert not adoption([{"a": 70}, {"a": 70}], tells_counts=False).repeated

    def test_today_does_not_repeat_yesterday(self) -> None:
        assert not adoption([{"a": 70}, {"a": 70}], today=1).repeated

    def test_repeated_days_are_no_progress(self) -> None:
        """Four days of a rise would be enough to expect something; two of them repeated are not."""
        rise = [{"a": 90, "b": 10}, {"a": 80, "b": 20}, {"a": 80, "b": 20}, {"a": 60, "b": 40}]
        half, _ = milestones(adoption(rise), "b")
        assert half.outlook is Outlook.UNKNOWN
        rise[2] = {"a": 70, "b": 30}
        half, _ = milestones(adoption(rise), "b")
        assert half.outlook is Outlook.EXPECTED

    def test_an_old_server_tells_percent_only(self) -> None:
        course = adoption(RISING, tells_counts=False).course("2.0.0")
        assert course is not None
        assert course.half.days == 2
        assert set(course.counts) == {None}

    def test_a_server_that_tells_counts_only_is_understood(self) -> None:
        day = UsageDay(FIRST, {}, {"a": 1, "b": 3})
        reading = UsageReading("com.acme.shop", Period(FIRST, FIRST), (day,), on(1))
        course = adoption_of(reading).course("b")
        assert course is not None
        assert course.shares == (75.0,)

    def test_nothing_at_all_is_empty(self) -> None:
        result = adoption_of(UsageReading("com.acme.shop", Period(on(1), FIRST), (), on(1)))
        assert result.is_empty
        assert (result.days, result.latest, result.today, result.last_whole) == ((), None, None, None)

    def test_days_in_the_future_are_left_out(self) -> None:
        assert adoption([{"a": 1}, {"a": 2}, {"a": 3}], today=1).days == (FIRST, on(1))


class TestNames:
    """In the order of versions, whatever the names are."""

    def test_the_newest_version_comes_first_and_what_is_no_version_last(self) -> None:
        names = ("1.9.0", "1.10.0", "20013", "1.10.0-rc.1", "builtin", "nightly")
        result = adoption([dict.fromkeys(names, 1)])
        assert [course.name for course in result.courses] == [
            *("1.10.0", "1.10.0-rc.1", "1.9.0"),
            *("nightly", "builtin", "20013"),
        ]

    def test_a_number_is_a_version_if_a_bundle_is_called_so(self) -> None:
        result = adoption([{"41": 1, "42": 1}], released={"42": FIRST, "41": FIRST})
        assert [course.name for course in result.courses] == ["42", "41"]

    def test_native_builds_go_by_their_version(self) -> None:
        result = adoption([{"Android 1.2.0": 1, "iOS 1.10.0": 1, "Android 1.10.0": 1}])
        assert [course.name for course in result.courses] == ["iOS 1.10.0", "Android 1.10.0", "Android 1.2.0"]

    def test_a_bundle_that_no_device_runs_is_left_out(self) -> None:
        assert [course.name for course in adoption([{"a": 1, "b": 0}]).courses] == ["a"]


DOUBLING = [(on(place), 100 * 2**place / (16 + 2**place)) for place in range(4)]
"""One device has it for 16 that do not, then 2, 4 and 8 for 16: the odds double every day."""


class TestOutlook:
    """What is to be expected, and when nothing can be said."""

    def test_odds_that_double_are_one_day_from_even_and_five_from_nine_to_one(self) -> None:
        """From 8:16 to 16:16 it is one doubling; 9:1 takes log2(18) = 4.17, which are five days."""
        assert outlook(DOUBLING, 50, on(4)) == (Outlook.EXPECTED, on(4))
        assert outlook(DOUBLING, 90, on(4)) == (Outlook.EXPECTED, on(8))

    def test_a_gap_counts_as_the_days_that_it_is(self) -> None:
        """The odds double every second day: 90 % takes 8.34 days, which are nine."""
        slow = [(on(2 * place), share) for place, (_, share) in enumerate(DOUBLING)]
        assert outlook(slow, 90, on(7)) == (Outlook.EXPECTED, on(15))

    def test_what_should_have_been_reached_is_expected_today(self) -> None:
        assert outlook(DOUBLING, 50, on(8)) == (Outlook.EXPECTED, on(8))

    def test_three_days_are_too_few(self) -> None:
        assert outlook(DOUBLING[:3], 50, on(4)) == (Outlook.UNKNOWN, None)

    def test_old_days_say_nothing_of_what_comes(self) -> None:
        assert outlook(DOUBLING, 90, on(11)) == (Outlook.UNKNOWN, None)

    def test_a_rollout_that_stays_at_its_tenth_is_stalled(self) -> None:
        shares = (2, 6, 9, 9.8, 10, 10, 10, 10)
        points = [(on(place), share) for place, share in enumerate(shares)]
        assert outlook(points, 50, on(8)) == (Outlook.STALLED, None)

    def test_a_curve_that_bends_off_is_expected_later_than_it_began(self) -> None:
        shares = (5, 15, 30, 40, 43, 45, 46)
        bent = outlook([(on(place), share) for place, share in enumerate(shares)], 50, on(7))
        assert bent[0] is Outlook.EXPECTED
        assert bent[1] is not None
        assert bent[1] > on(7)

    def test_what_sinks_is_falling(self) -> None:
        points = [(on(place), share) for place, share in enumerate((40, 30, 20, 10))]
        assert outlook(points, 50, on(4)) == (Outlook.FALLING, None)

    def test_what_has_sunk_to_half_is_falling_though_it_lies_still(self) -> None:
        points = [(on(place), share) for place, share in enumerate((40, 30, *[20] * 9))]
        assert outlook(points, 50, on(11)) == (Outlook.FALLING, None)
        points[0:2] = [(on(0), 39), (on(1), 30)]
        assert outlook(points, 50, on(11)) == (Outlook.STALLED, None)

    def test_nothing_known_is_not_enough(self) -> None:
        assert outlook([], 50, on(0)) == (Outlook.UNKNOWN, None)


SHARES = st.floats(allow_nan=True, allow_infinity=True) | st.floats(min_value=0, max_value=100)
NAMES = st.sampled_from(["1.0.0", "2.0.0", "builtin", "20013", "", "Android 1.0"]) | st.text(max_size=8)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@st.composite
def readings(draw: st.DrawFn) -> UsageReading:
    """Any days, in a period of up to seventy, asked for on any day around it."""
    first = draw(DAYS)
    period = Period(first, first + timedelta(days=draw(st.integers(-3, 70))))
    chosen = draw(st.sets(st.integers(-2, 75), max_size=40))
    days = tuple(
        UsageDay(
            first + timedelta(days=place),
            draw(st.dictionaries(NAMES, SHARES, max_size=4)),
            draw(st.dictionaries(NAMES, st.integers(0, 10**9), max_size=4)),
        )
        for place in sorted(chosen)
    )
    return UsageReading("com.acme.shop", period, days, first + timedelta(days=draw(st.integers(-5, 90))))


class TestAnything:
    """Whatever a server says, there is an answer."""

    @given(readings(), st.dictionaries(NAMES, DAYS, max_size=4))
    def test_no_reading_makes_it_fail(self, reading: UsageReading, released: dict[str, date]) -> None:
        result = adoption_of(reading, released)
        assert list(result.days) == sorted(set(result.days))
        for course in result.courses:
            assert len(course.shares) == len(course.counts) == len(result.days)
            assert course.first_seen in result.days
            for milestone in (course.half, course.most):
                assert milestone.days is None or milestone.days >= 0
                assert (milestone.expected is not None) == (milestone.outlook is Outlook.EXPECTED)

    @given(st.dictionaries(DAYS, st.floats(min_value=0, max_value=100)), DAYS)
    def test_what_is_expected_is_never_in_the_past(self, points: dict[date, float], today: date) -> None:
        word, expected = outlook(sorted(points.items()), 50, today)
        assert (word is Outlook.EXPECTED) == (expected is not None)
        assert expected is None or expected >= today


NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def device(name: str, runs: str, days_ago: float | None) -> Device:
    """A device and when it last changed."""
    changed = None if days_ago is None else (NOW - timedelta(days=days_ago)).isoformat()
    return Device.read({"device_id": name, "version_name": runs, "updated_at": changed})


def stuck(*devices: Device, due: str | None = "2.0.0", made_days_ago: float | None = 30) -> Stuck:
    """Those of some devices that are stuck, all of them due for one bundle."""
    then = None if made_days_ago is None else NOW - timedelta(days=made_days_ago)
    return stuck_devices(devices, lambda _: due, lambda _: then, NOW, complete=True)


class TestStuck:
    """Devices that should have a newer bundle for more than a week."""

    def test_a_device_that_changed_nothing_for_long_is_stuck(self) -> None:
        found = stuck(device("old", "1.0.0", 8), device("new", "1.0.0", 6), device("there", "2.0.0", 20))
        assert [each.device_id for each in found.devices] == ["old"]
        assert found.looked_at == 3

    def test_nobody_is_stuck_before_the_bundle_is_a_week_old(self) -> None:
        assert not stuck(device("old", "1.0.0", 80), made_days_ago=6).devices
        assert not stuck(device("old", "1.0.0", 80), made_days_ago=None).devices

    def test_a_device_that_gets_nothing_is_not_stuck(self) -> None:
        assert not stuck(device("blocked", "1.0.0", 80), due=None).devices

    def test_a_device_of_unknown_age_is_not_stuck(self) -> None:
        assert not stuck(device("unknown", "1.0.0", None)).devices

    def test_they_are_counted_by_the_bundle_that_they_run(self) -> None:
        found = stuck(device("a", "1.0.0", 9), device("b", "1.0.0", 9), device("c", "1.1.0", 9))
        assert found.by_bundle() == {"1.0.0": 2, "1.1.0": 1}
        assert [each.device_id for each in found.on("1.1.0")] == ["c"]
