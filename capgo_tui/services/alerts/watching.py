"""Checks alerts, and tells which fired."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from capgo_tui.rules.alerts.checking import Outcome, Plan, Verdict, check, needed
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.alerts.alert import Alert, Checked

if TYPE_CHECKING:
    from datetime import date

    from capgo_tui.services.alerts.shelf import Shelf
    from capgo_tui.services.statistics.reader import Statistics
    from capgo_tui.services.statistics.reading import Reading, Scope


class Alerts:
    """The alerts of a connection, and what came of their last check."""

    def __init__(self, statistics: Statistics, shelf: Shelf, plan: Plan) -> None:
        """Make it; nothing is read yet.

        Args:
            statistics: where figures come from; every reading is looked at, without a request of its own.
            shelf: where alerts are kept.
            plan: the billing day and the limits.
        """
        self._statistics = statistics
        self._shelf = shelf
        self._plan = plan
        self._known: dict[Alert, Checked | None] = {}
        self._told: set[tuple[Alert, date | None]] = set()
        self._watchers: list[Callable[[], None]] = []
        statistics.watch(self.take)

    @property
    def all(self) -> tuple[Alert, ...]:
        """The alerts, once they are loaded."""
        return tuple(self._known)

    @property
    def fired(self) -> tuple[Checked, ...]:
        """Those that fired at their last check."""
        return tuple(each for each in self.checked if each.verdict.outcome is Outcome.FIRED)

    @property
    def checked(self) -> tuple[Checked, ...]:
        """What came of the last check of each; those that never were checked are left out."""
        return tuple(each for each in self._known.values() if each is not None)

    def last(self, alert: Alert) -> Checked | None:
        """What came of the last check of one; None before the first."""
        return self._known.get(alert)

    def watch(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Be told when alerts were added, removed or checked; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    def news(self) -> tuple[Checked, ...]:
        """Give those that fired for a day of which it was not told yet, and remember that it was."""
        fresh = tuple(each for each in self.fired if (each.alert, each.verdict.day) not in self._told)
        self._told.update((each.alert, each.verdict.day) for each in fresh)
        return fresh

    async def load(self) -> tuple[Alert, ...]:
        """Read which alerts there are.

        Raises:
            AlertsProblem: the file cannot be read.
        """
        alerts = await asyncio.to_thread(self._shelf.read)
        self._known = {alert: self._known.get(alert) for alert in alerts}
        self._tell()
        return alerts

    async def add(self, alert: Alert) -> Checked:
        """Keep an alert, and check it.

        Raises:
            AlertsProblem: the file cannot be read or written.
        """
        await asyncio.to_thread(self._shelf.add, alert)
        await self.load()
        return (await self.check([alert]))[0]

    async def remove(self, alert: Alert) -> None:
        """Keep an alert no longer.

        Raises:
            AlertsProblem: the file cannot be read or written.
        """
        await asyncio.to_thread(self._shelf.remove, alert)
        self._told = {(each, day) for each, day in self._told if each != alert}
        await self.load()

    async def check(self, alerts: Iterable[Alert] | None = None) -> tuple[Checked, ...]:
        """Check all alerts that are loaded, or some; one reading for each app or organization."""
        wanted = tuple(self._known if alerts is None else alerts)
        by_scope: dict[Scope, list[Alert]] = {}
        for alert in wanted:
            by_scope.setdefault(alert.scope, []).append(alert)
        results: dict[Alert, Checked] = {}
        for scope, group in by_scope.items():
            reading = await self._statistics.read(scope, self._needed(group))
            results.update((alert, self._judge(alert, reading)) for alert in group)
        self._known.update((alert, result) for alert, result in results.items() if alert in self._known)
        self._tell()
        return tuple(results[alert] for alert in wanted)

    def take(self, reading: Reading) -> None:
        """Check the alerts that a reading made for something else tells of.

        What it does not tell stays as it was: an app in a breakdown has no level of storage.
        """
        told = False
        for alert in self._known:
            if alert.scope == reading.scope and reading.problem is None:
                wanted = needed(alert.condition, reading.today, self._plan)
                if wanted.first in reading.period and wanted.last in reading.period:
                    checked = self._judge(alert, reading)
                    if checked.verdict.outcome is not Outcome.UNKNOWN:
                        self._known[alert] = checked
                        told = True
        if told:
            self._tell()

    def _needed(self, alerts: Iterable[Alert]) -> Period:
        """The days that some alerts need."""
        periods = [needed(alert.condition, self._statistics.today, self._plan) for alert in alerts]
        return Period(min(each.first for each in periods), max(each.last for each in periods))

    def _judge(self, alert: Alert, reading: Reading) -> Checked:
        """Check an alert. What was kept from before a failed reading is good enough where it suffices."""
        verdict = check(alert.condition, reading.days, reading.today, self._plan)
        if reading.problem is not None and verdict.outcome is not Outcome.FIRED:
            verdict = Verdict(Outcome.UNKNOWN, reason=str(reading.problem).rstrip("."))
        return Checked(alert, verdict, reading.problem)

    def _tell(self) -> None:
        for tell in tuple(self._watchers):
            tell()
