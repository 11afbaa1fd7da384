"""The rows of the history, as they are written and read.

The newest answer counts, with one exception: what is stored at the end of a day. The server works levels out
backwards from today's total, so one that was asked for soon after its day is better than one that was asked
for a year later, and one from a range that had ended before it was asked for is off by all that changed since
(contract/api.md 3.8, 7.5). So a level is replaced only by one that is better, by `trust`:

    0  anchored: its range had ended before the day on which it was asked for; the newer one counts
    1  of a day that could still change; the newer one counts
    2  of a day that was settled; the one that was asked for sooner after its day counts
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.history.keys import APP, Covered, Key, Summary, is_settled
from capgo_tui.services.statistics.reading import UsageDay

_ANCHORED, _UNSETTLED, _SETTLED = range(3)
_TOO_LARGE: Final = 2**63
_LEVEL: Final = "storage"
_METRICS: Final = ("mau", "bandwidth", _LEVEL, "storage_change", "build_seconds", "byte_hours")
"""Fields of `DayFigures`, and how the rows name them."""

_PIVOT: Final = ", ".join(f"max(CASE metric WHEN '{metric}' THEN value END)" for metric in _METRICS)
_SELECT_DAYS: Final = f"""
    SELECT day, {_PIVOT}, max(metric = '{_LEVEL}' AND trust = {_ANCHORED}), max(asked_at)
    FROM figures WHERE scope = ? AND day BETWEEN ? AND ? GROUP BY day ORDER BY day
"""  # noqa: S608 - of constants alone
_KEEP_FIGURE: Final = f"""
    INSERT INTO figures (scope, day, metric, value, asked_at, trust) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (scope, day, metric) DO UPDATE
    SET value = excluded.value, asked_at = excluded.asked_at, trust = excluded.trust
    WHERE CASE
        WHEN excluded.metric <> '{_LEVEL}' THEN excluded.asked_at >= figures.asked_at
        WHEN excluded.trust <> figures.trust THEN excluded.trust > figures.trust
        WHEN excluded.trust = {_SETTLED} THEN excluded.asked_at < figures.asked_at
        ELSE excluded.asked_at >= figures.asked_at
    END
"""  # noqa: S608 - of constants alone
_KEEP_ASKED: Final = """
    INSERT INTO asked (scope, what, day, asked_at, was_told) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (scope, what, day) DO UPDATE SET asked_at = excluded.asked_at, was_told = excluded.was_told
    WHERE excluded.asked_at >= asked.asked_at
