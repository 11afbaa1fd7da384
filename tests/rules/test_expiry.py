"""When a key ends, as a user writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from capgo_tui.errors import Misused
from capgo_tui.rules.expiry import expiry_text, read_expiry

NOW = datetime(2026, 11, 21, 22, 0, 0, 500, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", None),
        ("  ", None),
        ("2026-12-31", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2026-11-21", datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)),
        ("2026-12-31 18:30", datetime(2026, 12, 31, 18, 30, tzinfo=UTC)),
        ("2026-12-31T18:30:00+02:00", datetime(2026, 12, 31, 16, 30, tzinfo=UTC)),
        ("90d", NOW.replace(microsecond=0) + timedelta(days=90)),
        (" 2 W ", NOW.replace(microsecond=0) + timedelta(days=14)),
        ("6m", NOW.replace(microsecond=0) + timedelta(days=180)),
        ("1y", NOW.replace(microsecond=0) + timedelta(days=365)),
    ],
)
def test_an_end_is_a_day_a_moment_or_a_span(text: str, end: datetime | None) -> None:
    assert read_expiry(text, NOW) == end


@pytest.mark.parametrize(
    "text", ["soon", "d", "-5d", "2026-13-01", "99999y", "31.12.2026", "0001-01-01T00:00+14:00"]
)
def test_anything_else_is_refused_with_what_is_understood(text: str) -> None:
    with pytest.raises(Misused, match="no day and no span") as caught:
        read_expiry(text, NOW)
    assert "90d" in caught.value.next_step


@pytest.mark.parametrize("text", ["0d", "2026-11-20", "2026-11-21 21:59", "1999-01-01"])
def test_what_is_past_is_refused(text: str) -> None:
    with pytest.raises(Misused, match="not in the future"):
        read_expiry(text, NOW)


def test_an_end_is_written_as_it_is_read() -> None:
    end = datetime(2026, 12, 31, 18, 30, tzinfo=UTC)
    assert read_expiry(expiry_text(end), NOW) == end
    assert expiry_text(None) == ""
