"""A change, as a user decides about it: what it does to which record, what is sent, what to know before.

Each resource has a file beside this one with functions that make changes; nothing is sent by making one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from capgo_tui.models.facts import Difference, Facts
from capgo_tui.services.changes.target import Target

if TYPE_CHECKING:
    from capgo_tui.api import Write
    from capgo_tui.errors import Refused

AnswerT = TypeVar("AnswerT")

Reading = Callable[[AnswerT | None], Awaitable[Facts | None]]
"""Reads the record again, takes it into what is loaded, and gives its facts; None if there is none.

It is given the answer to the change, or None before it was sent or where the answer was lost.
"""


@dataclass(frozen=True, kw_only=True)
class Change(Generic[AnswerT]):
    """One request that changes something, and everything to know about it."""

    title: str
    """What it does, as a short sentence without a full stop: `Move user-2 to beta`. Raw."""
    target: Target
    """What it is about."""
    write: Write[AnswerT]
    """What is sent."""
    before: Facts | None
    """What the record says in the fields that can be changed; None if there is none yet."""
    after: Facts | None
    """What is wanted of the fields that change; None if the record is to be gone."""
    read: Reading[AnswerT]
    """Reads the record again."""
    warnings: tuple[str, ...] = ()
    """What to know before, as sentences."""
    final: str = ""
    """Why it cannot be taken back, as a sentence; empty if it can."""
    undoes: str = ""
    """The journal's entry that it takes back; empty if it takes none back."""
    partly: bool = False
    """Whether another change has to be made, too, before that entry is taken back."""
    typed: str = ""
    """The name that has to be typed before it is sent; empty if none has to."""
    why_typed: str = ""
    """Why, as a sentence."""
    told: Callable[[AnswerT], dict[str, Any]] | None = None
    """What of the answer the journal keeps, such as a new id; never a secret."""
    unsure: frozenset[str] = frozenset()
    """Fields of which nobody knows what the record says, whatever `before` takes it for."""
    side: frozenset[str] = frozenset()
    """Fields that the server may change along with those that were asked for."""
    first: Change[Any] | None = None
    """What has to be made before, as a change of its own; None if nothing has."""
    beforehand: Callable[[], Awaitable[None]] | None = None
    """Looks a last time at what surrounds the record, right before it is sent; an error stops it.

    None if there is nothing to look at.
    """
    afterwards: Callable[[], Awaitable[Mapping[str, Any] | None]] | None = None
    """Reads what else the change may have changed, once it was made, and gives what the journal keeps of it.

    None if there is nothing else.
    """
    unseen: str = ""
    """Why the record cannot be read, as a sentence; empty if it can. It is not looked at then."""
    if_broken: str = ""
    """What it may be if the server says ok and it is not as wanted, as a sentence; empty if nobody knows."""
    instead: Callable[[Refused], Change[AnswerT] | None] | None = None
    """Makes the change that is made where the server refuses this one; None if there is none."""
    repair: Callable[[tuple[Difference, ...]], Change[Any] | None] | None = None
    """Makes the change that mends what this one broke without being asked to; None if there is none."""

    @property
    def rows(self) -> tuple[Difference, ...]:
        """The fields that change; for a new record those that are given, none for one that goes."""
        if self.after is None:
            return ()
        if self.before is None:
            return tuple(Difference(name, None, value) for name, value in self.after.items())
        known = self.before.keys() - self.unsure
        return tuple(
            Difference(name, self.before.get(name), value, was_known=name in known)
            for name, value in self.after.items()
            if name not in known or self.before[name] != value
        )

    @property
    def writes(self) -> tuple[Write[Any], ...]:
        """All that is sent, in order: what has to be made before comes first."""
        return (*(self.first.writes if self.first is not None else ()), self.write)

    def names(self) -> tuple[str, ...]:
        """The names by which its record, its app and its organization may be protected."""
        known = (self.target.name, self.target.key, self.target.app_id, self.target.org_id)
        return tuple(dict.fromkeys(name for name in known if name))


@dataclass(frozen=True, kw_only=True)
class Done(Generic[AnswerT]):
    """A change that was made."""

    change: Change[AnswerT]
    """What was to be done."""
    entry: str
    """Its id in the journal."""
    answer: AnswerT | None
    """What the server answered; None also if the answer was lost and reading showed that it was made."""
    present: Facts | None
    """What the record says now; None if it is gone, or could not be read."""
    note: str = ""
    """What the user has to know about how it went, as a sentence; empty if all went as it should."""
    broken: tuple[Difference, ...] = ()
    """Fields that are not as wanted, or changed without being asked to; `was` is what they should say."""