"""


# Reading -----------------------------------------------------------------------------------


def asked(connection: sqlite3.Connection, key: Key, what: str, period: Period) -> dict[date, datetime]:
    """When each day was last asked for."""
    found = connection.execute(
        "SELECT day, asked_at FROM asked WHERE scope = ? AND what = ? AND day BETWEEN ? AND ?",
        (_scope(connection, key), what, *_ends(period)),
    )
    return {date.fromisoformat(day): _moment(asked_at) for day, asked_at in found}


def days(connection: sqlite3.Connection, key: Key, period: Period) -> list[tuple[DayFigures, datetime]]:
    """The days that are known, ascending, and when each was last asked for."""
    found = connection.execute(_SELECT_DAYS, (_scope(connection, key), *_ends(period)))
    return [
        (
            DayFigures(
                day=date.fromisoformat(day),
                mau=mau,
                bandwidth=bandwidth,
                storage=storage,
                storage_change=change,
                build_seconds=build,
                byte_hours=hours,
                is_anchored=bool(is_anchored),
            ),
            _moment(asked_at),
        )
        for day, mau, bandwidth, storage, change, build, hours, is_anchored, asked_at in found
    ]


def usage(
    connection: sqlite3.Connection, key: Key, what: str, period: Period
) -> list[tuple[UsageDay, datetime]]:
    """The days of usage that are known, ascending, and when each was last asked for."""
    place = (_scope(connection, key), what, *_ends(period))
    told = connection.execute(
        "SELECT day, asked_at FROM asked WHERE scope = ? AND what = ? AND day BETWEEN ? AND ? AND was_told"
        " ORDER BY day",
        place,
    ).fetchall()
    percent: dict[str, dict[str, float]] = {day: {} for day, _ in told}
    counts: dict[str, dict[str, int]] = {day: {} for day, _ in told}
    for day, bundle, share, devices in connection.execute(
        "SELECT day, bundle, percent, devices FROM usage"
        " WHERE scope = ? AND what = ? AND day BETWEEN ? AND ?",
        place,
    ):
        if share is not None and day in percent:
            percent[day][bundle] = share
        if devices is not None and day in counts:
            counts[day][bundle] = devices
    return [
        (UsageDay(date.fromisoformat(day), percent[day], counts[day]), _moment(asked_at))
        for day, asked_at in told
    ]


def apps_of(connection: sqlite3.Connection, key: Key) -> tuple[Key, ...]:
    """The apps below an organization, ascending by id."""
    found = connection.execute(
        "SELECT name FROM scopes WHERE host = ? AND kind = ? AND organization = ? ORDER BY name",
        (key.host, APP, key.name),
    )
    return tuple(Key(key.host, APP, name) for (name,) in found)


def summary(connection: sqlite3.Connection) -> tuple[Summary, ...]:
    """What is held of each scope."""
    found = connection.execute("""
        SELECT host, kind, name, min(day), max(day), sum(figures), sum(usage) FROM (
            SELECT scope, day, 1 AS figures, 0 AS usage FROM figures
            UNION ALL SELECT scope, day, 0, 1 FROM usage
        ) JOIN scopes ON scopes.id = scope GROUP BY scope ORDER BY host, kind, name
    """)
    return tuple(
        Summary(Key(host, kind, name), date.fromisoformat(first), date.fromisoformat(last), figures, used)
        for host, kind, name, first, last, figures, used in found
    )


# Writing -----------------------------------------------------------------------------------


def keep_asked(
    connection: sqlite3.Connection, key: Key, covered: Covered, days: Sequence[DayFigures | UsageDay]
) -> int:
    """Keep what was asked for and which days were told of; gives the number of the scope."""
    scope, at, told = _made_scope(connection, key), _seconds(covered.asked_at), {day.day for day in days}
    connection.executemany(
        _KEEP_ASKED,
        ((scope, covered.what, day.isoformat(), at, day in told) for day in covered.period.dates()),
    )
    return scope


def keep_days(connection: sqlite3.Connection, key: Key, covered: Covered, days: Sequence[DayFigures]) -> None:
    """Keep figures, and that they were asked for."""
    scope = keep_asked(connection, key, covered, days)
    at = _seconds(covered.asked_at)
    connection.executemany(
        _KEEP_FIGURE,
        (
            (scope, day.day.isoformat(), metric, value, at, _trust(day, covered, metric))
            for day in days
            for metric in _METRICS
            if (value := _storable(getattr(day, metric))) is not None
        ),
    )


def put_under(connection: sqlite3.Connection, key: Key, org_id: str) -> None:
    """Keep which organization an app belongs to."""
    connection.execute(
        "UPDATE scopes SET organization = ? WHERE id = ?", (org_id, _made_scope(connection, key))
    )


def keep_usage(connection: sqlite3.Connection, key: Key, covered: Covered, days: Sequence[UsageDay]) -> None:
    """Keep usage in the place of what was said before; what was asked later by another program stays."""
    later = {
        day
        for day, moment in asked(connection, key, covered.what, covered.period).items()
        if _seconds(moment) > _seconds(covered.asked_at)
    }
    scope = keep_asked(connection, key, covered, days)
    connection.executemany(
        "DELETE FROM usage WHERE scope = ? AND what = ? AND day = ?",
        ((scope, covered.what, day.isoformat()) for day in covered.period.dates() if day not in later),
    )
    connection.executemany(
        "INSERT INTO usage (scope, what, day, bundle, percent, devices) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                *(scope, covered.what, day.day.isoformat(), name),
                *(_storable(day.percent.get(name)), _storable(day.counts.get(name))),
            )
            for day in days
            if day.day not in later
            for name in {**day.percent, **day.counts}
        ),
    )


def forget(connection: sqlite3.Connection, before: date | None) -> int:
    """Delete the days before a day, or all; gives how many figures and shares went."""
    until = before.isoformat() if before is not None else "9999-99-99"
    gone = sum(
        connection.execute(f"DELETE FROM {table} WHERE day < ?", (until,)).rowcount  # noqa: S608 - two constants
        for table in ("figures", "usage")
    )
    connection.execute("DELETE FROM asked WHERE day < ?", (until,))
    connection.execute("DELETE FROM scopes WHERE id NOT IN (SELECT scope FROM asked)")
    return gone


def _trust(day: DayFigures, covered: Covered, metric: str) -> int:
    if metric == _LEVEL and day.is_anchored:
        return _ANCHORED
    return _SETTLED if is_settled(day.day, covered.asked_at) else _UNSETTLED


def _storable(value: float | None) -> float | None:
    """A number as SQLite can hold it; None for what is none."""
    if value is None or not math.isfinite(value):
        return None
    return value if abs(value) < _TOO_LARGE else float(value)


def _scope(connection: sqlite3.Connection, key: Key) -> int:
    """The number of a scope; 0 if nothing is known of it."""
    found = connection.execute(
        "SELECT id FROM scopes WHERE host = ? AND kind = ? AND name = ?", (key.host, key.kind, key.name)
    ).fetchone()
    return int(found[0]) if found else 0


def _made_scope(connection: sqlite3.Connection, key: Key) -> int:
    connection.execute(
        "INSERT INTO scopes (host, kind, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (key.host, key.kind, key.name),
    )
    return _scope(connection, key)


def _ends(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
