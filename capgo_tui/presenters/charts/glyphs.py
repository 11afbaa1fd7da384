"""What charts are drawn with, and how that is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

SETTINGS = ("auto", "braille", "block", "ascii")
"""What the setting `charts` can say."""

_POOR = ("linux", "vt", "dumb", "unknown", "ansi", "cons25")
"""How the names of terminals begin that have no braille signs, and often no blocks."""


class Glyphs(Enum):
    """A set of signs; its value is the word of the setting."""

    BRAILLE = "braille"
    """Two by four dots in a cell."""
    BLOCK = "block"
    """Two by two quarters in a cell."""
    ASCII = "ascii"
    """One sign in a cell, of the first 128."""

    @property
    def across(self) -> int:
        """Dots in a cell from left to right."""
        return 1 if self is Glyphs.ASCII else 2

    @property
    def down(self) -> int:
        """Dots in a cell from top to bottom."""
        return {Glyphs.BRAILLE: 4, Glyphs.BLOCK: 2, Glyphs.ASCII: 1}[self]


def choose_glyphs(
    setting: str, *, ascii_only: bool, environ: Mapping[str, str], encoding: str = "utf-8"
) -> Glyphs:
    """Choose by the settings, else by what the terminal can do.

    Args:
        setting: one of `SETTINGS`; anything else counts as `auto`.
        ascii_only: whether nothing but ASCII is wanted anywhere; it wins.
        environ: the environment: `TERM` tells what terminal it is.
        encoding: the encoding of what is written to the terminal.
    """
    if ascii_only or setting == Glyphs.ASCII.value:
        return Glyphs.ASCII
    if setting in {Glyphs.BRAILLE.value, Glyphs.BLOCK.value}:
        return Glyphs(setting)
    is_unicode = encoding.lower().replace("-", "").replace("_", "") in {"utf8", "utf16", "utf32"}
    if not is_unicode or environ.get("TERM", "").startswith(_POOR):
        return Glyphs.ASCII
    return Glyphs.BRAILLE
