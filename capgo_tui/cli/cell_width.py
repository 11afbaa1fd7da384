"""How many cells a text takes in a terminal, from the Unicode data that Python itself brings."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def text_width(text: str) -> int:
    """The number of cells that a cleaned text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def fit(text: str, cells: int, mark: str = "…") -> str:
    """Cut a text to a number of cells; what was cut ends in a mark of one cell."""
    if text_width(text) <= cells:
        return text
    taken, room = 0, cells - text_width(mark)
    for place, character in enumerate(text):
        taken += _width(character)
        if taken > room:
            return text[:place] + mark
    return text


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Fill a text with blanks to a number of cells; a longer one stays as it is."""
    blanks = " " * (cells - text_width(text))
    return blanks + text if right else text + blanks


_WIDENED = (
    ("\u2630", "\u2637"),
    ("\u268a", "\u268f"),
    ("\u4dc0", "\u4dff"),
    ("\U0001d300", "\U0001d356"),
    ("\U0001d360", "\U0001d376"),
)
"""Signs that Unicode 16 made wide, as terminals draw them; Python may know an older one."""


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    """Two for wide and full-width characters, none for those that join the one before, else one."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 2 if any(first <= character <= last for first, last in _WIDENED) else 1
