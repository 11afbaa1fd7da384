"""The values that a choice means, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from capgo_tui.presenters.stats.choice import Against, Choice, Measure, View
from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.ratios import bandwidth_per_user_by_day, ratio
from capgo_tui.rules.statistics.sums import by_date, cumulative, values

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.periods import Period
    from capgo_tui.services.statistics.gathering import Gathered

Values = tuple[float | None, ...]


def shown_values(known: Gathered, choice: Choice) -> Values:
    """The values of the days that are shown."""
    return values_of(known.days, choice, known.shown, known)


def compared_period(known: Gathered, choice: Choice) -> Period | None:
    """The days that are compared with; None if nothing is."""
    return {Against.BEFORE: known.before, Against.YEAR_AGO: known.ago}.get(choice.against)


def compared_values(known: Gathered, choice: Choice) -> Values:
    """The values of the days that are compared with, first day on first day; empty without a comparison."""
    period = compared_period(known, choice)
    if period is None:
        return ()
    days = known.year_ago if choice.against is Against.YEAR_AGO else known.days
    length = known.shown.length
    found = values_of(days, choice, period, known)[:length]
    return found + (None,) * (length - len(found))


def values_of(days: Sequence[DayFigures], choice: Choice, period: Period, known: Gathered) -> Values:
    """The values of a period; a day that is not known is None."""
    match choice.measure:
        case Measure.PER_USER:
            return bandwidth_per_user_by_day(days, period)
        case Measure.PER_APP:
            count = known.app_count
            return tuple(ratio(each, count) for each in values(days, Metric.STORAGE, period))
        case Measure.SHARE:
            return _shares(days, known.apps, period)
        case Measure.STORAGE if choice.view is View.DAILY:
            at = by_date(days)
            return tuple(at[day].storage_change if day in at else None for day in period.dates())
    metric = choice.measure.metric or Metric.MAU
    found = values(days, metric, period)
    return cumulative(found) if choice.view is View.CUMULATIVE else found


def _shares(days: Sequence[DayFigures], apps: Mapping[str, Sequence[DayFigures]], period: Period) -> Values:
    """The part of the organization's MAU, in percent."""
    of_all = [values(each, Metric.MAU, period) for each in apps.values()]
    if not of_all:
        return (None,) * period.length
    sums = [sum(value for value in day if value is not None) for day in zip(*of_all, strict=True)]
    parts = [ratio(part, all_) for part, all_ in zip(values(days, Metric.MAU, period), sums, strict=True)]
    return tuple(None if part is None else part * 100 for part in parts)
