"""Documents as JSON that is safe to see: the same document, with nothing in it that moves a terminal."""

from __future__ import annotations

import json
import re

_BEYOND_ASCII = re.compile("[^\n -~]")


def to_json(document: object, *, pretty: bool) -> str:
    r"""Write a document: indented for people, or compact on one line.

    Characters that have no visible form (controls, direction overrides, zero-width characters, lone
    surrogates) are written as `\uXXXX`, which means the same to every reader of JSON.
    """
    text = (
        json.dumps(document, ensure_ascii=False, indent=2)
        if pretty
        else json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    )
    if text.isascii() and "\x7f" not in text:
        return text
    return _BEYOND_ASCII.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    """Escape a character unless it can be seen."""
    character = match[0]
    if character.isprintable():
        return character
    code = ord(character)
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
