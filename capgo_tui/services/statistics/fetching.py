"""One reading: what the local history knows, and what the server has to be asked for beside it.

The history is asked first. Only the days that it does not know for good are asked for, in one request from
the first to the last of them, then kept, and all of it is given from there. If the server cannot be asked,
what the history has is given, with the reason.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from capgo_tui.errors import CapgoError
from capgo_tui.rules.statistics.joining import bridged, overlaid
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.history import APPS, DAYS, Covered, History, Key, Known
from capgo_tui.services.statistics.asking import AskUsage, ask_breakdown, ask_days, ask_usage
from capgo_tui.services.statistics.reading import AppReadings, Kind, Reading, Scope, UsageReading

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.presenters.times import Now
    from capgo_tui.rules.statistics.figures import DayFigures


class _Moment(NamedTuple):
    """When a reading began, and what of its period has come by then."""

    now: datetime
    today: date
    wanted: Period


class Fetching:
    """Reads by way of the history. Nothing raises a CapgoError: that is the reading's `problem`."""

    def __init__(self, client: CapgoClient, now: Now, history: History, profile: str) -> None:
        """Make it; nothing is asked yet.

        Args:
            client: the connection.
            now: gives the present time of that server's world.
            history: what was seen before.
            profile: the profile's name, for what everything is depends on its key.
        """
        self._client = client
        self._now = now
        self._history = history
        self._profile = profile

    async def days(self, scope: Scope, period: Period, *, refresh: bool) -> Reading:
        """Read the days of a scope."""
        at, key = self._begin(period), self._key(scope)
        reading = Reading(scope, period, (), at.today)
        asked = await self._to_ask(key, DAYS, at, refresh=refresh)
        fresh: tuple[DayFigures, ...] = ()
        is_kept = False
        if asked is not None:
            try:
                fresh = await ask_days(self._client, scope, asked, at.today)
            except CapgoError as error:
                reading, asked = replace(reading, problem=error), None
            else:
                covered = Covered(DAYS, asked, at.now)
                is_kept = await asyncio.to_thread(self._history.keep_days, key, covered, fresh)
        known = await asyncio.to_thread(self._history.days, key, at.wanted)
        return _joined(reading, known, () if is_kept else fresh, asked, at)

    async def apps(self, org_id: str, period: Period, *, refresh: bool) -> AppReadings:
        """Read the days of an organization and of each of its apps."""
        at, scope = self._begin(period), Scope(Kind.ORGANIZATION, org_id)
        key, total = self._key(scope), Reading(scope, period, (), at.today)
        asked = await self._to_ask(key, APPS, at, refresh=refresh)
        of_total: tuple[DayFigures, ...] = ()
        fresh: dict[str, tuple[DayFigures, ...]] = {}
        if asked is not None:
            try:
                answer = await ask_breakdown(self._client, org_id, asked, at.today)
            except CapgoError as error:
                total, asked = replace(total, problem=error), None
            else:
                of_apps = [(self._app(app_id), days) for app_id, days in answer.apps.items()]
                covered = Covered(APPS, asked, at.now)
                keep = self._history.keep_apps
                if not await asyncio.to_thread(keep, key, covered, answer.total, of_apps):
                    of_total, fresh = answer.total, dict(answer.apps)
        known, known_apps = await asyncio.to_thread(self._recall_apps, key, at.wanted)
        apps = {}
        for app_id in sorted({*known_apps, *fresh}):
            blank = Reading(Scope(Kind.APP, app_id), period, (), at.today, problem=total.problem)
            reading = _joined(blank, known_apps.get(app_id, Known()), fresh.get(app_id, ()), asked, at)
            if reading.days:
                apps[app_id] = _without_levels(reading)
        return AppReadings(_joined(total, known, of_total, asked, at), apps)

    async def usage(
        self, what: str, ask: AskUsage, app_id: str, period: Period, *, refresh: bool
    ) -> UsageReading:
        """Read how the devices of an app spread; `what` is the history's word for it."""
        at, key = self._begin(period), self._app(app_id)
        reading = UsageReading(app_id, period, (), at.today)
        asked = await self._to_ask(key, what, at, refresh=refresh)
        if asked is not None:
            if self._client.speech.generation.carries_shares:
                asked = at.wanted  # days of two answers do not fit together
            try:
                fresh = await ask_usage(ask, app_id, asked)
            except CapgoError as error:
                reading, asked = replace(reading, problem=error), None
            else:
                covered = Covered(what, asked, at.now)
                if not await asyncio.to_thread(self._history.keep_usage, key, covered, fresh):
                    return replace(reading, days=fresh, read_at=at.now)
        known = await asyncio.to_thread(self._history.usage, key, what, at.wanted)
        return replace(
            reading,
            days=known.days,
            read_at=known.asked_at,
            from_history=_from_history((day.day for day in known.days), asked),
        )

    def _begin(self, period: Period) -> _Moment:
        now = self._now()
        today = now.astimezone(UTC).date()
        return _Moment(now, today, period.until(today))

    def _key(self, scope: Scope) -> Key:
        name = self._profile if scope.kind is Kind.EVERYTHING else scope.id
        storable = name.encode(errors="replace").decode()  # half a character, as a terminal may send it
        return Key(self._client.host, scope.kind.value, storable)

    def _app(self, app_id: str) -> Key:
        return self._key(Scope(Kind.APP, app_id))

    async def _to_ask(self, key: Key, what: str, at: _Moment, *, refresh: bool) -> Period | None:
        """Give the days to ask for; None if there are none.

        The days beside the missing ones are asked for too, so that what is known and what is new touch: the
        first day of an answer has a level instead of a change.
        """
        wanted = at.wanted
        if not wanted.length or refresh:
            return wanted if wanted.length else None
        missing = await asyncio.to_thread(self._history.missing, key, what, wanted, at.now)
        if missing is None or what not in (DAYS, APPS):
            return missing
        beside = timedelta(days=1)
        return Period(max(wanted.first, missing.first - beside), min(wanted.last, missing.last + beside))

    def _recall_apps(self, key: Key, period: Period) -> tuple[Known, dict[str, Known]]:
        """What is known of an organization and of its apps. Waits for the disk."""
        apps = {app.name: self._history.days(app, period) for app in self._history.apps_of(key)}
        return self._history.days(key, period), apps


def _joined(
    reading: Reading, known: Known, fresh: Collection[DayFigures], asked: Period | None, at: _Moment
) -> Reading:
    """Put what is known, and what could not be kept, into a reading."""
    days = bridged(overlaid(known.days, fresh))
    return replace(
        reading,
        days=days,
        read_at=known.asked_at or (at.now if days else None),
        is_anchored=any(day.is_anchored for day in days),
        from_history=_from_history((day.day for day in days), asked),
    )


def _from_history(days: Iterable[date], asked: Period | None) -> bool:
    return any(asked is None or day not in asked for day in days)


def _without_levels(reading: Reading) -> Reading:
    """Keep the apps of a breakdown alike: some of them may have levels from elsewhere."""
    days = tuple(replace(day, storage=None, is_anchored=False) for day in reading.days)
    return replace(reading, days=days, is_anchored=False)
