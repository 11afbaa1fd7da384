"""Unknowns: those that are gone through one by one, and those that are taken for granted.

The ladder is climbed as if all were known. Where it comes to an unknown it asks here, and whoever climbs
goes again with the next answer until every answer was had: so only what is within reach is ever asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

Answer = bool | str
"""What an unknown can turn out to be."""
AnswerT = TypeVar("AnswerT", bool, str)

YES_NO: Final = (True, False)
NO_YES: Final = (False, True)


class Topic(StrEnum):
    """What kind of thing is not known."""

    PLATFORM = "platform"
    """Whether a channel serves a platform."""
    DRAW = "draw"
    """Whether a device's draw gives it the rollout."""
    DELETED = "deleted"
    """Whether a bundle was deleted."""
    RUNS = "runs"
    """Whether the device runs a bundle already."""
    CHANNELS = "channels"
    """Whether there is a channel that is not loaded."""
    ORDER = "order"
    """How the server's database sorts two names."""
    COMPARISON = "comparison"
    """How a check ends, one of whose two values is not known."""
    FIELD = "field"
    """What a field of a document says."""


class Assumption(StrEnum):
    """What is taken for granted to give a useful answer all the same."""

    VALID_PLAN = "valid_plan"
    """The plan is valid and the app not cancelled (contract/api.md 5.2 rows 1 and 3)."""
    ORDINARY_NETWORK = "ordinary_network"
    """The device asks from no data centre of Google or Apple (row 2)."""
    NO_DEFAULT_CHANNEL = "no_default_channel"
    """The app asks for no channel of its own (5.3)."""
    NO_OVERRIDE = "no_override"
    """The device is forced to no channel, on a server that does not tell (contract/api-seed.md 0.10)."""
    NO_SELF_CHOSEN_CHANNEL = "no_self_chosen_channel"
    """No edge store keeps a channel that the old plugin chose (5.3)."""
    OVERRIDE_STANDS = "override_stands"
    """It is forced to the channel that it was forced to from here: the server does not tell."""
    OVERRIDE_GONE = "override_gone"
    """The channel of the override is not in the full list: it was deleted, and the override with it."""
    OVERRIDES_COUNTED = "overrides_counted"
    """The app's counter of overrides is above 0, as it is soon after the first one."""
    ROLLOUTS_COUNTED = "rollouts_counted"
    """The app's counters of rollouts are as the server's triggers keep them (5.4)."""
    BUNDLE_OVERRIDE = "bundle_override"
    """A bundle that the device was forced to from here is what it gets, whatever its channel says: nothing is
    told of it afterwards (contract/api-seed.md 3.5)."""
    NO_ROLLOUT = "no_rollout"
    """There are no rollouts, as no document mentions any: servers before July 2026 have none."""
    NO_SUCH_FLAG = "no_such_flag"
    """A check that newer servers have is left out, as no document mentions what it asks (api.md 6.21)."""
    MANIFESTS_COUNTED = "manifests_counted"
    """The app's counter of manifests is above 0."""


@dataclass(frozen=True, slots=True)
class Question:
    """One unknown."""

    topic: Topic
    about: str
    """The channel, bundle, document or check that it is about."""
    detail: str = ""
    """The platform, the field, or the percentage of a draw in basis points."""

    @property
    def key(self) -> str:
        """Its stable name, such as `platform:production:ios`."""
        return ":".join(part for part in (self.topic, self.about, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Condition:
    """An unknown with one of its answers."""

    question: Question
    answer: Answer


class Answers:
    """What one climb takes its unknowns to be, and which it came to."""

    __slots__ = ("_given", "assumed", "met", "open")

    def __init__(self, given: Mapping[Question, Answer]) -> None:
        self._given = dict(given)
        self.open: list[tuple[Question, tuple[Answer, ...]]] = []
        """What was asked and not given before, with every possible answer; the first one was taken."""
        self.met: list[Condition] = []
        """Everything asked, given or not, each time it was asked."""
        self.assumed: list[Assumption] = []
        """What was taken for granted."""

    def ask(self, question: Question, options: tuple[AnswerT, ...]) -> AnswerT:
        """Give the answer of this climb: the same one each time, the likeliest if none was given.

        Where there is but one option nothing is asked.
        """
        if len(options) == 1:
            return options[0]
        answer = self._given.get(question)
        if answer is None:
            answer = self._given[question] = options[0]
            self.open.append((question, options))
        self.met.append(Condition(question, answer))
        return answer  # type: ignore[return-value]  # what is given was one of the options

    def assume(self, assumption: Assumption) -> None:
        """Note that something is taken for granted."""
        self.assumed.append(assumption)
