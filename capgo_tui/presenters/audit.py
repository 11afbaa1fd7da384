"""How the audit log looks: who changed what, when, and from what to what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now, moment

if TYPE_CHECKING:
    from capgo_tui.models.audit import AuditEntry

_TABLES = {
    "app_versions": "bundle",
    "apps": "app",
    "channels": "channel",
    "org_users": "member",
    "orgs": "organization",
}
_VERBS = {"INSERT": "created", "UPDATE": "changed", "DELETE": "deleted"}
_NOISE = frozenset({"updated_at"})


def actor_of(entry: AuditEntry) -> str:
    """Who did it: the key by its name, the person by their address, else the system."""
    if entry.actor_type == "apikey":
        return f"key {entry.actor_apikey_name or entry.actor_apikey_id or '?'}"
    return entry.actor_user_email or entry.actor_type or entry.user_id or "?"


def subject_of(entry: AuditEntry) -> str:
    """What it was done to: `channel beta`."""
    kind = _TABLES.get(entry.table_name or "", entry.table_name or "?")
    record = _row(entry.new_record) or _row(entry.old_record)
    name = record.get("name") or record.get("app_id") or entry.record_id or "?"
    return f"{kind} {name}"


def verb_of(entry: AuditEntry) -> str:
    """What was done."""
    return _VERBS.get(entry.operation or "", entry.operation or "?")


def fields_of(entry: AuditEntry) -> str:
    """Which fields were touched, leaving out the clock's own."""
    return ", ".join(field for field in entry.changed_fields or () if field not in _NOISE) or NONE


def audit_columns(now: Now) -> tuple[Column[AuditEntry], ...]:
    """The columns of the Audit table."""
    return (
        age_column("when", "when", lambda e: e.created_at, now, level=Level.NARROW),
        Column("who", "who", text=actor_of, sort=lambda e: actor_of(e).casefold(), width=20, grow=True),
        Column(
            "did",
            "did",
            text=verb_of,
            sort=verb_of,
            width=8,
            tone=lambda e: Tone.WARN if e.operation == "DELETE" else Tone.PLAIN,
        ),
        Column("what", "what", text=subject_of, sort=lambda e: subject_of(e).casefold(), width=22, grow=True),
        Column("fields", "fields", text=fields_of, sort=fields_of, level=Level.MEDIUM, width=22, grow=True),
        text_column("record", "record", lambda e: e.record_id, level=Level.WIDE, width=36, muted=True),
        Column(
            "id", "id", text=lambda e: str(e.id), sort=lambda e: e.id, level=Level.WIDE, width=8, right=True
        ),
    )


def audit_details(entry: AuditEntry, now: Now) -> list[Section]:
    """An entry in full: who and when, then each changed field before and after."""
    before, after = _row(entry.old_record), _row(entry.new_record)
    fields = entry.changed_fields or sorted({*before, *after})
    return [
        Section(
            "Change",
            (
                Row("when", moment(entry.created_at, now())),
                Row("who", actor_of(entry), entry.actor_type or ""),
                Row("what", f"{verb_of(entry)} {subject_of(entry)}"),
                Row("record", entry.record_id or "?"),
            ),
        ),
        Section(
            "Before → after",
            tuple(
                Row(field, f"{_value(before, field)} → {_value(after, field)}")
                for field in fields
                if field not in _NOISE
            ),
        ),
    ]


def _row(record: object) -> Mapping[str, object]:
    """A whole row of the log; nothing where there is none, or something that is no row."""
    return record if isinstance(record, dict) else {}


def _value(record: Mapping[str, object], field: str) -> str:
    """A field's value as JSON, or a dash where the record has none."""
    return json.dumps(record[field], ensure_ascii=False) if field in record else NONE
