"""Ids and chances that follow from names, so that every run has the same world."""

from __future__ import annotations

from hashlib import blake2b

_MASK = (1 << 64) - 1


def uid(name: str) -> str:
    """Give the UUID (version 4 by its looks) that belongs to a name."""
    digits = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def mixed(number: int) -> int:
    """Scatter a number over 64 bits (the finalizer of SplitMix64)."""
    number = (number + 0x9E3779B97F4A7C15) & _MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)


def chance(*parts: int) -> float:
    """Give a number from 0 to 1 that follows from some others."""
    number = 0
    for part in parts:
        number = mixed(number ^ part)
    return number / (_MASK + 1)
