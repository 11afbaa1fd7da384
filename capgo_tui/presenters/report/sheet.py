"""A report as CSV: one table for spreadsheets, a figure a line, with plain numbers in bytes and seconds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.exports import csv_text
from capgo_tui.presenters.plain_values import formula_safe
from capgo_tui.presenters.report.sections import courses_of
from capgo_tui.rules.statistics.comparing import Change

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.report import Report

HEADINGS: Final = (
    "section",
    "day",
    "subject",
    "metric",
    "value",
    "before",
    "change_percent",
    "year_ago",
    "change_percent_to_year_ago",
)
"""`before` is the month before, the usual value of a spike, or the threshold of an alert."""

Row = tuple[str, str, str, str, float | None, float | None, float | None, float | None, float | None]


def as_sheet(report: Report) -> str:
    """Write a report as CSV (RFC 4180); no cell is a formula to a spreadsheet."""
    rows = (
        [formula_safe(cell) if isinstance(cell, str) else _number(cell) for cell in row]
        for row in _rows(report)
    )
    return csv_text([HEADINGS]) + csv_text(rows)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _rows(report: Report) -> Iterator[Row]:
    """Every figure."""
    month = f"{report.month.first:%Y-%m}"
    for line in report.metrics:
        month_before, year = line.before.change, line.year.change
        yield (
            "total",
            month,
            report.id,
            line.metric.value,
            line.before.now.value,
            line.before.before.value,
            month_before.percent,
            line.year.before.value,
            year.percent,
        )
        if line.expected is not None:
            expected = line.expected.value
            yield ("expected", month, report.id, line.metric.value, expected, None, None, None, None)
    now, before, ago = report.per_user
    to_before, to_year = Change(now, before).percent, Change(now, ago).percent
    yield ("total", month, report.id, "bandwidth-per-device", now, before, to_before, ago, to_year)
    yield from _days(report)
    yield from _breakdown(report, month)


def _days(report: Report) -> Iterator[Row]:
    for day in report.days:
        for line in report.metrics:
            value = day.of(line.metric)
            yield ("day", day.day.isoformat(), report.id, line.metric.value, value, None, None, None, None)
    for spike in report.spikes:
        day_text, metric = spike.day.isoformat(), spike.metric.value
        change = Change(spike.value, spike.usual).percent
        yield ("spike", day_text, report.id, metric, spike.value, spike.usual, change, None, None)
    for alert in report.alerts:
        for verdict in alert.fired:
            when = verdict.day.isoformat() if verdict.day is not None else ""
            change = Change(verdict.value, verdict.threshold).percent
            condition = str(alert.condition)
            yield ("alert", when, report.id, condition, verdict.value, verdict.threshold, change, None, None)


def _breakdown(report: Report, month: str) -> Iterator[Row]:
    """The apps of an organization, or the bundles of an app."""
    for app in report.apps:
        change = app.change
        name = app.app_id
        yield (
            "app",
            month,
            name,
            "bandwidth",
            app.bandwidth.value,
            change.before,
            change.percent,
            None,
            None,
        )
        yield ("app", month, name, "mau", app.mau.value, None, None, None, None)
        yield ("app", month, name, "mau-share-percent", app.mau.percent, None, None, None, None)
    adoption = report.adoption
    if adoption is None:
        return
    for course in courses_of(report):
        share = course.share(adoption.last_whole)
        yield ("bundle", month, course.name, "share-percent", share, None, None, None, None)
        for name, milestone in (("days-to-50", course.half), ("days-to-90", course.most)):
            if milestone.days is not None:
                yield ("bundle", month, course.name, name, milestone.days, None, None, None, None)
