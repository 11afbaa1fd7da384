"""How the journal's lines are written and read: one JSON object each, by what it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
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


def write_line(line: Line, mask: Callable[[str], str] = str) -> str:
    """Write one line, with its end. Pure ASCII, so that no character can end or garble it.

    Args:
        line: what to write.
        mask: takes out of a text what must not be in it.
    """
    document = {"v": VERSION, "line": _WORDS[type(line)], **document_of(line, mask)}
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")) + "\n"


def document_of(line: Line, mask: Callable[[str], str] = str) -> dict[str, Any]:
    """What a line says, as JSON."""
    return {name: _without(value, mask) for name, value in asdict(line).items()}


def read_line(text: str | bytes) -> Line | None:
    """Read one line; None for one that is torn, of a newer form or none of ours."""
    try:
        document = json.loads(text)
        if not isinstance(document, dict) or document.pop("v", None) != VERSION:
            return None
        return _read(document.pop("line", None), document)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _read(word: object, fields: dict[str, Any]) -> Line | None:
    for name, value in fields.items():
        if not _FORMS.get(name, _is_text)(value):
            raise TypeError(name)
    fields["at"] = _moment(fields["at"])
    match word:
        case "intent":
            target = fields.pop("target")
            return Intent(target=Target(**{**target, "kind": Kind(target["kind"])}), **fields)
        case "outcome":
            return Outcome(state=State(fields.pop("state")), **fields)
        case "plan":
            return Planned(**fields)
        case "plan-end":
            return Ended(**fields)
    return None


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_number(value: object) -> bool:
    return value is None or isinstance(value, int)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_object(value: object) -> bool:
    return value is None or isinstance(value, dict)


def _is_facts(value: object) -> bool:
    if not isinstance(value, dict):
        return value is None
    return all(fact is None or isinstance(fact, str | int | float) for fact in value.values())


def _is_target(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


_FORMS: Final[Mapping[str, Callable[[object], bool]]] = {
    "target": _is_target,
    "before": _is_facts,
    "after": _is_facts,
    "present": _is_facts,
    "body": _is_object,
    "answer": _is_object,
    "status": _is_number,
    "left": _is_number,
    "rows": _is_texts,
    "partly": _is_flag,
}
"""Of what kind a field is that is no text. A line of ours may have been edited by hand."""


def _without(value: Any, mask: Callable[[str], str]) -> Any:
    """The value as JSON, every text of it masked."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {mask(name): _without(part, mask) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without(part, mask) for part in value]
    return value.isoformat() if isinstance(value, datetime) else value
