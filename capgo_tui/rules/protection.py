"""Names that a profile protects: nothing about them is changed without typing them."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase


def protecting_name(names: Iterable[str], patterns: Iterable[str]) -> str:
    """The first of the names that a pattern of the profile matches; empty if none does."""
    known = tuple(patterns)
    return next((name for name in names if any(fnmatchcase(name, pattern) for pattern in known)), "")
