"""How the journal looks: when, who, what, what became of it, and each field before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.field_changes import NOT_READABLE, label_of, value_text
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now, moment
from capgo_tui.services.journal import Entry, State

if TYPE_CHECKING:
    from capgo_tui.models.facts import Facts

_STATES: Final[Mapping[State, tuple[str, Tone]]] = {
    State.MADE: ("✓ made", Tone.GOOD),
    State.REFUSED: ("✗ not made", Tone.BAD),
    State.UNKNOWN: ("? unknown", Tone.WARN),
    State.UNFINISHED: ("? unfinished", Tone.WARN),
}
_PLAN: Final = 6
"""Characters that tell one plan from another."""
_UNDONE: Final = ("↩ taken back", Tone.MUTED)

STATE_LEGEND: Final = (
    Row("↩ taken back", "it was made, and another change took it back; U makes it again"),
    Row("? unfinished", "the program ended before the answer came: r reads what became of it"),
    Row("? unknown", "the answer was lost, and reading did not tell: r reads again"),
)
"""What the words for a state mean, where they do not say it themselves."""


def state_of(entry: Entry) -> str:
    """What became of a change: a sign and a word."""
    return _state(entry)[0]


def target_of(entry: Entry) -> str:
    """What a change was about: `channel beta`."""
    target = entry.intent.target
    return f"{target.kind.value} {target.name}"


def fields_of(entry: Entry) -> str:
    """Which fields were changed; of what was not made the server's code."""
    if entry.outcome is not None and entry.outcome.code:
        return entry.outcome.code
    return ", ".join(map(label_of, entry.intent.after or ())) or NONE


def journal_columns(now: Now) -> tuple[Column[Entry], ...]:
    """The columns of the journal."""
    return (
        age_column("when", "when", lambda entry: entry.intent.at, now, level=Level.NARROW),
        text_column("who", "who", lambda entry: entry.intent.profile, level=Level.MEDIUM, width=9),
        Column("what", "what", text=_title, sort=lambda e: _title(e).casefold(), width=26, grow=True),
        Column("state", "state", text=state_of, sort=state_of, width=13, tone=lambda e: _state(e)[1]),
        Column("target", "target", text=target_of, sort=target_of, level=Level.MEDIUM, width=16, grow=True),
        Column("fields", "fields", text=fields_of, sort=fields_of, width=14, grow=True),
        text_column("app", "app", lambda entry: entry.intent.target.app_id, level=Level.WIDE, width=18),
        text_column(
            "plan", "plan", lambda entry: entry.intent.batch[:_PLAN], level=Level.WIDE, width=6, muted=True
        ),
        text_column(
            "host", "server", lambda entry: entry.intent.host, level=Level.WIDE, width=24, muted=True
        ),
        text_column(
            "action", "action", lambda entry: entry.intent.action, level=Level.WIDE, width=22, muted=True
        ),
    )


def journal_details(entry: Entry, now: Now, titles: Mapping[str, str]) -> list[Section]:
    """A change in full: what became of it, each field before and after, request and answer.

    Args:
        entry: the change.
        now: gives the present time.
        titles: what other changes did, by their ids, as far as that is known.
    """
    sections = [Section("Change", tuple(_facts(entry, now, titles)))]
    changed, kept = _fields(entry)
    if changed:
        sections.append(Section("Before → after", tuple(changed)))
    sections.append(Section("Request", tuple(_request(entry))))
    if kept:
        sections.append(Section("What else it said", tuple(kept)))
    return sections


def entry_document(entry: Entry) -> dict[str, Any]:
    """The lines of a change as JSON."""
    from capgo_tui.services.journal.lines import document_of  # noqa: PLC0415 - when it is looked at

    outcome = {} if entry.outcome is None else {"outcome": document_of(entry.outcome)}
    return {"intent": document_of(entry.intent), **outcome}


def changed_rows(entry: Entry) -> list[Row]:
    """Each field that was to change or did: what it said, what it says."""
    return _fields(entry)[0]


def _title(entry: Entry) -> str:
    return entry.intent.title


def _state(entry: Entry) -> tuple[str, Tone]:
    return _UNDONE if entry.undone_by else _STATES[entry.state]


def _facts(entry: Entry, now: Now, titles: Mapping[str, str]) -> list[Row]:
    intent, outcome = entry.intent, entry.outcome
    word, tone = _state(entry)
    rows = [
        Row("what", intent.title),
        Row("state", word, _hint(entry), tone),
        Row("when", moment(intent.at, now())),
        Row("who", intent.profile or NONE, f"the profile, on {intent.host}"),
        Row("target", target_of(entry), intent.target.app_id),
    ]
    if outcome is not None and outcome.said:
        code = " ".join(part for part in (str(outcome.status or ""), outcome.code) if part)
        rows.append(Row("said", outcome.said, code if code not in outcome.said else "", tone))
    if intent.undoes:
        what = titles.get(intent.undoes, intent.undoes)
        rows.append(Row("takes back", what, "a part of it" if intent.partly else ""))
    if entry.undone_by:
        rows.append(Row("taken back by", titles.get(entry.undone_by, entry.undone_by)))
    if intent.batch:
        rows.append(Row("plan", intent.batch[:_PLAN], "made together with others"))
    if intent.final:
        rows.append(Row("undo", intent.final, tone=Tone.MUTED))
    return rows


def _hint(entry: Entry) -> str:
    return next((row.value for row in STATE_LEGEND if row.label == state_of(entry)), "")


def _fields(entry: Entry) -> tuple[list[Row], list[Row]]:
    """The fields that were to change or did, then the others."""
    intent, outcome = entry.intent, entry.outcome
    before, after = intent.before, intent.after
    present = outcome.present if outcome is not None else None
    changed, kept = [], []
    for name in dict.fromkeys([*(after or {}), *(before or {}), *(present or {})]):
        was = _was(before, name)
        becomes = "gone" if after is None else value_text(name, after[name]) if name in after else was
        found = value_text(name, present[name]) if present is not None and name in present else becomes
        known = before is None or name in before
        if after is None or name in after or (known and was != found):
            note = f"it says {found}" if found != becomes else ""
            text = becomes if was == becomes else f"{was} → {becomes}"
            changed.append(Row(label_of(name), text, note, Tone.WARN if note else Tone.PLAIN))
        else:
            kept.append(Row(label_of(name), was if known else found, tone=Tone.MUTED))
    return changed, kept


def _was(before: Facts | None, name: str) -> str:
    """What a field said before; nothing where there was no record."""
    if before is None:
        return NONE
    return value_text(name, before[name]) if name in before else NOT_READABLE


def _request(entry: Entry) -> list[Row]:
    intent, outcome = entry.intent, entry.outcome
    rows = [Row("request", f"{intent.method} {intent.request}")]
    if intent.body is not None:
        rows.append(Row("body", json.dumps(intent.body, ensure_ascii=False)))
    if outcome is not None and outcome.answer:
        rows.append(
            Row("answer", json.dumps(outcome.answer, ensure_ascii=False), "what the journal keeps of it")
        )
    return rows
