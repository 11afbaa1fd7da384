"""Alerts in words: in a sentence for notifications and mails, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.metrics import TITLES, metric_value
from capgo_tui.rules.alerts.checking import Outcome, Verdict
from capgo_tui.rules.alerts.conditions import Condition, Multiple, OfLimit, Sense

if TYPE_CHECKING:
    from capgo_tui.services.alerts.alert import Checked

_TONES: Final = {Outcome.FIRED: Tone.BAD, Outcome.QUIET: Tone.GOOD, Outcome.UNKNOWN: Tone.WARN}


def what_happened(condition: Condition, verdict: Verdict) -> str:
    """Say what was found: `bandwidth was 12.3 GiB on 2026-11-21, above 5.2 GiB (2x the mean of 7 days)`."""
    if verdict.outcome is Outcome.UNKNOWN:
        return f"nothing can be told: {verdict.reason}"
    metric = condition.metric
    value, threshold = (metric_value(metric, each) for each in (verdict.value, verdict.threshold))
    fired = verdict.outcome is Outcome.FIRED
    side = "above" if (condition.sense is Sense.ABOVE) == fired else "below"
    side = side if fired else f"not {'below' if side == 'above' else 'above'}"
    of_cycle = condition.is_of_cycle
    came = "came to" if of_cycle else "was"
    when = f"in the billing cycle up to {verdict.day}" if of_cycle else f"on {verdict.day}"
    return f"{TITLES[metric]} {came} {value} {when}, {side} {threshold}{_explained(condition)}"


def _explained(condition: Condition) -> str:
    """Say where a threshold comes from, unless it is written as it is."""
    threshold = condition.threshold
    if isinstance(threshold, Multiple):
        days = f"{threshold.days} days" if threshold.days > 1 else "day"
        return f" ({threshold.times:g}x the mean of the {days} before)"
    if isinstance(threshold, OfLimit):
        return f" ({threshold.percent:g}% of the limit)"
    return ""


def sentence(checked: Checked, name: str = "") -> str:
    """Say which alert it is, and what was found; may hold a server's words.

    Args:
        checked: what came of the check.
        name: what the app or organization is called; empty takes its id.
    """
    alert = checked.alert
    happened = what_happened(alert.condition, checked.verdict)
    return f"{name or alert.target}: {alert.condition} {checked.verdict.outcome.value}: {happened}."


def document(checked: Checked) -> dict[str, object]:
    """One check for a program, with plain numbers in the metric's unit."""
    alert, verdict = checked.alert, checked.verdict
    return {
        "kind": alert.scope.kind.value,
        "id": alert.scope.id or None,
        "alert": str(alert.condition),
        "outcome": verdict.outcome.value,
        "day": verdict.day.isoformat() if verdict.day else None,
        "value": verdict.value,
        "threshold": verdict.threshold,
        "reason": verdict.reason or None,
    }


def alert_columns() -> tuple[Column[Checked], ...]:
    """The columns of a table of checks."""
    target: Column[Checked] = text_column(
        "target", "app or organization", lambda c: c.alert.target, width=26, grow=True
    )
    return (
        target,
        text_column("alert", "alert", lambda c: str(c.alert.condition), width=24),
        Column(
            "outcome",
            "outcome",
            text=lambda c: c.verdict.outcome.value,
            sort=lambda c: c.verdict.outcome.value,
            width=8,
            tone=lambda c: _TONES[c.verdict.outcome],
        ),
        text_column("day", "day", lambda c: c.verdict.day.isoformat() if c.verdict.day else None, width=10),
        Column(
            "value",
            "value",
            text=lambda c: _value(c, c.verdict.value),
            sort=lambda c: c.verdict.value,
            width=10,
            right=True,
            value=lambda c: c.verdict.value,
        ),
        Column(
            "threshold",
            "threshold",
            text=lambda c: _value(c, c.verdict.threshold),
            sort=lambda c: c.verdict.threshold,
            width=10,
            right=True,
            value=lambda c: c.verdict.threshold,
        ),
        text_column("reason", "reason", lambda c: c.verdict.reason, level=Level.MEDIUM, width=30, grow=True),
    )


def _value(checked: Checked, value: float | None) -> str:
    return "–" if value is None else metric_value(checked.alert.condition.metric, value)
