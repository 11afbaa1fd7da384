"""How the journal's lines are written and read: one JSON object each, by what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, TypeAlias

from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.journal.entries import Ended, Intent, Outcome, Planned, State

Line: TypeAlias = Intent | Outcome | Planned | Ended
"""What one line says."""

VERSION: Final = 1
"""Of the form of a line; a reader skips lines of a newer one."""

_WORDS: Final[Mapping[type[Any], str]] = {
    Intent: "intent",
    Outcome: "outcome",
    Planned: "plan",
    Ended: "plan-end",
}


def write_line(line: Line) -> str:
    """Write one line, with its end."""
    document = {"v": VERSION, "line": _WORDS[type(line)], **asdict(line)}
    return json.dumps(document, ensure_ascii=True, separators=(",", ":"), default=_plain) + "\n"


def read_line(text: str) -> Line | None:
    """Read one line; None for one that is torn, of a newer form or none of ours."""
    try:
        document = json.loads(text)
        if not isinstance(document, dict) or document.pop("v", None) != VERSION:
            return None
        return _read(document.pop("line", None), document)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _read(word: object, fields: dict[str, Any]) -> Line | None:
    fields["at"] = datetime.fromisoformat(fields["at"])
    match word:
        case "intent":
            target = dict(fields.pop("target"))
            return Intent(target=Target(**{**target, "kind": Kind(target["kind"])}), **fields)
        case "outcome":
            return Outcome(state=State(fields.pop("state")), **fields)
        case "plan":
            return Planned(**fields)
        case "plan-end":
            return Ended(**fields)
    return None


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a journal cannot hold a {type(value).__name__}")
