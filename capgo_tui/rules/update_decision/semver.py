"""Semantic versions as the update server reads them: strictly, unlike `rules.versions` for people's eyes.

A name, a plugin version or a minimum must be full semver (`1.2` is none); only the native version is
completed first (contract/api.md 5.1, 5.2 row 16). A build suffix does not count, pre-releases come before
their release and among each other as semver.org 11 says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

_NUMBER = r"(0|[1-9][0-9]*)"
_WORD = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_SEMVER: Final = re.compile(
    rf"v?{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    rf"(?:-({_WORD}(?:\.{_WORD})*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
_SHORT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LARGEST: Final = 2**53 - 1
_LONGEST: Final = 256
_NO_NATIVE: Final = frozenset({"builtin", "unknown"})

Stage = tuple[int, tuple[tuple[int, int, str], ...]]
"""A pre-release (0, its words) or a release (1, nothing)."""


@dataclass(frozen=True, slots=True, order=True)
class Semver:
    """A version that was read strictly; compares by precedence, so `1.0.0+5` equals `1.0.0`."""

    major: int
    """The first number."""
    minor: int
    """The second number."""
    patch: int
    """The third number."""
    stage: Stage = field(default=(1, ()))
    """What orders versions of the same three numbers."""

    @property
    def numbers(self) -> tuple[int, int, int]:
        """The three numbers."""
        return self.major, self.minor, self.patch


@lru_cache(maxsize=16_384)
def read_semver(text: str) -> Semver | None:
    """Read a version strictly; None for a text that the server refuses, such as `1.2` or `2026.01.05`."""
    if len(text) > _LONGEST:
        return None
    match = _SEMVER.fullmatch(text.strip())
    if match is None:
        return None
    major, minor, patch = (int(part) for part in match.groups()[:3])
    if max(major, minor, patch) > _LARGEST:
        return None
    words = match[4]
    stage: Stage = (1, ()) if words is None else (0, tuple(map(_word, words.split("."))))
    return Semver(major, minor, patch, stage)


def _word(text: str) -> tuple[int, int, str]:
    """Give one word of a pre-release its order: numbers by value, below words."""
    return (0, int(text), "") if text.isdigit() else (1, 0, text)


def complete_native(text: str) -> str:
    """Complete a native version as the server does first: `1` → `1.0.0`, `builtin` → `0.0.0` (api.md 5.1)."""
    if text in _NO_NATIVE:
        return "0.0.0"
    if _SHORT.fullmatch(text):
        return text + ".0.0" if "." not in text else text + ".0"
    return text
