"""A channel before and after an edit, and what there is to say about the step between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.models.channel import Channel
from capgo_tui.models.edit import Unset
from capgo_tui.rules.surroundings import Surroundings

if TYPE_CHECKING:
    from capgo_tui.models.channel_edit import ChannelEdit

PLATFORMS: Final[Mapping[str, str]] = {"ios": "iOS", "android": "Android", "electron": "Electron"}
"""The flags of the platforms, and what they are called."""

_NEW: Final[Mapping[str, Any]] = {
    "id": 0,
    "version": None,
    "public": False,
    "disableAutoUpdate": "major",
    "disableAutoUpdateUnderNative": True,
    "allow_device_self_set": False,
    **dict.fromkeys((*PLATFORMS, "allow_emulator", "allow_device", "allow_dev", "allow_prod"), True),
}
"""What a new channel is unless it is told otherwise (contract/api.md 3.6)."""

_ENDED: Final[Mapping[str, Any]] = {
    "rollout_version": None,
    "rollout_version_info": None,
    "rolloutPercentageBps": 0,
    "rolloutEnabled": False,
    "rolloutPausedAt": None,
    "rolloutPauseReason": None,
}
"""What a channel says of its rollout once that is over."""


class WarningKind(StrEnum):
    """What a warning is about, the gravest first."""

    EMPTIES_DEFAULT = "empties the default"
    UNPUBLISHES = "un-publishes"
    UNLINKS = "un-links"
    OVERRIDES_GO = "overrides go"
    UNKNOWN_BUNDLE = "unknown bundle"
    ROLLOUT_WITHOUT_STABLE = "rollout without stable"
    ROLLOUT_WITHOUT_TARGET = "rollout without target"
    DOWNGRADE = "downgrade"
    NO_MINIMUM = "no minimum"
    NO_PLATFORM = "no platform"
    NOTHING_ALLOWED = "nothing allowed"
    UNREACHABLE = "unreachable"
    ROLLOUT_ENDS = "rollout ends"
    ROLLOUT_OLDER = "rollout older"
    ROLLOUT_IS_STABLE = "rollout is stable"
    SHARE_LOWERED = "share lowered"
    SHARE_RAISED = "share raised"


@dataclass(frozen=True, slots=True)
class ChannelWarning:
    """Something to read before a change of a channel is sent."""

    kind: WarningKind
    """What it is about."""
    text: str
    """One or two sentences; names in it are as the server sent them, so it is cleaned where it is shown."""


@dataclass(frozen=True, slots=True)
class ChannelStep:
    """One edit of one channel."""

    before: Channel | None
    """The channel as it is; None for one that is to be made."""
    after: Channel
    """The channel as it will be, as far as that is known."""
    given: Mapping[str, Any]
    """The fields that change, by the names of the edit."""
    around: Surroundings
    """The rest of its app, as far as it is loaded."""
    devices: int | None
    """How many of the loaded devices are on it; None if that is not known."""

    @property
    def name(self) -> str:
        """The channel's name."""
        return self.after.name

    def touches(self, *names: str) -> bool:
        """Whether the edit says anything about one of these fields; a new channel is new in all of them."""
        return self.before is None or any(name in self.given for name in names)

    @property
    def was_public(self) -> bool:
        """Whether it is public now."""
        return self.before is not None and self.before.public is True

    @property
    def other_public(self) -> list[Channel]:
        """The other channels that are known to be public."""
        return [channel for channel in self.around.public_channels if channel.name != self.name]


def step_of(
    channel: Channel | None, edit: ChannelEdit, around: Surroundings, *, name: str, devices: int | None
) -> ChannelStep:
    """Put a channel beside what an edit makes of it.

    Args:
        channel: the channel as it is; None for a new one.
        edit: what is to change; what the channel says already is left out.
        around: its app.
        name: what a new channel is to be called.
        devices: how many loaded devices are on it.
    """
    if channel is not None:
        edit = edit.without_unchanged(channel)
    after = channel_after(channel, edit, around, name=name)
    return ChannelStep(channel, after, edit.given(), around, devices)


def channel_after(
    channel: Channel | None, edit: ChannelEdit, around: Surroundings, *, name: str = ""
) -> Channel:
    """The channel as it will be once an edit was made; what is unknown of it stays unknown.

    Args:
        channel: the channel as it is; None for a new one, which has the server's defaults.
        edit: what is to change.
        around: knows the numbers of bundles.
        name: what a new channel is to be called.
    """
    will = channel.raw() if channel is not None else {**_NEW, "name": name}
    given = edit.given()
    if "rollout_version" in given:
        target = _reference(given.pop("rollout_version"), around)
        will |= (
            _ENDED
            if target is None
            else {"rollout_version": target.get("id"), "rollout_version_info": target}
        )
    for field, value in given.items():
        will.pop(field, None)  # a channel that was made here has our own names
        will[edit.NAMES.get(field, field)] = _reference(value, around) if field == "version" else value
    if _turns_electron_off(edit):
        will["electron"] = False
    return Channel.read(will)


def _reference(name: str | None, around: Surroundings) -> dict[str, Any] | None:
    if name is None:
        return None
    bundle = around.bundle_named(name)
    return {"name": name} if bundle is None else {"name": name, "id": bundle.id}


def _turns_electron_off(edit: ChannelEdit) -> bool:
    """Whether the server does so by itself: public for only one of iOS and Android (contract/api.md 3.6)."""
    flags = edit.ios, edit.android
    return edit.public is True and isinstance(edit.electron, Unset) and set(flags) == {True, False}
