"""An app, its channels and bundles as the ladder asks them: read once, then used for every device."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.update_decision.bundle_facts import BundleFacts, Bundles
from capgo_tui.rules.update_decision.stated import stated
from capgo_tui.rules.update_decision.unseen import PLATFORMS, UNKNOWN, Platforms, Unknown, Unseen

if TYPE_CHECKING:
    from capgo_tui.models.app import App
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import Channel

STRATEGIES: Final = ("major", "minor", "patch", "version_number", "none")
"""The update strategies that the server knows."""


CAME_LATER: Final = ("allow_prod", "allow_device", "key_id")
"""What servers from before rollouts may not have at all (contract/api.md 6.21, api-seed.md 3.4 and 3.6)."""
STRATEGY_ON: Final = "on"
"""What a document has instead of one where an old server only says that there is one."""
_NOT_KNOWN: Final = Platforms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """The second bundle of a channel (contract/api.md 5.4). None of a flag is "unknown"."""

    target: BundleFacts
    enabled: bool | None = None
    paused: bool | None = None
    bps: int | None = None
    """The share of devices that get it, in basis points."""

    @property
    def runs(self) -> bool | None:
        """Whether the server's triggers count it as running; None if that cannot be told."""
        off = self.enabled is False or self.paused is True or (self.bps is not None and self.bps <= 0)
        if off:
            return False
        return None if None in (self.enabled, self.paused, self.bps) else True

    @property
    def is_paused(self) -> bool:
        """Whether the server's triggers count it as paused."""
        return bool(self.enabled and self.paused and self.bps)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    """A channel. None of a flag is "unknown"."""

    name: str | None
    """None for one that is not loaded and has no known name."""
    id: int = 0
    stable: BundleFacts
    rollout: Rollout | Unknown | None = UNKNOWN
    public: bool | None = None
    self_set: bool | None = None
    strategies: tuple[str, ...] = STRATEGIES
    """The strategy, or each that it may be."""
    under_native: bool | None = None
    allows: Mapping[str, bool | None] = field(default_factory=dict)
    """Whether it allows `prod` and `dev` builds, a real `device`, an `emulator`; left out: unknown."""
    platforms: Platforms = _NOT_KNOWN

    @property
    def label(self) -> str:
        """What questions and sentences call it."""
        return self.name if self.name is not None else "a channel that is not loaded"


@dataclass(frozen=True, slots=True)
class Counters:
    """What the app counts for the update server; None where that is not known."""

    overrides: bool | None = None
    """Whether overrides are looked at: `channel_device_count` is above 0."""
    rollouts: bool | None = None
    """Whether rollouts are looked at for every device: `rollout_channel_count` is above 0."""
    paused_names: frozenset[str] | None = None
    """The bundles whose rollout is paused: devices that run one have rollouts looked at too."""
    manifests: bool | None = None
    """Whether manifests are looked at: `manifest_bundle_count` is above 0."""
    blocks_data_centres: bool | None = None
    """Whether requests from data centres are refused."""


class World:
    """Everything that does not differ between the devices of an app."""

    def __init__(
        self,
        app: App | None,
        channels: Sequence[Channel],
        bundles: Sequence[Bundle],
        unseen: Unseen,
        *,
        channels_complete: bool = True,
        bundles_complete: bool = True,
    ) -> None:
        self.unseen = unseen
        self.channels_complete = channels_complete
        self.counters = _counters(app)
        known = Bundles(bundles, unseen.deleted_bundles, complete=bundles_complete)
        # An app that only its organization's statistics mention has every field, and null in all of them.
        counted = app is not None and app.rollout_channel_count is not None
        self.has_rollouts = counted or any("rollout" in name for each in channels for name in each.raw())
        """Whether any document mentions rollouts: servers before July 2026 have none (contract/api.md 9)."""
        self.lacks = frozenset(
            each
            for each in (() if self.has_rollouts else CAME_LATER)
            if not any(document.has(each) for document in (*channels, *bundles))
        )
        """What no document mentions of what an old server may not have, and then does not check either."""
        self._bundles = known
        facts = [_channel(channel, known, unseen) for channel in channels]
        self.channels = {each.name: each for each in facts if each.name is not None}
        self.public, self.public_by_code = _in_both_orders(facts)
        self.may_be_chosen = not channels_complete or any(
            channel.self_set is not False for channel in self.channels.values()
        )
        """Whether there may be a channel that an app is free to choose."""

    def bundle_named(self, name: str) -> BundleFacts:
        """The bundle of a name that a device is forced to."""
        return self._bundles.find(None, name)

    def unlisted(self, name: str | None, *, public: bool | None = None) -> ChannelFacts:
        """A channel that is not loaded: of it nothing is known."""
        return ChannelFacts(name=name, stable=BundleFacts(), public=public)

    def would_look_at_rollouts(self, runs: str | None, *, counted: bool | None) -> bool:
        """Whether rollouts are looked at for a device, if the server's triggers keep its counters.

        Args:
            runs: the bundle that the device runs.
            counted: whether there are running rollouts, if the app said so.
        """
        rollouts = [channel.rollout for channel in self.channels.values()]
        known = [each for each in rollouts if isinstance(each, Rollout)]
        if counted is None and any(each.runs is not False for each in known):
            return True
        return runs is not None and any(each.is_paused and each.target.name == runs for each in known)

    def can_be_asked_for(self, platform: str | None) -> bool:
        """Whether the app on a device may ask for any channel with success, as far as that is known."""
        return not self.channels_complete or any(
            (channel.public is not False or channel.self_set is not False)
            and channel.stable.deleted is not True
            and (platform is None or channel.platforms.serves(platform) is not False)
            for channel in self.channels.values()
        )


