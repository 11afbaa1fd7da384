"""What a line of the journal says. Plain data: no secret is ever in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from capgo_tui.models.facts import Facts
from capgo_tui.services.changes.target import Target


class State(StrEnum):
    """What became of a change."""

    UNFINISHED = "unfinished"
    """Only the line before it is there: the program ended in between, so it may have been made or not."""
    MADE = "made"
    """The server took it."""
    REFUSED = "refused"
    """It was not made: the server said no, or nothing was sent."""
    UNKNOWN = "unknown"
    """The answer was lost, and reading did not tell."""


@dataclass(frozen=True, kw_only=True)
class Intent:
    """The line before a change is sent."""

    id: str
    """Its own name in the journal."""
    at: datetime
    """When, aware."""
    profile: str
    """The profile that made it."""
    host: str
    """The server."""
    action: str
    """What it changes: a value of `api.Action`."""
    title: str
    """What it does, in words; raw."""
    target: Target
    """What it is about."""
    before: Facts | None
    """What the record said in its changeable fields; None if there was none."""
    after: Facts | None
    """What it is to say in those that change; None if it is to be gone."""
    method: str
    """`POST`, `PUT` or `DELETE`."""
    request: str
    """Path and query."""
    body: Mapping[str, Any] | None = None
    """The JSON that is sent, secrets masked."""
    batch: str = ""
    """The plan that it is a part of; empty for a change of its own."""
    undoes: str = ""
    """The entry that it takes back; empty if it takes none back."""
    partly: bool = False
    """Whether another change has to be made, too, before that entry is taken back."""
    final: str = ""
    """Why it cannot be taken back; empty if it can."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The line after a change was sent."""

    id: str
    """The intent that it belongs to."""
    at: datetime
    """When, aware."""
    state: State
    """What became of it."""
    said: str = ""
    """What went wrong, as a sentence; empty if nothing did."""
    code: str = ""
    """The server's code for that."""
    status: int | None = None
    """The HTTP status of a refusal."""
    answer: Mapping[str, Any] | None = None
    """What the answer told that reading cannot, such as a new id; never a secret."""
    present: Facts | None = None
    """What the record said when it was read after the change; None if it is gone or was not read."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The line before a plan of several changes begins, and what it was to do."""

    id: str
    """The name of the plan: the `batch` of its intents."""
    at: datetime
    """When, aware."""
    profile: str
    """The profile that began it."""
    host: str
    """The server."""
    title: str
    """What it does, in words; raw."""
    rows: Sequence[str] = ()
    """What each of its changes does, in words; raw."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """The line after a plan came to its end, or was ended by the user."""

    id: str
    """The name of the plan."""
    at: datetime
    """When, aware."""
    left: int = 0
    """How many of its changes were not begun."""


@dataclass(frozen=True)
class Entry:
    """A change, as far as the journal tells."""

    intent: Intent
    """What was to be done."""
    outcome: Outcome | None = None
    """What became of it; None if the program ended before it knew."""
    undone_by: str = ""
    """The entry that took it back with success; empty if none did."""

    @property
    def state(self) -> State:
        """What became of it."""
        return self.outcome.state if self.outcome is not None else State.UNFINISHED


@dataclass
class Batch:
    """A plan, as far as the journal tells."""

    plan: Planned
    """What was to be done."""
    entries: list[Entry] = field(default_factory=list)
    """What was begun of it."""
    end: Ended | None = None
    """How it ended; None if the program ended before it did."""
