"""How far a job is: the state of each row, and of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class RowState(StrEnum):
    """What became of a row; the value is the word for it."""

    WAITING = "to do"
    RUNNING = "running"
    DONE = "made"
    DIFFERS = "differs"
    """The server said ok, and the record does not say what it should."""
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    """It was sent, the answer was lost, and reading did not tell."""
    CANCELLED = "cancelled"
    """The user stopped before it was sent."""
    NOT_BEGUN = "not begun"
    """Something else stopped the job before it was sent."""


OPEN: Final = frozenset({RowState.WAITING, RowState.RUNNING})
"""States that change yet."""
TO_RETRY: Final = frozenset(
    {RowState.FAILED, RowState.DIFFERS, RowState.UNKNOWN, RowState.CANCELLED, RowState.NOT_BEGUN}
)
"""States of rows that are not as wanted."""
_ORDER: Final = (
    RowState.DONE,
    RowState.DIFFERS,
    RowState.FAILED,
    RowState.UNKNOWN,
    RowState.CANCELLED,
    RowState.NOT_BEGUN,
    RowState.WAITING,
    RowState.RUNNING,
    RowState.SKIPPED,
)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row."""

    state: RowState
    """In a word."""
    said: str = ""
    """Why, or what else there is to know, as a sentence; raw."""
    code: str = ""
    """The server's code for a refusal."""
    until: datetime | None = None
    """Until when it has to wait; None if it need not."""
    entry: str = ""
    """Its entry in the journal; empty before it was begun."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is."""

    done: int
    """Rows that nothing more happens to, those skipped not counted."""
    total: int
    """Rows in all, those skipped not counted."""
    label: str
    """The target of the row that runs; raw, empty if none runs."""
    requests: int
    """Requests that are left."""
    seconds: float
    """How long they take, about."""
    note: str = ""
    """What it waits for: `request budget, 12 s`; empty if it waits for nothing."""


def counts_text(states: Iterable[RowState]) -> str:
    """How many rows are in which state: `3 made, 1 failed, 2 skipped`."""
    counts = Counter(states)
    return ", ".join(f"{counts[state]} {state}" for state in _ORDER if counts[state])


def any_left(results: Sequence[RowResult]) -> bool:
    """Whether rows are not as wanted."""
    return any(result.state in TO_RETRY for result in results)
