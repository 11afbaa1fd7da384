"""The ways in which servers of early 2025 say no (contract/api-seed.md 2)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from capgo_tui.demo.calls import Call
from capgo_tui.demo.errors import Denial, Json, database_error, no_such_row

NO_BODY = '{"status":400}'
"""What stands in `error` where the reader of parameters found none at all."""


def says(status: str, *, code: int = 400, **more: object) -> Denial:
    """Answer `{"status": …}` with what else is given beside it."""
    return Denial({"status": status, **more}, code)


def failed(status: str, error: str = "{}") -> Denial:
    """Answer 500 for what a handler caught: an error of the language is written as `{}`."""
    return says(status, code=500, error=error)


def broken(message: str) -> Denial:
    """Answer 500 for what no handler caught."""
    return says("Internal Server Error", code=500, error="{}", message=message)


def unforeseen(call: Call) -> Denial:
    """Answer 500, as JSON on Capgo's own host and as plain text elsewhere."""
    if call.is_self_hosted:
        return Denial("Internal Server Error", 500, media="text/plain;charset=UTF-8")
    return broken("Unknown error")


def not_found() -> Denial:
    """Answer 404 for an unknown path or method."""
    return Denial("404 Not Found", 404, media="text/plain; charset=UTF-8")


def bad_key(call: Call) -> Denial:
    """Refuse a key that is missing, wrong, or of the wrong mode: all look the same."""
    if call.is_self_hosted:
        return Denial("Invalid apikey", media="text/plain;charset=UTF-8")
    return Denial(
        {
            "status": "Internal Server Error",
            "response": {},
            "error": NO_BODY,
            "message": "Invalid apikey",
        },
        500,
    )


def unauthorized(error: str) -> Denial:
    """Refuse a key of /statistics."""
    return says("Unauthorized", code=401, error=error)


def invalid_body(issues: Sequence[Json]) -> Denial:
    """Refuse parameters that do not fit their schema."""
    return says("Invalid body", error=pretty(issues))


def pretty(issues: Sequence[Json]) -> str:
    """Write issues as the schema checker of that time does: JSON over many lines."""
    return json.dumps(list(issues), indent=2, ensure_ascii=False)


def no_app_access(body: Json) -> Denial:
    """Refuse an app that is unknown, foreign or missing."""
    echoed = {"app_id": body["app_id"]} if "app_id" in body else {}
    return says("You can't access this app", **echoed)


def no_organization_access(org_id: str) -> Denial:
    """Refuse an organization that is unknown, foreign or no id at all."""
    return says("You can't access this organization", orgId=org_id)


def no_row_text() -> str:
    """Write "not one row" as the text of an error of the database."""
    return database_text("PGRST116")


def database_text(code: str, message: str = "") -> str:
    """Write an error of the database as a text."""
    error = no_such_row() if code == "PGRST116" else database_error(code, message)
    return json.dumps(error, separators=(",", ":"), ensure_ascii=False)
