"""The one way by which a server's text reaches a terminal.

Devices choose their own custom id, so every text of the server is hostile: it may hold terminal
controls (ESC, OSC, C1), direction overrides that reorder a line, zero-width characters that hide
in a name, lone surrogates that cannot be encoded, or ten kilobytes. `clean` makes each of them
visible or bounded, and so that every terminal agrees how many cells the text takes. What it returns
is still not markup-safe: sinks take it as literal text (`rich.text.Text`, `textual.content.Content`,
`markup=False`), never as a string that is parsed.

Ordinary writing passes: accents, Arabic and Hebrew letters, Hangul, Devanagari, emoji. An emoji made
of several (a family, a skin tone, a heart with a colour selector) is shown as its parts, because
terminals do not agree on how wide the whole is.

Models keep the raw value, because a write must send the original.
"""

from __future__ import annotations

import re
import unicodedata

LIMIT = 512
"""The longest text shown in one place, in characters, unless a place asks for another bound."""

MARK = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that has no visible form of its own here."""

# Most of what is written: Latin, Greek, Cyrillic, Hebrew letters, punctuation, arrows, CJK. Only for speed.
_ORDINARY = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u0384-\u0386\u0388-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u05d0-\u05ea\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff\u3001-\u3029\u3041-\u3096"
    "\u30a1-\u30ff\u4e00-\u9ffc\uac00-\ud7a3]*"
)
_EMOJI = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
)
# A picture with its skin tone, its colour selector and the joiner to the next picture; a keycap.
_EMOJI_PARTS = re.compile(
    f"({_EMOJI})[\U0001f3fb-\U0001f3ff]?[\ufe0e\ufe0f]?(?:\u200d(?={_EMOJI}))?|(?<=[0-9#*])\ufe0f(?=\u20e3)"
)
# Printable to Unicode, but blank or of no width: fillers, selectors, joiners, a lone skin tone.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U00016fe4\U0001d159\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
# No letter carries more than two free accents; some scripts (Burmese) set five signs on one letter.
_ACCENTS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_MOST_SIGNS = 6
_JAMO = "\u1160-\u11ff\ud7b0-\ud7fb"  # Hangul vowels and finals: no width of their own
_PERHAPS_SIGNS = re.compile(f"(?:[^\\w\x00-\x7f]|[{_JAMO}]){{{_MOST_SIGNS + 1},}}")
_IS_JAMO = re.compile(f"[{_JAMO}]")


def clean(value: object, limit: int = LIMIT) -> str:
    """Make a text safe to write to a terminal, on one line, within a bound.

    Cleaning twice changes nothing. The result can be encoded, holds no control, format, private or
    unassigned character, and never begins with one that would join the cell before it.

    Args:
        value: anything; what is no text is shown as `str` shows it.
        limit: the most characters to return, at least one; a longer text ends in `…`.
    """
    text = value if type(value) is str else str(value)
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    return _bounded(_safe(text[:limit]), limit, cut=len(text) > limit)


def clean_lines(value: object, limit: int = 100_000) -> str:
    """Like `clean`, but for blocks: line feeds stay, a tab becomes four spaces."""
    text = value if type(value) is str else str(value)
    lines = text[:limit].replace("\r\n", "\n").replace("\t", "    ").split("\n")
    return _bounded("\n".join(map(_safe, lines)), limit, cut=len(text) > limit)


def _bounded(text: str, limit: int, *, cut: bool) -> str:
    """Keep to the limit, and say with `…` that something is missing."""
    return text[: limit - 1] + "…" if cut or len(text) > limit else text


def _safe(text: str) -> str:
    """Clean one line of any length."""
    if _ORDINARY.fullmatch(text):
        return text
    if not text.isascii():
        text = _EMOJI_PARTS.sub(r"\1", text)
    if not text.isprintable():  # controls, formats, surrogates, private use, unassigned, odd spaces
        text = "".join(c if c.isprintable() else _visible(c) for c in text)
    if text.isascii():
        return text
    text = _ACCENTS.sub(rf"\1{MARK}", _BLANK.sub(MARK, text))
    text = _PERHAPS_SIGNS.sub(_thin_out, text)
    return MARK + text if _joins(text[0]) else text


def _visible(character: str) -> str:
    """Give a character that is not printable a visible form."""
    code = ord(character)
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures, such as U+241B for ESC
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    category = unicodedata.category(character)
    if category == "Zs":
        return character if code == 0x3000 else " "  # the ideographic space is two cells wide
    # Pictures and ideographs younger than this Python's Unicode: their width is known all the same.
    known = category == "Cn" and (0x1F300 <= code <= 0x1FAFF or 0x20000 <= code <= 0x3FFFD)
    return character if known and code & 0xFFFE != 0xFFFE else MARK


def _joins(character: str) -> bool:
    """Whether a character has no cell of its own, but joins the one before it."""
    return unicodedata.category(character).startswith("M") or bool(_IS_JAMO.match(character))


def _thin_out(match: re.Match[str]) -> str:
    """Replace what is more than a letter can carry by one mark."""
    kept: list[str] = []
    run = 0
    for character in match[0]:
        run = run + 1 if _joins(character) else 0
        if run <= _MOST_SIGNS:
            kept.append(character)
        elif run == _MOST_SIGNS + 1:
            kept.append(MARK)
    return "".join(kept)
