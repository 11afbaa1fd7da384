"""Where a device stands against the bundle that its channel delivers.

`decided_state` puts the full decision of the update server (contract/api.md 5) into a word. `device_state`
is for where not everything that it asks is loaded: it asks the first question of the ladder only, whether the
device runs what its channel points at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.update_decision.decision import Verdict
from capgo_tui.rules.update_decision.questions import Assumption, Topic
from capgo_tui.rules.update_decision.unseen import PLATFORMS
from capgo_tui.rules.versions import read_version

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.rules.update_decision.decision import Decision, Outcome, Possibility

BUILTIN = "builtin"
"""The name of the bundle that came with the native build."""


_NOT_SERVED: Final = frozenset({"no_channel", *(f"disabled_platform_{each}" for each in PLATFORMS)})
"""How it ends where no channel serves the platform."""


_OF_OVERRIDES: Final = frozenset(
    {Assumption.NO_OVERRIDE, Assumption.OVERRIDE_STANDS, Assumption.BUNDLE_OVERRIDE}
)
"""What is taken for granted about overrides where the server does not tell them."""


class Standing(Enum):
    """Where a device stands, in the words of the Devices table."""

    CURRENT = "current"
    BEHIND = "behind"
    AHEAD = "ahead"
    BLOCKED = "blocked"
    """A rule holds the bundle back."""
    FAILED = "fails"
    """Something is wrong, such as no channel, or a bundle without a file."""
    DEPENDS = "depends"
    """Something that cannot be seen decides."""
    BUILTIN = "builtin"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DeviceState:
    """A standing, and by how many bundles where that is known."""

    standing: Standing
    bundles: int | None = None
    code: str | None = None
    """The server's code, for what is blocked or fails."""
    if_served: bool = False
    """Whether this holds only if a channel serves the platform, or if it is forced to none: not known."""


@dataclass(frozen=True)
class ChannelOfDevice:
    """The channel that a device is on, as far as it can be seen from outside."""

    names: tuple[str, ...]
    """The channels that it can be; more than one where only unreadable platform flags would tell."""
    override: bool
    """True if the device is forced to it; False if it follows from the app's public channels."""


def channel_of(device: Device, around: Surroundings) -> ChannelOfDevice | None:
    """Find the channel of a device: its override, else the app's public channels (api.md 5.3).

    None where there is none, not all channels are loaded, or the server does not tell overrides.
    Several public channels serve one platform each, but their platform flags cannot be read, so all
    of them are named. A default channel that the app itself sends is not visible here.
    """
    if device.channel is not None:
        return ChannelOfDevice((device.channel,), override=True)
    if not device.override_known:
        return None
    names = tuple(channel.name for channel in around.public_channels)
    return ChannelOfDevice(names, override=False) if around.channels_complete and names else None


def decided_state(decision: Decision, runs: str | None, around: Surroundings) -> DeviceState:
    """Put a decision into a word.

    Args:
        decision: what becomes of the device at its next check.
        runs: the bundle that it says it runs.
        around: the bundles, for how far apart two are.
    """
    served = served_ways(decision.possibilities)
    state = _common_state(decision.possibilities if served is None else served, runs, around)
    if served is None and not _OF_OVERRIDES.intersection(decision.assumes):
        return state
    return state if state.standing is Standing.DEPENDS else replace(state, if_served=True)


def served_ways(possible: Sequence[Possibility]) -> Sequence[Possibility] | None:
    """The ways it can end if a channel serves the platform; None where that is known or does not matter."""
    served = [each for each in possible if each.outcome.code not in _NOT_SERVED]
    if not served or len(served) == len(possible) or not _hangs_on_platforms(possible):
        return None
    return served


def _hangs_on_platforms(possible: Sequence[Possibility]) -> bool:
    """Whether unknown platform flags decide."""
    return any(each.question.topic is Topic.PLATFORM for way in possible for each in way.conditions)


