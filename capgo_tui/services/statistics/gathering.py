"""All that one look at statistics needs: the days, those before, a year ago, and of the apps beside."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.statistics.reading import Kind, Reading, Scope

if TYPE_CHECKING:
    from datetime import datetime

    from capgo_tui.errors import CapgoError
    from capgo_tui.rules.statistics.ranges import Range
    from capgo_tui.services.workspace import Workspace

LOOKS_BACK: Final = 92
"""Days before a range that are read too: spikes of MAU are held against three months."""
TO_TODAY: Final = 400
"""A range that begins no more than so many days ago is read up to today, so that its levels are right."""

AGO_TO_TODAY: Final = 500
"""The same for the days a year ago, so that it holds for every range up to 90 days and every month."""


class Whose(Enum):
    """Whose statistics are looked at."""

    APP = "app"
    ORGANIZATION = "organization"
    BY_APP = "by-app"
    """An organization, app by app."""
    EVERYTHING = "everything"
    """Everything that the key can reach."""


@dataclass(frozen=True)
class Subject:
    """One app or organization, or everything."""

    whose: Whose
    app_id: str = ""
    """Its id, also where the organization is looked at from within it."""
    org_id: str = ""
    """The organization's id; empty if it is not known."""

    @property
    def scope(self) -> Scope:
        """What the server is asked for."""
        if self.whose is Whose.APP:
            return Scope(Kind.APP, self.app_id)
        if self.whose is Whose.EVERYTHING:
            return Scope(Kind.EVERYTHING)
        return Scope(Kind.ORGANIZATION, self.org_id)


@dataclass(frozen=True)
class Gathered:
    """What is known for one look."""

    subject: Subject
    range: Range
    today: date
    """The UTC day of the server's world; its figures are still growing."""
    days: tuple[DayFigures, ...] = ()
    """Ascending, from before the range begins; days before the app existed are left out."""
    year_ago: tuple[DayFigures, ...] = ()
    """The days a year before; empty as long as they are not read."""
    apps: Mapping[str, tuple[DayFigures, ...]] = field(default_factory=dict)
    """App id to its days, for a look app by app, or for the share of an app."""
    app_count: int | None = None
    """How many apps the organization has, or the key can reach; None for one app, or if no list tells."""
    created: date | None = None
    """When the app was created, if that is known."""
    read_at: datetime | None = None
    is_anchored: bool = False
    """Whether levels of storage are anchored on today's total though the range ended long before."""
    from_history: bool = False
    problem: CapgoError | None = None
    """Why the server was not read."""
    apps_problem: CapgoError | None = None
    """Why the apps beside were not read; all else holds."""
    is_complete: bool = False
    """Whether nothing more will be read."""

    @property
    def shown(self) -> Period:
        """The days that are shown."""
        return self.range.shown(self.today)

    @property
    def before(self) -> Period:
        """The days that they are compared with."""
        return self.range.before(self.today)

    @property
    def ago(self) -> Period:
        """The same days a year ago."""
        return self.range.year_ago(self.today)


async def gather(
    workspace: Workspace, subject: Subject, wanted: Range, *, with_share: bool = False, refresh: bool = False
) -> AsyncIterator[Gathered]:
    """Read what a look needs; gives what is known so far, then with a year ago, then with the apps beside.

    Args:
        workspace: the connection.
        subject: whose.
        wanted: which days.
        with_share: whether the other apps of the organization are needed, for an app's share of it.
        refresh: whether to ask the server although a fresh answer is kept.
    """
    statistics = workspace.statistics
    today = statistics.today
    known = _start(workspace, subject, wanted, today)
    period = main_period(wanted, today)
    if subject.whose is Whose.BY_APP:
        both = await statistics.by_app(subject.org_id, period, refresh=refresh)
        known = _with(known, both.total)
        known = replace(known, apps={app_id: each.days for app_id, each in both.apps.items()})
    else:
        known = _with(known, await statistics.read(subject.scope, period, refresh=refresh))
    if not known.days:
        yield replace(known, is_complete=True)
        return
    refresh = refresh and known.problem is None  # else what was read before has to do
    if known.ago.first >= period.first:
        known = replace(known, year_ago=known.days)
    else:
        yield known
        year = await statistics.read(subject.scope, ago_period(known.ago, today), refresh=refresh)
        days = tuple(day for day in year.days if day.day in known.ago)
        known = replace(known, year_ago=_existing(days, known.created))
    if with_share and subject.whose is Whose.APP and subject.org_id:
        yield known
        both = await statistics.by_app(subject.org_id, period, refresh=refresh)
        known = replace(
            known,
            apps={app_id: each.days for app_id, each in both.apps.items()},
            apps_problem=None if both.apps else both.total.problem,
        )
    yield replace(known, is_complete=True)


def main_period(wanted: Range, today: date) -> Period:
    """Give the days that are read for a range: with those before it, up to today if that is not too far."""
    shown = wanted.shown(today)
    first = min(wanted.before(today).first, shown.first - timedelta(days=LOOKS_BACK))
    near = (today - shown.first).days <= TO_TODAY
    return Period(first, today if near else shown.last)


def ago_period(ago: Period, today: date) -> Period:
    """Give the days that are read for a year ago: up to today if that is not too far.

    The days since are mostly known by then, so the request is hardly longer, and the levels are right at once
    instead of anchored on today's total (contract/api.md 3.8).
    """
    return Period(ago.first, today) if (today - ago.first).days <= AGO_TO_TODAY else ago


def _start(workspace: Workspace, subject: Subject, wanted: Range, today: date) -> Gathered:
    """What is known without asking."""
    created, count = None, None
    if subject.whose is Whose.APP:
        record = next((a.record for a in workspace.estate.apps if a.app_id == subject.app_id), None)
        if record is not None and record.created_at is not None:
            created = record.created_at.date()
    else:
        everything = subject.whose is Whose.EVERYTHING
        listed = (app for app in workspace.estate.apps if app.record is not None)  # not those of the profile
        count = sum(1 for app in listed if everything or app.org_id == subject.org_id) or None
    return Gathered(subject, wanted, today, created=created, app_count=count)


def _with(known: Gathered, reading: Reading) -> Gathered:
    return replace(
        known,
        today=_begun(reading.days, known.today),
        days=_existing(reading.days, known.created),
        read_at=reading.read_at,
        is_anchored=any(day.is_anchored for day in reading.days if day.day in known.shown),
        from_history=reading.from_history,
        problem=reading.problem,
    )


def _begun(days: tuple[DayFigures, ...], today: date) -> date:
    """Give the day that has begun for the server too: yesterday, where its clock is not in today yet."""
    yesterday = today - timedelta(days=1)
    return yesterday if days and days[-1].day == yesterday else today


def _existing(days: tuple[DayFigures, ...], created: date | None) -> tuple[DayFigures, ...]:
    """Leave out the noughts that the server gives for days before the app existed, unless they are none."""
    if created is None:
        return days
    return tuple(day for day in days if day.day >= created or day.mau or day.bandwidth)
