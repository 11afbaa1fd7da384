"""Readings that are kept for a while, and asked for once however many want them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from capgo_tui.presenters.times import Now

ReadingT = TypeVar("ReadingT")

FRESH: Final = timedelta(minutes=5)
"""How long the server itself gives the same answer (contract/api.md 3.8)."""
_MOST: Final = 200
"""How many readings are kept; the one that was used longest ago goes first."""


@dataclass(frozen=True, slots=True)
class _Kept:
    reading: Any
    at: datetime


class Keeping:
    """What was read, by what was asked."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._kept: dict[Hashable, _Kept] = {}
        self._pending: dict[Hashable, asyncio.Task[Any]] = {}

    def last(self, question: Hashable) -> Any:
        """The last good reading, however old; None if there is none."""
        kept = self._kept.get(question)
        return None if kept is None else kept.reading

    async def get(
        self,
        question: Hashable,
        read: Callable[[], Awaitable[ReadingT]],
        *,
        is_good: Callable[[ReadingT], bool],
        refresh: bool = False,
    ) -> ReadingT:
        """Give what is kept if it is fresh, else what is read now.

        Callers at the same time share one reading, and one that is cancelled does not end it.

        Args:
            question: what is asked.
            read: asks; raises nothing.
            is_good: whether a reading is worth keeping.
            refresh: whether to read although what is kept is fresh.
        """
        kept = self._kept.pop(question, None)
        if kept is not None:
            self._kept[question] = kept
            if not refresh and abs(self._now() - kept.at) < FRESH:
                known: ReadingT = kept.reading
                return known
        task = self._pending.get(question)
        if task is None:
            task = self._pending[question] = asyncio.create_task(self._read(question, read, is_good))
            task.add_done_callback(lambda _: self._pending.pop(question, None))
        shared: ReadingT = await asyncio.shield(task)
        return shared

    async def _read(
        self,
        question: Hashable,
        read: Callable[[], Awaitable[ReadingT]],
        is_good: Callable[[ReadingT], bool],
    ) -> ReadingT:
        began = self._now()
        reading = await read()
        if is_good(reading):
            self._kept[question] = _Kept(reading, began)
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]
        return reading

    async def close(self) -> None:
        """Wait for what is still being read."""
        await asyncio.gather(*self._pending.values(), return_exceptions=True)
