"""Drift: where a device is not what its channel wants it to be (contract/api.md 5).

A device drifts if that is so however what cannot be seen turns out. What was changed less than two minutes
ago is on its way to the devices, and not drift.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from capgo_tui.models.channel import BUILTIN_NAMES
from capgo_tui.rules.channel_problems import Problem, channel_problems
from capgo_tui.rules.device_state import BUILTIN, Standing, distance, served_ways
from capgo_tui.rules.propagation import is_spreading
from capgo_tui.rules.update_decision.questions import Topic
from capgo_tui.rules.update_decision.semver import complete_native, read_semver

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.rules.surroundings import Surroundings
    from capgo_tui.rules.update_decision import Decision, Outcome, Possibility

_RUNS_IT: Final = "no_new_version_available"
_HOLDS_NOTHING: Final = frozenset({Problem.NO_BUNDLE, Problem.BUNDLE_DELETED})


class Kind(Enum):
    """A kind of drift: what it is called, and the sentence for it. A device may drift in several ways."""

    BEHIND = ("behind", "runs an older bundle than its channel has")
    AHEAD = ("ahead", "runs a newer bundle than its channel has")
    DELETED_BUNDLE = ("deleted bundle", "runs a bundle that the app has no more")
    BUILTIN = ("builtin", "runs the built-in bundle, not its channel's")
    PAUSED = ("paused override", "is forced to a channel with a paused rollout")
    EMPTY = ("empty override", "is forced to a channel without a bundle")
    DELETED = ("deleted override", "is forced to a channel that is no more")
    OLD_NATIVE = (
        "old native",
        "has a build below its bundle's minimum",
    )

    def __init__(self, word: str, sentence: str) -> None:
        self.word = word
        """One or two words for a cell."""
        self.sentence = sentence
        """What it means, behind the name of a device."""

    @property
    def key(self) -> str:
        """Its name where blanks have no place, such as `deleted-bundle`."""
        return self.word.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Drift:
    """How a device stands against its channel."""

    kinds: tuple[Kind, ...] = ()
    """In which ways it drifts, or would without a change that is on its way; none if it does not."""
    expected: tuple[str, ...] = ()
    """The bundles that its channel delivers to it; two while a rollout draws."""
    since: datetime | None = None
    """Since when at least: the last change of its channel, of its override from here, or of itself."""
    propagating: bool = False
    """Whether its channel or override was changed so lately that it may not have seen that yet."""
    unsure: bool = False
    """Whether something that cannot be seen decides whether it drifts."""

    @property
    def counts(self) -> bool:
        """Whether it is drift."""
        return bool(self.kinds) and not self.propagating


NONE: Final = Drift()
"""A device that is as its channel wants it."""


def drift_of(
    device: Device, decision: Decision, around: Surroundings, now: datetime, moved: datetime | None = None
) -> Drift:
    """Say how a device drifts.

    Args:
        device: the device.
        decision: what becomes of it at its next check.
        around: the channels and bundles of the app.
        now: the present time, aware.
        moved: when its override was set or cleared last, as far as that is known.
    """
    possible = served_ways(decision.possibilities) or decision.possibilities
    ways = [_of_bundles(device, each.outcome, around) for each in possible]
    may_be_at_home = _may_be_at_home(device, around)
    if may_be_at_home:
        ways.append(set())
    sure = set.intersection(*ways)
    kinds = {*sure, *_of_override(device, around), *_of_bundle_run(device, around)}
    unsure = bool(set.union(*ways) - sure) and (may_be_at_home or not _only_drawn(possible))
    if not kinds:
        return Drift(unsure=True) if unsure else NONE
    met = {each.outcome.channel for each in possible} | {device.channel}
    channels = [around.channel(name) for name in met if name]
    changes = [moved, *(channel.updated_at for channel in channels if channel is not None)]
    times = [each for each in (*changes, device.updated_at) if each is not None]
    return Drift(
        tuple(kind for kind in Kind if kind in kinds),
        tuple(dict.fromkeys(each.outcome.bundle for each in possible if each.outcome.bundle)),
        max(times, default=None),
        propagating=any(is_spreading(each, now) for each in changes),
        unsure=unsure,
    )


def _may_be_at_home(device: Device, around: Surroundings) -> bool:
    """Whether it runs what a channel delivers that it may be forced to, on a server that does not tell.

    One that runs nothing of the sort drifts on whichever channel it is.
    """
    runs = BUILTIN if device.version_name in BUILTIN_NAMES else device.version_name
    return not device.override_known and any(
        runs == (BUILTIN if channel.is_builtin else channel.version.name if channel.version else None)
        for channel in around.channels
        if not channel.public
    )


def _of_bundles(device: Device, outcome: Outcome, around: Surroundings) -> set[Kind]:
    """How it drifts from the bundle that is chosen for it, if it ends in this way."""
    wanted, runs = outcome.bundle, device.version_name
    if wanted is None or runs is None:
        return set()
    kinds = {Kind.OLD_NATIVE} if _is_below_minimum(device, wanted, around) else set()
    if outcome.code == _RUNS_IT or wanted == runs:
        return kinds
    if runs in BUILTIN_NAMES:
        return {*kinds, Kind.BUILTIN}
    if wanted == BUILTIN:
        return {*kinds, Kind.AHEAD}  # it is sent back to the bundle of the store
    standing = distance(runs, wanted, around).standing
    named = {Standing.BEHIND: {Kind.BEHIND}, Standing.AHEAD: {Kind.AHEAD}}
    return kinds | named.get(standing, set())


def _is_below_minimum(device: Device, wanted: str, around: Surroundings) -> bool:
    bundle = around.bundle_named(wanted)
    if bundle is None or not bundle.min_update_version or device.version_build is None:
        return False
    minimum, native = (
        read_semver(bundle.min_update_version),
        read_semver(complete_native(device.version_build)),
    )
    return minimum is not None and native is not None and native < minimum


def _of_bundle_run(device: Device, around: Surroundings) -> set[Kind]:
    """Whether it runs what the app has no more; a native version means the built-in bundle (5.2)."""
    runs = device.version_name
    if runs is None or runs in BUILTIN_NAMES or not around.bundles_complete:
        return set()
    native = device.version_build
    if native is not None and runs in (native, complete_native(native)):
        return set()
    bundle = around.bundle_named(runs)
    return {Kind.DELETED_BUNDLE} if bundle is None or bundle.deleted else set()


def _of_override(device: Device, around: Surroundings) -> set[Kind]:
    """What is wrong with the channel that it is forced to."""
    if device.channel is None:
        return set()
    channel = around.channel(device.channel)
    if channel is None:
        return {Kind.DELETED} if around.channels_complete else set()
    problems = channel_problems(channel, around)
    kinds = {Kind.EMPTY} if _HOLDS_NOTHING.intersection(problems) else set()
    return kinds | ({Kind.PAUSED} if Problem.ROLLOUT_PAUSED in problems else set())


def _only_drawn(possible: Sequence[Possibility]) -> bool:
    """Whether nothing but a rollout's draw decides between the ways, and whether a channel serves at all."""
    topics = {each.question.topic for way in possible for each in way.conditions}
    return topics <= {Topic.DRAW, Topic.PLATFORM} and len({each.outcome.channel for each in possible}) == 1
