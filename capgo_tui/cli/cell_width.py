"""How many cells a text takes in a terminal; `wcwidth` has the tables, read once they are needed."""

from __future__ import annotations


def text_width(text: str) -> int:
    """The number of cells that a cleaned text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415 - most texts need no tables

    return max(0, wcswidth(text))


def fit(text: str, cells: int, mark: str = "…") -> str:
    """Cut a text to a number of cells, between two signs; what was cut ends in a mark of one cell."""
    if text_width(text) <= cells:
        return text
    room = cells - text_width(mark)
    if text.isascii():
        return text[:room] + mark
    from wcwidth import iter_graphemes  # noqa: PLC0415

    kept = ""
    for sign in iter_graphemes(text):
        if text_width(kept + sign) > room:
            break
        kept += sign
    return kept + mark


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Fill a text with blanks to a number of cells; a longer one stays as it is."""
    blanks = " " * (cells - text_width(text))
    return blanks + text if right else text + blanks
