"""Decides for the devices of one app, going through whatever is unknown and within reach."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import (
    Decision,
    Explanation,
    Outcome,
    Possibility,
    Verdict,
)
from capgo_tui.rules.update_decision.ladder import Path, climb
from capgo_tui.rules.update_decision.likeness import Likeness
from capgo_tui.rules.update_decision.questions import Answer, Answers, Assumption, Condition, Question, Topic
from capgo_tui.rules.update_decision.request import Request, read_request
from capgo_tui.rules.update_decision.rollout import ALL_BPS
from capgo_tui.rules.update_decision.rungs import merge_rungs
from capgo_tui.rules.update_decision.unseen import Unseen
from capgo_tui.rules.update_decision.world import World

if TYPE_CHECKING:
    from capgo_tui.models.app import App
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device

MOST_CLIMBS: Final = 400
"""How many combinations of unknowns are gone through; beyond that an answer is never certain."""
_MOST_REMEMBERED: Final = 50_000
"""How many different decisions are kept, so that strange devices cannot fill the memory."""


class Evaluator:
    """Answers what `POST /updates` would say to the devices of an app; asks nobody (contract/api.md 5).

    Made once for an app as it was read; the answers for equal devices are computed once.
    """

    def __init__(
        self,
        app: App | None,
        channels: Sequence[Channel],
        bundles: Sequence[Bundle],
        unseen: Unseen | None = None,
        *,
        channels_complete: bool = True,
        bundles_complete: bool = True,
    ) -> None:
        """Read an app.

        Args:
            app: the app; None if it could not be read.
            channels: its channels.
            bundles: its bundles.
            unseen: what is known beside the public API.
            channels_complete: whether these are all channels.
            bundles_complete: whether these are all bundles that are not deleted.
        """
        self._world = World(
            app,
            channels,
            bundles,
            unseen or Unseen(),
            channels_complete=channels_complete,
            bundles_complete=bundles_complete,
        )
        self._likeness = Likeness(self._world)
        self._known: dict[Hashable, Decision] = {}

    def decide(self, device: Device) -> Decision:
        """Say what becomes of a device at its next check."""
        key = self._likeness.of(device)
        decision = self._known.get(key)
        if decision is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            decision = self._known[key] = self._decide(device)[0]
        return decision

    def explain(self, device: Device) -> Explanation:
        """The same with the ladder that leads there."""
        decision, paths, request = self._decide(device, recording=True)
        return Explanation(decision, merge_rungs(paths), request.runs, request.native)

    def _decide(self, device: Device, *, recording: bool = False) -> tuple[Decision, list[Path], Request]:
        request = read_request(device, self._world)
        paths, complete = self._every_path(request, recording=recording)
        possibilities = _possibilities(paths)
        assumes = self._what_could_change_it(request, paths, {each.outcome for each in possibilities})
        outcomes = [each.outcome for each in possibilities]
        single = outcomes[0] if len(outcomes) == 1 else None
        decision = Decision(
            verdict=single.verdict if single else Verdict.DEPENDS,
            code=_shared([each.code for each in outcomes]),
            bundle=_shared([each.bundle for each in outcomes]),
            channel=_shared([each.channel for each in outcomes]),
            certain=single is not None and complete and not assumes,
            assumes=assumes,
            possibilities=possibilities,
            caveats=tuple(dict.fromkeys(warning for path in paths for warning in path.caveats)),
        )
        return decision, paths, request

    def _every_path(self, request: Request, *, recording: bool) -> tuple[list[Path], bool]:
        """Climb once for every combination of the unknowns that are come to.

        Returns:
            The climbs, the likeliest first, and whether these were all.
        """
        paths: list[Path] = []
        waiting: deque[dict[Question, Answer]] = deque([{}])
        while waiting and len(paths) < MOST_CLIMBS:
            given = waiting.popleft()  # few unlikely answers before many
            answers = Answers(given)
            paths.append(climb(self._world, request, answers, recording=recording))
            taken = dict(given)
            for question, options in answers.open:
                waiting.extend({**taken, question: option} for option in options[1:])
                taken[question] = options[0]
        return paths, not waiting

    def _what_could_change_it(
        self, request: Request, paths: Sequence[Path], outcomes: set[Outcome]
    ) -> tuple[Assumption, ...]:
        """The assumptions on the way without which the answer might be another one."""
        taken = dict.fromkeys(each for path in paths for each in path.assumed)
        if Assumption.NO_DEFAULT_CHANNEL in taken and not self._default_channel_matters(request, outcomes):
            del taken[Assumption.NO_DEFAULT_CHANNEL]
        return tuple(taken)

    def _default_channel_matters(self, request: Request, outcomes: set[Outcome]) -> bool:
        """Whether the answer hangs on the app asking for no channel.

        A name that no channel has always ends in `no_channel`; a channel that can be asked for never does.
        """
        if any(outcome.check is not Check.CHANNEL for outcome in outcomes):
            return True
        return self._world.can_be_asked_for(request.platform)


def _possibilities(paths: Sequence[Path]) -> tuple[Possibility, ...]:
    """Put climbs with the same outcome together."""
    ways: dict[Outcome, list[tuple[Condition, ...]]] = {}
    for path in paths:
        ways.setdefault(path.outcome, []).append(path.conditions)
    if len(ways) == 1:
        return (Possibility(next(iter(ways))),)
    return tuple(
        Possibility(outcome, min(conditions, key=len), _chance(conditions))
        for outcome, conditions in ways.items()
    )


def _chance(ways: Sequence[tuple[Condition, ...]]) -> float | None:
    """How likely one of these ways is, if nothing but draws of a known percentage decide."""
    total = 0.0
    for conditions in ways:
        likely = 1.0
        for condition in conditions:
            question = condition.question
            if question.topic is not Topic.DRAW or not question.detail:
                return None
            share = int(question.detail) / ALL_BPS
            likely *= share if condition.answer is True else 1 - share
        total += likely
    return total


def _shared(values: Sequence[str | None]) -> str | None:
    """What all of them are; None where they differ."""
    return values[0] if len(set(values)) == 1 else None
