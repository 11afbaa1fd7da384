"""Ranges of whole UTC days, and the ranges that they are compared with."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_LAST_BILLING_DAY = 31


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

    def __str__(self) -> str:
        """Write it as `read_range` reads it: `2026-10` for a whole month, else both days."""
        return f"{self.first:%Y-%m}" if self.is_month else f"{self.first}..{self.last}"

    @property
    def is_month(self) -> bool:
        """Whether it is exactly one calendar month."""
        return self == month_of(self.first)

    def until(self, day: date) -> Period:
        """Give the part of it that ends on a day at the latest; without days where it begins later."""
        return Period(self.first, min(self.last, day))

    def head(self, days: int) -> Period:
        """Give its first days: as many, or all where it has no more."""
        return Period(self.first, min(self.last, self.first + timedelta(days=days - 1)))

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


def last_days(today: date, count: int) -> Period:
    """Give the last days, the present one included."""
    return Period(today - timedelta(days=count - 1), today)


def last_year(today: date) -> Period:
    """Give the last twelve months up to today: from the day after today's date a year ago."""
    return Period(_year_before(today) + timedelta(days=1), today)


def billing_cycle(today: date, billing_day: int) -> Period:
    """Give the whole billing cycle that a day lies in, the days to come included.

    Args:
        today: any day of the cycle.
        billing_day: the day of the month on which cycles begin, 1 to 31; in a month that has no such day
            the cycle begins on the month's last day.
    """
    begin = _begin_of_cycle(month_of(today), billing_day)
    if begin > today:
        begin = _begin_of_cycle(month_of(today).previous(), billing_day)
    after = month_of(month_of(begin).last + timedelta(days=1))
    return Period(begin, _begin_of_cycle(after, billing_day) - timedelta(days=1))


def _begin_of_cycle(month: Period, billing_day: int) -> date:
    """Give the day of a month on which a cycle begins."""
    if not 1 <= billing_day <= _LAST_BILLING_DAY:
        raise ValueError(billing_day)
    return month.first.replace(day=min(billing_day, month.last.day))


def _year_before(day: date) -> date:
    """Give the same day of the year before."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
