"""Equal reads that are under way at the same time are one request."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any

from capgo_tui.api.budget import Budget, Ticket
from capgo_tui.api.priority import Priority
from capgo_tui.errors import Misused


@dataclass(eq=False, slots=True)
class _Flight:
    task: asyncio.Task[Any]
    ticket: Ticket
    passengers: int = 0


class Flights:
    """The reads under way, by what they ask."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._flights: dict[Hashable, _Flight] = {}
        self._alive: set[asyncio.Task[Any]] = set()

    def is_under_way(self, question: Hashable) -> bool:
        """Whether an equal read is under way, which the next `share` would join."""
        return question in self._flights

    async def share(
        self, question: Hashable, ask: Callable[[Ticket], Coroutine[Any, Any, Any]], priority: Priority
    ) -> Any:
        """The answer to a question: of the read that is under way, or of a new one.

        Whoever is cancelled leaves alone; the read ends early only when nobody is left. A user who joins a
        read of the background makes it urgent.

        Raises:
            Misused: the client was closed meanwhile.
        """
        flight = self._flights.get(question)
        if flight is None:
            ticket = Ticket(priority)
            flight = _Flight(asyncio.create_task(ask(ticket)), ticket)
            self._flights[question] = flight
            self._alive.add(flight.task)
            flight.task.add_done_callback(lambda task: self._land(question, task))
        elif priority < flight.ticket.priority:
            self._budget.promote(flight.ticket)
        flight.passengers += 1
        try:
            return await asyncio.shield(flight.task)
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if flight.task.cancelled() and me is not None and not me.cancelling():
                raise Misused("The connection was closed before the answer came.") from None
            raise
        finally:
            flight.passengers -= 1
            if flight.passengers == 0 and not flight.task.done():
                self._forget(question, flight.task)
                flight.task.cancel()

    def part(self) -> None:
        """Let no later read join one that is under way now: its answer may be from before a change."""
        self._flights.clear()

    async def aclose(self) -> None:
        """Cancel whatever is under way and wait for its end."""
        tasks = tuple(self._alive)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _land(self, question: Hashable, task: asyncio.Task[Any]) -> None:
        self._alive.discard(task)
        self._forget(question, task)
        if not task.cancelled():
            task.exception()  # marks it as seen: the passengers raise it, and there may be none left

    def _forget(self, question: Hashable, task: asyncio.Task[Any]) -> None:
        flight = self._flights.get(question)
        if flight is not None and flight.task is task:
            del self._flights[question]
