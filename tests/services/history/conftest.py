"""Starts of the program on one machine, one after the other or at once, on an acme cloud whose days pass."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.tables import DayMetrics, ListedDays
from capgo_tui.services.history import History
from capgo_tui.services.opening import Look
from capgo_tui.services.statistics.reader import Statistics
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of

Starts = Callable[..., AbstractAsyncContextManager[Workspace]]


class Calendar:
    """What happens on the acme cloud day by day."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self.is_on("2026-11-21")

    def now(self) -> datetime:
        """The time in that world."""
        return self._demo.clock()

    def is_on(self, day: str, hour: int = 12) -> None:
        """Let the world be at an hour (UTC) of a day."""
        now = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=hour)
        self._demo.clock = lambda: now

    def counts(self, day: str, *, mau: int = 0, stored: int = 0, bandwidth: int = 0) -> None:
        """Let the shop have these figures on a day; what is stored grows or shrinks by so many bytes."""
        days = self._demo.world.days["com.acme.shop"]
        assert isinstance(days, ListedDays)
        days.by_day[date.fromisoformat(day)] = DayMetrics(mau, stored, bandwidth)
        self._demo.world.apps["com.acme.shop"].current_storage_bytes += stored


@pytest.fixture
def calendar(acme: Demo) -> Calendar:
    """It is noon of the 21st of November 2026."""
    return Calendar(acme)


@pytest.fixture
def file(home: Path) -> Path:
    """Where the history is."""
    return home / "data" / "capgo-tui" / "statistics.sqlite"


@pytest.fixture
def starts(acme: Demo, calendar: Calendar, file: Path) -> Starts:
    """Starts the program anew, with the same file."""

    @asynccontextmanager
    async def start(
        profile: str = "acme",
        *,
        path: Path | None = file,
        host: str = "http://demo.localhost",
        patience: float = 5,
    ) -> AsyncIterator[Workspace]:
        client = client_of(acme.app, host=host)
        workspace = Workspace(client, calendar.now, Look(profile=profile), history_file=path)
        if patience != 5:
            workspace.statistics = Statistics(client, calendar.now, History(path, patience=patience), profile)
        try:
            yield workspace
        finally:
            await workspace.close()

    return start
