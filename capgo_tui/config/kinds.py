"""What kinds of values settings take: how one is read from TOML, and how it is described."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from capgo_tui.config.hosts import read_host
from capgo_tui.config.sizes import read_size

T_co = TypeVar("T_co", covariant=True)

COLOURS = ("red", "orange", "yellow", "green", "cyan", "blue", "magenta", "grey")
"""The words for the band by which a profile is recognised; `#rrggbb` is possible too."""

PLATFORMS = ("ios", "android", "electron")
"""What a channel can serve, in the words of the server."""

_TOML_NAMES = {str: "text", bool: "true or false", int: "a whole number", float: "a number", list: "a list"}


@dataclass(frozen=True)
class Kind(Generic[T_co]):
    """A kind of value."""

    allowed: str
    """What is allowed, to follow the words "must be"."""
    schema: Mapping[str, object]
    """The same for JSON Schema."""
    read: Callable[[object], T_co]
    """Takes a TOML value; raises ValueError with a sentence that begins with "must"."""


def name_of(value: object) -> str:
    """How a TOML value's kind is called in a sentence."""
    return _TOML_NAMES.get(type(value), "a table" if isinstance(value, dict) else "a date or a time")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text in quotes; it is {name_of(value)}")  # noqa: TRY004 - one error for the reader
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, without quotes; it is {name_of(value)}")  # noqa: TRY004
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f'must be a list of texts such as ["a", "b"]; it is {name_of(value)}')
    return tuple(value)


def _channel_platforms(value: object) -> tuple[str, ...]:
    texts = _texts(value)
    for text in texts:
        where, colon, words = text.rpartition(":")
        named = {word.strip() for word in words.split(",")} - {""}
        if not colon or not re.fullmatch(r"\s*[^/\s]+/.*\S\s*", where) or not named <= set(PLATFORMS):
            raise ValueError(f"must be like app/channel: {', '.join(PLATFORMS)}; it has {text!r}")
    return texts


def _path(value: object) -> Path:
    text = _text(value)
    if not text.strip() or "\0" in text:
        raise ValueError("must be the path of a file")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:  # `~nobody/`: pathlib knows no such home
        raise ValueError("must be the path of a file; there is no such home folder") from error


def _command(value: object) -> tuple[str, ...]:
    try:
        argv = tuple(shlex.split(value)) if isinstance(value, str) else _texts(value)
    except ValueError as error:
        raise ValueError(
            'must be a command such as "pass show capgo" or ["pass", "show", "capgo"]'
        ) from error
    if not argv:
        raise ValueError("must be a command; it is empty")
    return argv


def _colour(value: object) -> str:
    text = _text(value).lower()
    if text not in ("", *COLOURS) and not re.fullmatch("#[0-9a-f]{6}", text):
        raise ValueError(f"must be one of {', '.join(COLOURS)}, or a colour such as #d03030")
    return text


def _size(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    size = read_size(value) if isinstance(value, str) else 0
    if size <= 0:
        raise ValueError("must be an amount of bytes such as 50GiB or 1TB")
    return size


TEXT = Kind("text", {"type": "string"}, _text)
FLAG = Kind("true or false", {"type": "boolean"}, _flag)
TEXTS = Kind("a list of texts", {"type": "array", "items": {"type": "string"}}, _texts)
PATH = Kind(
    "the path of a file (~ is your home; else from the folder of this file)", {"type": "string"}, _path
)
HOST = Kind(
    "an https:// address (http:// on this machine)", {"type": "string"}, lambda value: read_host(_text(value))
)
OPTIONAL_HOST = Kind(
    "an https:// address (http:// on this machine), or nothing",
    {"type": "string"},
    lambda value: read_host(_text(value)) if _text(value) else "",
)
CHANNEL_PLATFORMS = Kind(
    "a list of texts such as app/channel: ios, android",
    {"type": "array", "items": {"type": "string", "pattern": "^[^/]+/.+:[a-z, ]*$"}},
    _channel_platforms,
)
COLOUR = Kind(f"{', '.join(COLOURS)}, or #rrggbb", {"type": "string"}, _colour)
SIZE = Kind(
    "an amount of bytes such as 50GiB or 1TB",
    {"oneOf": [{"type": "string", "pattern": "^[0-9.]+ *([kKmMgGtT]i?)?[bB]?$"}, {"type": "integer"}]},
    _size,
)
COMMAND = Kind(
    "a command as text or as a list; run without a shell",
    {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    _command,
)


def one_of(*words: str) -> Kind[str]:
    """A choice of words."""

    def read(value: object) -> str:
        if _text(value) not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return str(value)

    return Kind(f"one of {', '.join(words)}", {"enum": list(words)}, read)


def whole_number(least: int, most: int) -> Kind[int]:
    """A whole number within bounds."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least} to {most}, without quotes")
        return value

    return Kind(
        f"a whole number, {least} to {most}", {"type": "integer", "minimum": least, "maximum": most}, read
    )
