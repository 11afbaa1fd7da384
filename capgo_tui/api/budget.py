"""How many requests may still go out: a sliding window, a queue, and the pause that a 429 brings.

The cloud publishes 100 requests a minute and refuses late and hard, with a block that every further request
makes longer (contract/api.md 2.4). So this program stays below by itself: it waits, it does not fail.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from typing import Final

from capgo_tui.api.priority import Priority
from capgo_tui.errors import Misused, RateLimited

_LONGEST_SLEEP: Final = 1.0
"""Seconds after which a pause that was lengthened or a request that was made urgent is seen at the latest."""


@dataclass(frozen=True, slots=True)
class BudgetState:
    """What a meter shows."""

    used: int
    """Requests of the last window (a minute)."""
    limit: int
    """Requests that a window may have."""
    waiting: int
    """Requests that wait for room or for the end of a pause."""
    resets_in: float
    """Seconds until the oldest request leaves the window; 0 if there is none."""
    paused_for: float
    """Seconds until anything may go out again after a 429; 0 if there is no pause."""


@dataclass(eq=False, slots=True)
class Ticket:
    """A request's place in the queue; its priority may rise while it waits."""

    priority: Priority
    """Who goes first."""
    number: int = field(default_factory=count().__next__)
    """Among equals, who came first."""


@dataclass(eq=False, slots=True)
class _Waiter:
    ticket: Ticket
    turn: asyncio.Future[None]


class Budget:
    """Lets requests out one by one, those of the user first."""

    def __init__(
        self,
        limit: int = 100,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        window: float = 60.0,
        longest_wait: float = 5.0,
    ) -> None:
        """Make one.

        Args:
            limit: requests per window, at least 1.
            clock: seconds, rising.
            sleep: waits for so many seconds.
            window: seconds.
            longest_wait: pauses up to so many seconds are waited for, longer ones refused.

        Raises:
            Misused: the limit is below 1.
        """
        if limit < 1:
            raise Misused("A budget of no requests lets nothing happen.", next_step="Set it to 1 or more.")
        self.limit = limit
        self._window = window
        self._clock = clock
        self._sleep = sleep
        self._longest_wait = longest_wait
        self._sent: deque[float] = deque()
        self._queue: list[_Waiter] = []
        self._pump: asyncio.Task[None] | None = None
        self._paused_until = float("-inf")
        self._watchers: list[Callable[[BudgetState], None]] = []

    @property
    def used(self) -> int:
        """Requests of the last window."""
        self._forget()
        return len(self._sent)

    @property
    def paused_for(self) -> float:
        """Seconds until anything may go out again after a 429; 0 without a pause."""
        return max(0.0, self._paused_until - self._clock())

    def state(self) -> BudgetState:
        """All that a meter shows, as of now. It changes with time too: a meter looks again every second."""
        used = self.used
        resets_in = max(0.0, self._sent[0] + self._window - self._clock()) if self._sent else 0.0
        return BudgetState(used, self.limit, len(self._queue), resets_in, self.paused_for)

    def watch(self, tell: Callable[[BudgetState], None]) -> Callable[[], None]:
        """Be told whenever a request goes out, waits, or a pause begins; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    def seconds_for(self, requests: int, priority: Priority = Priority.BACKGROUND) -> float:
        """How long so many requests would have to wait, if nothing else went out: what a scan costs."""
        self._forget()
        room = self._room(priority)
        free = max(0, room - len(self._sent))
        missing = requests - free
        if missing <= 0:
            return self.paused_for
        windows, rest = divmod(missing - 1, room)
        leaving = list(self._sent)
        in_window = leaving[rest] + self._window - self._clock() if rest < len(leaving) else self._window
        return max(in_window + windows * self._window, self.paused_for)

    async def take(self, ticket: Ticket) -> None:
        """Wait until this request may go out, and count it.

        Raises:
            RateLimited: the server asked for a pause that is too long to sit through.
        """
        self.refuse_if_paused()
        waiter = _Waiter(ticket, asyncio.get_running_loop().create_future())
        self._queue.append(waiter)
        self._let_out()
        if not waiter.turn.done():
            if self._pump is None or self._pump.done():
                self._pump = asyncio.create_task(self._keep_letting_out())
            self._tell()
        try:
            await waiter.turn
        finally:
            if waiter in self._queue:
                self._queue.remove(waiter)
                self._let_out()
                self._tell()

    def promote(self, ticket: Ticket) -> None:
        """Let a request that waits in the background go as the user's."""
        ticket.priority = Priority.USER
        self._let_out()

    def pause(self, seconds: float) -> None:
        """Stop everything for so long; whoever waits is refused unless it is short."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)
        if self.paused_for > self._longest_wait:
            waiting, self._queue = self._queue, []
            for waiter in waiting:
                if not waiter.turn.done():
                    waiter.turn.set_exception(self._refusal())
        self._tell()

    def refuse_if_paused(self) -> None:
        """Raise if a pause is on that is too long to sit through.

        Raises:
            RateLimited: with the rest of the time.
        """
        if self.paused_for > self._longest_wait:
            raise self._refusal()

    async def aclose(self) -> None:
        """End the waiting: requests that still wait are not sent.

        Theirs is a `Misused`, because the client was closed under them.
        """
        waiting, self._queue = self._queue, []
        for waiter in waiting:
            if not waiter.turn.done():
                waiter.turn.set_exception(Misused("The connection was closed before this was sent."))
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.wait([self._pump])

    def _let_out(self) -> None:
        """Let out whoever is first for as long as there is room."""
        while self._queue:
            first = min(self._queue, key=lambda waiter: (waiter.ticket.priority, waiter.ticket.number))
            if self._delay(first.ticket) > 0:
                return
            self._queue.remove(first)
            if not first.turn.done():
                first.turn.set_result(None)
                self._count()

    async def _keep_letting_out(self) -> None:
        while self._queue:
            delay = min(self._delay(waiter.ticket) for waiter in self._queue)
            await self._sleep(min(delay, _LONGEST_SLEEP))
            self._let_out()

    def _room(self, priority: Priority) -> int:
        """A fifth is kept free for the user, so that a scan never makes a key press wait."""
        return self.limit if priority is Priority.USER else self.limit - self.limit // 5

    def _delay(self, ticket: Ticket) -> float:
        self._forget()
        over = len(self._sent) - self._room(ticket.priority)
        wait = self._sent[over] + self._window - self._clock() if over >= 0 else 0.0
        return max(wait, self.paused_for)

    def _count(self) -> None:
        self._sent.append(self._clock())
        self._tell()

    def _forget(self) -> None:
        now = self._clock()
        while self._sent and self._sent[0] + self._window <= now:
            self._sent.popleft()

    def _tell(self) -> None:
        if self._watchers:
            state = self.state()
            for tell in tuple(self._watchers):
                tell(state)

    def _refusal(self) -> RateLimited:
        rest = self.paused_for
        return RateLimited(
            "The server asked for a pause, so nothing is sent.",
            retry_after=rest,
            code="too_many_requests",
            next_step=f"Wait {ceil(rest)} s: every request before that makes it longer.",
        )
