"""What a column holds for a program: plain numbers, true and false, moments in ISO 8601 and UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import isfinite

from capgo_tui.presenters.columns import Column, RecordT, Value
from capgo_tui.safe_text import clean

_NOTHING = ("?", "–")
"""What the screens show for "unknown" and "nothing"; a program gets an empty cell."""
LONGEST = 100_000
"""Characters of a text at most."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


def plain_value(column: Column[RecordT], record: RecordT) -> str:
    """A cell for CSV, before it is made safe for spreadsheets."""
    return plain(value_of(column, record))


def value_of(column: Column[RecordT], record: RecordT) -> Value:
    """What a cell holds; what the screens show as unknown or nothing is nothing."""
    if column.value is not None:
        return column.value(record)
    text = column.text(record)
    if text in _NOTHING:
        return None
    number = column.sort(record) if column.right else None
    return number if isinstance(number, int | float) else text


def json_value(value: Value) -> bool | int | float | str | None:
    """A value as JSON has it: a moment in ISO 8601, a text with marks for what cannot be seen."""
    if isinstance(value, datetime):
        return plain(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    return clean(value, LONGEST) if isinstance(value, str) else value


def plain(value: Value) -> str:
    """Write a value as programs read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return f"{value:.15g}" if isinstance(value, int | float) else value


def formula_safe(text: str) -> str:
    """Keep a spreadsheet from running a cell: what begins like a formula gets an apostrophe in front.

    A plain negative number stays a number. Control characters are shown as marks and line breaks as
    blanks, since CSV is often looked at in a terminal; JSON has every character as it came.
    """
    shown = clean(text, LONGEST)
    if text.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA):
        return shown if _NEGATIVE.fullmatch(shown) else f"'{shown}"
    return shown
