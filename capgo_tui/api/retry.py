"""When a read is tried again, and how long to wait first. Writes and refused logins never are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any, Final

from capgo_tui.errors import CapgoError, RateLimited, RefusalKind, Refused, Unreachable

_DEFAULT_PAUSE: Final = 60.0
"""Seconds to stop for if a 429 does not say: the window of the server's own counter (contract/api.md 2.4)."""

_LONGEST_PAUSE: Final = 3600.0
"""Seconds; four times the longest block that the server is known to impose."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how slowly."""

    attempts: int = 3
    """How often a read is sent at most, the first time included."""
    first: float = 0.4
    """Seconds before the second attempt, doubled for each further one."""
    longest: float = 5.0
    """Seconds: never wait longer than this; a server that asks for more is obeyed by giving up."""

    def wait_before_next(self, error: CapgoError, attempt: int, jitter: float) -> float | None:
        """Seconds to wait before this read is sent again, or None if it is not to be.

        Args:
            error: what came of the attempt.
            attempt: its number, from 1.
            jitter: from 0 to 1, so that many clients do not come back in step.
        """
        if attempt >= self.attempts:
            return None
        if isinstance(error, RateLimited):  # the budget's pause does the waiting
            return 0.0 if error.retry_after <= self.longest else None
        if isinstance(error, Refused):
            again = error.status >= 500 and error.kind is RefusalKind.BROKEN
        else:
            again = isinstance(error, Unreachable) and error.transient
        return min(self.first * 2.0 ** (attempt - 1), self.longest) * (0.5 + jitter / 2) if again else None


def pause_of(headers: Mapping[str, str], details: Mapping[str, Any], now: datetime) -> float:
    """How many seconds a 429 asks for.

    In this order: `retry-after` in seconds, `moreInfo.retryAfterSeconds`, `retry-after` as a date,
    `moreInfo.rateLimitResetAt` (ms), `x-ratelimit-reset` (s), else a minute. Times are compared with the
    server's own clock where it tells it.
    """
    retry_after = headers.get("retry-after", "")
    server_now = (_http_date(headers.get("date", "")) or now).timestamp()
    more = details.get("moreInfo")
    more = more if isinstance(more, Mapping) else details
    date = _http_date(retry_after)
    until = (
        date.timestamp() if date else None,
        _number(more.get("rateLimitResetAt"), per_second=1000.0),
        _number(headers.get("x-ratelimit-reset")),
    )
    waits = (
        _number(retry_after),
        _number(more.get("retryAfterSeconds")),
        *(None if moment is None else moment - server_now for moment in until),
    )
    wait = next((wait for wait in waits if wait is not None and wait > 0), _DEFAULT_PAUSE)
    return min(wait, _LONGEST_PAUSE)


def _number(value: object, *, per_second: float = 1.0) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value) / per_second
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _http_date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
