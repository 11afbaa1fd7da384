"""Schemas of bodies, and the issues that the server lists for what does not fit (contract/api.md 1.4).

The wording is that of the checker on the server (Zod 4): one issue per field, in the order of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from capgo_tui.demo import javascript
from capgo_tui.demo.errors import Json, invalid_body

MISSING: Any = object()
"""Stands for a field that is not there."""

Path = list[str | int]
Check = Callable[[Any, Path], list[Json]]
"""Lists what is wrong with a value at a path."""

EMAIL = (
    r"^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$"
)
UUID = (
    r"^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
    r"|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$"
)


def checked(schema: Mapping[str, Check], body: Any) -> Json:
    """Give the fields of a body that its schema knows.

    Raises:
        Refusal: 400 `invalid_body` with every issue.
    """
    if not isinstance(body, dict):
        raise invalid_body(schema_error([wrong_type("object", body, [])]))
    issues = [issue for name, check in schema.items() for issue in check(body.get(name, MISSING), [name])]
    if issues:
        raise invalid_body(schema_error(issues))
    return {name: body[name] for name in schema if name in body}


def schema_error(issues: Sequence[Json]) -> Json:
    """Wrap issues as they appear in `moreInfo.error`."""
    return {"name": "SchemaError", "issues": list(issues)}


def wrong_type(expected: str, value: Any, path: Path) -> Json:
    """Make the issue for a value of another kind."""
    received = "undefined" if value is MISSING else javascript.kind(value)
    message = f"Invalid input: expected {expected}, received {received}"
    return {"expected": expected, "code": "invalid_type", "path": path, "message": message}


def optional(check: Check) -> Check:
    """Allow a field to be left out."""
    return lambda value, path: [] if value is MISSING else check(value, path)


def nullable(check: Check) -> Check:
    """Allow a field to be null."""
    return lambda value, path: [] if value is None else check(value, path)


def string(*, minimum: int = 0) -> Check:
    """Want a text of a least length."""

    def check(value: Any, path: Path) -> list[Json]:
        if not isinstance(value, str):
            return [wrong_type("string", value, path)]
        return [_too_small("string", minimum, path)] if len(value) < minimum else []

    return check


def _too_small(origin: str, minimum: int, path: Path) -> Json:
    tail = f"string to have >={minimum} characters" if origin == "string" else f"{origin} to be >={minimum}"
    message = f"Too small: expected {tail}"
    issue = {"origin": origin, "code": "too_small", "minimum": minimum, "inclusive": True}
    return {**issue, "path": path, "message": message}


def boolean(value: Any, path: Path) -> list[Json]:
    """Want true or false."""
    return [] if isinstance(value, bool) else [wrong_type("boolean", value, path)]


def number(value: Any, path: Path) -> list[Json]:
    """Want a number."""
    return [] if javascript.kind(value) == "number" else [wrong_type("number", value, path)]


def integer(minimum: int | None = None, maximum: int | None = None) -> Check:
    """Want a whole number within bounds."""

    def check(value: Any, path: Path) -> list[Json]:
        if javascript.kind(value) != "number":
            return [wrong_type("number", value, path)]
        if value != int(value):
            return [{**wrong_type("int", value, path), "format": "safeint"}]
        if minimum is not None and value < minimum:
            return [_too_small("number", minimum, path)]
        if maximum is not None and value > maximum:
            message = f"Too big: expected number to be <={maximum}"
            issue = {"origin": "number", "code": "too_big", "maximum": maximum, "inclusive": True}
            return [{**issue, "path": path, "message": message}]
        return []

    return check


def one_of(*values: str) -> Check:
    """Want one of some words."""
    listed = "|".join(f'"{value}"' for value in values)

    def check(value: Any, path: Path) -> list[Json]:
        if value in values:
            return []
        message = f"Invalid option: expected one of {listed}"
        return [{"code": "invalid_value", "values": list(values), "path": path, "message": message}]

    return check


def email(value: Any, path: Path) -> list[Json]:
    """Want a mail address."""
    return _format(value, path, "email", EMAIL, "Invalid email address")


def uuid(value: Any, path: Path) -> list[Json]:
    """Want a UUID."""
    return _format(value, path, "uuid", UUID, "Invalid UUID")


def _format(value: Any, path: Path, name: str, pattern: str, message: str) -> list[Json]:
    if not isinstance(value, str):
        return [wrong_type("string", value, path)]
    if re.fullmatch(pattern, value):
        return []
    issue = {"origin": "string", "code": "invalid_format", "format": name, "pattern": f"/{pattern}/"}
    return [{**issue, "path": path, "message": message}]


def array(of: Check) -> Check:
    """Want a list of something."""

    def check(value: Any, path: Path) -> list[Json]:
        if not isinstance(value, list):
            return [wrong_type("array", value, path)]
        return [issue for place, item in enumerate(value) for issue in of(item, [*path, place])]

    return check


def anything(value: Any, path: Path) -> list[Json]:  # noqa: ARG001 - a check like the others
    """Want nothing in particular."""
    return []


def custom(message: str, path: Path) -> Json:
    """Make the issue of a rule that the server's authors worded themselves."""
    return {"message": message, "path": path, "code": "custom"}
