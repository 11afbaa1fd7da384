"""How the log of a device looks: when, what, and what that means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now, moment, seconds, short_stamp
from capgo_tui.rules.device_actions import PROBLEMS, Group, group_of, meaning_of

if TYPE_CHECKING:
    from capgo_tui.models.log_line import LogLine
    from capgo_tui.services.device_log import Reported

PROBLEM_TERM: Final = "group:failed,refused,crash"
"""The filter that leaves the lines of `PROBLEMS`."""
PROBLEM_SIGN: Final = "✗"
"""Stands before the action of a problem."""
UNKNOWN_ACTION: Final = "This program does not know this action: the server may be newer."

_TONES: Final = {Group.DOWNLOAD: Tone.ACCENT, Group.REFUSED: Tone.WARN, Group.OTHER: Tone.MUTED}


def log_columns(now: Now) -> tuple[Column[Reported], ...]:
    """The columns of the log of a device."""
    return (
        age_column("when", "when", lambda each: each.line.created_at, now, level=Level.NARROW),
        Column(
            "time",
            "time, UTC",
            text=lambda each: short_stamp(each.line.created_at),
            sort=lambda each: seconds(each.line.created_at),
            level=Level.MEDIUM,
            width=19,
        ),
        Column(
            "action",
            "action",
            text=_signed,
            sort=lambda each: (each.line.action or "").casefold(),
            width=26,
            tone=_tone,
            value=lambda each: each.line.action,
            facet=lambda each: each.line.action or "?",
        ),
        Column("group", "group", text=_group, sort=_group, level=Level.MEDIUM, width=15, tone=_tone),
        text_column("bundle", "bundle", lambda each: each.line.version_name, width=10),
        Column("meaning", "what it means", text=meaning_text, sort=meaning_text, width=16, grow=True),
        text_column(
            "more", "what else it told", lambda each: metadata_text(each.line), level=Level.WIDE, width=40
        ),
    )


def log_details(each: Reported, now: Now) -> list[Section]:
    """A line in full, with what it means."""
    line = each.line
    told = line.metadata if isinstance(line.metadata, dict) else {}
    sections = [
        Section(
            "Reported by the device",
            (
                Row("action", line.action or "?", _group(each), _tone(each)),
                Row("what it means", meaning_text(each)),
                Row("when", moment(line.created_at, now())),
                Row("bundle", line.version_name or NONE),
                Row("device id", line.device_id or "?"),
            ),
        )
    ]
    rows = tuple(Row(str(name), _value_text(value)) for name, value in told.items())
    if not rows and line.metadata not in (None, {}):
        rows = (Row("metadata", _value_text(line.metadata)),)
    return [*sections, Section("What else it told", rows)] if rows else sections


def metadata_text(line: LogLine) -> str:
    """What else a device told, on one line; empty for nothing."""
    return "" if line.metadata in (None, {}) else _value_text(line.metadata)


def _value_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _signed(each: Reported) -> str:
    """The action; a sign stands before what is a problem, so that no colour is needed to see it."""
    sign = PROBLEM_SIGN if group_of(each.line.action) in PROBLEMS else " "
    return f"{sign} {each.line.action or '?'}"


def _group(each: Reported) -> str:
    return group_of(each.line.action).value


def meaning_text(each: Reported) -> str:
    """What a line means, as a sentence."""
    return meaning_of(each.line.action) or UNKNOWN_ACTION


def _tone(each: Reported) -> Tone:
    group = group_of(each.line.action)
    return _TONES.get(group, Tone.BAD if group in PROBLEMS else Tone.PLAIN)
