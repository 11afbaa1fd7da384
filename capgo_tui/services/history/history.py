"""What the history knows of apps, organizations and everything, by day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.history import rows
from capgo_tui.services.history.keys import DAYS, Covered, Key, Summary, is_settled
from capgo_tui.services.history.store import PATIENCE, HistoryProblem, Store
from capgo_tui.services.statistics.reading import UsageDay

_FRESH: Final = timedelta(minutes=5)
"""For so long the server itself gives the same answer (contract/api.md 3.8)."""


@dataclass(frozen=True, slots=True)
class Known:
    """Days that the history knows, ascending."""

    days: tuple[DayFigures, ...] = ()
    asked_at: datetime | None = None
    """When the oldest of them was asked for."""


@dataclass(frozen=True, slots=True)
class KnownUsage:
    """How devices spread, on the days that the history knows, ascending."""

    days: tuple[UsageDay, ...] = ()
    asked_at: datetime | None = None
    """When the oldest of them was asked for."""


class History:
    """Figures by day that were seen. Its methods wait for the disk and may be called from any thread.

    Nothing raises: what cannot be read is not known, and what cannot be kept is not kept (`Store`).
    """

    def __init__(self, path: Path | None, *, patience: float = PATIENCE) -> None:
        """Describe it; nothing is opened yet.

        Args:
            path: the file; None keeps the history in memory, until the end of the run.
            patience: seconds for which another program that writes is waited for.
        """
        self._store = Store(path, patience)

    def take_problem(self) -> HistoryProblem | None:
        """Give what was found wrong with the file, once."""
        problem, self._store.problem = self._store.problem, None
        return problem

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    # Asked and missing ---------------------------------------------------------------------

    def missing(self, key: Key, what: str, period: Period, now: datetime) -> Period | None:
        """Give the days that the server has to be asked for; None if it need not be asked.

        A day is known for good when it was asked for after it had settled, and for now when that was minutes
        ago.
        """
        asked = self._store.read(lambda connection: rows.asked(connection, key, what, period)) or {}

        def is_known(day: date) -> bool:
            asked_at = asked.get(day)
            return asked_at is not None and (
                is_settled(day, asked_at) or timedelta() <= now - asked_at < _FRESH
            )

        missing = [day for day in period.dates() if not is_known(day)]
        return Period(missing[0], missing[-1]) if missing else None

    # Figures -------------------------------------------------------------------------------

    def days(self, key: Key, period: Period) -> Known:
        """Give the days that are known."""
        found = self._store.read(lambda connection: rows.days(connection, key, period)) or []
        return Known(tuple(day for day, _ in found), min((at for _, at in found), default=None))

    def keep_days(self, key: Key, covered: Covered, days: Sequence[DayFigures]) -> bool:
        """Keep what a server said; says whether it could."""
        return self._store.write(lambda connection: rows.keep_days(connection, key, covered, days))

    def keep_apps(
        self,
        key: Key,
        covered: Covered,
        total: Sequence[DayFigures],
        apps: Iterable[tuple[Key, Sequence[DayFigures]]],
    ) -> bool:
        """Keep an organization's days and those of its apps, which have no levels; says whether it could."""

        def keep(connection: sqlite3.Connection) -> None:
            rows.keep_days(connection, key, Covered(DAYS, covered.period, covered.asked_at), total)
            rows.keep_asked(connection, key, covered, total)
            for app, days in apps:
                rows.keep_days(connection, app, covered, days)
                rows.put_under(connection, app, key.name)

        return self._store.write(keep)

    def apps_of(self, key: Key) -> tuple[Key, ...]:
        """Give the apps that breakdowns of an organization told of, ascending by id."""
        return self._store.read(lambda connection: rows.apps_of(connection, key)) or ()

    # Usage ---------------------------------------------------------------------------------

    def usage(self, key: Key, what: str, period: Period) -> KnownUsage:
        """Give how devices spread, on the days that are known; `what` is `BUNDLES` or `NATIVES`."""
        found = self._store.read(lambda connection: rows.usage(connection, key, what, period)) or []
        return KnownUsage(tuple(day for day, _ in found), min((at for _, at in found), default=None))

    def keep_usage(self, key: Key, covered: Covered, days: Sequence[UsageDay]) -> bool:
        """Keep what a server said of usage, in the place of what it said before; says whether it could."""
        return self._store.write(lambda connection: rows.keep_usage(connection, key, covered, days))

    # Upkeep --------------------------------------------------------------------------------

    def summary(self) -> tuple[Summary, ...]:
        """Say what is held, by server, kind and name; empty if it cannot be read."""
        return self._store.read(rows.summary) or ()

    def forget(self, before: date | None = None) -> int:
        """Let go of the days before a day, or of all, and give the room back; says how many rows went.

        Raises:
            HistoryProblem: another program holds the file.
        """
        gone: list[int] = []
        if not self._store.write(lambda connection: gone.append(rows.forget(connection, before))):
            raise HistoryProblem(
                "Another program is writing to the history of statistics.", next_step="Try again."
            )
        self._store.read(lambda connection: connection.execute("VACUUM"))
        return sum(gone)
