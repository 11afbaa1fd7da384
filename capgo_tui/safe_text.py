"""The one way by which a server's text reaches a terminal.

Devices choose their own custom id, so every text of the server is hostile: it may hold terminal
controls (ESC, OSC, C1), direction overrides that reorder a line, zero-width characters that hide
in a name, lone surrogates that cannot be encoded, or ten kilobytes. `clean` makes each of them
visible or bounded. What it returns is still not markup-safe: sinks take it as literal text
(`rich.text.Text`, `textual.content.Content`, `markup=False`), never as a string that is parsed.

Models keep the raw value, because a write must send the original.
"""

from __future__ import annotations

import re
import unicodedata

LIMIT = 512
"""The longest text shown in one place, in characters, unless a place asks for another bound."""

MARK = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that has no visible form of its own here."""

_HOSTILE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: terminal controls
    "\xad"  # soft hyphen: invisible until a line breaks
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # invisible joiners, fillers and selectors
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, separators, direction overrides
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"  # fillers, variation selectors, BOM, annotations
    "\ud800-\udfff"  # lone surrogates: cannot be encoded
    "\U000e0000-\U000e0fff"  # tags and variation selectors
    "]"
)
_COMBINING_RUN = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,})"
)


def _visible(match: re.Match[str]) -> str:
    """Turn one hostile character into a visible mark of width one."""
    code = ord(match[0])
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures, such as U+241B for ESC
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return MARK


def clean(value: object, limit: int = LIMIT) -> str:
    """Make a text safe to write to a terminal, on one line, within a bound.

    Args:
        value: anything; what is no text is shown as `str` shows it.
        limit: the most characters to return; a longer text ends in `…`.
    """
    text = value if type(value) is str else str(value)
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    text = _COMBINING_RUN.sub(lambda run: run[0][:2] + MARK, _HOSTILE.sub(_visible, text))
    # A text that begins with a combining character would join the cell before it.
    return MARK + text if text and unicodedata.combining(text[0]) else text


def clean_lines(value: object, limit: int = 100_000) -> str:
    """Like `clean`, but for blocks: line feeds stay, tabs become four spaces."""
    text = value if type(value) is str else str(value)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    lines = text.replace("\r\n", "\n").replace("\t", "    ").split("\n")
    return "\n".join(clean(line, limit) for line in lines)
