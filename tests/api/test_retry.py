"""When a read is tried again, and how long a 429 stops everything."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.api.retry import RetryPolicy, pause_of
from capgo_tui.errors import (
    CapgoError,
    Misused,
    RateLimited,
    RefusalKind,
    Refused,
    Unexpected,
    Unreachable,
)

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
EPOCH = int(NOW.timestamp())


def broken(status: int, kind: RefusalKind = RefusalKind.BROKEN) -> Refused:
    return Refused("no", status=status, kind=kind)


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (Unreachable("refused"), True),
        (Unreachable("certificate", transient=False), False),
        (broken(500), True),
        (broken(503), True),
        (broken(500, RefusalKind.BAD_LOGIN), False),
        (broken(400), False),
        (Refused("no", status=401, kind=RefusalKind.BAD_LOGIN), False),
        (Refused("no", status=401, kind=RefusalKind.NO_RIGHT), False),
        (Refused("no", status=404, kind=RefusalKind.MISSING), False),
        (RateLimited("no", retry_after=2), True),
        (RateLimited("no", retry_after=5), True),
        (RateLimited("no", retry_after=5.1), False),
        (Unexpected("html"), False),
        (Misused("no"), False),
    ],
)
def test_only_faults_that_may_pass_are_tried_again(error: CapgoError, again: bool) -> None:
    assert (RetryPolicy().wait_before_next(error, 1, 0.5) is not None) is again


def test_attempts_come_to_an_end() -> None:
    waits = [
        RetryPolicy(attempts=3).wait_before_next(Unreachable("no"), attempt, 1.0) for attempt in (1, 2, 3)
    ]
    assert waits == [0.4, 0.8, None]


@given(st.integers(1, 60), st.floats(0, 1))
def test_waits_grow_up_to_a_limit_and_are_never_in_step(attempt: int, jitter: float) -> None:
    policy = RetryPolicy(attempts=100)
    wait = policy.wait_before_next(Unreachable("no"), attempt, jitter)
    assert wait is not None
    full = min(0.4 * 2 ** (attempt - 1), 5.0)
    assert full / 2 <= wait <= full


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"retry-after": "60"}, {}, 60),
        ({"retry-after": "1.5"}, {}, 1.5),
        ({"retry-after": "60"}, {"moreInfo": {"retryAfterSeconds": 10}}, 60),
        ({}, {"moreInfo": {"retryAfterSeconds": 10}}, 10),
        ({}, {"moreInfo": {"retryAfterSeconds": "10"}}, 10),
        ({}, {"retryAfterSeconds": 10}, 10),
        ({"retry-after": "Sat, 21 Nov 2026 22:00:30 GMT"}, {}, 30),
        ({"retry-after": "Sat, 21 Nov 2026 22:00:30 -0000"}, {}, 30),
        (
            {"retry-after": "Sat, 21 Nov 2026 22:00:30 GMT", "date": "Sat, 21 Nov 2026 22:00:10 GMT"},
            {},
            20,
        ),
        ({"retry-after": "soon"}, {"moreInfo": {"retryAfterSeconds": 10}}, 10),
        ({}, {"moreInfo": {"rateLimitResetAt": (EPOCH + 12) * 1000}}, 12),
        ({"x-ratelimit-reset": str(EPOCH + 7)}, {}, 7),
        ({"x-ratelimit-reset": str(EPOCH - 7)}, {}, 60),
        ({"retry-after": "0"}, {"moreInfo": {"retryAfterSeconds": 3}}, 3),
        ({"retry-after": "-5"}, {}, 60),
        ({"retry-after": "nan"}, {}, 60),
        ({"retry-after": "inf"}, {}, 60),
        ({"retry-after": "1e9"}, {}, 3600),
        ({}, {"moreInfo": {"retryAfterSeconds": True}}, 60),
        ({}, {"moreInfo": {"retryAfterSeconds": 10**400}}, 60),
        ({}, {"moreInfo": "later"}, 60),
        ({}, {}, 60),
    ],
)
def test_a_pause_is_as_long_as_the_server_says(
    headers: dict[str, str], body: dict[str, Any], seconds: float
) -> None:
    assert pause_of(headers, body, NOW) == pytest.approx(seconds)


@given(
    st.dictionaries(st.sampled_from(["retry-after", "date", "x-ratelimit-reset"]), st.text()),
    st.dictionaries(
        st.sampled_from(["retryAfterSeconds", "rateLimitResetAt"]),
        st.none() | st.text() | st.integers() | st.floats() | st.lists(st.integers()),
    ),
)
def test_a_pause_is_sane_whatever_the_server_says(headers: dict[str, str], more: dict[str, Any]) -> None:
    assert 0 < pause_of(headers, {"moreInfo": more}, NOW) <= 3600
