"""Reads what a report of a month needs: one request for the figures, one more for apps or bundles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.alerts.checking import Plan
from capgo_tui.rules.statistics.adoption import adoption_of
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.ranges import custom
from capgo_tui.rules.statistics.report import Facts, Report, make_report
from capgo_tui.services.statistics.reading import Kind, Reading, Scope

if TYPE_CHECKING:
    from capgo_tui.rules.alerts.conditions import Condition
    from capgo_tui.rules.statistics.figures import DayFigures
    from capgo_tui.services.statistics.reader import Statistics

_MOST_DAYS: Final = 1100
"""The longest range that is asked for at once."""


@dataclass(frozen=True)
class Wanted:
    """What a report is asked for."""

    scope: Scope
    """An app or an organization."""
    name: str
    """What it is called."""
    month: Period
    plan: Plan
    conditions: Sequence[Condition] = ()
    """The alerts on it."""
    released: Mapping[str, date] | None = None
    """When its bundles were made, by name, for an app."""


async def read_report(statistics: Statistics, wanted: Wanted) -> Report:
    """Read and work out a report.

    Levels of storage are right only if they are read up to today (contract/api.md 3.8), so the figures are
    read from a year before the month to today, as long as that is not more than three years.

    Raises:
        CapgoError: not one day could be read.
    """
    today = statistics.today
    reading = await statistics.read(wanted.scope, _whole(wanted.month, today))
    if reading.problem is not None and not reading.days:
        raise reading.problem
    notes = _notes("The newest figures", reading)
    apps: dict[str, Sequence[DayFigures]] | None = None
    adoption = None
    shown = custom(wanted.month).shown(today)
    if wanted.scope.kind is Kind.ORGANIZATION:
        readings = await statistics.by_app(wanted.scope.id, Period(wanted.month.previous().first, shown.last))
        notes += _notes("The apps", readings.total)
        apps = {app_id: each.days for app_id, each in readings.apps.items()}
    else:
        usage = await statistics.usage(wanted.scope.id, Period(wanted.month.previous().first, shown.last))
        if usage.problem is not None:
            notes.append(f"The adoption could not be read: {usage.problem}")
        if usage.days:
            adoption = adoption_of(usage, wanted.released)
    facts = Facts(wanted.month, today, reading.days, wanted.plan, wanted.conditions, apps, adoption)
    return make_report(facts, wanted.name, wanted.scope.id, notes)


def _whole(month: Period, today: date) -> Period:
    """The days that are asked for."""
    first = month.year_ago().first
    whole = Period(first, max(today, month.first))
    return whole if whole.length <= _MOST_DAYS else Period(first, month.last).until(today)


def _notes(what: str, reading: Reading) -> list[str]:
    """Say what could not be read."""
    return [] if reading.problem is None else [f"{what} could not be read: {reading.problem}"]
