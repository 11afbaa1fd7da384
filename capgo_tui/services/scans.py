"""Reading all devices of an app: what it costs, and the job that does it behind the user's own requests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from capgo_tui.api import background
from capgo_tui.errors import CapgoError, RateLimited
from capgo_tui.services.plans.pauses import Pauses
from capgo_tui.services.plans.plan import estimated_seconds
from capgo_tui.services.slices import REST

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace

PAGE: Final = 1000
"""Devices that one request brings at most where nothing better is known (contract/api.md 3.9)."""
_CLOSING: Final = 5.0
"""Seconds that a request under way has when the program is closed."""

Told = Callable[[Sequence["Device"]], None]
"""Takes each page as it comes; nothing where something else is news."""


@dataclass(frozen=True)
class ScanCost:
    """What it takes to load what is not loaded yet."""

    loaded: int
    """Devices that are loaded."""
    devices: int | None
    """Devices that there are, or are at least; None where nobody tells."""
    exact: bool
    """Whether there are just so many."""
    requests: int
    """Requests that are still needed, at least where it is not exact."""
    seconds: float
    """How long these take within the budget."""
    a_minute: int
    """Requests that the budget lets out in a minute."""


async def scan_cost(workspace: Workspace, data: AppData) -> ScanCost:
    """Find out what loading the rest costs, with one request at most.

    The public API has no count. An undocumented route has one, if the profile lets it be asked; the
    statistics tell how many devices asked for an update on a day, which are some of them.
    """
    total, exact = await _devices_of(workspace, data)
    loaded = len(data.devices.records)
    if total is not None and not exact and total <= loaded:
        total = None
    missing = max(1, (total or 0) - loaded)
    requests = ceil(missing / PAGE)
    seconds = estimated_seconds(workspace, requests)
    return ScanCost(loaded, total, exact, requests, seconds, workspace.client.budget.limit)


async def _devices_of(workspace: Workspace, data: AppData) -> tuple[int | None, bool]:
    """How many devices there are, and whether that is all."""
    if workspace.private_api:
        try:
            return await workspace.client.private_devices.count(data.app_id), True
        except CapgoError:
            pass  # then as without it
    await data.read_usage()
    return data.devices_in_use, False


class Scan:
    """Reads the devices of one app to the end, page by page; what was read stays if it is stopped."""

    data: AppData
    """The app."""
    stopped_by: str
    """Why it ended before the last page, as a sentence; empty if it did not."""

    def __init__(
        self,
        workspace: Workspace,
        data: AppData,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Make it; nothing happens before `run`.

        Args:
            workspace: the connection.
            data: the app.
            sleep: waits for so many seconds.
        """
        self.data = data
        self.stopped_by = ""
        self._workspace = workspace
        self._sleep = sleep
        self._stop = asyncio.Event()
        self._ended = asyncio.Event()
        self._pauses = Pauses(self._stop, sleep, self._waits)
        self._note = ""
        self._watchers: list[Told] = []

    @property
    def ended(self) -> bool:
        """Whether nothing happens any more."""
        return self._ended.is_set()

    @property
    def was_cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    @property
    def note(self) -> str:
        """How far it is, in a few letters: `scan 12,000`; what it waits for, if it does."""
        return f"scan {len(self.data.devices.records):,}" + (f" {self._note}" if self._note else "")

    def watch(self, tell: Told) -> Callable[[], None]:
        """Be told each page, and when it has ended; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    def cancel(self) -> None:
        """Let the request under way finish, and send no more."""
        self._stop.set()

    async def wait(self) -> None:
        """Wait until it has ended."""
        await self._ended.wait()

    async def run(self) -> None:
        """Read until the list is complete. A pause that the server asks for is waited for, however long."""
        try:
            with background():
                while not self.data.devices.complete and not self._stop.is_set():
                    await self._pauses.for_room(self._workspace.client.budget)
                    if not self._stop.is_set():
                        await self._read_page()
        finally:
            self._ended.set()
            self._tell(())

    async def _read_page(self) -> None:
        try:
            page = await self.data.devices.advance()
        except RateLimited as error:
            await self._pauses.for_seconds(error.retry_after, "the server, which asked for a pause")
        except CapgoError as error:
            self.stopped_by = str(error)
            self._stop.set()
        else:
            self._tell(page)
            await self._sleep(REST)

    def _waits(self, note: str) -> None:
        self._note = note.partition(" for ")[0]
        self._workspace.tell_progress()

    def _tell(self, page: Sequence[Device]) -> None:
        for tell in tuple(self._watchers):
            tell(page)
        self._workspace.tell_progress()


class Scans:
    """The scans of a connection, one for an app at most; leaving a tab does not end one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._running: dict[str, tuple[Scan, asyncio.Task[None]]] = {}

    def of(self, app_id: str) -> Scan | None:
        """The scan that runs over an app; None if none does."""
        running = self._running.get(app_id)
        return running[0] if running is not None and not running[0].ended else None

    @property
    def note(self) -> str:
        """How far they are, in a few letters; empty if none runs."""
        return ", ".join(scan.note for scan, _ in self._running.values() if not scan.ended)

    def start(self, data: AppData) -> Scan:
        """Begin to read all devices of an app, or give the scan that does."""
        known = self.of(data.app_id)
        if known is not None:
            return known
        scan = Scan(self._workspace, data)
        task = asyncio.create_task(scan.run())
        self._running[data.app_id] = (scan, task)
        task.add_done_callback(lambda done: self._forget(data.app_id, done))
        return scan

    async def close(self) -> None:
        """End all; the request under way of each may finish."""
        running = list(self._running.values())
        for scan, _ in running:
            scan.cancel()
        tasks = [task for _, task in running]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_CLOSING)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, app_id: str, task: asyncio.Task[None]) -> None:
        if app_id in self._running and self._running[app_id][1] is task:
            del self._running[app_id]
