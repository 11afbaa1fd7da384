"""Times, numbers and counts as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from capgo_tui.presenters.counts import count_text, found_text
from capgo_tui.presenters.flags import flag, word
from capgo_tui.presenters.numbers import bps, percent, size, whole
from capgo_tui.presenters.times import age, moment, seconds, stamp

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=-30), "now"),
        (timedelta(minutes=1), "1m"),
        (timedelta(minutes=59), "59m"),
        (timedelta(hours=23), "23h"),
        (timedelta(days=1), "1d"),
        (timedelta(days=13), "13d"),
        (timedelta(days=14), "2w"),
        (timedelta(days=69), "9w"),
        (timedelta(days=70), "2mo"),
        (timedelta(days=729), "24mo"),
        (timedelta(days=730), "2y"),
        (timedelta(days=-3), "in 3d"),
    ],
)
def test_an_age_is_one_number_and_one_unit(ago: timedelta, text: str) -> None:
    assert age(NOW - ago, NOW) == text


def test_a_time_that_is_not_known_stays_unknown() -> None:
    assert (age(None, NOW), stamp(None), moment(None, NOW), seconds(None)) == ("?", "?", "?", None)


def test_a_moment_is_shown_in_utc_with_its_age() -> None:
    berlin = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    assert moment(berlin, NOW) == "2026-03-01 11:00:00Z (1h ago)"
    assert moment(NOW, NOW) == "2026-03-01 12:00:00Z (now)"
    assert moment(NOW + timedelta(days=20), NOW) == "2026-03-21 12:00:00Z (in 2w)"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (536870912, "512.0 MiB"),
        (1073741824, "1.0 GiB"),
        (-20, "-20 B"),
        (-2048, "-2.0 KiB"),
        (1024**6, "1024.0 PiB"),
        (None, "?"),
    ],
)
def test_bytes_are_counted_in_the_largest_binary_unit(count: int | None, text: str) -> None:
    assert size(count) == text


def test_counts_shares_and_basis_points() -> None:
    assert (whole(100000), whole(None)) == ("100,000", "?")
    assert (percent(60.5), percent(100.0), percent(None)) == ("60.5%", "100%", "?")
    assert (bps(1000), bps(1), bps(None)) == ("10%", "0.01%", "?")


def test_flags_differ_by_shape_and_by_word() -> None:
    assert [flag(value) for value in (True, False, None)] == ["✓", "✗", "?"]
    assert [word(value) for value in (True, False, None)] == ["yes", "no", "unknown"]


def test_a_count_says_whether_it_is_all() -> None:
    assert count_text(1, "device", "devices", complete=True) == "1 device"
    assert count_text(5000, "device", "devices", complete=False) == "5,000 devices loaded · more on server"
    assert found_text(12, 500, complete=False) == "12 of 500 loaded (more on server)"
    assert found_text(2, 65, complete=True) == "2 of 65"
