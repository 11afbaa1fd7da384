"""Amounts of bytes as people write them: `50GiB`, `1.5 GB`."""

from __future__ import annotations

import re
from typing import Final

SIZES: Final = {
    "b": 1,
    "kb": 1000,
    "mb": 1000**2,
    "gb": 1000**3,
    "tb": 1000**4,
    "kib": 1024,
    "mib": 1024**2,
    "gib": 1024**3,
    "tib": 1024**4,
}
"""Each unit in small letters, and how many bytes it has."""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)")


def read_size(text: str) -> int:
    """Read an amount of bytes; a bare number is bytes.

    Raises:
        ValueError: it is none.
    """
    found = _SIZE.fullmatch(text.strip())
    factor = SIZES.get((found[2] or "b").lower()) if found else None
    if found is None or factor is None:
        raise ValueError("must be an amount of bytes such as 50GiB or 1TB")
    return round(float(found[1]) * factor)
