"""The language of conditions, and the place of what is wrong in one.

bandwidth > 50GiB          a day's own value; bytes with or without a unit
mau < 100                  devices first seen that day
build-time > 2h            seconds, or s, m, h
bandwidth > 2x 7d          twice the mean of the 7 full days before
mau drop 50% 7d            the same as mau < 0.5x 7d; `rise` likewise
storage > 90% of limit     of what the profile says that the plan covers
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Final

from capgo_tui.config.sizes import SIZES
from capgo_tui.errors import Misused
from capgo_tui.rules.alerts.conditions import Amount, Condition, Multiple, OfLimit, Sense
from capgo_tui.rules.statistics.figures import Metric

MOST_DAYS = 90
"""The most days that a mean is taken of."""
LONGEST = 200
"""The longest condition that is read, in characters."""

_METRICS: Final = {metric.value: metric for metric in Metric}
_SENSES: Final = {sense.value: sense for sense in Sense}
_SECONDS: Final = {"s": 1, "m": 60, "min": 60, "h": 3600}
_UNITS: Final[Mapping[Metric, Mapping[str, int]]] = {
    Metric.MAU: {},
    Metric.STORAGE: SIZES,
    Metric.BANDWIDTH: SIZES,
    Metric.BUILD_TIME: _SECONDS,
}
_TOKEN = re.compile(r"\d[\d_,]*(?:\.\d+)?|[A-Za-z]+(?:-[A-Za-z]+)*|[<>]=?|%|[^\s]")
_NUMBER = re.compile(r"\d[\d_,]*(?:\.\d+)?")


class BadCondition(Misused):
    """A condition that cannot be read."""

    position: int
    """Where the reading stopped, in characters from 0."""

    def __init__(self, text: str, position: int, said: str) -> None:
        super().__init__(
            f"{said} (at character {position + 1} of {text!r})",
            next_step="Such as: bandwidth > 2x 7d, mau < 100, storage > 90% of limit.",
            field="alert",
        )
        self.position = position


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    at: int


class _Tokens:
    """The words and signs of a text, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = [_Token(found[0], found.start()) for found in _TOKEN.finditer(text)]

    @property
    def next(self) -> _Token:
        """The next one, without taking it; empty at the end."""
        return self._left[0] if self._left else _Token("", len(self._text.rstrip()))

    def take(self) -> _Token:
        """Take the next one; empty at the end."""
        token = self.next
        self._left = self._left[1:]
        return token

    def wrong(self, wanted: str, at: _Token | None = None) -> BadCondition:
        """Say what was expected, and what stands there instead."""
        token = at or self.next
        found = f", not {token.text}" if token.text else ", but it ends"
        return BadCondition(self._text, token.at, f"Here {wanted} is expected{found}")

    def bad(self, said: str, at: _Token) -> BadCondition:
        """Say what is wrong with what stands there."""
        return BadCondition(self._text, at.at, said)


def read_condition(text: str) -> Condition:
    """Read a condition; capitals do not matter.

    Raises:
        BadCondition: it is none; says what is wrong and where.
    """
    if len(text) > LONGEST:
        raise BadCondition(text[:20] + "…", LONGEST, f"A condition has at most {LONGEST} characters")
    tokens = _Tokens(text)
    metric = _METRICS.get(tokens.next.text.lower())
    if metric is None:
        raise tokens.wrong(f"one of {', '.join(_METRICS)}")
    tokens.take()
    sign = tokens.take()
    word = sign.text.lower()
    if word in {"drop", "rise"}:
        condition = _read_change(tokens, metric, rises=word == "rise")
    elif word in _SENSES:
        condition = _read_threshold(tokens, metric, _SENSES[word])
    else:
        raise tokens.wrong("> or < (or drop, or rise)", sign)
    if tokens.next.text:
        raise tokens.wrong("the end")
    return condition


def _read_threshold(tokens: _Tokens, metric: Metric, sense: Sense) -> Condition:
    """Read what stands behind the sign."""
    start = tokens.next
    number = _read_number(tokens, "a number such as 50, 50GiB, 2x or 90%")
    unit = tokens.next.text.lower()
    if unit == "x":
        tokens.take()
        if (number < 1) if sense is Sense.ABOVE else (number > 1 or number <= 0):
            said = "at least 1x" if sense is Sense.ABOVE else "between 0x and 1x"
            raise tokens.bad(f"With {sense.value} a multiple is {said}", start)
        return Condition(metric, sense, Multiple(number, _read_days(tokens)))
    if unit == "%":
        tokens.take()
        return Condition(metric, sense, _read_limit(tokens, metric, sense, number, start))
    return Condition(metric, sense, _read_amount(tokens, metric, number))


def _read_change(tokens: _Tokens, metric: Metric, *, rises: bool) -> Condition:
    """Read `drop 50% 7d`."""
    start = tokens.next
    percent = _read_number(tokens, "a percentage such as 50%")
    if tokens.take().text != "%":
        raise tokens.wrong("a percentage such as 50%", start)
    if percent <= 0 or (percent >= 100 and not rises):
        raise tokens.bad("A drop is more than 0% and less than 100%, a rise more than 0%", start)
    if rises:
        return Condition(metric, Sense.ABOVE, Multiple(round(1 + percent / 100, 9), _read_days(tokens)))
    return Condition(metric, Sense.BELOW, Multiple(round(1 - percent / 100, 9), _read_days(tokens)))


def _read_days(tokens: _Tokens) -> int:
    """Read `7d`."""
    start = tokens.next
    days = _read_number(tokens, "a number of days such as 7d")
    unit = tokens.take().text.lower()
    if unit not in {"d", "day", "days"}:
        raise tokens.wrong("a number of days such as 7d", start)
    if days != int(days) or not 1 <= days <= MOST_DAYS:
        raise tokens.bad(f"A mean is taken of 1 to {MOST_DAYS} whole days", start)
    return int(days)


def _read_limit(tokens: _Tokens, metric: Metric, sense: Sense, percent: float, start: _Token) -> OfLimit:
    """Read `of limit` behind a percentage."""
    if tokens.next.text.lower() == "of":
        tokens.take()
    if tokens.next.text.lower() != "limit":
        raise tokens.wrong("`of limit` (a change is written: drop 50% 7d)")
    tokens.take()
    if sense is Sense.BELOW:
        raise tokens.bad("With a limit only > makes sense", start)
    if metric is Metric.BUILD_TIME:
        raise tokens.bad("build-time has no limit", start)
    if percent <= 0:
        raise tokens.bad("A share of a limit is more than 0%", start)
    return OfLimit(percent)


def _read_amount(tokens: _Tokens, metric: Metric, number: float) -> Amount:
    """Read the unit behind a number, if there is one."""
    units = _UNITS[metric]
    unit = tokens.next
    if not unit.text:
        return Amount(number, f"{number:.15g}")
    factor = units.get(unit.text.lower())
    if factor is None:
        allowed = f"one of {', '.join(units)}, or " if units else ""
        raise tokens.wrong(f"{allowed}x or the end")
    tokens.take()
    return Amount(number * factor, f"{number:.15g}{unit.text}")


def _read_number(tokens: _Tokens, wanted: str) -> float:
    """Read a number, thousands apart or not."""
    token = tokens.next
    if not _NUMBER.fullmatch(token.text) or not token.text.isascii():
        raise tokens.wrong(wanted)
    tokens.take()
    number = float(f"{float(token.text.replace('_', '').replace(',', '')):.15g}")
    if not isfinite(number):
        raise tokens.bad("This number is too large", token)
    return number
