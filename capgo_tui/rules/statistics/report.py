"""What a report says of a month: figures, what they are compared with, and what stood out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.alerts.checking import Plan, Verdict, fired_in
from capgo_tui.rules.statistics.comparing import Change, Comparison, compare
from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.forecast import Forecast, forecast
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.ranges import custom
from capgo_tui.rules.statistics.ratios import Share, bandwidth_per_user, shares
from capgo_tui.rules.statistics.spikes import Spike, spikes
from capgo_tui.rules.statistics.sums import by_date, figure, total

if TYPE_CHECKING:
    from capgo_tui.rules.alerts.conditions import Condition
    from capgo_tui.rules.statistics.adoption import Adoption

MOST_APPS: Final = 10
"""How many apps of an organization are listed."""
_MARKED: Final = (Metric.MAU, Metric.BANDWIDTH, Metric.BUILD_TIME)
"""Of levels no spike is told: a deletion stays."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a report is made."""

    month: Period
    today: date
    days: Sequence[DayFigures]
    """Days of the month, of those that it is compared with, and three months before it for spikes."""
    plan: Plan
    conditions: Sequence[Condition] = ()
    apps: Mapping[str, Sequence[DayFigures]] | None = None
    """An organization's apps; None for an app."""
    adoption: Adoption | None = None


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric in the month."""

    metric: Metric
    before: Comparison
    """With the month before."""
    year: Comparison
    """With the same month a year ago."""
    expected: Forecast | None
    """What the month will come to, while it goes on."""


@dataclass(frozen=True, slots=True)
class AppLine:
    """One app of an organization."""

    app_id: str
    bandwidth: Share
    """With its part of what all apps downloaded."""
    mau: Share
    change: Change
    """Of its bandwidth, to the month before."""


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert and the days on which it fired."""

    condition: Condition
    fired: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report says, before it is written in one form or another."""

    name: str
    """What the app or organization is called; a server's words."""
    id: str
    is_app: bool
    month: Period
    shown: Period
    """The days of the month that have come."""
    before: Period
    """What it is compared with: as many days of the month before."""
    year_ago: Period
    growing: date | None
    """The day that is not over; None in a month that is."""
    metrics: tuple[MetricLine, ...]
    per_user: tuple[float | None, float | None, float | None]
    """Bytes downloaded for each device of the MAU: in the month, in the one before, a year ago."""
    days: tuple[DayFigures, ...]
    """Every day that has come; one that is not known has no figures."""
    lead: tuple[DayFigures, ...]
    """The six days before, for a mean of seven."""
    spikes: tuple[Spike, ...]
    apps: tuple[AppLine, ...]
    """The apps with the largest downloads first; empty for an app."""
    adoption: Adoption | None
    alerts: tuple[AlertLine, ...]
    billing_day: int
    is_anchored: bool
    """Whether levels of storage are anchored on a later total."""
    notes: tuple[str, ...] = ()
    """What could not be read, each as a sentence; may hold a server's words."""


def make_report(facts: Facts, name: str, wanted: str, notes: Sequence[str] = ()) -> Report:
    """Work out what a report says.

    Args:
        facts: what is known.
        name: what the app or organization is called.
        wanted: its id.
        notes: what could not be read.
    """
    of_month = custom(facts.month)
    shown, before = of_month.shown(facts.today), of_month.before(facts.today)
    year_ago = of_month.year_ago(facts.today)
    known = by_date(facts.days)
    growing = facts.today if facts.today in facts.month else None
    full = shown.until(facts.today - timedelta(days=1))
    used = [metric for metric in Metric if metric is not Metric.BUILD_TIME or _any(facts.days, metric)]
    return Report(
        name=name,
        id=wanted,
        is_app=facts.apps is None,
        month=facts.month,
        shown=shown,
        before=before,
        year_ago=year_ago,
        growing=growing,
        metrics=tuple(_line(facts, metric, shown, before, year_ago) for metric in used),
        per_user=(
            bandwidth_per_user(facts.days, shown),
            bandwidth_per_user(facts.days, before),
            bandwidth_per_user(facts.days, year_ago),
        ),
        days=tuple(known.get(day, DayFigures(day)) for day in shown.dates()),
        lead=tuple(
            known.get(day, DayFigures(day))
            for day in Period(shown.first - timedelta(days=6), shown.first - timedelta(days=1)).dates()
        ),
        spikes=tuple(
            sorted(
                (each for metric in _MARKED for each in spikes(facts.days, metric, facts.today, shown)),
                key=lambda spike: (spike.day, spike.metric.value),
            )
        ),
        apps=_apps(facts, shown, before),
        adoption=facts.adoption,
        alerts=tuple(
            AlertLine(each, fired_in(each, facts.days, full, facts.plan)) for each in facts.conditions
        ),
        billing_day=facts.plan.billing_day,
        is_anchored=any(each.is_anchored for each in facts.days if each.day in shown),
        notes=tuple(notes),
    )


def _line(facts: Facts, metric: Metric, shown: Period, before: Period, year_ago: Period) -> MetricLine:
    return MetricLine(
        metric,
        compare(facts.days, metric, shown, before),
        compare(facts.days, metric, shown, year_ago),
        forecast(facts.days, metric, facts.month, facts.today),
    )


def _apps(facts: Facts, shown: Period, before: Period) -> tuple[AppLine, ...]:
    """Rank the apps by what they downloaded."""
    apps = facts.apps or {}
    sent = {app: figure(days, Metric.BANDWIDTH, shown).value for app, days in apps.items()}
    seen = {app: figure(days, Metric.MAU, shown).value for app, days in apps.items()}
    devices = {share.name: share for share in shares(seen)}
    return tuple(
        AppLine(
            share.name,
            share,
            devices[share.name],
            compare(apps[share.name], Metric.BANDWIDTH, shown, before).change,
        )
        for share in shares(sent)
    )


def _any(days: Sequence[DayFigures], metric: Metric) -> bool:
    """Whether a metric is used at all in the days that are known."""
    if not days:
        return False
    period = Period(min(each.day for each in days), max(each.day for each in days))
    return bool(total(days, metric, period).value)
