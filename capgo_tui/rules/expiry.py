"""When something is to end, as a user writes it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final

from capgo_tui.errors import Misused

FORMS: Final = "Write a day like 2026-12-31, a span like 90d, 12w or 1y, or nothing for never."
"""What is understood."""

_SPAN: Final = re.compile(r"(\d{1,5})\s*([dwmy])", re.IGNORECASE)
_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}
_LAST_SECOND: Final = time(23, 59, 59)


def read_expiry(text: str, now: datetime) -> datetime | None:
    """Read the end of a key: the end of a day in UTC, or so long from now; None for never.

    Args:
        text: `2026-12-31`, `2026-12-31 18:30`, `90d`, `12w`, `6m` (of 30 days), `1y` (of 365), or nothing.
        now: the present time, aware.

    Raises:
        Misused: it is none of these, or not in the future.
    """
    wanted = text.strip()
    if not wanted:
        return None
    end = _after(wanted, now) or _moment(wanted)
    if end is None:
        raise Misused("That is no day and no span.", next_step=FORMS)
    if end <= now:
        raise Misused("That is not in the future.", next_step=FORMS)
    return end


def expiry_text(end: datetime | None) -> str:
    """An end as `read_expiry` takes it: `2026-12-31 23:59`; empty for never."""
    return "" if end is None else f"{end.astimezone(UTC):%Y-%m-%d %H:%M}"


def _after(text: str, now: datetime) -> datetime | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    try:
        return now.replace(microsecond=0) + timedelta(days=int(found[1]) * _DAYS[found[2].lower()])
    except OverflowError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= len("2026-12-31"):
        moment = datetime.combine(moment, _LAST_SECOND)
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # at the very ends of time some zones have no UTC
        return None
