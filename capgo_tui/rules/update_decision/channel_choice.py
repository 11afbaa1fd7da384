"""Which channel a device is on (contract/api.md 5.2 row 5 and 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome
from capgo_tui.rules.update_decision.questions import NO_YES, Assumption, Question, Topic
from capgo_tui.rules.update_decision.unseen import UNKNOWN
from capgo_tui.rules.update_decision.walk import Value, Walk
from capgo_tui.rules.update_decision.world import ChannelFacts

NOBODY: Final = "\0 no channel has this name"
"""A default channel that no app has, to try what any unknown name would do."""


@dataclass(slots=True)
class _Search:
    """What the search for a channel found, and what it went by."""

    channel: ChannelFacts | None
    asked: Value
    """What the device brought."""
    found: Value | None = None
    """What decided."""


def check_channel(walk: Walk) -> Outcome | None:
    """Row 5: an override, else the app's default channel, else the public channel of the platform."""
    _assume_nothing_kept_elsewhere(walk)
    ignored = None
    if walk.request.override is not None:
        search = _by_override(walk, walk.request.override)
        if search.channel is not None:
            walk.by_override = True
            return _found(walk, search)
        ignored = search.found
    name = walk.request.default_channel
    if name is UNKNOWN:
        name = walk.answers.assume(Assumption.NO_DEFAULT_CHANNEL, usual=None)  # type: ignore[assignment]
    search = _by_default(walk, str(name)) if name else _public(walk)
    if ignored is not None and search.found is None:
        search.found = ignored
    return _found(walk, search)


def _found(walk: Walk, search: _Search) -> Outcome | None:
    walk.channel = search.channel
    passed = search.channel is not None
    right = (search.channel.label, search.found[1]) if search.channel and search.found else search.found
    return walk.judge(Check.CHANNEL, "no_channel", passed=passed, left=search.asked, right=right)


def _assume_nothing_kept_elsewhere(walk: Walk) -> None:
    """Old plugins may have chosen a channel that an edge store keeps; nobody can see that."""
    if walk.world.unseen.no_self_chosen_channel or not walk.request.keeps_channel_elsewhere:
        return
    channels = walk.world.channels.values()
    if not walk.world.channels_complete or any(channel.self_set is not False for channel in channels):
        walk.answers.assume(Assumption.NO_SELF_CHOSEN_CHANNEL, usual=True)


def _by_override(walk: Walk, name: str) -> _Search:
    """Step 1: the override wins over everything, if the app's counter says that there are any."""
    search = _Search(None, (name, "device.channel"))
    counted = walk.world.counters.overrides
    if counted is None:
        counted = bool(walk.answers.assume(Assumption.OVERRIDES_COUNTED, usual=True))
    if not counted:
        search.found = ("the override is ignored: the counter is 0", "app.channel_device_count")
        return search
    channel = walk.world.channels.get(name)
    if channel is None and walk.world.channels_complete:
        walk.answers.assume(Assumption.OVERRIDE_GONE, usual=True)
        search.found = (f"there is no channel {name}", "channels")
        return search
    channel = channel or walk.world.unlisted(name)
    if _bundle_deleted(walk, channel):
        search.found = (f"the override is skipped: the bundle of {name} was deleted", "bundles")
        return search
    search.channel, search.found = channel, (name, "override")
    return search


def _by_default(walk: Walk, name: str) -> _Search:
    """Step 2: the channel that the app asks for, or none at all: there is no falling back."""
    search = _Search(None, ("an unknown name" if name == NOBODY else name, "device.defaultChannel"))
    channel = walk.world.channels.get(name)
    if channel is None:
        if walk.world.channels_complete or not walk.answers.ask(Question(Topic.CHANNELS, name), NO_YES):
            search.found = ("there is no channel of this name", "channels")
            return search
        channel = walk.world.unlisted(name)
    public = channel.public
    if not (
        (public is True or walk.channel_flag(channel.self_set, channel, "allow_device_self_set"))
        or walk.channel_flag(public, channel, "public")
    ):
        search.found = (f"{name} is neither public nor free to be chosen", "channel.allow_device_self_set")
    elif not walk.serves(channel):
        search.found = (f"{name} does not serve {walk.platform()}", "channel.platforms")
    elif _bundle_deleted(walk, channel):
        search.found = (f"the bundle of {name} was deleted", "bundles")
    else:
        search.channel, search.found = channel, (name, "defaultChannel")
    return search


def _public(walk: Walk) -> _Search:
    """Step 3: the public channel that serves the platform; if there are several, by name, then id."""
    search = _Search(None, ("asks for none", "device.defaultChannel"))
    if not walk.world.channels_complete and walk.answers.ask(Question(Topic.CHANNELS, "public"), NO_YES):
        search.channel = walk.world.unlisted(None, public=True)
        search.found = (None, "channel.public")
        return search
    one, other = walk.world.public, walk.world.public_otherwise
    if one == other:
        search.channel = next((channel for channel in one if _is_open(walk, channel)), None)
    else:
        open_ones = [channel for channel in one if _is_open(walk, channel)]
        search.channel = open_ones[0] if open_ones else None
        first_otherwise = next((channel for channel in other if channel in open_ones), None)
        if search.channel is not first_otherwise and search.channel and first_otherwise:
            names = Question(Topic.ORDER, search.channel.label, first_otherwise.label)
            search.channel = search.channel if walk.answers.ask(names, (True, False)) else first_otherwise
    if search.channel is not None:
        search.found = (search.channel.name, "channel.public")
    return search


def _is_open(walk: Walk, channel: ChannelFacts) -> bool:
    """Whether a device that asks for none gets this channel, if no other comes first."""
    return (
        walk.channel_flag(channel.public, channel, "public")
        and walk.serves(channel)
        and not _bundle_deleted(walk, channel)
    )


def _bundle_deleted(walk: Walk, channel: ChannelFacts) -> bool:
    """Whether the channel's bundle was deleted; the built-in one never is."""
    bundle = walk.stable(channel)
    if bundle.deleted is not None:
        return bundle.deleted
    if bundle.name is None:
        return walk.answers.ask(Question(Topic.DELETED, f"of channel {channel.label}"), NO_YES)
    return walk.answers.ask(Question(Topic.DELETED, bundle.label), NO_YES)
