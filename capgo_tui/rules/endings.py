"""The why-matrix: how the next checks of many devices end, put together by channel (contract/api.md 5).

A device belongs to the channel that its decision picked. Where that hangs on something unknown, it stands
with each channel that it may come to, in a line of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.device_state import channel_of, served_ways
from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Verdict
from capgo_tui.rules.update_decision.questions import Assumption, Topic
from capgo_tui.rules.update_decision.rollout import ALL_BPS

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.rules.surroundings import Surroundings
    from capgo_tui.rules.update_decision import Condition, Decision, Possibility, Question

_ROUNDING: Final = 1e-6
_BEFORE_A_CHANNEL: Final = frozenset(list(Check)[: list(Check).index(Check.CHANNEL)])
"""The checks that come before a channel is looked for."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way that a check can end."""

    verdict: Verdict
    code: str | None
    """The server's code; None where a bundle is delivered."""
    bundle: str | None
    """The bundle that is delivered, or that runs already; None for any other end."""
    chance: float | None = None
    """From 0 to 1 where only a rollout's draw decides; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the checks of some devices end on a channel; a line of the matrix."""

    ways: tuple[Way, ...]
    """Each way that it can end, the likely one first; several where something unknown decides."""
    hangs_on: tuple[Question, ...] = ()
    """The unknowns that decide between them."""
    if_served: bool = False
    """Whether this holds only if the channel serves the platform, which is not known."""
    elsewhere: bool = False
    """Whether these devices may be on another channel, or on none."""

    @property
    def verdict(self) -> Verdict:
        """What becomes of the devices."""
        return self.ways[0].verdict if len(self.ways) == 1 and not self.elsewhere else Verdict.DEPENDS


@dataclass(frozen=True, slots=True)
class Line:
    """Devices of a channel whose checks end alike."""

    ending: Ending
    devices: tuple[str, ...]
    """Their ids."""
    assumed: int = 0
    """Of how many it is taken for granted that their app asks for no channel of its own."""
    untold: int = 0
    """Of how many it is taken for granted that they are forced to none, as the server does not tell."""


@dataclass(slots=True)
class _Group:
    """Devices with one decision, and one channel that they would ask for."""

    decision: Decision
    home: tuple[str, ...]
    devices: list[str]


class Endings:
    """How the checks of an app's devices end; filled device by device, asked for by channel."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._groups: dict[tuple[int, str | None], _Group] = {}
        self.count = 0
        """How many devices are in."""

    def add(self, device: Device, decision: Decision) -> None:
        """Take in a device; equal devices share a decision, which makes this quick."""
        self.count += 1
        key = (id(decision), device.channel)
        group = self._groups.get(key)
        if group is None:  # it keeps the decision, so that no other can get its id
            home = channel_of(device, self._around)
            group = self._groups[key] = _Group(decision, home.names if home is not None else (), [])
        group.devices.append(device.device_id)

    def on(self, channel: str) -> list[Line]:
        """The lines of a channel, those of most devices first."""
        found: dict[Ending, list[str]] = {}
        assumed: Counter[Ending] = Counter()
        untold: Counter[Ending] = Counter()
        for group in self._groups.values():
            ending = ending_on(channel, group.decision, group.home)
            if ending is not None:
                found.setdefault(ending, []).extend(group.devices)
                if Assumption.NO_DEFAULT_CHANNEL in group.decision.assumes:
                    assumed[ending] += len(group.devices)
                if Assumption.NO_OVERRIDE in group.decision.assumes:
                    untold[ending] += len(group.devices)
        lines = [Line(each, tuple(ids), assumed[each], untold[each]) for each, ids in found.items()]
        return sorted(lines, key=lambda line: -len(line.devices))


def ending_on(channel: str, decision: Decision, home: Sequence[str]) -> Ending | None:
    """How the check of a device ends on a channel; None if it has nothing to do with that channel.

    Args:
        channel: the name of the channel.
        decision: what becomes of the device at its next check.
        home: the channels that it would come to, where it is stopped before one is looked for.
    """
    possible = decision.possibilities
    if all(each.outcome.check in _BEFORE_A_CHANNEL for each in possible):
        return _ending(possible, elsewhere=len(home) > 1) if channel in home else None
    if all(each.outcome.channel != channel for each in possible):
        return None
    served = served_ways(possible)
    ways = possible if served is None else served
    return _ending(
        ways,
        if_served=served is not None,
        elsewhere=any(
            each.outcome.channel != channel and each.outcome.check not in _BEFORE_A_CHANNEL for each in ways
        ),
    )


def _ending(possible: Sequence[Possibility], *, if_served: bool = False, elsewhere: bool = False) -> Ending:
    ways: dict[Way, float | None] = {}
    own = [_own_conditions(each, possible) for each in possible]
    for each, conditions in zip(possible, own, strict=True):
        outcome = each.outcome
        named = outcome.verdict in (Verdict.GETS, Verdict.UP_TO_DATE)
        way = Way(outcome.verdict, outcome.code, outcome.bundle if named else None)
        both = (ways.get(way, 0.0), _chance(conditions))
        ways[way] = None if None in both else sum(filter(None, both))
    several = len(ways) > 1 or elsewhere
    hangs_on = dict.fromkeys(each.question for conditions in own for each in conditions)
    drawn = several and abs(sum(chance or 0.0 for chance in ways.values()) - 1) < _ROUNDING
    return Ending(
        tuple(replace(way, chance=chance) if drawn else way for way, chance in ways.items()),
        tuple(hangs_on) if several else (),
        if_served=if_served,
        elsewhere=elsewhere,
    )


def _own_conditions(one: Possibility, every: Sequence[Possibility]) -> list[Condition]:
    """What one way hangs on that does not hold for all of them."""
    return [each for each in one.conditions if not all(each in other.conditions for other in every)]


def _chance(conditions: Sequence[Condition]) -> float | None:
    """How likely a way is that hangs on one draw of a known percentage alone."""
    if len(conditions) != 1:
        return None
    question = conditions[0].question
    if question.topic is not Topic.DRAW or not question.detail:
        return None
    share = int(question.detail) / ALL_BPS
    return share if conditions[0].answer is True else 1 - share
