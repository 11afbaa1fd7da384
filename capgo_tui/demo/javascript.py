"""What JavaScript makes of texts and numbers: the server is written in it, and it shows."""

from __future__ import annotations

import math
import re

_INTEGER = re.compile(r"\s*([+-]?\d+)")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|Infinity)")
_BASED = re.compile(r"0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")


def number(value: object) -> float:
    """Convert as `Number(value)` does; NaN where it does not."""
    if isinstance(value, bool | int | float):
        return float(value)
    if value is None:
        return 0.0
    if not isinstance(value, str):
        return math.nan
    text = value.strip()
    if not text:
        return 0.0
    if _BASED.fullmatch(text):
        return float(int(text, 0))
    return float(text) if _DECIMAL.fullmatch(text) else math.nan


def parse_int(text: str) -> int | None:
    """Read the integer at the start of a text, as `parseInt(text, 10)` does; None for NaN."""
    found = _INTEGER.match(text)
    return int(found[1]) if found else None


def text_of(value: float) -> str:
    """Write a number as it becomes part of a text."""
    return str(int(value)) if value == int(value) else repr(value)


def rounded(value: float) -> int:
    """Round as `Math.round` does: halves go up."""
    return math.floor(value + 0.5)


def kind(value: object) -> str:
    """Name the kind of a value as the schema checker does in its messages."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
