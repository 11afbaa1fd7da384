"""The texts above and below the table of a plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from textual.content import Content

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.plan_table import (
    GLYPHS,
    TONES,
    PlanLine,
    cost_words,
    request_words,
    span_words,
    then_text,
)
from capgo_tui.safe_text import clean
from capgo_tui.services.plans.progress import RowState
from capgo_tui.widgets.hanging import hanging

if TYPE_CHECKING:
    from capgo_tui.services.plans.job import Job
    from capgo_tui.services.plans.plan import Plan

_METER_CELLS: Final = 20
_MOST_NOTES: Final = 3
"""Warnings that are shown; the table needs the room."""

_STYLES: Final = {
    Tone.PLAIN: "",
    Tone.MUTED: "$foreground-muted",
    Tone.GOOD: "$text-success",
    Tone.WARN: "$text-warning",
    Tone.BAD: "$text-error",
    Tone.ACCENT: "$text-accent",
}


def plan_head(plan: Plan, job: Job | None, width: int, *, against: str = "", news: str = "") -> Content:
    """What the plan does, what that takes, and what to know before; while it runs, how far it is.

    Args:
        plan: what is planned.
        job: what applies it; None before.
        width: the cells of a line.
        against: why it cannot be applied; empty if it can.
        news: what changed about the plan since it was shown; empty if nothing did.
    """
    title = Content.styled(clean(plan.title), "bold")
    if job is None:
        return Content("\n").join([title, *_before(plan, width, against, news)])
    if job.ended:
        return Content("\n").join([title, *_after(job, width)])
    return Content("\n").join([title, _running(job)])


def _before(plan: Plan, width: int, against: str, news: str) -> list[Content]:
    cost = plan.cost
    lines = [Content(cost_words(cost)) if cost.writes else Content("Nothing to do: every row is skipped.")]
    skipped = sum(not row.goes for row in plan.rows)
    if skipped and cost.writes:
        lines[0] = lines[0] + Content.styled(f" · {skipped} skipped", "$foreground-muted")
    notes = [("✗", "$text-error", text) for text in plan.final]
    notes += [("⚠", "$text-warning", text) for text in plan.warnings]
    if news:
        lines.append(_note("⚠", "$text-warning", news, width))
    lines += [_note(*note, width) for note in notes[:_MOST_NOTES]]
    if len(notes) > _MOST_NOTES:
        lines.append(
            Content.styled(f"  and {len(notes) - _MOST_NOTES} more: enter on a row", "$foreground-muted")
        )
    if plan.typed:
        names = ", ".join(clean(name) for name in plan.typed)
        lines.append(_note("›", "$foreground-muted", f"a asks to type: {names}", width))
    if against:
        lines.append(_note("⊘", "$text-warning", against, width))
    return lines


def _running(job: Job) -> Content:
    progress = job.progress
    full = round(_METER_CELLS * progress.done / max(1, progress.total))
    meter = Content.assemble(("▮" * full, "$text-accent"), ("▯" * (_METER_CELLS - full), "$foreground-muted"))
    left = f"{progress.requests} request{'' if progress.requests == 1 else 's'} left"
    parts = [Content.styled(f"{progress.done}/{progress.total}", "bold")]
    if job.stopping:
        parts.append(Content.styled("stops after the request under way…", "$text-warning"))
    elif progress.note:
        parts.append(Content.styled(clean(progress.note), "$text-warning"))
    else:
        parts += [Content(clean(progress.label, 24))] if progress.label else []
        parts.append(Content.styled(f"{left}, about {span_words(progress.seconds)}", "$foreground-muted"))
    return meter + " " + Content("  ").join(parts)


def _after(job: Job, width: int) -> list[Content]:
    counts = Counter(result.state for result in job.results)
    words = [
        Content.styled(f"{GLYPHS[state]} {counts[state]} {state}", _STYLES[TONES[state]])
        for state in RowState
        if counts[state]
    ]
    lines = [Content("  ").join(words)]
    if job.stopped_by:
        lines.append(_note("✗", "$text-error", job.stopped_by, width))
    return lines


def row_text(line: PlanLine | None, width: int) -> Content:
    """The row under the cursor in full: what it is, what it will be, what became of it."""
    if line is None:
        return Content("")
    row, result = line.row, line.result
    first = Content.styled(clean(row.label), "bold")
    if row.now or row.goes:
        first = first + Content(f"  {clean(row.now)} {clean(then_text(line))}".rstrip())
    state = Content.styled(f"{GLYPHS[result.state]} {result.state}", _STYLES[TONES[result.state]])
    said = clean(result.said) or (clean(request_words(line)) if row.goes else "")
    return Content("\n").join(
        [first.truncate(width, ellipsis=True), hanging(state + "  ", Content(said), width)]
    )


def _note(sign: str, colour: str, text: str, width: int) -> Content:
    return hanging(Content.styled(f"{sign} ", f"bold {colour}"), Content.styled(clean(text), colour), width)
