"""When a watch looks again: at intervals, within a part of the budget, while nothing stands against it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import Unreachable

if TYPE_CHECKING:
    from capgo_tui.api import Budget
    from capgo_tui.errors import CapgoError

LEAST, MOST = 5, 86_400
"""The shortest and the longest interval in seconds."""
SHARE: Final = 0.25
"""The part of the budget that a watch takes at most."""
_FIRST_RETRY: Final = 10.0
_LAST_RETRY: Final = 300.0


class Watch:
    """The state of a watch; asks nothing itself."""

    def __init__(self, budget: Budget, every: int, clock: Callable[[], float]) -> None:
        """Make it; it is off.

        Args:
            budget: what requests go out from.
            every: seconds between two looks.
            clock: seconds, rising.
        """
        self.every = every
        """Seconds between two looks, as asked for."""
        self.is_on = False
        """Whether it was asked for."""
        self.is_paused = False
        """Whether the user paused it."""
        self.is_away = False
        """Whether the terminal is not the one that the user is in."""
        self.is_covered = False
        """Whether a dialog is open, behind which nothing may change."""
        self.cost = 1
        """Requests of the last look."""
        self._budget = budget
        self._clock = clock
        self._next = 0.0
        self._failures = 0
        self._failure = ""

    def start(self, every: int | None = None) -> None:
        """Begin, with a look at once.

        Args:
            every: seconds between two looks; None leaves it as it is.
        """
        self.every = self.every if every is None else every
        self.is_on, self.is_paused = True, False
        self._next, self._failures = self._clock(), 0

    def stop(self) -> None:
        """End."""
        self.is_on = self.is_paused = False

    @property
    def interval(self) -> int:
        """Seconds between two looks, so many that they take no more than their part of the budget."""
        return max(self.every, ceil(self.cost * 60 / (self._budget.limit * SHARE)))

    @property
    def is_stretched(self) -> bool:
        """Whether the budget makes it look less often than it was asked to."""
        return self.interval > self.every

    @property
    def held_by(self) -> str:
        """What stands against looking, in a word or two; empty for nothing."""
        if self.is_paused:
            return "P goes on"
        if self._budget.paused_for:
            return "429"
        if self.is_away:
            return "no focus"
        if self.is_covered:
            return "dialog"
        return ""

    @property
    def is_due(self) -> bool:
        """Whether it is time to look, and there is room for that in the budget."""
        ready = self.is_on and not self.held_by and self._clock() >= self._next
        return ready and not self._waits_for_room

    @property
    def _waits_for_room(self) -> bool:
        """Whether the budget has not even room for its part of it; a longer look goes on as room comes."""
        part = max(1, int(self._budget.limit * SHARE))
        return self._budget.seconds_for(min(self.cost, part)) > 0

    def looked(self, requests: int) -> None:
        """Note that it has looked.

        Args:
            requests: how many that took.
        """
        self.cost = max(1, requests)
        self._failures = 0
        self._next = self._clock() + self.interval

    def look_after(self, seconds: float) -> None:
        """Look again after so long, if nothing else stands against it then."""
        self._next = self._clock() + seconds

    def failed(self, error: CapgoError) -> None:
        """Note that it could not look: it waits longer each time, and goes on by itself."""
        self._failure = "no network" if isinstance(error, Unreachable) else "refused"
        self._next = self._clock() + min(_LAST_RETRY, _FIRST_RETRY * 2**self._failures)
        self._failures = min(self._failures + 1, 10)

    @property
    def text(self) -> str:
        """What the header says: `watch 30s`, `watch paused: dialog`; empty while it is off."""
        if not self.is_on:
            return ""
        reason = self.held_by or (self._failure if self._failures else "")
        if reason:
            return f"watch paused: {reason}"
        if self._clock() >= self._next and self._waits_for_room:
            return "watch waits: budget"
        return f"watch {self.interval}s" + (" (budget)" if self.is_stretched else "")
