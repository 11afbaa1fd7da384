"""The generations of servers that the demo cloud speaks; each is a package beside this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from capgo_tui.demo.calls import Call
from capgo_tui.demo.errors import Denial, not_found, unknown_error
from capgo_tui.demo.gatekeepers import Gatekeeper, Methods, mixed_route
from capgo_tui.demo.state import World

DIALECTS = ("current", "seed", "2025-01", "2025-11")
"""Their names, today's first."""

SELF_HOSTED = "/functions/v1"
"""Where the same paths lie on a self-hosted server (contract/api-seed.md 2)."""

LATE_2025_SOURCE = "demo-12.40.0"
"""What a server of November 2025 calls itself in `x-worker-source`; the number is made up."""

POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def _headers(call: Call, source: str) -> Mapping[str, str]:
    named = {"x-worker-source": source} if source else {}
    return {"x-request-id": call.request_id, **named, "content-security-policy": POLICY}


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
    not_found: Callable[[], Denial] = not_found
    """Makes the answer for a path or method that nobody knows."""
    unforeseen: Callable[[Call], Denial] = lambda _: unknown_error()
    """Makes the answer for what no handler foresaw."""
    headers: Callable[[Call, str], Mapping[str, str]] = _headers
    """Makes what goes with every answer, given what the server calls itself."""
    cors: str = ""
    """How the paths begin that a browser may ask from another site."""
    prefixes: tuple[str, ...] = ("",)
    """What the paths may begin with."""
    prepare: Callable[[World], None] = lambda _: None
    """Gives the rows of a world what this generation needs beside them."""


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


def _seed() -> Dialect:
    from capgo_tui.demo.seed_pages import keys, routes  # noqa: PLC0415

    return _early("seed", routes.ROUTES, routes.GUARDED, keys.statistics)


def _early_2025() -> Dialect:
    from capgo_tui.demo.early_2025 import keys, routes  # noqa: PLC0415

    return _early("2025-01", routes.ROUTES, routes.GUARDED, keys.statistics)


def _early(name: str, routes: dict[str, Methods], guarded: str, guard: Gatekeeper) -> Dialect:
    """What the server of that time and the pages about it have in common."""
    from capgo_tui.demo.early_2025 import denials, mapping  # noqa: PLC0415

    return Dialect(
        name,
        routes,
        guarded,
        guard,
        not_found=denials.not_found,
        unforeseen=denials.unforeseen,
        headers=_no_headers,
        cors=guarded,
        prefixes=("", SELF_HOSTED),
        prepare=mapping.prepare,
    )


def _late_2025() -> Dialect:
    from capgo_tui.demo.early_2025 import mapping  # noqa: PLC0415
    from capgo_tui.demo.late_2025 import keys, routes  # noqa: PLC0415

    return Dialect(
        "2025-11",
        routes.ROUTES,
        routes.GUARDED,
        keys.statistics,
        headers=_older_headers,
        prepare=mapping.prepare,
    )


def _older_headers(call: Call, source: str) -> Mapping[str, str]:
    """Say the version of a server of that time; its exact number is not known."""
    return _headers(call, LATE_2025_SOURCE if source else "")


def _no_headers(call: Call, source: str) -> Mapping[str, str]:  # noqa: ARG001 - one kind of function for all
    return {}


_MAKERS: dict[str, Callable[[], Dialect]] = {
    "current": _current,
    "seed": _seed,
    "2025-01": _early_2025,
    "2025-11": _late_2025,
}
