"""What comes back from changes."""

from __future__ import annotations

from typing import Any

from capgo_tui.errors import Unexpected

_NEWER = "The server may be newer than this program: look for an update."


def read_nothing(_: Any, __: str) -> None:
    """Any success is one: only the status counts (contract/api.md 6, row 7)."""


def read_new_id(payload: Any, tried: str) -> str:
    """The id of what was made (contract/api.md 6, row 3).

    Raises:
        Unexpected: there is none.
    """
    made = payload.get("id") if isinstance(payload, dict) else None
    if not isinstance(made, str) or not made:
        raise Unexpected(f"The answer to {tried} names no id.", tried=tried, field="id", next_step=_NEWER)
    return made


def read_new_number(payload: Any, _: str) -> int | None:
    """The number of what was made, where the server says it (contract/api.md 3.6)."""
    made = payload.get("id") if isinstance(payload, dict) else None
    return made if isinstance(made, int) and not isinstance(made, bool) else None


def read_message(payload: Any, _: str) -> str:
    """The server's sentence; empty if it says none."""
    message = payload.get("message") if isinstance(payload, dict) else None
    return message if isinstance(message, str) else ""


def unwrapped(payload: Any, name: str) -> Any:
    """A record that stands in a field of this name, or alone."""
    if isinstance(payload, dict) and isinstance(payload.get(name), dict):
        return payload[name]
    return payload
