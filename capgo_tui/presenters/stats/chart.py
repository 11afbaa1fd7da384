"""The chart of a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from capgo_tui.presenters.charts.chart import Chart, ChartSeries, Mark, Shape, fold
from capgo_tui.presenters.numbers import percent
from capgo_tui.presenters.stats.choice import Against, Choice, Measure, View
from capgo_tui.presenters.stats.series import compared_values, shown_values, values_of
from capgo_tui.presenters.stats.words import day_words, days_before, title_of
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.ranges import RangeKind
from capgo_tui.rules.statistics.spikes import Spike, spikes
from capgo_tui.rules.statistics.sums import moving_mean, total
from capgo_tui.services.statistics.gathering import Whose

if TYPE_CHECKING:
    from datetime import date

    from capgo_tui.services.statistics.gathering import Gathered

LEAST_FOR_MEAN = 14
"""Days of a range that has a line for the mean of seven days."""


def stats_chart(known: Gathered, choice: Choice, limits: Mapping[str, float], billing_day: int) -> Chart:
    """Draw what is chosen.

    Args:
        known: what was read.
        choice: how it is looked at.
        limits: what the plan covers, by `Metric.value`.
        billing_day: the day of the month on which billing cycles begin.
    """
    if known.subject.whose is Whose.BY_APP:
        return _apps_chart(known, choice)
    shown = known.shown
    series = [ChartSeries(choice.measure.title, shown_values(known, choice))]
    is_bars = choice.view is View.DAILY and choice.measure.metric is not None
    if choice.against is not Against.NOTHING:
        series.append(ChartSeries(days_before(known, choice), compared_values(known, choice), is_faint=True))
    elif is_bars and choice.measure is Measure.BANDWIDTH and shown.length >= LEAST_FOR_MEAN:
        series.append(_mean(known, choice))
    limit = _limit(known, choice, limits, billing_day)
    return Chart(
        title=title_of(known, choice),
        unit=choice.measure.unit,
        shape=Shape.BARS if is_bars else Shape.LINES,
        labels=_labels(known, choice),
        series=tuple(series),
        number=choice.measure.number,
        marks=_marks(known, choice),
        limit=limit,
        limit_name="plan",
        partial_from=shown.length - 1 if known.today in shown else None,
        full_labels=_full_labels(known, choice),
    )


def _full_labels(known: Gathered, choice: Choice) -> tuple[str, ...]:
    if choice.against is Against.NOTHING:
        return ()
    return tuple(f"{day:%a} {day_words(day, known.today)}" for day in known.shown.dates())


def _labels(known: Gathered, choice: Choice) -> tuple[str, ...]:
    """Days; with a comparison the days of the period, for both have them."""
    if choice.against is Against.NOTHING:
        return tuple(day.isoformat() for day in known.shown.dates())
    return tuple(str(place) for place in range(1, known.shown.length + 1))


def _mean(known: Gathered, choice: Choice) -> ChartSeries:
    """The mean of seven days, also of those before the range."""
    shown = known.shown
    reach = known.before if known.before.first < shown.first else shown
    longer = type(shown)(reach.first, shown.last)
    means = moving_mean(values_of(known.days, choice, longer, known))[-shown.length :]
    if known.today in shown:  # it would fall with a day that is not over
        means = (*means[:-1], None)
    return ChartSeries("7-day mean", means, Shape.LINES)


def found_spikes(known: Gathered, measure: Measure) -> tuple[Spike, ...]:
    """The days that stand out; a level does not, only what is done in a day."""
    if measure not in {Measure.MAU, Measure.BANDWIDTH}:
        return ()
    return spikes(known.days, measure.metric or Metric.MAU, known.today, known.shown)


def _marks(known: Gathered, choice: Choice) -> tuple[Mark, ...]:
    if choice.view is not View.DAILY:
        return ()
    first = known.shown.first
    return tuple(
        Mark((spike.day - first).days, spike_text(spike)) for spike in found_spikes(known, choice.measure)
    )


def spike_text(spike: Spike) -> str:
    """Say how a day stands out: `spike 3.1×`."""
    word = "spike" if spike.is_up else "drop"
    return word if spike.times is None else f"{word} {spike.times:.1f}×"


def _limit(known: Gathered, choice: Choice, limits: Mapping[str, float], billing_day: int) -> float | None:
    """The plan's limit, where it is one: of an organization, and of what is added up over a billing cycle."""
    metric = choice.measure.metric
    if metric is None or known.subject.whose is not Whose.ORGANIZATION:
        return None
    is_cycle = known.range.kind is RangeKind.BILLING or (
        known.range.kind is RangeKind.MONTH and billing_day == 1
    )
    if choice.view is View.LEVEL or (choice.view is View.CUMULATIVE and is_cycle):
        return limits.get(metric.value)
    return None


