"""Waits until a program has come to rest, by what its event loop has to do and not by time.

Textual's own `wait_for_idle` sleeps 20 ms at a time until the process takes little processor time, twice for
each key; on a busy machine that is most of what a test of the screens takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any

import textual.app
import textual.pilot
from textual.screen import Screen

SOON = 0.06
"""Seconds within which a timer belongs to what happens now: a frame, a lull in typing."""
LONGEST = 1.0
"""Seconds after which a program that never rests is looked at all the same, as with Textual."""

FRAMES = 12
"""While there is other work, one frame in so many is drawn: nobody sees those of a burst of keys."""


class Threads(ThreadPoolExecutor):
    """Runs what a loop does in threads, and knows how much of it is under way."""

    under_way = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Begin something in a thread; called in the loop's own thread."""
        loop = asyncio.get_running_loop()
        future = super().submit(fn, *args, **kwargs)
        self.under_way += 1
        future.add_done_callback(lambda _: loop.is_closed() or loop.call_soon_threadsafe(self._ended))
        return future

    def _ended(self) -> None:
        self.under_way -= 1


async def come_to_rest(_min_sleep: float = 0, max_sleep: float = LONGEST) -> None:
    """Wait until nothing is ready to run, nothing runs in a thread, and no timer is about to fire."""
    loop: Any = asyncio.get_running_loop()
    if not isinstance(loop._default_executor, Threads):
        loop.set_default_executor(Threads())
    end = monotonic() + max_sleep
    while monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        if loop._default_executor.under_way:
            await asyncio.sleep(0.001)
            continue
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=None)
        if due is None or due - loop.time() > SOON:
            return
        await asyncio.sleep(max(0.0, due - loop.time()))


def install() -> None:
    """Have every pilot wait in this way, and the frames in between drawn when there is nothing else to do."""
    for module in (textual.app, textual.pilot):
        vars(module)["wait_for_idle"] = come_to_rest
    draw, put_off = Screen._on_timer_update, 0

    def draw_in_a_lull(screen: Screen[Any]) -> None:
        nonlocal put_off
        loop: Any = asyncio.get_running_loop()
        put_off = put_off + 1 if len(loop._ready) > 1 else 0  # this wait of the pilot's may be ready as well
        if put_off % FRAMES == 0:
            draw(screen)

    Screen._on_timer_update = draw_in_a_lull  # type: ignore[assignment,method-assign]
