"""Reads statistics for whoever shows, watches or reports them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING, TypeVar

from capgo_tui.services.history import BUNDLES, NATIVES, History
from capgo_tui.services.statistics.fetching import Fetching
from capgo_tui.services.statistics.keeping import Keeping
from capgo_tui.services.statistics.reading import AppReadings, Reading, Scope, UsageReading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from capgo_tui.api import CapgoClient
    from capgo_tui.presenters.times import Now
    from capgo_tui.rules.statistics.periods import Period
    from capgo_tui.services.history import HistoryProblem
    from capgo_tui.services.statistics.asking import AskUsage


ReadingT = TypeVar("ReadingT")


class Statistics:
    """Figures by day, of apps, organizations, and everything.

    No method raises a CapgoError: what went wrong is the reading's `problem`, beside what was read before.
    A reading is kept for five minutes, as long as the server itself gives the same answer. Days in the future
    are never asked for, and days that the local history knows for good cost no request.
    """

    def __init__(
        self,
        client: CapgoClient,
        now: Now,
        history: History | None = None,
        profile: str = "",
        history_watchers: Collection[Callable[[HistoryProblem], None]] = (),
    ) -> None:
        """Make it; nothing is asked yet.

        Args:
            client: the connection.
            now: gives the present time of that server's world.
            history: what was seen before; None begins one in memory.
            profile: the profile's name, for what everything is depends on its key.
            history_watchers: told once of what is wrong with the file of the history; more may come.
        """
        self._history_watchers = history_watchers
        self._client = client
        self._now = now
        self._history = history or History(None)
        self._fetching = Fetching(client, now, self._history, profile)
        self._kept = Keeping(now)
        self._watchers: list[Callable[[Reading], None]] = []

    def watch(self, take: Callable[[Reading], None]) -> None:
        """Be given every reading of days that somebody asks for, kept or not; apps in a breakdown, too."""
        self._watchers.append(take)

    @property
    def today(self) -> date:
        """The UTC day in which the server's world is."""
        return self._now().astimezone(UTC).date()

    async def read(self, scope: Scope, period: Period, *, refresh: bool = False) -> Reading:
        """Give the days of a scope.

        Args:
            scope: whose.
            period: which days.
            refresh: whether to ask the server for all of them, whatever is known.
        """
        question = (scope, period, self.today)

        async def read() -> Reading:
            reading = await self._fetching.days(scope, period, refresh=refresh)
            last: Reading | None = self._kept.last(question)
            if reading.problem is None or reading.days or last is None:
                return reading
            return replace(last, problem=reading.problem)

        kept = self._told(await self._kept.get(question, read, is_good=_is_good, refresh=refresh))
        for take in self._watchers:
            take(kept)
        return kept

    async def by_app(self, org_id: str, period: Period, *, refresh: bool = False) -> AppReadings:
        """Give the days of an organization and of each of its apps, in one request."""
        question = (org_id, period, self.today)

        async def read() -> AppReadings:
            readings = await self._fetching.apps(org_id, period, refresh=refresh)
            last: AppReadings | None = self._kept.last(question)
            if readings.total.problem is None or readings.total.days or last is None:
                return readings
            return replace(last, total=replace(last.total, problem=readings.total.problem))

        kept = self._told(
            await self._kept.get(
                question, read, is_good=lambda readings: _is_good(readings.total), refresh=refresh
            )
        )
        for take in self._watchers:
            for reading in (kept.total, *kept.apps.values()):
                take(reading)
        return kept

    async def usage(self, app_id: str, period: Period, *, refresh: bool = False) -> UsageReading:
        """Give how the devices of an app spread over its bundles."""
        ask = self._client.statistics.bundle_usage
        return await self._usage(BUNDLES, ask, app_id, period, refresh=refresh)

    async def native_usage(self, app_id: str, period: Period, *, refresh: bool = False) -> UsageReading:
        """Give how the devices of an app spread over native builds; old servers do not tell that."""
        ask = self._client.statistics.native_usage
        return await self._usage(NATIVES, ask, app_id, period, refresh=refresh)

    def take_history_problem(self) -> HistoryProblem | None:
        """Give what was found wrong with the file of the local history, once, if nobody watches.

        Nothing else fails with it.
        """
        return self._history.take_problem()

    async def close(self) -> None:
        """Wait for what is still being read, and close the history."""
        await self._kept.close()
        await asyncio.to_thread(self._history.close)

    async def _usage(
        self, what: str, ask: AskUsage, app_id: str, period: Period, *, refresh: bool
    ) -> UsageReading:
        question = (what, app_id, period, self.today)

        async def read() -> UsageReading:
            reading = await self._fetching.usage(what, ask, app_id, period, refresh=refresh)
            last: UsageReading | None = self._kept.last(question)
            if reading.problem is None or reading.days or last is None:
                return reading
            return replace(last, problem=reading.problem)

        return self._told(await self._kept.get(question, read, is_good=_is_good, refresh=refresh))

    def _told(self, reading: ReadingT) -> ReadingT:
        """Tell who watches what the reading found wrong with the history."""
        if self._history_watchers and (problem := self.take_history_problem()) is not None:
            for tell in tuple(self._history_watchers):
                tell(problem)
        return reading


def _is_good(reading: Reading | UsageReading) -> bool:
    return reading.problem is None
