"""Times as people read them: ages in tables, stamps in details. Pure: the time that is now is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]
"""Gives the time that is now, aware and in UTC; the demo cloud and the tests have their own."""

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
UNKNOWN = "?"
"""What stands for a value that the server did not send."""
NONE = "–"
"""What stands for a value that the server says is empty."""


class _Zone:
    """Where stamps are told."""

    local = False


def tell_local_times(*, local: bool) -> None:
    """Have stamps tell the time of this machine's zone, or of UTC, as they do at first."""
    _Zone.local = local


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def age(then: datetime | None, now: datetime) -> str:
    """How long ago, in one unit and at most four cells: `now`, `12m`, `5h`, `3d`, `7w`, `11mo`, `2y`.

    A time ahead of `now` (a server's clock may be off, or a key expires later) reads `in 3d`.
    """
    if then is None:
        return UNKNOWN
    span = now - then
    if span < -MINUTE:
        return f"in {_span(-span)}"
    return "now" if span < MINUTE else _span(span)


def _span(span: timedelta) -> str:
    """Give the largest unit that fits at least once."""
    if span < HOUR:
        return f"{span // MINUTE}m"
    if span < DAY:
        return f"{span // HOUR}h"
    days = span.days
    if days < 14:
        return f"{days}d"
    if days < 70:
        return f"{days // 7}w"
    if days < 730:
        return f"{days // 30}mo"
    return f"{days // 365}y"


def stamp(then: datetime | None) -> str:
    """The moment itself to the second, with its zone: `Z` is UTC."""
    if then is None:
        return UNKNOWN
    return f"{then.astimezone():%Y-%m-%d %H:%M:%S%z}" if _Zone.local else f"{short_stamp(then)}Z"


def short_stamp(then: datetime | None) -> str:
    """The moment to the second, for columns; in the zone that stamps have."""
    return UNKNOWN if then is None else f"{then.astimezone(None if _Zone.local else UTC):%Y-%m-%d %H:%M:%S}"


def moment(then: datetime | None, now: datetime) -> str:
    """The moment and its age: `2026-11-21 22:00:00Z (3d ago)`."""
    if then is None:
        return UNKNOWN
    ago = age(then, now)
    return f"{stamp(then)} ({ago})" if ago == "now" or ago.startswith("in ") else f"{stamp(then)} ({ago} ago)"


def seconds(then: datetime | None) -> float | None:
    """What a column of times sorts by."""
    return None if then is None else then.timestamp()
