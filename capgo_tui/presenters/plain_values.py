"""What a column holds for a program: plain numbers, true and false, moments in ISO 8601 and UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from capgo_tui.presenters.columns import Column, RecordT, Value
from capgo_tui.safe_text import clean

_NOTHING = ("?", "–")
"""What the screens show for "unknown" and "nothing"; a program gets an empty cell."""
_LONGEST = 100_000
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


def plain_value(column: Column[RecordT], record: RecordT) -> str:
    """A cell for CSV, before it is made safe for spreadsheets."""
    if column.value is not None:
        return _plain(column.value(record))
    text = column.text(record)
    if text in _NOTHING:
        return ""
    number = column.sort(record) if column.right else None
    return _plain(number) if isinstance(number, int | float) else text


def _plain(value: Value) -> str:
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
    shown = clean(text, _LONGEST)
    if text.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA):
        return shown if _NEGATIVE.fullmatch(shown) else f"'{shown}"
    return shown
