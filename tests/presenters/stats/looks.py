"""Statistics to look at, small enough to be checked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from capgo_tui.presenters.stats.choice import Choice
from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.services.statistics.gathering import Gathered, Subject, Whose

TODAY = date(2026, 11, 22)
WEEK = Range(RangeKind.DAYS, days=7)
APP = Subject(Whose.APP, "com.acme.shop", "acme")
ACME = Subject(Whose.ORGANIZATION, "", "acme")
BY_APP = Subject(Whose.BY_APP, "", "acme")
NO_LIMITS: dict[str, float] = {}


def days(
    *mau: float | None, bandwidth: float | None = 100.0, storage: float | None = 1000.0, last: date = TODAY
) -> tuple[DayFigures, ...]:
    """Days up to one, each with so many new devices."""
    first = last - timedelta(days=len(mau) - 1)
    return tuple(
        DayFigures(
            day=first + timedelta(days=place),
            mau=value,
            bandwidth=bandwidth,
            storage=storage,
            storage_change=10.0,
        )
        for place, value in enumerate(mau)
    )


def look(
    known: Sequence[DayFigures] = (),
    *,
    subject: Subject = APP,
    wanted: Range = WEEK,
    year_ago: Sequence[DayFigures] = (),
    apps: dict[str, tuple[DayFigures, ...]] | None = None,
    app_count: int | None = None,
    created: date | None = None,
    is_anchored: bool = False,
) -> Gathered:
    """What was read."""
    return Gathered(
        subject,
        wanted,
        TODAY,
        tuple(known),
        tuple(year_ago),
        apps or {},
        app_count,
        created,
        is_anchored=is_anchored,
        is_complete=True,
    )


def choice(wanted: Range = WEEK, **more: object) -> Choice:
    """How it is looked at."""
    return Choice(wanted, **more)  # type: ignore[arg-type]
