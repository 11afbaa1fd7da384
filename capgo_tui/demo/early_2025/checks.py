"""Schemas, and the issues as the checker of early 2025 words them (Zod 3; contract/api-seed.md 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from capgo_tui.demo import javascript, javascript_dates, schema
from capgo_tui.demo.early_2025.denials import invalid_body
from capgo_tui.demo.errors import Json
from capgo_tui.demo.schema import MISSING

Check = Callable[[Any, list[str | int]], list[Json]]
"""Lists what is wrong with a value at a path."""


def checked(fields: Mapping[str, Check], body: Any) -> Json:
    """Give the fields of a body that its schema knows.

    Raises:
        Denial: 400 `Invalid body` with every issue.
    """
    if not isinstance(body, dict):
        raise invalid_body([wrong_type("object", body, [])])
    issues = [issue for name, check in fields.items() for issue in check(body.get(name, MISSING), [name])]
    if issues:
        raise invalid_body(issues)
    return {name: body[name] for name in fields if name in body}


def wrong_type(expected: str, value: Any, path: list[str | int]) -> Json:
    """Make the issue for a value of another kind."""
    received = _kind(value)
    message = "Required" if value is MISSING else f"Expected {expected}, received {received}"
    issue = {"code": "invalid_type", "expected": expected, "received": received}
    return {**issue, "path": path, "message": message}


def _kind(value: Any) -> str:
    return "undefined" if value is MISSING else javascript.kind(value)


def optional(check: Check) -> Check:
    """Allow a field to be left out."""
    return lambda value, path: [] if value is MISSING else check(value, path)


def text(value: Any, path: list[str | int]) -> list[Json]:
    """Want a text."""
    return [] if isinstance(value, str) else [wrong_type("string", value, path)]


def email(value: Any, path: list[str | int]) -> list[Json]:
    """Want a mail address."""
    if not isinstance(value, str):
        return [wrong_type("string", value, path)]
    if re.fullmatch(schema.EMAIL, value):
        return []
    issue = {"validation": "email", "code": "invalid_string", "message": "Invalid email"}
    return [{**issue, "path": path}]


def one_of(*words: str) -> Check:
    """Want one of some words."""
    expected = " | ".join(f"'{word}'" for word in words)

    def check(value: Any, path: list[str | int]) -> list[Json]:
        if value in words:
            return []
        if not isinstance(value, str):
            wrong = wrong_type(expected, value, path)
            return [{name: wrong[name] for name in ("expected", "received", "code", "path", "message")}]
        message = f"Invalid enum value. Expected {expected}, received '{value}'"
        issue = {"received": value, "code": "invalid_enum_value", "options": list(words)}
        return [{**issue, "path": path, "message": message}]

    return check


def moment(value: Any, path: list[str | int]) -> list[Json]:
    """Want what the engine reads as a date."""
    try:
        javascript_dates.parse(value if isinstance(value, str) else "")
    except javascript_dates.NotADate:
        return [{"code": "invalid_date", "path": path, "message": "Invalid date"}]
    return []
