"""What can be more or less: versions, numbers, sizes, shares, ages and days, as they are typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from capgo_tui.rules.versions import Version, read_version

_AGE: Final = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(s|m|h|d|w|mo|y)", re.ASCII | re.IGNORECASE)
_SECONDS: Final = {
    "s": 1,
    "m": 60,
    "h": 3_600,
    "d": 86_400,
    "w": 604_800,
    "mo": 2_592_000,
    "y": 31_536_000,
}
_NUMBER: Final = re.compile(
    r"(-?\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?)\s?(%|[kmgtp]i?b?|b)?", re.ASCII | re.IGNORECASE
)
_POWERS: Final = "kmgtp"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything that a text can be taken for; None for what it cannot."""

    number: float | None
    """A number (`20k` is 20 000), a share (`12.5%`), or bytes: `2 GB` in powers of 1000, `2 GiB` of 1024."""
    version: Version | None


def read_measures(text: str) -> Measures:
    """Take a text for a number and for a version."""
    return Measures(_number(text), read_version(text))


def read_age(text: str) -> timedelta | None:
    """Read how long ago something was: `90s`, `2h`, `7d`, `1.5w`, `6mo`, `1y`; None for anything else."""
    match = _AGE.fullmatch(text.strip())
    return None if match is None else timedelta(seconds=float(match[1]) * _SECONDS[match[2].casefold()])


def read_day(text: str) -> datetime | None:
    """Read a UTC day or moment, such as `2026-11-22` or `2026-11-22T10:00Z`; None for anything else."""
    if _DAY.fullmatch(text.strip()) is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC)


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    number = float(match[1].replace(",", ""))
    unit = (match[2] or "").casefold()
    if not unit or unit in {"%", "b"}:
        return number
    return float(number * (1024 if "i" in unit else 1000) ** (_POWERS.index(unit[0]) + 1))
