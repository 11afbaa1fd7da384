"""Ranges of whole UTC days, and the ranges that they are compared with."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days one after the other, `first` and `last` both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it has; 0 where it ends before it begins."""
        return max(0, (self.last - self.first).days + 1)

    def dates(self) -> tuple[date, ...]:
        """Give every day, ascending."""
        return tuple(self.first + timedelta(days=each) for each in range(self.length))

    def __contains__(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def is_month(self) -> bool:
        """Whether it is exactly one calendar month."""
        return self == month_of(self.first)

    def previous(self) -> Period:
        """Give the period just before: the month before a whole month, else as many days."""
        if self.is_month:
            return month_of(self.first - timedelta(days=1))
        return Period(self.first - timedelta(days=self.length), self.first - timedelta(days=1))

    def year_ago(self) -> Period:
        """Give the same days a year ago; the 29th of February is the 28th there."""
        if self.is_month:
            return month_of(_year_before(self.first))
        return Period(_year_before(self.first), _year_before(self.last))


def month_of(day: date) -> Period:
    """Give the calendar month of a day."""
    return Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def _year_before(day: date) -> date:
    """Give the same day of the year before."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
