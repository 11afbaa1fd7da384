"""Days for tests: figures one day after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from capgo_tui.rules.statistics.figures import DayFigures


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(first: str, *bandwidth: float | None, mau: Sequence[float | None] = ()) -> list[DayFigures]:
    """Days with these bytes, and with these devices as far as they are given."""
    begin = date.fromisoformat(first)
    devices = [*mau, *[None] * len(bandwidth)]
    return [
        DayFigures(begin + timedelta(days=place), bandwidth=value, mau=devices[place])
        for place, value in enumerate(bandwidth)
    ]


def levels(first: str, *storage: float | None) -> list[DayFigures]:
    begin = date.fromisoformat(first)
    return [DayFigures(begin + timedelta(days=n), storage=value) for n, value in enumerate(storage)]


def devices(first: str, *mau: float | None) -> list[DayFigures]:
    begin = date.fromisoformat(first)
    return [DayFigures(begin + timedelta(days=n), mau=value) for n, value in enumerate(mau)]
