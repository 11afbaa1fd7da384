"""The generations of servers that the demo cloud speaks; each is a package beside this file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from capgo_tui.demo.gatekeepers import Gatekeeper, Methods, mixed_route

DIALECTS = ("current",)
"""Their names, today's first."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one generation of servers answers, and where."""

    name: str
    routes: dict[str, Methods]
    """Every path without its slash at the end."""
    guarded: str
    """Below this path the key is checked before an unknown route is answered 404."""
    guard: Gatekeeper
    """Who checks it there."""


def dialect_named(name: str) -> Dialect:
    """Give a dialect; only its own package is imported.

    Raises:
        ValueError: the demo cloud does not speak it.
    """
    if name not in DIALECTS:
        raise ValueError(
            f"The demo cloud does not speak the dialect {name!r}; it speaks {', '.join(DIALECTS)}."
        )
    return _MAKERS[name]()


def _current() -> Dialect:
    from capgo_tui.demo.current.routes import GUARDED, ROUTES  # noqa: PLC0415 - a dialect is imported when spoken

    return Dialect("current", ROUTES, GUARDED, mixed_route)


_MAKERS: dict[str, Callable[[], Dialect]] = {"current": _current}
