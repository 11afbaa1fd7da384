"""What a range comes to, one card for each figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.stats.choice import Measure
from capgo_tui.presenters.stats.words import day_words
from capgo_tui.rules.statistics.comparing import Change, Direction
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.forecast import forecast
from capgo_tui.rules.statistics.periods import billing_cycle
from capgo_tui.rules.statistics.ranges import RangeKind
from capgo_tui.rules.statistics.ratios import bandwidth_per_user, storage_per_app
from capgo_tui.rules.statistics.sums import figure, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from capgo_tui.rules.statistics.figures import DayFigures
    from capgo_tui.rules.statistics.periods import Period
    from capgo_tui.services.statistics.gathering import Gathered

NOT_KNOWN = "—"


@dataclass(frozen=True)
class Card:
    """One figure of a range."""

    measure: Measure
    value: str
    """With its unit; a dash where it is not known."""
    before: str
    """Against the period before: `+4%`, a dash where that cannot be told."""
    year_ago: str
    """Against a year ago, in the same way."""
    outlook: str = ""
    """What it will come to: `Nov ≈ 31,200`, or `30 Nov ≈ 3 GiB` for a level; empty if that cannot be told."""
    tone: Tone = Tone.PLAIN
    """`WARN` where it is beyond what the plan covers, or will be."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.measure.title


def cards_of(known: Gathered, limits: Mapping[str, float], billing_day: int) -> tuple[Card, ...]:
    """Make the cards: MAU, bandwidth, storage, and a ratio.

    Args:
        known: what was read.
        limits: what the plan covers, by `Metric.value`.
        billing_day: the day of the month on which billing cycles begin.
    """
    three = (Measure.MAU, Measure.BANDWIDTH, Measure.STORAGE)
    return (*(_card(known, each, limits, billing_day) for each in three), *_ratios(known))


def _card(known: Gathered, measure: Measure, limits: Mapping[str, float], billing_day: int) -> Card:
    metric = measure.metric
    if metric is None:
        raise ValueError(measure)
    now = figure(known.days, metric, known.shown)
    year_days = _trusted(known, metric)
    outlook, expected = _outlook(known, metric, billing_day)
    limit = limits.get(metric.value)
    beyond = limit is not None and max(now.value or 0, expected or 0) > limit and _is_of_limit(known, metric)
    return Card(
        measure,
        NOT_KNOWN if now.value is None else measure.number(now.value),
        change_text(known.days, metric, known.days, known.shown, known.before),
        change_text(known.days, metric, year_days, known.shown, known.ago),
        outlook,
        Tone.WARN if beyond else Tone.PLAIN,
    )


def _is_of_limit(known: Gathered, metric: Metric) -> bool:
    """Whether the plan's limit is one of what the card says."""
    return metric is Metric.STORAGE or known.range.kind in {RangeKind.MONTH, RangeKind.BILLING}


def _trusted(known: Gathered, metric: Metric) -> Sequence[DayFigures]:
    """The days a year ago; of storage only those whose level is not anchored on today's."""
    if metric is not Metric.STORAGE:
        return known.year_ago
    return [day for day in known.year_ago if not day.is_anchored]


def change_text(
    now_days: Sequence[DayFigures],
    metric: Metric,
    then_days: Sequence[DayFigures],
    now: Period,
    then: Period,
) -> str:
    """Say how a figure changed; a dash where a day of either period is not known."""
    one, other = figure(now_days, metric, now), figure(then_days, metric, then)
    change = Change(one.value if one.is_complete else None, other.value if other.is_complete else None)
    return percent_text(change)


def percent_text(change: Change) -> str:
    """Write a change: `+4%`, `±0%`, `new`, or a dash."""
    if change.direction is Direction.UNKNOWN:
        return NOT_KNOWN
    if change.direction is Direction.NEW:
        return "new"
    share = change.percent or 0.0
    if abs(share) >= 1000:
        return f"{share / 100 + 1:,.0f}×"
    digits = 1 if 0 < abs(share) < 10 else 0
    text = f"{share:+.{digits}f}%".replace(".0%", "%")
    return "±0%" if text in {"+0%", "-0%"} else text


def _outlook(known: Gathered, metric: Metric, billing_day: int) -> tuple[str, float | None]:
    """What a figure will come to: by the end of the range's month or cycle, else of the present one."""
    ends = known.range.kind in {RangeKind.MONTH, RangeKind.BILLING}
    cycle = known.range.whole(known.today) if ends else billing_cycle(known.today, billing_day)
    expected = forecast(known.days, metric, cycle, known.today)
    if expected is None or known.today not in known.shown or cycle.last == known.today:
        return "", None
    number = next(each.number for each in Measure if each.metric is metric)
    when = f"{cycle.first:%b}" if cycle.is_month else "cycle"
    when = day_words(cycle.last) if metric is Metric.STORAGE else when
    return f"{when} ≈ {number(expected.value)}", expected.value


def _ratios(known: Gathered) -> tuple[Card, ...]:
    now = bandwidth_per_user(known.days, known.shown)
    cards = [
        Card(
            Measure.PER_USER,
            NOT_KNOWN if now is None else Measure.PER_USER.number(now),
            percent_text(Change(now, _complete(known.days, known.before))),
            percent_text(Change(now, _complete(known.year_ago, known.ago))),
        )
    ]
    if known.app_count is not None:
        level = figure(known.days, Metric.STORAGE, known.shown).value
        per_app = storage_per_app(level, known.app_count)
        cards.append(
            Card(
                Measure.PER_APP,
                NOT_KNOWN if per_app is None else Measure.PER_APP.number(per_app),
                NOT_KNOWN,
                NOT_KNOWN,
                f"{known.app_count} app{'' if known.app_count == 1 else 's'}",
            )
        )
    return tuple(cards)


def _complete(days: Sequence[DayFigures], period: Period) -> float | None:
    """The bandwidth per user of a period of which every day is known."""
    if not total(days, Metric.BANDWIDTH, period).is_complete:
        return None
    return bandwidth_per_user(days, period)
