"""How the rows of a plan look in its table, and how its cost reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.services.plans.progress import RowResult, RowState

if TYPE_CHECKING:
    from capgo_tui.services.changes.change import Change
    from capgo_tui.services.plans.plan import Cost, PlanRow

GLYPHS: Final[Mapping[RowState, str]] = {
    RowState.WAITING: "○",
    RowState.RUNNING: "▸",
    RowState.DONE: "✓",
    RowState.DIFFERS: "≠",
    RowState.FAILED: "✗",
    RowState.SKIPPED: "–",
    RowState.UNKNOWN: "?",
    RowState.CANCELLED: "⊘",
    RowState.NOT_BEGUN: "·",
}
"""A sign for each state, so that it is seen without any colour."""

TONES: Final[Mapping[RowState, Tone]] = {
    RowState.WAITING: Tone.PLAIN,
    RowState.RUNNING: Tone.ACCENT,
    RowState.DONE: Tone.GOOD,
    RowState.DIFFERS: Tone.WARN,
    RowState.FAILED: Tone.BAD,
    RowState.SKIPPED: Tone.MUTED,
    RowState.UNKNOWN: Tone.WARN,
    RowState.CANCELLED: Tone.MUTED,
    RowState.NOT_BEGUN: Tone.MUTED,
}

_TELLING: Final = frozenset({RowState.FAILED, RowState.DIFFERS, RowState.UNKNOWN})
"""States of which the sentence says more than what was sent."""


@dataclass(frozen=True)
class PlanLine:
    """A row of a plan with what became of it."""

    place: int
    """Which row it is, from 0."""
    row: PlanRow
    """What is planned."""
    result: RowResult
    """What became of it."""


def plan_columns() -> tuple[Column[PlanLine], ...]:
    """The columns of the plan table."""
    return (
        _column("target", "target", lambda line: line.row.label, 14),
        _column("now", "now", lambda line: line.row.now, 12),
        _column("then", "→ then", then_text, 13, tone=_then_tone),
        _column("request", "request or why", request_words, 20, tone=_request_tone),
        _column("result", "result", result_words, 11, tone=lambda line: TONES[line.result.state], grow=False),
    )


def row_tone(line: PlanLine) -> Tone:
    """What a whole row says: one that is not sent steps back."""
    return Tone.MUTED if line.result.state is RowState.SKIPPED else Tone.PLAIN


def then_text(line: PlanLine) -> str:
    """What the target will be; nothing for a row that is not sent."""
    return f"→ {line.row.then}" if line.row.goes else ""


def request_words(line: PlanLine) -> str:
    """What is sent, in short; or why nothing is, or what went wrong with it."""
    row, result = line.row, line.result
    if row.left_out:
        return "left out"
    if row.skipped or row.change is None:
        return row.skipped
    if result.state is RowState.WAITING:
        return tried(row.change)
    if result.state is RowState.UNKNOWN:
        return result.code or "the answer was lost"
    return result.code or (result.said if result.state in _TELLING else "") or tried(row.change)


def tried(change: Change[Any]) -> str:
    """What is sent, in short: `POST /device`; with what has to be sent before it, `DELETE, POST /device`."""
    if change.first is None:
        return change.write.tried
    first, then = change.first.write, change.write
    same = first.tried.partition(" ")[2] == then.tried.partition(" ")[2]
    return f"{first.method if same else first.tried}, {then.tried}"


def result_words(line: PlanLine) -> str:
    """A sign and a word."""
    result = line.result
    word = "waits" if result.state is RowState.WAITING and result.until is not None else result.state.value
    return f"{GLYPHS[result.state]} {word}"


def cost_words(cost: Cost) -> str:
    """What applying takes: `4 changes + 1 reading to check = 5 requests, about 2 s`."""
    changes = f"{cost.changes} change{'' if cost.changes == 1 else 's'}"
    if cost.writes != cost.changes:
        changes += f" by {cost.writes} requests"
    if not cost.checks:
        return f"{changes}, about {span_words(cost.seconds)}"
    readings = f"{cost.checks} reading{'' if cost.checks == 1 else 's'} to check"
    return f"{changes} + {readings} = {cost.requests} requests, about {span_words(cost.seconds)}"


def span_words(seconds: float) -> str:
    """How long something takes, in the unit that one would say."""
    if seconds < 120:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"


def _request_tone(line: PlanLine) -> Tone:
    """What went wrong has the colour of the result."""
    state = line.result.state
    return TONES[state] if state in _TELLING else Tone.MUTED


def _then_tone(line: PlanLine) -> Tone:
    return Tone.ACCENT if line.row.goes else Tone.MUTED


def _column(
    key: str,
    title: str,
    text: Callable[[PlanLine], str],
    width: int,
    tone: Callable[[PlanLine], Tone] | None = None,
    *,
    grow: bool = True,
) -> Column[PlanLine]:
    return Column(key, title, text=text, sort=text, width=width, grow=grow, tone=tone)
