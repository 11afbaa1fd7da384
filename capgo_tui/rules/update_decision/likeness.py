"""What two devices must have in common to get the same decision, so that it is made once for both.

Most of what tells devices apart makes no difference: of the bundle that a device runs only whether it is one
that its channels deliver, of the native version only how it compares with those bundles.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from capgo_tui.models.ids import is_uuid
from capgo_tui.rules.update_decision.bundle_facts import BUILTIN, BundleFacts
from capgo_tui.rules.update_decision.bundle_rules import FIRST_WITH_BUILTIN, LAST_WITHOUT_KEY_CHECK
from capgo_tui.rules.update_decision.gates import REFUSED_PLUGIN
from capgo_tui.rules.update_decision.request import gets_no_manifest, keeps_channel_elsewhere
from capgo_tui.rules.update_decision.semver import Semver, complete_native, read_semver
from capgo_tui.rules.update_decision.stated import stated
from capgo_tui.rules.update_decision.unseen import UNKNOWN, Unknown
from capgo_tui.rules.update_decision.world import ChannelFacts, Rollout, World

if TYPE_CHECKING:
    from capgo_tui.models.device import Device

OTHER: Final = ""
"""Stands for every bundle that no channel in question delivers."""
_NOBODY: Final = "\0"
"""Stands for every name that no channel has."""
_MOST_KEPT: Final = 20_000
"""How much is kept, so that devices with names of their own invention cannot fill the memory."""


@dataclass(slots=True)
class _Scope:
    """What the channels that a device can come to make of names, native versions and keys."""

    names: frozenset[str]
    """The bundles that it makes a difference to run."""
    versions: tuple[Semver, ...]
    """The bundles and minima that a native version is compared with."""
    has_keys: bool
    """Whether the encryption key of a device makes a difference."""
    natives: dict[str | None, Hashable] = field(default_factory=dict)
    """The native versions seen, by what comes of them."""

    def native(self, text: str | None) -> Hashable:
        """What a native version comes to in all comparisons."""
        if text not in self.natives:
            if len(self.natives) >= _MOST_KEPT:
                self.natives.clear()
            self.natives[text] = self._compared(text)
        return self.natives[text]

    def _compared(self, text: str | None) -> Hashable:
        version = None if text is None else read_semver(text)
        if version is None:
            return text is None
        return tuple(
            (
                each.major <= version.major,
                each.numbers[:2] == version.numbers[:2],
                each.numbers == version.numbers,
                each <= version,
                each >= version,
            )
            for each in self.versions
        )


class Likeness:
    """Tells which devices of an app are alike."""

    def __init__(self, world: World) -> None:
        self._world = world
        rollouts = [channel.rollout for channel in world.channels.values()]
        paused = {each.target.name for each in rollouts if isinstance(each, Rollout) and each.is_paused}
        self._paused = (world.counters.paused_names or frozenset()) | paused
        self._scopes: dict[tuple[str | None, str | Unknown | None], _Scope] = {}

    def of(self, device: Device) -> Hashable:
        """What a device has in common with all that get the same decision, whatever its ladder shows."""
        override = self._known(device.channel)
        default = stated(device, device.default_channel, "default_channel")
        if default is UNKNOWN:
            default = self._world.unseen.default_channel
        if isinstance(default, str):
            default = self._known(default)
        scope = self._scopes.get((override, default))
        if scope is None:
            if len(self._scopes) >= _MOST_KEPT:
                self._scopes.clear()
            scope = self._scopes[override, default] = self._scope(override, default)
        native = None if device.version_build is None else complete_native(device.version_build)
        runs = native if device.version_name == BUILTIN else device.version_name
        return (
            override if device.override_known else (override,),
            device.forced_bundle,
            default,
            runs if runs is None or device.forced_bundle or runs in scope.names else OTHER,
            native if device.forced_bundle else scope.native(native),
            _plugin(device.plugin_version),
            device.platform,
            device.is_prod,
            device.is_emulator,
            stated(device, device.key_id, "key_id") if scope.has_keys else None,
            is_uuid(device.device_id),
        )

    def _known(self, name: str | None) -> str | None:
        """The name of a channel; the same one for all names that no channel has, None for an empty one."""
        if not name:
            return None
        known = name in self._world.channels or not self._world.channels_complete
        return name if known else _NOBODY

    def _scope(self, override: str | None, default: str | Unknown | None) -> _Scope:
        """Find what the channels make of a device that a given override or default channel leads to."""
        named = [self._world.channels.get(each) for each in (override, default) if isinstance(each, str)]
        channels = [*(each for each in named if each is not None), *self._world.public]
        bundles = list(_delivered(channels))
        unlisted = not self._world.channels_complete
        names = {bundle.name for bundle in bundles} | self._paused
        versions = {bundle.version for bundle in bundles}
        minima = {read_semver(each.minimum) for each in bundles if isinstance(each.minimum, str)}
        return _Scope(
            names=frozenset(name for name in names if name is not None),
            versions=tuple(sorted(each for each in versions | minima if each is not None)),
            has_keys=unlisted or any(bundle.key_id is not None for bundle in bundles),
        )


def _delivered(channels: Iterable[ChannelFacts]) -> Iterable[BundleFacts]:
    """Every bundle that one of the channels may deliver."""
    for channel in channels:
        yield channel.stable
        if isinstance(channel.rollout, Rollout):
            yield channel.rollout.target
        elif channel.rollout is UNKNOWN:
            yield BundleFacts()


@lru_cache(maxsize=4_096)
def _plugin(text: str | None) -> Hashable:
    """What a plugin's version comes to in all checks."""
    version = None if text is None else read_semver(text)
    if version is None:
        return text is None
    return (
        version.major == REFUSED_PLUGIN,
        version > LAST_WITHOUT_KEY_CHECK,
        version >= FIRST_WITH_BUILTIN,
        keeps_channel_elsewhere(version),
        gets_no_manifest(version),
    )
