"""Which channel a device is on (contract/api.md 5.2 row 5 and 5.3)."""

from __future__ import annotations

from dataclasses import dataclass

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome
from capgo_tui.rules.update_decision.questions import NO_YES, YES_NO, Assumption, Question, Topic
from capgo_tui.rules.update_decision.unseen import UNKNOWN
from capgo_tui.rules.update_decision.walk import Value, Walk
from capgo_tui.rules.update_decision.world import ChannelFacts


@dataclass(frozen=True, slots=True)
class _Search:
    """What one step of the search came to."""

    channel: ChannelFacts | None
    brought: Value
    """What the device brought: an override, the name of a channel, nothing."""
    why: Value
    """The channel and what speaks for it, or why there is none."""


def check_channel(walk: Walk) -> Outcome | None:
    """Row 5: what it is forced to, else the default channel of the app, else the public channel."""
    if walk.request.forced_bundle is not None:
        walk.answers.assume(Assumption.BUNDLE_OVERRIDE)
        walk.note(
            Check.CHANNEL,
            (walk.request.forced_bundle, "device.version_id"),
            (walk.request.forced_bundle, "journal"),
        )
        return None
    _assume_nothing_kept_elsewhere(walk)
    override = walk.request.override
    if not walk.request.override_known:
        walk.answers.assume(Assumption.NO_OVERRIDE if override is None else Assumption.OVERRIDE_STANDS)
    forced = None if override is None else _by_override(walk, override)
    if forced is not None and forced.channel is not None:
        search = forced
    else:
        name = walk.request.default_channel
        if name is UNKNOWN:
            walk.answers.assume(Assumption.NO_DEFAULT_CHANNEL)
        search = _by_default(walk, name) if isinstance(name, str) and name else _public(walk)
        if search.channel is None and forced is not None:
            search = forced  # why the override does not count is what there is to mend
    walk.channel = search.channel
    return walk.judge(
        Check.CHANNEL, "no_channel", passed=search.channel is not None, left=search.brought, right=search.why
    )


def _assume_nothing_kept_elsewhere(walk: Walk) -> None:
    """Old plugins may have chosen a channel that an edge store keeps; nobody can see that."""
    if walk.world.unseen.no_self_chosen_channel or not walk.request.keeps_channel_elsewhere:
        return
    if walk.world.may_be_chosen:
        walk.answers.assume(Assumption.NO_SELF_CHOSEN_CHANNEL)


def _by_override(walk: Walk, name: str) -> _Search:
    """Step 1: the override wins over everything, if the app's counter says that there are any."""
    brought = (name, "device.channel")
    counted = walk.world.counters.overrides
    if counted is None:
        walk.answers.assume(Assumption.OVERRIDES_COUNTED)
    if counted is False:
        return _Search(None, brought, ("0: overrides are ignored", "app.channel_device_count"))
    channel = walk.world.channels.get(name)
    if channel is None:
        if walk.world.channels_complete:
            walk.answers.assume(Assumption.OVERRIDE_GONE)
            return _Search(None, brought, ("there is no such channel", "channels"))
        channel = walk.world.unlisted(name)
    if _bundle_deleted(walk, channel):
        return _Search(None, brought, (f"skipped: the bundle of {name} was deleted", "bundles"))
    return _Search(channel, brought, (name, "override"))


def _by_default(walk: Walk, name: str) -> _Search:
    """Step 2: the channel that the app asks for, or none at all: there is no falling back."""
    brought = (name, "device.defaultChannel")
    channel = walk.world.channels.get(name)
    if channel is None:
        if walk.world.channels_complete or not walk.answers.ask(Question(Topic.CHANNELS, name), NO_YES):
            return _Search(None, brought, ("there is no such channel", "channels"))
        channel = walk.world.unlisted(name)
    if not _may_be_asked_for(walk, channel):
        return _Search(None, brought, ("neither public nor free to choose", "channel.allow_device_self_set"))
    if not walk.serves(channel):
        return _Search(None, brought, (f"does not serve {walk.request.platform}", "channel.platforms"))
    if _bundle_deleted(walk, channel):
        return _Search(None, brought, ("its bundle was deleted", "bundles"))
    return _Search(channel, brought, (name, "defaultChannel"))


def _may_be_asked_for(walk: Walk, channel: ChannelFacts) -> bool:
    """Whether a channel is public or free to choose."""
    if channel.public or channel.self_set:
        return True
    if channel.public is False:
        return walk.channel_flag(channel.self_set, channel, "allow_device_self_set")
    return walk.channel_flag(channel.public, channel, "public")


def _public(walk: Walk) -> _Search:
    """Step 3: the public channel that serves the platform; if there are several, by name, then id."""
    brought = ("asks for none", "device.defaultChannel")
    if not walk.world.channels_complete and walk.answers.ask(Question(Topic.CHANNELS, "public"), NO_YES):
        return _Search(walk.world.unlisted(None, public=True), brought, (None, "channel.public"))
    channel = _first_open(walk)
    if channel is None:
        return _Search(None, brought, ("no public channel serves it", "channels"))
    return _Search(channel, brought, (channel.name, "channel.public"))


def _first_open(walk: Walk) -> ChannelFacts | None:
    """The first public channel that serves the platform."""
    by_language, by_code = walk.world.public, walk.world.public_by_code
    if by_language == by_code:
        return next((channel for channel in by_language if _is_open(walk, channel)), None)
    open_ones = [channel for channel in by_language if _is_open(walk, channel)]
    if len(open_ones) < 2:
        return next(iter(open_ones), None)
    first, other = open_ones[0], next(channel for channel in by_code if channel in open_ones)
    if first is other or walk.answers.ask(Question(Topic.ORDER, first.label, other.label), YES_NO):
        return first
    return other


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
    about = f"of channel {channel.label}" if bundle.name is None else bundle.name
    return walk.answers.ask(Question(Topic.DELETED, about), NO_YES)
