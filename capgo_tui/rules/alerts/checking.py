"""Whether a condition is met by the days that are known.

Today's figures are still growing, so the last full day is checked. Only a fixed amount, or a share of a
limit, that is crossed upwards already today fires today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from capgo_tui.rules.alerts.conditions import Amount, Condition, Multiple, OfLimit, Sense
from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.periods import Period, billing_cycle
from capgo_tui.rules.statistics.sums import total, values


class Outcome(Enum):
    """What came of a check."""

    FIRED = "fired"
    QUIET = "quiet"
    UNKNOWN = "unknown"
    """Too little is known to tell."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a check, with what was compared."""

    outcome: Outcome
    day: date | None = None
    """The day that was checked."""
    value: float | None = None
    """What was compared, in the metric's unit."""
    threshold: float | None = None
    """With what."""
    reason: str = ""
    """Why nothing can be told, as a sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a profile says of its plan."""

    billing_day: int = 1
    limits: Mapping[str, float] | None = None
    """By `Metric.value`, in the metric's unit."""


def needed(condition: Condition, today: date, plan: Plan) -> Period:
    """Give the days that have to be known to check a condition."""
    yesterday = today - timedelta(days=1)
    match condition.threshold:
        case Multiple(days=days):
            return Period(yesterday - timedelta(days=days), today)
        case Amount():
            return Period(yesterday, today)
        case _:
            cycle = billing_cycle(today, plan.billing_day)
            return Period(yesterday, today) if condition.metric is Metric.STORAGE else cycle.until(today)


def check(condition: Condition, days: Sequence[DayFigures], today: date, plan: Plan) -> Verdict:
    """Say whether a condition is met now.

    Args:
        condition: what is waited for.
        days: what is known of the days of `needed`, and maybe more.
        today: the day that is still growing.
        plan: what it covers.
    """
    if condition.is_of_cycle:
        return check_day(condition, days, today, plan)
    threshold = _fixed(condition, plan)
    if threshold is not None and condition.sense is Sense.ABOVE:
        now = values(days, condition.metric, Period(today, today))[0]
        if now is not None and now > threshold:
            return Verdict(Outcome.FIRED, today, now, threshold)
    return check_day(condition, days, today - timedelta(days=1), plan)


def check_day(condition: Condition, days: Sequence[DayFigures], day: date, plan: Plan) -> Verdict:
    """Say whether a day met a condition; the day is over, or counts as far as it went."""
    if isinstance(condition.threshold, Multiple):
        return _against_mean(condition, condition.threshold, days, day)
    threshold = _fixed(condition, plan)
    if threshold is None:
        return _unknown(f"the profile has no {condition.metric.value}_limit")
    if condition.is_of_cycle:
        return _cycle_against_limit(condition, threshold, days, day, plan)
    value = values(days, condition.metric, Period(day, day))[0]
    if value is None:
        return _unknown(f"the figures of {day} are not known")
    return _compared(condition.sense, day, value, threshold)


def fired_in(
    condition: Condition, days: Sequence[DayFigures], period: Period, plan: Plan
) -> tuple[Verdict, ...]:
    """Give the days of a period that met a condition; of a billing cycle's limit the first in each cycle."""
    found: dict[Period | date, Verdict] = {}
    for day in period.dates():
        verdict = check_day(condition, days, day, plan)
        if verdict.outcome is Outcome.FIRED:
            once = billing_cycle(day, plan.billing_day) if condition.is_of_cycle else day
            found.setdefault(once, verdict)
    return tuple(found.values())


def _fixed(condition: Condition, plan: Plan) -> float | None:
    """The threshold where it does not follow the days before; None if it does, or there is no limit."""
    match condition.threshold:
        case Amount(value=threshold):
            return threshold
        case OfLimit(percent=share):
            limit = (plan.limits or {}).get(condition.metric.value)
            return None if limit is None else limit * share / 100
        case _:
            return None


def _against_mean(condition: Condition, multiple: Multiple, days: Sequence[DayFigures], day: date) -> Verdict:
    """Compare a day with a multiple of the mean of those before it."""
    before = Period(day - timedelta(days=multiple.days), day - timedelta(days=1))
    value = values(days, condition.metric, Period(day, day))[0]
    usual = total(days, condition.metric, before)
    if value is None:
        return _unknown(f"the figures of {day} are not known")
    if not usual.is_complete or usual.mean is None:
        return _unknown(f"{usual.missing} of the {multiple.days} days before {day} are not known")
    if not usual.mean:
        return _unknown(f"there was nothing in the {multiple.days} days before {day}")
    return _compared(condition.sense, day, value, usual.mean * multiple.times)


def _cycle_against_limit(
    condition: Condition, threshold: float, days: Sequence[DayFigures], day: date, plan: Plan
) -> Verdict:
    """Compare the billing cycle up to a day; days that are not known cannot make it less than it is."""
    cycle = billing_cycle(day, plan.billing_day).until(day)
    so_far = total(days, condition.metric, cycle)
    if so_far.value is None:
        return _unknown(f"no day since {cycle.first} is known")
    if so_far.value > threshold:
        return Verdict(Outcome.FIRED, day, so_far.value, threshold)
    if not so_far.is_complete:
        return _unknown(f"{so_far.missing} days since {cycle.first} are not known")
    return Verdict(Outcome.QUIET, day, so_far.value, threshold)


def _compared(sense: Sense, day: date, value: float, threshold: float) -> Verdict:
    """Compare a day's value; what equals the threshold has not crossed it."""
    crossed = value > threshold if sense is Sense.ABOVE else value < threshold
    return Verdict(Outcome.FIRED if crossed else Outcome.QUIET, day, value, threshold)


def _unknown(reason: str) -> Verdict:
    return Verdict(Outcome.UNKNOWN, reason=reason)
