"""What it costs to read three years of ten apps from the local history, against the answers of a server."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from capgo_tui.api.decode import parse, read_list
from capgo_tui.models.statistics import StatPoint
from capgo_tui.rules.statistics.figures import DayFigures, figures_of
from capgo_tui.rules.statistics.joining import bridged
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.history import DAYS, Covered, History, Key
from tests.bench.figures import Figure, Section, interleaved

YEARS = Period(date(2023, 11, 22), date(2026, 11, 21))
NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
APPS = tuple(Key("http://demo.localhost", "app", f"com.acme.app{number}") for number in range(10))


def measure(runs: int, _environ: Mapping[str, str]) -> list[Section]:
    """Wall time; the file is opened anew each time."""
    answer = json.dumps([_row(day) for day in YEARS.dates()]).encode()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "statistics.sqlite"
        history = History(file)
        for app in APPS:
            history.keep_days(app, Covered(DAYS, YEARS, NOW), _decoded(answer))
        history.close()
        read, decoded = interleaved(runs, lambda: _read(file), lambda: _decode(answer))
        figure = Figure("read from the history", "ms", read, "decoding a server's answers", decoded, aim=3)
        size = file.stat().st_size / len(APPS) / YEARS.length
    notes = [f"{size:,.0f} bytes a day and app in the file; no request, and nothing on the way, is counted"]
    return [Section("three years of ten apps", [figure], notes)]


def _row(day: date) -> dict[str, object]:
    """A day as a server sends it."""
    number = day.toordinal()
    return {
        "date": f"{day.isoformat()}T00:00:00.000Z",
        "mau": number % 977,
        "storage": number % 13 * 1000,
        "storage_byte_hours": number * 24_000,
        "bandwidth": number * 45_000,
        "build_time_seconds": number % 600,
    }


def _decoded(answer: bytes) -> Sequence[DayFigures]:
    return figures_of(read_list(StatPoint, parse(answer), "GET /statistics/app"))


def _decode(answer: bytes) -> float:
    began = time.perf_counter()
    for _ in APPS:
        assert len(_decoded(answer)) == YEARS.length
    return (time.perf_counter() - began) * 1000


def _read(file: Path) -> float:
    began = time.perf_counter()
    history = History(file)
    for app in APPS:
        assert history.missing(app, DAYS, Period(YEARS.first, date(2026, 11, 1)), NOW) is None
        assert len(bridged(history.days(app, YEARS).days)) == YEARS.length
    history.close()
    return (time.perf_counter() - began) * 1000
