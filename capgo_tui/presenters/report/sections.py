"""What a report says, section by section."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.adoption import days_text
from capgo_tui.presenters.alerts import what_happened
from capgo_tui.presenters.metrics import MEANINGS, TITLES, change_words, metric_value
from capgo_tui.presenters.numbers import percent
from capgo_tui.presenters.report.charts import adoption_picture, apps_picture, day_picture
from capgo_tui.presenters.report.parts import Part, Section, Table, Words
from capgo_tui.rules.statistics.comparing import Change, Comparison
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.report import MOST_APPS

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.adoption import Adoption, Course
    from capgo_tui.rules.statistics.periods import Period
    from capgo_tui.rules.statistics.report import MetricLine, Report
    from capgo_tui.rules.statistics.spikes import Spike

# Not from the calendar module: there they follow the language of the machine.
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MOST_BUNDLES: Final = 10
"""How many bundles are listed."""


def title_of(report: Report) -> str:
    """The heading of a report; holds a server's words."""
    return f"{report.name}: {month_name(report.month.first)}"


def month_name(day: date) -> str:
    """The month of a day: `October 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def sections_of(report: Report) -> tuple[Section, ...]:
    """Everything that a report says."""
    sections = [_totals(report), *_metric_sections(report), _spikes(report)]
    if not report.is_app:
        sections.append(_apps(report))
    else:
        sections.append(_adoption(report))
    sections += [_alerts(report), _daily(report), _meanings(report)]
    return tuple(sections)


def introduction(report: Report) -> tuple[str, ...]:
    """What and when it is about, and what is missing, each as a sentence."""
    kind = "App" if report.is_app else "Organization"
    lines = [f"{kind} {report.id}, {report.shown.first} to {report.shown.last}, days in UTC."]
    if report.growing is not None:
        lines.append(
            f"The month goes on: {report.growing} is still growing, and it is compared with the first "
            f"{report.before.length} days of the month before."
        )
    missing = sum(day.bandwidth is None for day in report.days)
    if missing:
        lines.append(f"{missing} of {len(report.days)} days are not known; what needs them is a ?.")
    if report.is_anchored:
        lines.append("Levels of storage are anchored on a later total, as the server gives old ranges.")
    return (*lines, *report.notes)


def _span(period: Period) -> str:
    """Name a period that is compared: by its month, or as a part of it."""
    return month_name(period.first) if period.is_month else f"{period.first} to {period.last}"


def _totals(report: Report) -> Section:
    """Each metric in the month, with the month before and a year ago."""
    rows = [_total(line) for line in report.metrics]
    now, before, year = report.per_user
    value = metric_value
    rows.append(
        (
            "bandwidth per device",
            value(Metric.BANDWIDTH, now),
            value(Metric.BANDWIDTH, before),
            change_words(Change(now, before)),
            value(Metric.BANDWIDTH, year),
            change_words(Change(now, year)),
        )
    )
    headings = ("", _span(report.shown), _span(report.before), "change", _span(report.year_ago), "change")
    parts: list[Part] = [Table(headings, tuple(rows))]
    expected = [
        f"{TITLES[line.metric]} {metric_value(line.metric, line.expected.value)}"
        for line in report.metrics
        if line.expected is not None
    ]
    if expected:
        parts.append(Words(f"Expected at the end of the month: {', '.join(expected)}."))
    return Section("Totals", tuple(parts))


def _total(line: MetricLine) -> tuple[str, ...]:
    """One metric, with what it is compared with."""
    metric = line.metric
    return (
        f"{TITLES[metric]}{' at the end' if metric is Metric.STORAGE else ''}",
        metric_value(metric, line.before.now.value),
        metric_value(metric, line.before.before.value),
        _delta(metric, line.before),
        metric_value(metric, line.year.before.value),
        _delta(metric, line.year),
    )


def _delta(metric: Metric, comparison: Comparison) -> str:
    """A change in the metric's unit and in percent."""
    change = comparison.change
    if change.absolute is None:
        return "?"
    sign = "+" if change.absolute > 0 else "-" if change.absolute < 0 else "±"
    return f"{sign}{metric_value(metric, abs(change.absolute))} ({change_words(change)})"


def _metric_sections(report: Report) -> list[Section]:
    """A chart for each metric."""
    names = {Metric.MAU: "MAU"}
    return [
        Section(names.get(line.metric, TITLES[line.metric].capitalize()), (day_picture(report, line.metric),))
        for line in report.metrics
    ]


def _spikes(report: Report) -> Section:
    """The days that stood out."""
    if not report.spikes:
        return Section("Spikes", (Words("No day stood out from those like it."),))
    rows = tuple(
        (
            spike.day.isoformat(),
            TITLES[spike.metric],
            metric_value(spike.metric, spike.value),
            metric_value(spike.metric, spike.usual),
            _times(spike),
        )
        for spike in report.spikes
    )
    return Section("Spikes", (Table(("day", "metric", "value", "usual", "times"), rows, left=2),))


