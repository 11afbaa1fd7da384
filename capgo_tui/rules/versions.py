"""Semantic versions, read leniently: bundle names and native builds are whatever people typed."""

from __future__ import annotations

import re
from functools import total_ordering

_SEMVER = re.compile(
    r"v?(\d{1,18})(?:\.(\d{1,18}))?(?:\.(\d{1,18}))?(?:\.\d+)*"
    r"(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]*)?",
    re.ASCII,
)


@total_ordering
class Version:
    """A version that can be compared: `1.2` reads as `1.2.0`, a build suffix does not count.

    A pre-release is below its release, numbers compare as numbers and below words (semver.org 11).
    """

    __slots__ = ("_order", "text")

    def __init__(self, text: str, order: tuple[object, ...]) -> None:
        self.text = text
        self._order = order

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._order == other._order

    def __lt__(self, other: Version) -> bool:
        return self._order < other._order

    def __hash__(self) -> int:
        return hash(self._order)

    def __repr__(self) -> str:
        return f"Version({self.text!r})"

    @property
    def order(self) -> tuple[object, ...]:
        """What versions sort by, among each other."""
        return self._order


def read_version(text: str | None) -> Version | None:
    """Read a version; None for a text that is none, such as `builtin` or `latest`."""
    match = _SEMVER.fullmatch(text.strip()) if text else None
    if match is None or text is None:
        return None
    numbers = tuple(int(part or 0) for part in match.groups()[:3])
    words = match[4]
    # A release (1,) sorts above every pre-release (0, ...) of the same numbers.
    stage: tuple[object, ...] = (
        (1,) if words is None else (0, tuple(_identifier(word) for word in words.split(".")))
    )
    return Version(text, (*numbers, *stage))


def _identifier(word: str) -> tuple[int, int, str]:
    """Give one part of a pre-release its order: numbers by value, below words."""
    return (0, int(word), "") if word.isdigit() and len(word) <= 18 else (1, 0, word)


def is_older(name: str, than: str) -> bool:
    """Whether a version is below another; False where one of them is none, as then nobody knows."""
    mine, other = read_version(name), read_version(than)
    return mine is not None and other is not None and mine < other
