"""Reads statistics for whoever shows, watches or reports them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import CapgoError
from capgo_tui.services.statistics.asking import AskUsage, ask_breakdown, ask_days, ask_usage
from capgo_tui.services.statistics.keeping import Keeping
from capgo_tui.services.statistics.reading import AppReadings, Kind, Reading, Scope, UsageReading

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.presenters.times import Now
    from capgo_tui.rules.statistics.figures import DayFigures
    from capgo_tui.rules.statistics.periods import Period

_BUNDLES: Final = "bundles"
_NATIVES: Final = "natives"


class Statistics:
    """Figures by day, of apps, organizations, and everything.

    No method raises a CapgoError: what went wrong is the reading's `problem`, beside what was read before.
    A reading is kept for five minutes, as long as the server itself gives the same answer. Days in the future
    are never asked for, and a period without days that have come asks nothing.
    """

    def __init__(self, client: CapgoClient, now: Now) -> None:
        """Make it; nothing is asked yet.

        Args:
            client: the connection.
            now: gives the present time of that server's world.
        """
        self._client = client
        self._now = now
        self._kept = Keeping(now)

    @property
    def today(self) -> date:
        """The UTC day in which the server's world is."""
        return self._now().astimezone(UTC).date()

    async def read(self, scope: Scope, period: Period, *, refresh: bool = False) -> Reading:
        """Give the days of a scope.

        Args:
            scope: whose.
            period: which days.
            refresh: whether to ask the server although a fresh answer is kept.
        """
        question = (scope, period, self.today)
        return await self._kept.get(
            question,
            lambda: self._read_days(question, scope, period),
            is_good=lambda reading: reading.problem is None,
            refresh=refresh,
        )

    async def by_app(self, org_id: str, period: Period, *, refresh: bool = False) -> AppReadings:
        """Give the days of an organization and of each of its apps, in one request."""
        question = (org_id, period, self.today)
        return await self._kept.get(
            question,
            lambda: self._read_apps(question, org_id, period),
            is_good=lambda readings: readings.total.problem is None,
            refresh=refresh,
        )

    async def usage(self, app_id: str, period: Period, *, refresh: bool = False) -> UsageReading:
        """Give how the devices of an app spread over its bundles."""
        ask = self._client.statistics.bundle_usage
        return await self._usage(_BUNDLES, ask, app_id, period, refresh=refresh)

    async def native_usage(self, app_id: str, period: Period, *, refresh: bool = False) -> UsageReading:
        """Give how the devices of an app spread over native builds; old servers do not tell that."""
        ask = self._client.statistics.native_usage
        return await self._usage(_NATIVES, ask, app_id, period, refresh=refresh)

    async def close(self) -> None:
        """Wait for what is still being read."""
        await self._kept.close()

    async def _usage(
        self, what: str, ask: AskUsage, app_id: str, period: Period, *, refresh: bool
    ) -> UsageReading:
        question = (what, app_id, period, self.today)
        return await self._kept.get(
            question,
            lambda: self._read_usage(question, ask, app_id, period),
            is_good=lambda reading: reading.problem is None,
            refresh=refresh,
        )

    # Each of these is one reading -----------------------------------------------------------

    async def _read_days(self, question: Hashable, scope: Scope, period: Period) -> Reading:
        today, began = self.today, self._now()
        wanted = period.until(today)
        nothing = Reading(scope, period, (), today)
        if not wanted.length:
            return nothing
        try:
            days = await ask_days(self._client, scope, wanted, today)
        except CapgoError as error:
            return replace(self._kept.last(question) or nothing, problem=error)
        return replace(nothing, days=days, read_at=began if days else None, is_anchored=_anchored(days))

    async def _read_apps(self, question: Hashable, org_id: str, period: Period) -> AppReadings:
        today, began = self.today, self._now()
        wanted = period.until(today)
        nothing = AppReadings(Reading(Scope(Kind.ORGANIZATION, org_id), period, (), today))
        if not wanted.length:
            return nothing
        try:
            asked = await ask_breakdown(self._client, org_id, wanted, today)
        except CapgoError as error:
            last: AppReadings = self._kept.last(question) or nothing
            return replace(last, total=replace(last.total, problem=error))
        total = replace(
            nothing.total,
            days=asked.total,
            read_at=began if asked.total else None,
            is_anchored=_anchored(asked.total),
        )
        apps = {
            app_id: Reading(Scope(Kind.APP, app_id), period, days, today, read_at=began)
            for app_id, days in asked.apps.items()
        }
        return AppReadings(total, apps)

    async def _read_usage(
        self, question: Hashable, ask: AskUsage, app_id: str, period: Period
    ) -> UsageReading:
        today, began = self.today, self._now()
        wanted = period.until(today)
        nothing = UsageReading(app_id, period, (), today)
        if not wanted.length:
            return nothing
        try:
            days = await ask_usage(ask, app_id, wanted)
        except CapgoError as error:
            return replace(self._kept.last(question) or nothing, problem=error)
        return replace(nothing, days=days, read_at=began if days else None)


def _anchored(days: tuple[DayFigures, ...]) -> bool:
    return any(day.is_anchored for day in days)