# App by app ---------------------------------------------------------------------------------


def app_totals(known: Gathered, measure: Measure) -> dict[str, float | None]:
    """What a measure of each app comes to in the range; of storage, how much it grew."""
    shown = known.shown
    found: dict[str, float | None] = {}
    for app_id, days in known.apps.items():
        if measure is Measure.STORAGE:
            changes = [day.storage_change for day in days if day.day in shown]
            told = [change for change in changes if change is not None]
            found[app_id] = sum(told) if told else None
        elif measure is Measure.PER_USER:
            sent = total(days, Metric.BANDWIDTH, shown).value
            seen = total(days, Metric.MAU, shown).value
            found[app_id] = sent / seen if sent is not None and seen else None
        else:
            metric = Metric.BANDWIDTH if measure is Measure.BANDWIDTH else Metric.MAU
            found[app_id] = total(days, metric, shown).value
    return found


def ranked_apps(known: Gathered, measure: Measure) -> tuple[str, ...]:
    """App ids, the largest first, those of which nothing is known last."""
    totals = app_totals(known, measure)
    return tuple(sorted(totals, key=lambda app_id: (totals[app_id] is None, -(totals[app_id] or 0), app_id)))


def _apps_chart(known: Gathered, choice: Choice) -> Chart:
    """A ranking; shares by day; or lines by day."""
    ranked = ranked_apps(known, choice.measure)
    title = title_of(known, choice)
    if choice.measure is not Measure.SHARE and not choice.is_summed:
        totals = app_totals(known, choice.measure)
        series = (ChartSeries(choice.measure.title, tuple(totals[app_id] for app_id in ranked)),)
        return Chart(title, choice.measure.unit, Shape.ROWS, ranked, series, choice.measure.number)
    by_day = [ChartSeries(app_id, _of_app(known, choice, app_id)) for app_id in ranked]
    is_share = choice.measure is Measure.SHARE
    if is_share:
        by_day = _in_percent(by_day)
    return Chart(
        title,
        choice.measure.unit,
        Shape.STACKED if is_share else Shape.LINES,
        tuple(day.isoformat() for day in known.shown.dates()),
        fold(by_day),
        percent if is_share else choice.measure.number,
        partial_from=known.shown.length - 1 if known.today in known.shown else None,
        is_share=is_share,
    )


def _of_app(known: Gathered, choice: Choice, app_id: str) -> tuple[float | None, ...]:
    days = {day.day: day for day in known.apps[app_id]}

    def value(day: date) -> float | None:
        figures = days.get(day)
        if figures is None:
            return None
        if choice.measure is Measure.STORAGE:
            return figures.storage_change
        if choice.measure is Measure.PER_USER:
            return figures.bandwidth / figures.mau if figures.bandwidth is not None and figures.mau else None
        return figures.bandwidth if choice.measure is Measure.BANDWIDTH else figures.mau

    return tuple(value(day) for day in known.shown.dates())


def _in_percent(series: Sequence[ChartSeries]) -> list[ChartSeries]:
    """Make shares of a hundred of each day."""
    columns = list(zip(*(each.values for each in series), strict=True))
    sums = [sum(value for value in column if value is not None) for column in columns]
    return [
        ChartSeries(
            each.name,
            tuple(
                None if value is None or not whole else value / whole * 100
                for value, whole in zip(each.values, sums, strict=True)
            ),
        )
        for each in series
    ]
