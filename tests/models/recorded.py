"""Every success that a real server was heard to give, with the document that reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capgo_tui.models import (
    ApiKey,
    App,
    AuditPage,
    Breakdown,
    Bundle,
    BundleUsage,
    Channel,
    Device,
    Document,
    Member,
    Organization,
    StatPoint,
)

CONTRACT = Path(__file__).parent.parent / "contract"

FILES = {"recorded.json": "exchanges", "acme-cases.json": "cases", "seed-cases.json": "cases"}

_FORMS = {
    "<int>": 4711,
    "<uuid>": "5b3b8c0e-1111-4222-8333-444455556666",
    "<timestamp Z>": "2026-01-02T03:04:05.123Z",
    "<timestamp +00:00>": "2026-01-02T03:04:05.123456+00:00",
    "<timestamp +00>": "2026-01-02 03:04:05.123456+00",
}

BY_RESOURCE: dict[str, type[Document]] = {
    "organization": Organization,
    "app": App,
    "apikey": ApiKey,
    "channel": Channel,
    "bundle": Bundle,
    "device": Device,
}


@dataclass(frozen=True)
class Success:
    """One success."""

    source: str
    """The file and the case."""
    method: str
    path: str
    """Without query."""
    body: Any
    """Decoded JSON; placeholders are replaced by something of their form."""


def _filled(value: Any) -> Any:
    if isinstance(value, str):
        return _FORMS.get(value, value)
    if isinstance(value, list):
        return [_filled(part) for part in value]
    if isinstance(value, dict):
        return {name: _filled(part) for name, part in value.items()}
    return value


def successes() -> Iterator[Success]:
    """All of them, in the order of the files."""
    for name, cases in FILES.items():
        for case in json.loads((CONTRACT / name).read_text(encoding="utf-8"))[cases]:
            request, response = case["request"], case["response"]
            if response["status"] == 200 and isinstance(response["body"], dict | list):
                path = request["path"].partition("?")[0].rstrip("/")
                yield Success(f"{name} {case['id']}", request["method"], path, _filled(response["body"]))


def records(success: Success) -> Iterator[tuple[type[Document], dict[str, Any]]]:
    """The records of a success and what reads them; none for a mere "ok"."""
    body, path = success.body, success.path
    if path.startswith("/statistics"):
        yield from _statistics(path, body)
    elif path.endswith("/members"):
        yield from ((Member, row) for row in body if success.method == "GET")
    elif path.endswith("/audit"):
        yield AuditPage, body
    elif kind := BY_RESOURCE.get(path.split("/")[1]):
        yield from ((kind, row) for row in _rows(body))


def _rows(body: Any) -> list[dict[str, Any]]:
    """The rows of a plain list, of a page, of an answer to a write, or the one row that the body is."""
    for name in ("data", "apikey", "bundle"):
        if isinstance(body, dict) and isinstance(body.get(name), dict | list):
            body = body[name]
    if isinstance(body, list):
        return body
    return [] if set(body) <= {"status", "id", "public", "success", "message"} else [body]


def _statistics(path: str, body: Any) -> Iterator[tuple[type[Document], dict[str, Any]]]:
    if path.endswith("_usage"):
        yield BundleUsage, body.get("data", body)
    elif isinstance(body, dict) and "byApp" in body:
        yield Breakdown, body
    else:
        for row in body["statistics"] if isinstance(body, dict) else body:
            yield StatPoint, row
