"""What an edit of a channel would do to devices: each decision before and after (contract/api.md 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from math import prod
from typing import Final

from capgo_tui.models.channel import Channel
from capgo_tui.rules.channel_step import ChannelStep
from capgo_tui.rules.device_state import served_ways
from capgo_tui.rules.publishing_warnings import both, newly_served, platform_flags
from capgo_tui.rules.update_decision.decision import Decision, Outcome, Possibility, Verdict
from capgo_tui.rules.update_decision.questions import Answer, Assumption, Topic
from capgo_tui.rules.update_decision.rollout import ALL_BPS
from capgo_tui.rules.update_decision.unseen import PLATFORMS, Platforms

_UNKNOWN: Final = Platforms()


class Effect(Enum):
    """What becomes of one device."""

    UPDATES = "updates"
    """It would get a bundle, and does not now."""
    OTHER = "other"
    """It would get another bundle than now."""
    BLOCKED = "blocked"
    """A rule would hold its bundle back, and does not now."""
    STOPS = "stops"
    """It would get no bundle any more, such as where no channel is left for it."""
    FREED = "freed"
    """It would be up to date, and is refused now."""
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"
    """Something that cannot be seen decides whether anything changes for it."""


@dataclass(frozen=True)
class Effects:
    """How many devices an edit would do what to."""

    counts: Mapping[Effect, float] = field(default_factory=dict)
    """How many, by what becomes of them; what has none may be left out. Rollout draws make parts of one."""
    of: int = 0
    """How many devices there are to look at."""
    counted: int = 0
    """How many of them were looked at."""
    is_about: bool = False
    """Whether rollout draws decide part of it, so that the counts are what is likely."""
    if_served: bool = False
    """Whether part of it holds only if a channel serves the platform, which is not known."""
    if_free: bool = False
    """Whether it holds only of devices that are forced to none, which the server does not tell."""


def effect_of(before: Decision, after: Decision) -> Mapping[Effect, float]:
    """Compare what becomes of a device now with what would become of it.

    Returns:
        Each effect with its chance; a single one unless nothing but rollout draws decide.
    """
    if before.possibilities == after.possibilities:
        return {Effect.UNCHANGED: 1.0}
    now, then = _drawn(before), _drawn(after)
    if now is None or then is None:
        return {Effect.UNKNOWN: 1.0}
    # A device keeps its draw: where the share is raised, those that had the rollout still have it (5.4).
    chances: defaultdict[Effect, float] = defaultdict(float)
    begins = 0.0
    for ends in sorted({end for end, _ in (*now, *then)}):
        effect = _between(_at(now, ends), _at(then, ends))
        chances[effect] += ends - begins
        begins = ends
    return {effect: round(chance, 6) for effect, chance in chances.items()}


def _drawn(decision: Decision) -> list[tuple[float, Outcome]] | None:
    """Each outcome up to which draw from 0 to 1 it is, those with the rollout first; None if more decides."""
    possible = served_ways(decision.possibilities) or decision.possibilities
    if len(possible) == 1:
        return [(1.0, possible[0].outcome)]
    topics = {each.question.topic for way in possible for each in way.conditions}
    if not topics <= {Topic.DRAW, Topic.PLATFORM}:
        return None
    ways, ends = [], 0.0
    for each in sorted(possible, key=lambda way: not any(drawn is True for drawn, _ in _draws(way))):
        ends = round(ends + prod(chance for _, chance in _draws(each)), 6)
        ways.append((ends, each.outcome))
    return ways if ends == 1 else None  # else more than draws decides


def _draws(way: Possibility) -> list[tuple[Answer, float]]:
    """How the rollout draws turn out on the way to an outcome, each with its chance."""
    drawn = [each for each in way.conditions if each.question.topic is Topic.DRAW and each.question.detail]
    shares = [int(each.question.detail) / ALL_BPS for each in drawn]
    return [
        (each.answer, share if each.answer is True else 1 - share)
        for each, share in zip(drawn, shares, strict=True)
    ]


def _at(ways: Sequence[tuple[float, Outcome]], draw: float) -> Outcome:
    return next((outcome for end, outcome in ways if draw <= end), ways[-1][1])


def _between(before: Outcome, after: Outcome) -> Effect:
    if _end(before) == _end(after):
        return Effect.UNCHANGED
    if _updates(after):
        return Effect.OTHER if _updates(before) else Effect.UPDATES
    if after.verdict is Verdict.UP_TO_DATE:
        return Effect.STOPS if _updates(before) else Effect.FREED
    return Effect.BLOCKED if after.verdict is Verdict.BLOCKED else Effect.STOPS


def _updates(outcome: Outcome) -> bool:
    """Whether a device is given a bundle, or is sent back to the built-in one."""
    return outcome.verdict is Verdict.GETS or outcome.code == "already_on_builtin"


def _end(outcome: Outcome) -> object:
    """What a device notices: a bundle, nothing to do, or a refusal, whatever rule that comes from."""
    if _updates(outcome):
        return outcome.bundle
    return outcome.verdict is Verdict.UP_TO_DATE


class Comparison:
    """Goes through devices one by one, so that whoever counts can rest in between."""

    def __init__(self, of: int) -> None:
        """Begin.

        Args:
            of: how many devices there are to look at.
        """
        self._of = of
        self._counted = 0
        self._pairs: Counter[tuple[int, int]] = Counter()
        self._known: dict[tuple[int, int], tuple[Decision, Decision]] = {}

    def add(self, before: Decision, after: Decision) -> None:
        """Look at one device."""
        # Decisions are shared by all devices that are alike, so few pairs are ever compared.
        pair = (id(before), id(after))
        self._known.setdefault(pair, (before, after))
        self._pairs[pair] += 1
        self._counted += 1

    @property
    def effects(self) -> Effects:
        """What was found so far."""
        counts: defaultdict[Effect, float] = defaultdict(float)
        is_about = if_served = if_free = False
        for pair, devices in self._pairs.items():
            chances = effect_of(*self._known[pair])
            is_about = is_about or len(chances) > 1
            if_served = if_served or (Effect.UNKNOWN not in chances and _is_doubtful(*self._known[pair]))
            if_free = if_free or Assumption.NO_OVERRIDE in self._known[pair][1].assumes
            for effect, chance in chances.items():
                counts[effect] += devices * chance
        rounded = {each: round(count, 3) for each, count in counts.items()}
        return Effects(rounded, self._of, self._counted, is_about, if_served, if_free)


def _is_doubtful(before: Decision, after: Decision) -> bool:
    """Whether the comparison takes it for granted that a channel serves the platform."""
    return before.possibilities != after.possibilities and any(
        served_ways(each.possibilities) is not None for each in (before, after)
    )


def with_platforms(channel: Channel, told: Platforms) -> Channel:
    """A channel whose document says which platforms it serves: what it says itself, else what was told."""
    known = {
        each: serves
        for each in PLATFORMS
        if getattr(channel, each) is None and (serves := told.serves(each)) is not None
    }
    return Channel.read({**channel.raw(), **known}) if known else channel


def channels_after(
    step: ChannelStep, channels: Sequence[Channel], platforms: Mapping[str, Platforms]
) -> Iterator[Channel]:
    """All channels as they would be: this one edited, others not public where it takes their place.

    Args:
        step: the edit.
        channels: the channels as they are.
        platforms: which platforms each serves, by its name, as far as anybody told.
    """
    step = replace(step, after=with_platforms(step.after, platforms.get(step.name, _UNKNOWN)))
    mine = newly_served(step)
    for channel in channels:
        if channel.name == step.name:
            yield step.after
            continue
        other = with_platforms(channel, platforms.get(channel.name, _UNKNOWN))
        yield _beside(other, mine) if mine and other.public else other


def _beside(other: Channel, mine: Mapping[str, bool | None]) -> Channel:
    """A public channel once another serves these platforms: each has only one (contract/api.md 3.6)."""
    theirs = platform_flags(other)
    shared = [both(mine[flag], theirs[flag]) for flag in mine]
    if True in shared:
        return Channel.read({**other.raw(), "public": False})
    if None in shared:
        return Channel.read({name: value for name, value in other.raw().items() if name != "public"})
    return other
