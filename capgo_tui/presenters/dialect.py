"""Which generation of servers is spoken to, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.api.dialects.generations import GENERATIONS, Generation
from capgo_tui.api.verbs import Action

if TYPE_CHECKING:
    from capgo_tui.api.dialects.speech import Speech

_EXAMPLES: Final[Mapping[Action, tuple[str, Mapping[str, Any]]]] = {
    Action.UPDATE_ORGANIZATION: ("to rename an organization", {"orgId": "…", "name": "…"}),
    Action.CREATE_ORGANIZATION: ("to make an organization", {"name": "…"}),
}
"""What shows how a generation differs where it matters most."""


def dialect_sentence(speech: Speech) -> str:
    """Which generation is spoken, and how that is known: `dialect 2025-01, chosen for this server`."""
    name = speech.generation.name
    seen = ", ".join(speech.clues)
    because = f": {seen}" if seen else ""
    if speech.setting == name:
        said = f"dialect {name}, as it was set"
        return f"{said}; but {_likes(speech)}{because}" if speech.doubted else said
    if speech.chosen:
        likes = f"; but {_likes(speech)}" if speech.doubted else ""
        return f"dialect {name}, as it was chosen for this server{likes}{because}"
    if speech.is_certain:
        return f"dialect {name}{because}"
    if not seen:
        return "dialect auto: nothing tells yet; today's is spoken"
    possible = " or ".join(each for each in GENERATIONS if each in speech.possible)
    return f"dialect auto, {possible}{because}"


def likely_dialect(speech: Speech) -> str:
    """The generation to offer where answers leave several: the one that really was there."""
    named = (each for each in ("2025-01", "2025-11", "current") if each in speech.possible)
    return next(named, min(speech.possible))


def _likes(speech: Speech) -> str:
    names = [each for each in GENERATIONS if each in speech.possible]
    return f"the server answers like {' or '.join(names)}"


def dialect_mark(speech: Speech) -> str:
    """What stands in the header: nothing for a server of today; `2025-01?` where it may be another."""
    name = speech.generation.name
    if name == "current":
        return ""
    return name if speech.is_certain else f"{name}?"


def requests_of(generation: Generation) -> str:
    """How a generation is asked for what others would take for something else; two lines each."""
    parts = []
    for action, (what, fields) in _EXAMPLES.items():
        verb = generation.verbs[action]
        body = {**fields, **verb.guard}
        parts.append(f"{verb.method} {verb.path} {what}\n{json.dumps(body, ensure_ascii=False)}")
    return "\n".join(parts)
