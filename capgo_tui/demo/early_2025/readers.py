"""The readers of parameters (contract/api-seed.md 2)."""

from __future__ import annotations

import json
from typing import Any

from capgo_tui.demo.calls import Call
from capgo_tui.demo.early_2025.denials import NO_BODY, broken, failed
from capgo_tui.demo.errors import Json


def body_or_query(call: Call, status: str) -> Any:
    """Read JSON, also of a GET; the query counts only where there is no JSON that can be parsed.

    Args:
        call: the request.
        status: what is said where this fails, such as `Cannot get bundle`.

    Raises:
        Denial: 500 for a body that counts as nothing (null, false, 0, ""), or a `device_id` that is no text.
    """
    given: Any
    try:
        given = json.loads(call.raw)
    except ValueError:
        given = dict(call.query)
    if _is_nothing(given):
        raise failed(status, NO_BODY)
    return _with_small_device_id(given, status) if isinstance(given, dict) else given


def _is_nothing(given: Any) -> bool:
    return given is None or given is False or (given in (0, "") and not isinstance(given, bool))


def _with_small_device_id(given: Json, status: str) -> Json:
    device_id = given.get("device_id")
    if not device_id:
        return given
    if not isinstance(device_id, str):
        raise failed(status)
    return {**given, "device_id": device_id.lower()}


def fields_of(given: Any) -> Json:
    """Give what can be asked by name; a list or a text has no such fields."""
    return given if isinstance(given, dict) else {}


def json_only(call: Call, status: str, *, first: str) -> Json:
    """Read JSON and nothing else.

    Args:
        call: the request.
        status: what is said where there is none.
        first: the field that is asked for first, which a null does not have.

    Raises:
        Denial: 500.
    """
    try:
        given = json.loads(call.raw)
    except ValueError as error:
        raise failed(status) from error
    if given is None:
        raise broken(f"Cannot read properties of null (reading '{first}')")
    return fields_of(given)
