"""Refusals, in the words of the server (contract/api.md 1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
"""A JSON object on its way in or out."""


JSON = "application/json"
"""The media type of nearly every answer."""


class Denial(Exception):
    """The server says no: the status and the whole body of the answer."""

    status: int
    """The HTTP status."""
    body: Json | str
    """The body as it is sent: a JSON object, or plain text."""
    headers: Mapping[str, str]
    """Headers that go with it, such as `retry-after`."""
    media: str
    """The media type; a body of another one than JSON is a text."""

    def __init__(
        self,
        body: Json | str,
        status: int = 400,
        *,
        headers: Mapping[str, str] | None = None,
        media: str = JSON,
    ) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or {}
        self.media = media


class Refusal(Denial):
    """A no in the form of today: a code, a message, and more."""

    body: Json

    def __init__(
        self,
        code: str,
        message: str,
        more: Json | None = None,
        *,
        status: int = 400,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__({"error": code, "message": message, "moreInfo": more or {}}, status, headers=headers)


def unknown_error() -> Refusal:
    """Answer 500, as the server does for everything that it did not foresee."""
    return Refusal("unknown_error", "Unknown error", status=500)


def not_found() -> Refusal:
    """Answer 404 for an unknown route: the only error body without `moreInfo`."""
    refusal = Refusal("not_found", "Not found", status=404)
    del refusal.body["moreInfo"]
    return refusal


def invalid_body(error: Json | str) -> Refusal:
    """Answer 400 for a body that does not fit its schema; `error` is what went wrong."""
    return Refusal("invalid_body", "Invalid body", {"error": error})


def no_such_row() -> Json:
    """Give the database's words for "not one row"."""
    return database_error(
        "PGRST116", "Cannot coerce the result to a single JSON object", "The result contains 0 rows"
    )


def database_error(code: str, message: str, details: str | None = None) -> Json:
    """Give the database's words as the server embeds them in `supabaseError`, `dbError` or `error`."""
    return {"code": code, "details": details, "hint": None, "message": message}