def _counters(app: App | None) -> Counters:
    if app is None:
        return Counters()
    return Counters(
        overrides=_above_zero(app.channel_device_count),
        rollouts=_above_zero(app.rollout_channel_count),
        paused_names=(
            None if app.rollout_paused_version_names is None else frozenset(app.rollout_paused_version_names)
        ),
        manifests=_above_zero(app.manifest_bundle_count),
        blocks_data_centres=app.block_provider_infra_requests,
    )


def _above_zero(count: int | None) -> bool | None:
    return None if count is None else count > 0


def _channel(channel: Channel, bundles: Bundles, unseen: Unseen) -> ChannelFacts:
    told = unseen.platforms.get(channel.name, _NOT_KNOWN)
    flags = (
        getattr(told, each) if told.serves(each) is not None else getattr(channel, each) for each in PLATFORMS
    )
    if channel.is_builtin is None:
        stable = BundleFacts()
    elif channel.version is None or channel.is_builtin:
        stable = BundleFacts.built_in()
    else:
        stable = bundles.find(channel.version.id, channel.version.name)
    return ChannelFacts(
        name=channel.name,
        id=channel.id,
        stable=stable,
        rollout=_rollout(channel, bundles),
        public=channel.public,
        self_set=channel.allow_device_self_set,
        strategies=_strategies(channel.disable_auto_update),
        under_native=channel.disable_auto_update_under_native,
        allows={
            "prod": channel.allow_prod,
            "dev": channel.allow_dev,
            "device": channel.allow_device,
            "emulator": channel.allow_emulator,
        },
        platforms=Platforms(*flags),
    )


def _strategies(word: str | None) -> tuple[str, ...]:
    """What a strategy may be: itself, or any of today's; old servers only say that there is one."""
    if word in STRATEGIES:
        return (word,)
    return STRATEGIES[:-1] if word == STRATEGY_ON else STRATEGIES


def _rollout(channel: Channel, bundles: Bundles) -> Rollout | Unknown | None:
    info = channel.rollout_version_info
    target = stated(channel, channel.rollout_version or (info.id if info else None), "rollout_version")
    if not isinstance(target, int):
        return target
    paused = stated(channel, channel.rollout_paused_at, "rolloutPausedAt", "rollout_paused_at")
    if paused is None:  # a text that is no time reads as None too, and is a pause all the same
        paused = channel.raw().get("rolloutPausedAt")
    return Rollout(
        target=bundles.find(target, info.name if info else None),
        enabled=channel.rollout_enabled,
        paused=None if paused is UNKNOWN else paused is not None,
        bps=channel.rollout_percentage_bps,
    )


def _in_both_orders(channels: Sequence[ChannelFacts]) -> tuple[list[ChannelFacts], list[ChannelFacts]]:
    """The channels that may be public by name, then id, in the two orders that a database may have.

    The contract does not say which one the server's has: by code point, or as a dictionary does.
    """
    candidates = [channel for channel in channels if channel.public is not False]
    by_code = sorted(candidates, key=lambda channel: (channel.name or "", channel.id))
    by_language = sorted(
        candidates, key=lambda channel: (*_as_in_a_dictionary(channel.name or ""), channel.id)
    )
    return by_language, by_code


def _as_in_a_dictionary(name: str) -> tuple[str, str]:
    """A name without accents, case and punctuation, then small letters before capitals."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in plain if each.isalnum()), name.swapcase()
