"""The two readers of parameters (contract/api.md 1.2)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from capgo_tui.demo.errors import Json, Refusal, unknown_error


def query_of(query_string: bytes) -> dict[str, str]:
    """Read a query: every value is a text, the first of a name counts."""
    query: dict[str, str] = {}
    for name, value in parse_qsl(query_string.decode("latin-1"), keep_blank_values=True):
        query.setdefault(name, value)
    return query


def body_or_query(method: str, raw: bytes, query: dict[str, str]) -> Json:
    """Read a JSON body, also of a GET; the query counts only where no body can be parsed.

    Raises:
        Refusal: 400 `invalid_json_parse_body` for an empty result of any method but GET; 500 for a
            `device_id` in a body that is no text.
    """
    given = _parsed(raw, query)
    if method != "GET" and not given:
        raise Refusal("invalid_json_parse_body", "Invalid JSON body")
    return _with_small_device_id(given) if isinstance(given, dict) else {}


def body_only(raw: bytes) -> Json:
    """Read a JSON body and nothing else.

    Raises:
        Refusal: 400 `invalid_json_parse_body` for anything that is no JSON; 500 for `null`.
    """
    try:
        parsed = json.loads(raw)
    except ValueError as error:
        raise Refusal("invalid_json_parse_body", "Invalid JSON body", {"e": {}}) from error
    if parsed is None:
        raise unknown_error()
    return _with_small_device_id(parsed) if isinstance(parsed, dict) else {}


def _parsed(raw: bytes, query: dict[str, str]) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return dict(query)


def _with_small_device_id(body: Json) -> Json:
    device_id = body.get("device_id")
    if device_id is None or device_id == "":
        return body
    if not isinstance(device_id, str):
        raise unknown_error()
    return {**body, "device_id": device_id.lower()}