def _times(spike: Spike) -> str:
    return "–" if spike.times is None else f"{spike.times:.1f}x"


def _apps(report: Report) -> Section:
    """The apps that downloaded most."""
    if not report.apps:
        return Section("Top apps", (Words("The server tells nothing of single apps."),))
    rows = tuple(
        (
            app.app_id,
            metric_value(Metric.BANDWIDTH, app.bandwidth.value),
            percent(app.bandwidth.percent),
            change_words(app.change),
            metric_value(Metric.MAU, app.mau.value),
            percent(app.mau.percent),
        )
        for app in report.apps[:MOST_APPS]
    )
    parts: list[Part] = [
        Table(("app", "bandwidth", "share", "change", "MAU", "share of MAU"), rows),
        apps_picture(report),
    ]
    more = len(report.apps) - len(rows)
    if more:
        parts.insert(1, Words(f"{more} more {'app' if more == 1 else 'apps'}."))
    return Section("Top apps", tuple(parts))


def courses_of(report: Report) -> tuple[Course, ...]:
    """The bundles that devices ran in the month, the largest share at its end first."""
    adoption = report.adoption
    if adoption is None:
        return ()
    places = [place for place, day in enumerate(adoption.days) if day in report.shown]
    seen = [course for course in adoption.courses if any(course.shares[place] for place in places)]
    return tuple(sorted(seen, key=lambda course: (-(course.share(adoption.last_whole) or 0), course.name)))


def _adoption(report: Report) -> Section:
    """How the devices took up the bundles."""
    courses, adoption = courses_of(report), report.adoption
    if adoption is None or not courses:
        return Section("Adoption", (Words("No device was counted."),))
    rows = tuple(_course_row(course, adoption) for course in courses[:MOST_BUNDLES])
    headings = ("bundle", "share at the end", "peak", "on", "first seen", "days to 50%", "days to 90%")
    parts: list[Part] = [Table(headings, rows)]
    more = len(courses) - len(rows)
    if more:
        parts.append(Words(f"{more} more {'bundle' if more == 1 else 'bundles'} with smaller shares."))
    picture = adoption_picture(report)
    if picture is not None:
        parts.append(picture)
    return Section("Adoption", tuple(parts))


def _course_row(course: Course, adoption: Adoption) -> tuple[str, ...]:
    first = "?" if course.first_seen is None else course.first_seen.isoformat()
    return (
        course.name,
        percent(course.share(adoption.last_whole)),
        percent(course.peak.share) if course.peak is not None else "?",
        course.peak.day.isoformat() if course.peak is not None else "?",
        f"before {first}" if course.seen_before else first,
        days_text(course.half),
        days_text(course.most),
    )


def _alerts(report: Report) -> Section:
    """What alerts said in the month."""
    if not report.alerts:
        return Section("Alerts", (Words("There are no alerts."),))
    parts: list[Part] = []
    rows = []
    for line in report.alerts:
        rows += [
            (
                verdict.day.isoformat() if verdict.day else "?",
                str(line.condition),
                what_happened(line.condition, verdict),
            )
            for verdict in line.fired
        ]
    if rows:
        parts.append(Table(("day", "alert", "what happened"), tuple(sorted(rows)), left=3))
    quiet = [str(line.condition) for line in report.alerts if not line.fired]
    if quiet:
        parts.append(Words(f"Did not fire: {', '.join(quiet)}."))
    return Section("Alerts", tuple(parts))


def _daily(report: Report) -> Section:
    """Every day."""
    metrics = [line.metric for line in report.metrics]
    marked = {each.day for each in report.spikes}
    rows = tuple(
        (
            day.day.isoformat(),
            *(metric_value(metric, day.of(metric)) for metric in metrics),
            " ".join(
                (["spike"] if day.day in marked else []) + (["so far"] if day.day == report.growing else [])
            ),
        )
        for day in report.days
    )
    return Section("Day by day", (Table(("day", *(TITLES[each] for each in metrics), "mark"), rows),))


def _meanings(report: Report) -> Section:
    """What the figures are."""
    words = [f"{TITLES[line.metric]}: {MEANINGS[line.metric]}." for line in report.metrics]
    if report.billing_day != 1:
        words.append(
            f"Billing cycles begin on day {report.billing_day}, so a month has parts of two of them, and a "
            "device may count in both."
        )
    words.append(
        "A spike is a day more than 3.5 deviations (MAD) and 30% from the median of the days like it: the "
        "same weekday, or for MAU the same day of other months."
    )
    return Section("What the figures are", tuple(Words(each) for each in words))