def _common_state(possible: Sequence[Possibility], runs: str | None, around: Surroundings) -> DeviceState:
    """What all ways that it can end have in common."""
    states = list(dict.fromkeys(_state_after(each.outcome, runs, around) for each in possible))
    if len(states) == 1:
        return states[0]
    standings = {state.standing for state in states}
    topics = {each.question.topic for way in possible for each in way.conditions}
    only_drawn = (
        topics <= {Topic.DRAW, Topic.PLATFORM} and len({each.outcome.channel for each in possible}) == 1
    )
    if only_drawn and Standing.CURRENT in standings:
        return DeviceState(Standing.CURRENT)  # it runs one of the two bundles of a rollout
    if standings == {Standing.BLOCKED, Standing.FAILED}:
        return DeviceState(Standing.BLOCKED)  # it gets nothing either way
    if len(standings) > 1 or len({state.code for state in states}) > 1:
        return DeviceState(Standing.DEPENDS)
    return states[0] if only_drawn else DeviceState(standings.pop())


def _state_after(outcome: Outcome, runs: str | None, around: Surroundings) -> DeviceState:
    """What one way that it can end comes to."""
    if outcome.verdict is Verdict.BLOCKED:
        return DeviceState(Standing.BLOCKED, code=outcome.code)
    if outcome.verdict is Verdict.FAILED:
        return DeviceState(Standing.FAILED, code=outcome.code)
    if runs == BUILTIN:
        at_home = outcome.code == "no_new_version_available"
        return DeviceState(Standing.CURRENT if at_home else Standing.BUILTIN)
    if outcome.code == "no_new_version_available":
        return DeviceState(Standing.CURRENT)
    if outcome.bundle == BUILTIN:
        return DeviceState(Standing.AHEAD)  # it is sent back to the bundle of the store
    if runs is None or outcome.bundle is None:
        return DeviceState(Standing.UNKNOWN)
    return distance(runs, outcome.bundle, around)


def device_state(device: Device, around: Surroundings) -> DeviceState:
    """Compare the bundle that a device runs with those its channel delivers.

    Where it can be one of several channels, the answer is the one that holds for all of them.
    """
    runs = device.version_name
    found = channel_of(device, around)
    states = {_state_on(name, runs, around) for name in found.names} if found and runs else set()
    if len(states) == 1:
        return states.pop()
    standings = {state.standing for state in states}
    if len(standings) == 1:
        return DeviceState(standings.pop())
    return DeviceState(Standing.BUILTIN if runs == BUILTIN else Standing.UNKNOWN)


def _state_on(name: str, runs: str, around: Surroundings) -> DeviceState:
    """Where a device that runs this bundle stands on this channel."""
    channel = around.channel(name)
    if channel is None:
        return DeviceState(Standing.BUILTIN if runs == BUILTIN else Standing.UNKNOWN)
    delivered = _delivered(channel)
    if runs in delivered:
        return DeviceState(Standing.CURRENT)
    if runs == BUILTIN:
        return DeviceState(Standing.BUILTIN)
    return distance(runs, delivered[0], around)


def _delivered(channel: Channel) -> list[str]:
    """The names of the bundles that a channel delivers, the stable one first."""
    names = [BUILTIN if channel.is_builtin else (channel.version and channel.version.name) or ""]
    if channel.rollout_enabled and channel.rollout_version_info is not None:
        names.append(channel.rollout_version_info.name or "")
    return names


def distance(runs: str, target: str, around: Surroundings) -> DeviceState:
    """Say how far apart two bundles are, by the order they were made in, else by their versions."""
    mine, its = around.rank(runs), around.rank(target)
    if mine is not None and its is not None:
        return (
            DeviceState(Standing.BEHIND, mine - its)
            if mine > its
            else DeviceState(Standing.AHEAD, its - mine)
        )
    mine_version, its_version = read_version(runs), read_version(target)
    if mine_version is None or its_version is None or mine_version == its_version:
        return DeviceState(Standing.UNKNOWN)
    return DeviceState(Standing.BEHIND if mine_version < its_version else Standing.AHEAD)
