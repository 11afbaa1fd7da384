"""`new Date(text)` of the engine that the server runs on, on a machine whose clock is UTC.

Two grammars are tried: the ISO one of the language, and then an old lax one that takes nearly anything
(`2` is 1 February 2001, `2026-6-1` and `June 1, 2026 10:00 PM` work). A day that its month does not have
rolls over. Moments are whole milliseconds since 1970 (contract/api.md 3.8).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

DAY: Final = 86_400_000
"""Milliseconds."""

LATEST: Final = 8_640_000_000_000_000
"""The farthest moment from 1970 that JavaScript knows."""

_DAYS_TO_1970 = date(1970, 1, 1).toordinal()
_DAYS_IN_400_YEARS = 146_097

_ISO = re.compile(
    r"(?P<year>\d{4}|[+-]\d{6})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?P<number>\d+)|(?P<word>[A-Za-z]+)|(?P<space>\s+)|(?P<symbol>.)", re.DOTALL)

_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)  # noqa: SIM905
}
_ZONES = {"utc": 0, "ut": 0, "z": 0, "gmt": 0}
_ZONES |= {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}


class NotADate(ValueError):
    """JavaScript would make an Invalid Date of the text."""


def parse(text: str) -> int:
    """Read a text as `new Date(text)` does.

    Raises:
        NotADate: it cannot.
    """
    iso = _ISO.fullmatch(text)
    moment = _from_iso(iso) if iso else None
    if moment is None:
        if iso and iso["hour"]:
            raise NotADate(text)
        moment = _Lax(text).read()
    if abs(moment) > LATEST:
        raise NotADate(text)
    return moment


def iso_text(moment: int) -> str:
    """Write a moment as `toISOString()` does."""
    days, rest = divmod(moment, DAY)
    cycles, days = divmod(days + _DAYS_TO_1970 - 1, _DAYS_IN_400_YEARS)
    day = date.fromordinal(days + 1)
    year = day.year + 400 * cycles
    years = f"{year:04d}" if 0 <= year <= 9999 else f"{'-' if year < 0 else '+'}{abs(year):06d}"
    seconds, ms = divmod(rest, 1000)
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"
    return f"{years}-{day.month:02d}-{day.day:02d}T{clock}Z"


def day_of(moment: int) -> date | None:
    """Give the UTC day of a moment; None outside the years 1 to 9999."""
    ordinal = moment // DAY + _DAYS_TO_1970
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def moment_of(year: int, month: int, day: int, clock: int = 0) -> int:
    """Make a moment of a month (1 to 12), a day that may roll over, and milliseconds into the day."""
    cycles, within = divmod(year - 1, 400)
    first = date(within + 1, month, 1).toordinal() + cycles * _DAYS_IN_400_YEARS
    return (first + day - 1 - _DAYS_TO_1970) * DAY + clock


def _from_iso(found: re.Match[str]) -> int | None:
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    if found["year"] == "-000000" or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    ms = int(((found["fraction"] or "") + "000")[:3])
    whole_day = hour == 24 and not (minute or second or ms)
    if not (hour < 24 or whole_day) or minute > 59 or second > 59:
        return None
    moment = moment_of(year, month, day, ((hour * 60 + minute) * 60 + second) * 1000 + ms)
    zone = (found["zone"] or "Z").upper().replace(":", "")
    if zone == "Z":
        return moment
    if int(zone[1:3]) > 23 or int(zone[3:]) > 59:
        return None
    offset = (int(zone[1:3]) * 60 + int(zone[3:])) * 60_000
    return moment - offset if zone[0] == "+" else moment + offset


@dataclass(slots=True)
class _Zone:
    """An offset from UTC as far as it was read; `minutes` of None still waits for its number."""

    sign: int = 1
    hours: int | None = None
    minutes: int | None = None

    def milliseconds(self) -> int:
        if self.hours is None:
            return 0
        return self.sign * (self.hours * 60 + (self.minutes or 0)) * 60_000


@dataclass(slots=True)
class _Lax:
    """The old grammar: numbers and words in nearly any order, remarks in parentheses."""

    text: str
    _tokens: list[tuple[str, str]] = field(default_factory=list)
    _at: int = 0
    _days: list[int] = field(default_factory=list)
    _month: int | None = None
    _time: list[int] = field(default_factory=list)
    _time_open: bool = False
    _afternoon: int | None = None
    _zone: _Zone = field(default_factory=_Zone)
    _number_read: bool = False

    def read(self) -> int:
        self._tokens = [(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(self.text)]
        while self._at < len(self._tokens):
            kind, part = self._next()
            if kind == "number":
                self._number_read = True
                self._number(int(part))
            elif kind == "word":
                self._word(part.lower()[:3])
            elif kind == "symbol":
                self._symbol(part)
        return self._day() + self._clock() - self._zone.milliseconds()

    def _symbol(self, symbol: str) -> None:
        if symbol in "+-" and (self._zone.hours == 0 or self._time):
            self._offset(1 if symbol == "+" else -1)
        elif symbol in "+-)" and self._number_read:
            raise NotADate(self.text)
        elif symbol == "(":
            self._skip_remark()

    def _next(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _skip(self, symbol: str) -> bool:
        if self._peek() != ("symbol", symbol):
            return False
        self._at += 1
        return True

    def _number(self, number: int) -> None:
        if self._skip(":"):
            if self._time and not self._time_open:
                raise NotADate(self.text)
            self._add_time(number)
            self._time_open = True
            if self._skip(":"):
                self._add_time(0)
        elif self._time_open and self._peek() == ("symbol", ".") and len(self._time) == 2:
            self._skip(".")
            self._add_time(number)
            self._fraction()
        elif self._zone.hours is not None and self._zone.minutes is None:
            self._zone.minutes = number
        elif self._time_open:
            self._add_time(number)
            self._time_open = False
            kind, following = self._peek()
            if not (kind in {"end", "space"} or following in "+-" or following.lower() == "z"):
                raise NotADate(self.text)
        else:
            if len(self._days) == 3:
                raise NotADate(self.text)
            self._days.append(number)
            self._skip("-")

    def _add_time(self, number: int) -> None:
        if len(self._time) == 3:
            raise NotADate(self.text)
        self._time.append(number)

    def _fraction(self) -> None:
        kind, digits = self._peek()
        if kind != "number":
            raise NotADate(self.text)
        self._next()
        self._time.append(int((digits + "000")[:3]))
        self._time_open = False

    def _word(self, word: str) -> None:
        if word in {"am", "pm"} and self._time:
            self._afternoon = 12 if word == "pm" else 0
        elif word in _MONTHS:
            self._month = _MONTHS[word]
            self._skip("-")
        elif word in _ZONES and self._number_read:
            hours = _ZONES[word]
            self._zone = _Zone(sign=-1 if hours < 0 else 1, hours=abs(hours), minutes=0)
        elif self._number_read or self._peek()[0] == "number":
            raise NotADate(self.text)

    def _offset(self, sign: int) -> None:
        digits = self._next()[1] if self._peek()[0] == "number" else ""
        number = int(digits or 0)
        self._number_read = True
        if self._skip(":"):
            self._zone = _Zone(sign, number, None)
        elif len(digits) in {1, 2}:
            self._zone = _Zone(sign, number, 0)
        elif len(digits) in {3, 4}:
            self._zone = _Zone(sign, number // 100, number % 100)
        else:
            raise NotADate(self.text)

    def _skip_remark(self) -> None:
        depth = 1
        while depth and self._at < len(self._tokens):
            depth += {"(": 1, ")": -1}.get(self._next()[1], 0)

    def _day(self) -> int:
        if not self._days:
            raise NotADate(self.text)
        first, second, third = [*self._days, 1, 1][:3]
        if self._month is not None:
            month = self._month
            day, year = (first, second) if 1 <= first <= 31 else (second, first)
        elif 1 <= first <= 31:
            month, day, year = first, second, third
        else:
            year, month, day = first, second, third
        year += 2000 if year <= 49 else 1900 if year <= 99 else 0
        if not (1 <= month <= 12 and 1 <= day <= 31):
            raise NotADate(self.text)
        return moment_of(year, month, day)

    def _clock(self) -> int:
        hour, minute, second, ms = [*self._time, 0, 0, 0, 0][:4]
        if self._afternoon is not None:
            if not 1 <= hour <= 12:
                raise NotADate(self.text)
            hour = hour % 12 + self._afternoon
        whole_day = hour == 24 and not (minute or second or ms)
        if not (hour < 24 or whole_day) or minute > 59 or second > 59:
            raise NotADate(self.text)
        return ((hour * 60 + minute) * 60 + second) * 1000 + ms
