"""How the history of a record reads: when, who, what, and each field before and after, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.presenters.audit import actor_of, verb_of
from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.details import Row
from capgo_tui.presenters.field_changes import LABELS, value_text
from capgo_tui.presenters.journal import changed_rows, state_of
from capgo_tui.presenters.times import NONE
from capgo_tui.services.journal import Entry, State

if TYPE_CHECKING:
    from capgo_tui.models.audit import AuditEntry

BundleName = Callable[[int], str | None]
"""What a bundle is called, by its id; None where that is not known."""

_NOISE: Final = frozenset({"updated_at"})
_BUNDLES: Final = frozenset({"version", "rollout_version"})
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Happening:
    """One change of a record."""

    at: datetime | None
    """When."""
    who: str
    """Who made it; raw."""
    what: str
    """What was done; raw."""
    source: str
    """Who tells it: `journal`, with what became of it, or `audit` for the organization's log."""
    rows: Sequence[Row]
    """Each field that changed: its name, before → after; raw."""
    tone: Tone = Tone.PLAIN
    """What the source says by colour."""


def happenings(
    made_here: Iterable[Entry], audited: Iterable[AuditEntry], bundle_name: BundleName
) -> list[Happening]:
    """Put both together, newest first.

    Args:
        made_here: changes of the journal.
        audited: entries of the audit log.
        bundle_name: names the bundles that the audit log knows by their ids.
    """
    told = [_made_here(entry) for entry in made_here]
    told += [_audited(entry, bundle_name) for entry in audited]
    return sorted(told, key=lambda each: each.at or _LONG_AGO, reverse=True)


def _made_here(entry: Entry) -> Happening:
    state = state_of(entry)
    tone = Tone.PLAIN if entry.state is State.MADE else Tone.WARN
    who = f"profile {entry.intent.profile}" if entry.intent.profile else "from here"
    return Happening(entry.intent.at, who, entry.intent.title, f"journal: {state}", changed_rows(entry), tone)


def _audited(entry: AuditEntry, bundle_name: BundleName) -> Happening:
    rows = _rows(entry, bundle_name)
    return Happening(entry.created_at, actor_of(entry), verb_of(entry), "audit", rows)


def _rows(entry: AuditEntry, bundle_name: BundleName) -> list[Row]:
    """The fields that an update touched; a record that came or went has none before or after."""
    before, after = entry.old_record, entry.new_record
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    fields = entry.changed_fields or sorted({*before, *after})
    return [
        Row(
            LABELS.get(name, name),
            f"{_value(before, name, bundle_name)} → {_value(after, name, bundle_name)}",
        )
        for name in fields
        if name not in _NOISE and before.get(name) != after.get(name)
    ]


def _value(record: dict[str, Any], name: str, bundle_name: BundleName) -> str:
    """A field's value; a bundle by its name where that is known."""
    if name not in record:
        return NONE
    value = record[name]
    if name in _BUNDLES and isinstance(value, int):
        known = bundle_name(value)
        return known if known is not None else f"bundle id {value}"
    if value is None or isinstance(value, str | int | float):
        return value_text(name, value)
    return json.dumps(value, ensure_ascii=False)
