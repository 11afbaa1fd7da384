"""Draws every screen with ASCII alone: each line passes through one table on its way to the terminal.

Only what is drawn is changed: what is copied, filtered, sent and exported stays as it is.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_GLYPHS = {
    "…": "~",
    "·": ".",
    "•": "*",
    "●": "*",
    "○": "o",
    "■": "#",
    "□": "o",
    "✓": "v",
    "✗": "x",
    "×": "x",
    "⚠": "!",
    "⊘": "x",
    "❯": ">",
    "›": ">",
    "»": ">",
    "▸": ">",
    "▶": ">",
    "◂": "<",
    "◀": "<",
    "‹": "<",
    "▾": "v",
    "▼": "v",
    "▲": "^",
    "△": "^",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "⏎": "e",
    "↩": "e",
    "↔": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "±": "+",
    "≤": "<",
    "≥": ">",
    "≠": "!",
    "≈": "~",
    "∞": "8",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "░": ".",
    "▒": ":",
    "▓": "%",
    "█": "#",
    "▮": "|",
    "▯": ".",
    "▚": "%",
    "\N{REPLACEMENT CHARACTER}": "?",
}
"""What stands for a glyph that the program draws; one cell each."""
_CORNERS = {"─": "-", "━": "-", "╌": "-", "┄": "-", "┈": "-", "═": "-", "│": "|", "┃": "|", "║": "|"}


class AsciiOnly(LineFilter):
    """Replaces what is not ASCII; the number of cells stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Change the segments of a line."""
        return [
            segment
            if segment.text.isascii()
            else Segment(_ascii(segment.text), segment.style, segment.control)
            for segment in segments
        ]


@lru_cache(4096)
def _ascii(text: str) -> str:
    return "".join(_one(character) for character in text)


@lru_cache(2048)
def _one(character: str) -> str:
    """What stands for a character, in as many cells."""
    if character.isascii():
        return character
    known = _GLYPHS.get(character) or _CORNERS.get(character)
    if known:
        return known
    if "\u2500" <= character <= "\u257f":
        return "+"
    if "\u2580" <= character <= "\u259f":
        return _block(character)
    if "\u2800" <= character <= "\u28ff":
        return " " if character == "\u2800" else "*"
    letter = unicodedata.normalize("NFKD", character)[0]
    cells = cell_len(character)
    return letter.ljust(cells) if letter.isascii() and letter.isprintable() and cells else "?" * cells


def _block(character: str) -> str:
    """A part of a block, by how much of the cell it fills."""
    if character in "▔▏▕▁":
        return " "
    return "_" if character in "▂▃" else "|" if character in "▎▍▌▐" else "#"
