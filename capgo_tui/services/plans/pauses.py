"""The waits of a job: each says for what and how long, and ends at once when the job is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from capgo_tui.api import Budget

_SLICE: Final = 1.0
"""Seconds between two words about how long it still waits."""


class Pauses:
    """Waits until something is over, or the job is stopped."""

    def __init__(
        self,
        stop: asyncio.Event,
        sleep: Callable[[float], Awaitable[object]],
        tell: Callable[[str], None],
    ) -> None:
        """Make them.

        Args:
            stop: set when the job is stopped.
            sleep: waits for so many seconds.
            tell: takes what is waited for: `waits 12 s for the request budget`; empty once that is over.
        """
        self._stop = stop
        self._sleep = sleep
        self._tell = tell

    async def for_seconds(self, seconds: float, why: str) -> None:
        """Wait for so long."""
        while seconds > 0 and not self._stop.is_set():
            self._tell(f"waits {ceil(seconds)} s for {why}")
            part = min(seconds, _SLICE)
            await self._interruptible(part)
            seconds -= part
        self._tell("")

    async def for_room(self, budget: Budget) -> None:
        """Wait until a request may go out at once, so that what is cancelled was not begun."""
        while not self._stop.is_set() and (seconds := budget.seconds_for(1)) > 0:
            why = "the server, which asked for a pause" if budget.paused_for else "the request budget"
            self._tell(f"waits {ceil(seconds)} s for {why}")
            await self._interruptible(min(seconds, _SLICE))
        self._tell("")

    async def _interruptible(self, seconds: float) -> None:
        both = {asyncio.create_task(_awaited(self._sleep(seconds))), asyncio.create_task(self._stop.wait())}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in both:
                waiting.cancel()


async def _awaited(waiting: Awaitable[object]) -> bool:
    await waiting
    return True
