"""Which days a user means: the last thirty, this month, a billing cycle, or two dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from capgo_tui.errors import Misused
from capgo_tui.rules.statistics.periods import (
    Period,
    billing_cycle,
    last_days,
    last_year,
    month_of,
)

MOST_DAYS = 1100
"""The longest range that is read: three years and some days."""

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAYS = re.compile(r"(\d{1,4}) ?d(?:ays?)?")
_FORMS = "Write a month (2026-10), a day (2026-10-01), two days (2026-10-01..2026-10-15), or 7d."


class RangeKind(Enum):
    """How a range follows the present day."""

    DAYS = "days"
    """The last days up to today."""
    YEAR = "12 months"
    """The last twelve months up to today."""
    MONTH = "this month"
    """The calendar month of today."""
    BILLING = "billing cycle"
    """The billing cycle of today."""
    CUSTOM = "custom"
    """Fixed days."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a user picked; which days it means depends on today."""

    kind: RangeKind
    days: int = 30
    """How many, for `DAYS`."""
    billing_day: int = 1
    """The day of the month on which billing cycles begin, for `BILLING`."""
    fixed: Period | None = None
    """The days, for `CUSTOM`."""

    def whole(self, today: date) -> Period:
        """Give all of its days, those to come included."""
        match self.kind:
            case RangeKind.DAYS:
                return last_days(today, self.days)
            case RangeKind.YEAR:
                return last_year(today)
            case RangeKind.MONTH:
                return month_of(today)
            case RangeKind.BILLING:
                return billing_cycle(today, self.billing_day)
            case RangeKind.CUSTOM:
                return self.fixed or last_days(today, self.days)

    def shown(self, today: date) -> Period:
        """Give its days up to today: those that there can be figures of."""
        return self.whole(today).until(today)

    def before(self, today: date) -> Period:
        """Give the days that it is compared with: as many of the period before as have passed of this one.

        On the 10th, the first ten days of the month are compared with the first ten of the month before;
        where that one is shorter than what has passed, with all of it.
        """
        whole = self.whole(today)
        before = whole.previous()
        if self.kind is RangeKind.BILLING:
            before = billing_cycle(whole.first - timedelta(days=1), self.billing_day)
        return before if whole.last <= today else before.head(whole.until(today).length)

    def year_ago(self, today: date) -> Period:
        """Give the same days a year ago, as far as they have passed of this year's."""
        whole = self.whole(today)
        ago = whole.year_ago()
        if self.kind is RangeKind.BILLING:
            ago = billing_cycle(ago.first, self.billing_day)
        return ago if whole.last <= today else ago.head(whole.until(today).length)

    def __str__(self) -> str:
        """Name it in a word or two, such as `30 days`."""
        if self.kind is RangeKind.DAYS:
            return f"{self.days} days"
        return str(self.fixed) if self.fixed is not None else self.kind.value


def custom(period: Period) -> Range:
    """Make a range of fixed days."""
    return Range(RangeKind.CUSTOM, fixed=period)


def read_range(text: str, today: date) -> Range:
    """Read a range as somebody writes it.

    Args:
        text: `2026-10`, `2026-10-01`, `2026-10-01..2026-10-15`, `2026-10-01..` (up to today), `7d`.
        today: nothing after it can be asked for.

    Raises:
        Misused: it is none of these, there is no such day, it ends before it begins, it is all in the
            future, or it is longer than `MOST_DAYS`.
    """
    wanted = text.strip()
    if found := _DAYS.fullmatch(wanted):
        count = int(found[1])
        if not 1 <= count <= MOST_DAYS:
            raise Misused(f"A range has 1 to {MOST_DAYS:,} days, not {count:,}.", field="range")
        return Range(RangeKind.DAYS, days=count)
    period = _read_period(wanted, today)
    if period.last < period.first:
        raise Misused(
            f"The range ends on {period.last}, before it begins on {period.first}.",
            next_step="Exchange the two days.",
            field="range",
        )
    if period.first > today:
        raise Misused(f"{wanted} is in the future: today is {today} in UTC.", next_step=_FORMS, field="range")
    if period.length > MOST_DAYS:
        raise Misused(f"The range has {period.length:,} days; the most are {MOST_DAYS:,}.", field="range")
    return custom(period)


def read_month(text: str, today: date) -> Period:
    """Read a calendar month such as `2026-10`, the present one at the latest.

    Raises:
        Misused: it is no month, or in the future.
    """
    if _MONTH.fullmatch(text.strip()) is None:
        raise Misused(f"{text!r} is no month.", next_step="Write it as 2026-10.", field="month")
    month = read_range(text, today).fixed
    if month is None:
        raise AssertionError(text)
    return month


def _read_period(wanted: str, today: date) -> Period:
    """Read a month, a day or two of them."""
    if found := _MONTH.fullmatch(wanted):
        year, month = int(found[1]), int(found[2])
        if not 1 <= month <= 12 or year < 1:
            raise Misused(
                f"There is no month {month} in a year.", next_step="Write it as 2026-10.", field="range"
            )
        return month_of(date(year, month, 1))
    first, dots, last = wanted.partition("..")
    begin = _read_day(first, wanted)
    if not dots:
        return Period(begin, begin)
    return Period(begin, _read_day(last, wanted) if last.strip() else max(begin, today))


def _read_day(text: str, whole: str) -> date:
    """Read one day as `2026-10-01`."""
    try:
        parts = [int(part) for part in text.strip().split("-")]
        year, month, day = parts
    except ValueError:
        raise Misused(f"{whole!r} is no range of days.", next_step=_FORMS, field="range") from None
    try:
        return date(year, month, day)
    except ValueError:
        raise Misused(f"There is no day {text.strip()}.", next_step=_FORMS, field="range") from None
