"""Joins days that were learned at different times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Final

from capgo_tui.rules.statistics.figures import DayFigures

_FIGURES: Final = tuple(each.name for each in fields(DayFigures) if each.name not in ("day", "is_anchored"))
_NEXT: Final = timedelta(days=1)


def overlaid(known: Iterable[DayFigures], fresh: Iterable[DayFigures]) -> tuple[DayFigures, ...]:
    """Put what is fresh over what was known, figure by figure; what is not known covers nothing."""
    days = {day.day: day for day in known}
    for day in fresh:
        before = days.get(day.day)
        if before is None:
            days[day.day] = day
            continue
        said = {name: value for name in _FIGURES if (value := getattr(day, name)) is not None}
        anchored = day.is_anchored if day.storage is not None else before.is_anchored
        days[day.day] = replace(before, **said, is_anchored=anchored)
    return tuple(days[each] for each in sorted(days))


def bridged(days: Sequence[DayFigures]) -> tuple[DayFigures, ...]:
    """Work out levels of storage that are unknown or only anchored from a true one beside them.

    A level is that of the day before plus the day's change, and the level of the day after less its change
    (contract/api.md 3.8). Nothing is worked out over a gap, or over a change that is not known.

    Args:
        days: ascending, each once.
    """
    known = list(days)
    for place in range(1, len(known)):
        before, day = known[place - 1], known[place]
        if _lacks(day) and _is_true(before) and day.day - before.day == _NEXT:
            known[place] = _with_level(day, before.storage, day.storage_change)
    for place in range(len(known) - 2, -1, -1):
        day, after = known[place], known[place + 1]
        if _lacks(day) and _is_true(after) and after.day - day.day == _NEXT:
            change = None if after.storage_change is None else -after.storage_change
            known[place] = _with_level(day, after.storage, change)
    return tuple(known)


def _is_true(day: DayFigures) -> bool:
    return day.storage is not None and not day.is_anchored


def _lacks(day: DayFigures) -> bool:
    return day.storage is None or day.is_anchored


def _with_level(day: DayFigures, level: float | None, change: float | None) -> DayFigures:
    if level is None or change is None:
        return day
    return replace(day, storage=level + change, is_anchored=False)
