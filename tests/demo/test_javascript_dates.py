"""`new Date(text)` (contract/api.md 3.8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.demo.javascript_dates import LATEST, NotADate, day_of, iso_text, parse


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-06-01", "2026-06-01T00:00:00.000Z"),
        ("2026-06", "2026-06-01T00:00:00.000Z"),
        ("2026", "2026-01-01T00:00:00.000Z"),
        ("2026-6-1", "2026-06-01T00:00:00.000Z"),
        ("2026-06-1", "2026-06-01T00:00:00.000Z"),
        ("2026/06/01", "2026-06-01T00:00:00.000Z"),
        ("6/1/2026", "2026-06-01T00:00:00.000Z"),
        ("2", "2001-02-01T00:00:00.000Z"),
        ("12", "2001-12-01T00:00:00.000Z"),
        ("0", "2000-01-01T00:00:00.000Z"),
        ("49", "2049-01-01T00:00:00.000Z"),
        ("50", "1950-01-01T00:00:00.000Z"),
        ("2026-02-31", "2026-03-03T00:00:00.000Z"),
        ("2026-02-29", "2026-03-01T00:00:00.000Z"),
        ("2024-02-29", "2024-02-29T00:00:00.000Z"),
        ("2026-06-01T12:00:00Z", "2026-06-01T12:00:00.000Z"),
        ("2026-06-01T12:00", "2026-06-01T12:00:00.000Z"),
        ("2026-06-01T12:00:00+02:00", "2026-06-01T10:00:00.000Z"),
        ("2026-06-01T12:00:00-0330", "2026-06-01T15:30:00.000Z"),
        ("2026-06-01T12:00:00.123456Z", "2026-06-01T12:00:00.123Z"),
        ("2026-06-01T24:00:00Z", "2026-06-02T00:00:00.000Z"),
        ("2026-06-01 12:30:15", "2026-06-01T12:30:15.000Z"),
        ("2026-06-01 12:30:15.5", "2026-06-01T12:30:15.500Z"),
        ("June 1, 2026", "2026-06-01T00:00:00.000Z"),
        ("1 June 2026 10:00 PM", "2026-06-01T22:00:00.000Z"),
        ("June 1, 2026 12:00 AM", "2026-06-01T00:00:00.000Z"),
        ("Mon, 01 Jun 2026 10:00:00 GMT", "2026-06-01T10:00:00.000Z"),
        ("Mon Jun 01 2026 10:00:00 GMT+0200 (Central European Summer Time)", "2026-06-01T08:00:00.000Z"),
        ("Jun 1 2026 10:00 EST", "2026-06-01T15:00:00.000Z"),
        ("Jun 1 2026 10:00 GMT+2", "2026-06-01T08:00:00.000Z"),
        ("Jun 1 2026 10:00 +02:30", "2026-06-01T07:30:00.000Z"),
        ("June 1", "2001-06-01T00:00:00.000Z"),
        ("June 2026", "2026-06-01T00:00:00.000Z"),
        ("+012026-06-01", "+012026-06-01T00:00:00.000Z"),
        ("-000100-01-01", "-000100-01-01T00:00:00.000Z"),
        ("0001-01-01", "0001-01-01T00:00:00.000Z"),
    ],
)
def test_a_text_is_read_as_the_server_reads_it(text: str, moment: str) -> None:
    assert iso_text(parse(text)) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "abc", "x1", "13", "2026-13-01", "2026-06-32", "2026-06-00", "2026-06-01T25:00:00Z"),
        *(
            "2026-06-01T12",
            "2026-06-01T12:60Z",
            "2026-06-01T24:01Z",
            "2026-6-1T10:00",
            "1-2-3-4-5",
        ),
        *(
            "12:00",
            "2026-06-01 25:00",
            "June",
            "2026-06-01T12:00:00 02:00",
            "1 Monday",
            "2026-06-01)",
            "1:2:3:4",
        ),
        *("2026-06-01T12:00+25:00", "Jun 1 2026 13:00 PM", "Jun 1 2026 10:00 +12345", "+300000-01-01"),
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(NotADate):
        parse(text)


@given(st.integers(min_value=-LATEST, max_value=LATEST))
def test_what_is_written_reads_back(moment: int) -> None:
    assert parse(iso_text(moment)) == moment


@given(st.text(max_size=30))
def test_no_text_is_too_strange(text: str) -> None:
    try:
        moment = parse(text)
    except NotADate:
        return
    assert abs(moment) <= LATEST


@pytest.mark.parametrize(
    ("text", "has_day"), [("2026-06-01", True), ("+012026-01-01", False), ("-000100-01-01", False)]
)
def test_days_exist_from_year_1_to_9999(text: str, has_day: bool) -> None:
    assert (day_of(parse(text)) is not None) is has_day
