"""Writes days into a history, over and over, until it is killed: `python -m … FILE MAU`.

The last figure of a change is one of the mean ones: killed in between, the days must not be half of one.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.history import DAYS, Covered, History, Key

FIRST = date(2025, 1, 1)
PERIOD = Period(FIRST, FIRST + timedelta(days=364))
KEY = Key("http://demo.localhost", "app", "com.acme.shop")
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def year_of(mau: float) -> list[DayFigures]:
    """A year of days that all have the same figure."""
    return [DayFigures(day, mau=mau) for day in PERIOD.dates()]


def main() -> None:
    """Write, and say when the first year is in."""
    history, mau = History(Path(sys.argv[1])), float(sys.argv[2])
    for turn in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000):
        asked_at = NOW + timedelta(seconds=turn)
        if not history.keep_days(KEY, Covered(DAYS, PERIOD, asked_at), year_of(mau + turn)):
            sys.exit("busy")
        if turn == 0:
            print("written", flush=True)
    history.close()


if __name__ == "__main__":
    main()
