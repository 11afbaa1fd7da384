"""What may be a key at all: checked before it reaches a request header."""

from __future__ import annotations

from pathlib import Path

from capgo_tui.errors import CapgoError
from capgo_tui.secret import Secret

LONGEST = 4096
"""The longest key that is taken, in characters; no server's key comes near it."""


class BadKey(CapgoError):
    """A place that should hold a key holds something else, or cannot be read."""


def read_key(text: str, where: str) -> Secret | None:
    """Take a key from a text: its first line, without the blanks around it; None where that is empty.

    Args:
        text: the content of a variable, a file or a command's output.
        where: how that place is called in a sentence; the text itself is never in one.

    Raises:
        BadKey: the line cannot be a key, as it would break or bend the header that carries it.
    """
    lines = text.removeprefix("\ufeff").strip().splitlines()
    line = lines[0].strip() if lines else ""
    if not line:
        return None
    flaw = _flaw(line)
    if flaw:
        raise BadKey(
            f"{where} holds no usable key: {flaw}.", next_step="Copy the key again, alone on the first line."
        )
    return Secret(line)


def _flaw(line: str) -> str:
    """Say why a line cannot be a key; empty if it can."""
    if len(line) > LONGEST:
        return f"it is longer than {LONGEST:,} characters"
    if not line.isascii():
        return "it has characters outside ASCII"
    if " " in line or "\t" in line:
        return "it has a blank inside"
    if not line.isprintable():
        return "it has control characters"
    if line[0] in "\"'":
        return "it stands in quotes"
    return ""


def read_key_file(file: Path, where: str) -> Secret | None:
    """Take a key from the first line of a file; only its beginning is read.

    Raises:
        BadKey: the file is not there, cannot be read, or holds something else.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(LONGEST + 2)
    except OSError as error:
        raise BadKey(
            f"{where} cannot be read: {error.strerror}.", next_step="Look at its path and who may read it."
        ) from error
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise BadKey(f"{where} holds no usable key: it is not text.") from error
    return read_key(text, where)
