"""What is wrong with a channel, as far as loaded data proves it (contract/api.md 5.2, 5.3)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from capgo_tui.rules.surroundings import Surroundings

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel


class Problem(Enum):
    """A problem of a channel: what it is called in a table, and the sentence for its detail."""

    NO_BUNDLE = ("no bundle", "It delivers no bundle: devices go back to the one built into the app.")
    BUNDLE_DELETED = ("bundle deleted", "Its bundle was deleted: devices skip this channel.")
    NO_MINIMUM = (
        "no minimum",
        "Its strategy is version_number, but its bundle states no minimum native version: updates fail.",
    )
    UNREACHABLE = (
        "unreachable",
        "It is private, devices may not choose it, and none is forced to it: nobody gets its bundle.",
    )
    ROLLOUT_PAUSED = ("rollout paused", "Its rollout is paused.")

    def __init__(self, word: str, sentence: str) -> None:
        self.word = word
        """Two or three words for a cell."""
        self.sentence = sentence
        """What it means for devices."""


def channel_problems(channel: Channel, around: Surroundings) -> list[Problem]:
    """List what is wrong with a channel; what is not proven by loaded data is not listed."""
    problems = []
    if channel.is_builtin:
        problems.append(Problem.NO_BUNDLE)
    elif channel.version is not None and channel.version.id is not None:
        bundle = around.bundle(channel.version.id)
        if bundle is None:
            problems += [Problem.BUNDLE_DELETED] if around.bundles_complete else []
        elif channel.disable_auto_update == "version_number" and bundle.min_update_version is None:
            problems.append(Problem.NO_MINIMUM)
    if _is_unreachable(channel, around):
        problems.append(Problem.UNREACHABLE)
    if channel.rollout_paused_at is not None and channel.rollout_version is not None:
        problems.append(Problem.ROLLOUT_PAUSED)
    return problems


def needs_override(channel: Channel) -> bool:
    """Whether a device can be on this channel only by being forced to it (contract/api.md 5.3)."""
    return channel.public is False and channel.allow_device_self_set is False


def _is_unreachable(channel: Channel, around: Surroundings) -> bool:
    """Whether it is proven that no device can be on this channel."""
    if not needs_override(channel):
        return False
    if around.overrides_in_app == 0:
        return True
    counted = around.devices_complete and around.overrides_told
    return counted and around.devices_on_channel(channel.name) == 0
