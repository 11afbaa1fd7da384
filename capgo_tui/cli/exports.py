"""What a column holds for a program: plain numbers, true and false, moments in ISO 8601 and UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from capgo_tui.presenters.columns import Column, RecordT
from capgo_tui.safe_text import clean

TIMES = {
    "changed": "updated_at",
    "created": "created_at",
    "expires": "expires_at",
    "updated": "updated_at",
    "when": "created_at",
}
"""The columns that show an age, and the field of the record that has the moment."""
_WORDS = {"✓": "true", "✗": "false", "?": "", "–": ""}
"""What the marks of the screens mean to a program; the last two are "unknown" and "nothing"."""
_LONGEST = 100_000
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


def plain_value(column: Column[RecordT], record: RecordT) -> str:
    """A cell for CSV, before it is made safe for spreadsheets."""
    moment = getattr(record, TIMES[column.key], None) if column.key in TIMES else None
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    text = column.text(record)
    if text in _WORDS:
        return _WORDS[text]
    number = column.sort(record) if column.right and column.key not in TIMES else None
    if isinstance(number, int | float):
        return f"{number:.15g}"
    return text


def formula_safe(text: str) -> str:
    """Keep a spreadsheet from running a cell: what begins like a formula gets an apostrophe in front.

    A plain negative number stays a number. Control characters are shown as marks and line breaks as
    blanks, since CSV is often looked at in a terminal; JSON has every character as it came.
    """
    shown = clean(text, _LONGEST)
    if text.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA):
        return shown if _NEGATIVE.fullmatch(shown) else f"'{shown}"
    return shown
