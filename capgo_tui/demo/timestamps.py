"""The three styles in which the server writes a time (contract/api.md 3)."""

from __future__ import annotations

import math
from datetime import UTC, datetime


def rest(moment: datetime | None) -> str | None:
    """Write a time as rows that come through PostgREST have it: `2026-01-02T03:04:05.123456+00:00`.

    Zeros at the end of the fraction are left out, and so is a fraction of zero.
    """
    return None if moment is None else _written(moment, "T") + "+00:00"


def driver(moment: datetime | None) -> str | None:
    """Write a time as rows that come through the Postgres driver have it: `2026-01-02T03:04:05.123Z`."""
    if moment is None:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{moment.microsecond // 1000:03d}Z"


def spaced(moment: datetime | None) -> str | None:
    """Write a time as Postgres itself prints it: `2026-01-02 03:04:05.123456+00`."""
    return None if moment is None else _written(moment, " ") + "+00"


def _written(moment: datetime, between: str) -> str:
    text = moment.strftime(f"%Y-%m-%d{between}%H:%M:%S")
    if moment.microsecond:
        text += f".{moment.microsecond:06d}".rstrip("0")
    return text


def read(text: str) -> datetime:
    """Read a time in any of the three styles; one without a zone is UTC.

    Raises:
        ValueError: the text is no such time.
    """
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def milliseconds(moment: datetime) -> int:
    """Count the milliseconds since 1970, rounded down."""
    return math.floor(moment.timestamp() * 1000)
