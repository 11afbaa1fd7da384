"""The charts of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.charts.adoption import stack_chart
from capgo_tui.presenters.charts.chart import Chart, ChartSeries, Mark, Shape
from capgo_tui.presenters.metrics import TITLES, metric_value
from capgo_tui.presenters.report.parts import Picture
from capgo_tui.presenters.sparkline import sparkline
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.report import MOST_APPS
from capgo_tui.rules.statistics.sums import moving_mean

if TYPE_CHECKING:
    from datetime import date

    from capgo_tui.rules.statistics.report import Report
    from capgo_tui.rules.statistics.spikes import Spike

_UNITS = {
    Metric.MAU: "devices",
    Metric.STORAGE: "bytes",
    Metric.BANDWIDTH: "bytes",
    Metric.BUILD_TIME: "seconds",
}
_CELLS = 31
"""A cell for each day."""


def day_picture(report: Report, metric: Metric) -> Picture:
    """Draw a metric by day: bars with their spikes, or a line for a level."""
    values = tuple(day.of(metric) for day in report.days)
    series = [ChartSeries(TITLES[metric], values)]
    if metric is Metric.BANDWIDTH:
        led = tuple(day.of(metric) for day in (*report.lead, *report.days))
        series.append(ChartSeries("mean of 7 days", moving_mean(led)[len(report.lead) :], Shape.LINES))
    places = {day.day: place for place, day in enumerate(report.days)}
    chart = Chart(
        title=f"{TITLES[metric][0].upper()}{TITLES[metric][1:]} by day",
        unit=_UNITS[metric],
        shape=Shape.LINES if metric is Metric.STORAGE else Shape.BARS,
        labels=tuple(day.day.isoformat() for day in report.days),
        series=tuple(series),
        number=lambda value: metric_value(metric, value),
        marks=tuple(Mark(places[day], "spike") for day in _peaks(report, metric)),
        partial_from=places.get(report.growing) if report.growing is not None else None,
    )
    most = max((value for value in values if value is not None), default=0.0)
    return Picture(chart, sparkline(values, _CELLS, most) if most > 0 else "")


def _peaks(report: Report, metric: Metric) -> list[date]:
    """The spikes of a metric; of days one after the other the one that is farthest from the usual."""
    runs: list[list[Spike]] = []
    for spike in report.spikes:
        if spike.metric is metric:
            if runs and (spike.day - runs[-1][-1].day).days == 1:
                runs[-1].append(spike)
            else:
                runs.append([spike])
    return [max(run, key=lambda each: abs(each.value - each.usual)).day for run in runs]


def apps_picture(report: Report) -> Picture:
    """Rank the apps of an organization by what they downloaded."""
    apps = report.apps[:MOST_APPS]
    chart = Chart(
        title="Bandwidth by app",
        unit="bytes",
        shape=Shape.ROWS,
        labels=tuple(app.app_id for app in apps),
        series=(ChartSeries("bandwidth", tuple(app.bandwidth.value for app in apps)),),
        number=lambda value: metric_value(Metric.BANDWIDTH, value),
    )
    return Picture(chart)


def adoption_picture(report: Report) -> Picture | None:
    """Draw how the devices spread over the bundles, if any were counted."""
    if report.adoption is None or report.adoption.is_empty:
        return None
    return Picture(stack_chart(report.adoption, "Share of devices by bundle"))
