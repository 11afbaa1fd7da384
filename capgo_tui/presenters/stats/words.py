"""What is said about statistics in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.stats.choice import Against, Choice, Measure, View
from capgo_tui.rules.statistics.ranges import RangeKind
from capgo_tui.services.statistics.gathering import Whose

if TYPE_CHECKING:
    from datetime import date

    from capgo_tui.rules.statistics.periods import Period
    from capgo_tui.rules.statistics.ranges import Range
    from capgo_tui.services.statistics.gathering import Gathered


def day_words(day: date, beside: date | None = None) -> str:
    """Write a day as `22 Nov`; with its year, if the day beside it lies in another one."""
    year = f" {day.year}" if beside is not None and beside.year != day.year else ""
    return f"{day.day} {day:%b}{year}"


def period_words(period: Period, today: date) -> str:
    """Write a period as `24 Oct – 22 Nov`; with years unless all of it lies in this one."""
    if period.length == 1:
        return day_words(period.first, today)
    return f"{day_words(period.first, today)} – {day_words(period.last, today)}"


def range_words(wanted: Range, today: date) -> str:
    """Name a range and its days: `30 days, 24 Oct – 22 Nov`."""
    days = period_words(wanted.shown(today), today)
    return days if wanted.kind is RangeKind.CUSTOM else f"{wanted}, {days}"


def title_of(known: Gathered, choice: Choice) -> str:
    """Say what a chart shows; MAU is labelled as what it is (contract/api.md 3.8)."""
    if known.subject.whose is Whose.BY_APP:
        return _by_app_title(choice)
    match choice.measure, choice.view:
        case Measure.MAU, View.DAILY:
            return "MAU: devices new in the cycle"
        case Measure.MAU, _:
            return "MAU, added up"
        case Measure.BANDWIDTH, View.DAILY:
            return "Bandwidth by day"
        case Measure.BANDWIDTH, _:
            return "Bandwidth, added up"
        case Measure.STORAGE, View.DAILY:
            return "Storage: change by day"
        case Measure.STORAGE, _:
            return "Storage: level"
    return choice.measure.title


def _by_app_title(choice: Choice) -> str:
    if choice.measure is Measure.SHARE:
        return "Share of MAU by app"
    word = {Measure.STORAGE: "Storage growth"}.get(choice.measure, choice.measure.title)
    return f"{word} by app and day" if choice.is_summed else f"{word} by app"


def days_before(known: Gathered, choice: Choice) -> str:
    """Name what is compared with: `the 30 days before`, `a year ago`."""
    if choice.against is Against.YEAR_AGO:
        return "a year ago"
    kind = known.range.kind
    if kind is RangeKind.MONTH or (known.shown.is_month and known.before.is_month):
        return "the month before"
    if kind is RangeKind.BILLING:
        return "the cycle before"
    return f"the {known.before.length} days before"
