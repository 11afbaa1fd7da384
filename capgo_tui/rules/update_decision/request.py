"""What a device sends with its check, made from what the server noted of it (contract/api.md 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from capgo_tui.models.ids import is_uuid
from capgo_tui.rules.update_decision.bundle_facts import BUILTIN
from capgo_tui.rules.update_decision.semver import Semver, complete_native, read_semver
from capgo_tui.rules.update_decision.stated import stated
from capgo_tui.rules.update_decision.unseen import UNKNOWN, Unknown

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.rules.update_decision.world import World

_FIRST_WITH_OWN_CHANNEL: Final = {
    5: Semver(5, 34, 0),
    6: Semver(6, 34, 0),
    7: Semver(7, 34, 0),
}
"""From which plugin on a self-chosen channel is kept on the device; of other majors from 8 on."""
_LAST_WITHOUT_MANIFEST: Final = {
    5: Semver(5, 9, 0),
    6: Semver(6, 2, 0),
    7: Semver(7, 0, 34),
}
"""Up to which plugin a manifest was seen not to be sent (contract/api.md 5.2, details)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A check as the device sends it. None is "unknown" throughout, but where UNKNOWN may stand."""

    well_formed_id: bool
    """Whether the device id is a UUID."""
    device_id: str
    runs: str | None
    """The bundle it says it runs; the native version in place of `builtin`."""
    native: str | None
    """The native version, completed."""
    native_version: Semver | None
    """The same, read; None also where it is no semver."""
    plugin: str | None
    plugin_version: Semver | None
    platform: str | None
    is_prod: bool | None
    is_emulator: bool | None
    key_id: str | Unknown | None
    override: str | None
    """The channel that the device is forced to; None without an override."""
    override_known: bool
    """Whether it is known if there is one."""
    default_channel: str | Unknown | None
    """The channel that the app asks for."""
    forced_bundle: str | None
    """The bundle that the device was forced to from here; None without one, or where nobody knows."""

    @property
    def keeps_channel_elsewhere(self) -> bool:
        """Whether an edge store may keep a channel that the plugin chose."""
        if self.plugin_version is None:
            return self.plugin is None
        return keeps_channel_elsewhere(self.plugin_version)

    @property
    def gets_no_manifest(self) -> bool:
        """Whether the plugin is known to be sent no manifest."""
        return self.plugin_version is not None and gets_no_manifest(self.plugin_version)


def keeps_channel_elsewhere(plugin: Semver) -> bool:
    """Whether a plugin is so old that an edge store may keep a channel it chose (contract/api.md 5.3 [S])."""
    return plugin < _FIRST_WITH_OWN_CHANNEL.get(plugin.major, Semver(8, 0, 0))


def gets_no_manifest(plugin: Semver) -> bool:
    """Whether a plugin was seen to be sent no manifest (contract/api.md 5.2, details)."""
    last = _LAST_WITHOUT_MANIFEST.get(plugin.major)
    return last is not None and plugin <= last


def read_request(device: Device, world: World) -> Request:
    """Make the request of a device."""
    native = None if device.version_build is None else complete_native(device.version_build)
    plugin = device.plugin_version
    default = stated(device, device.default_channel, "default_channel")
    return Request(
        well_formed_id=is_uuid(device.device_id),
        device_id=device.device_id,
        runs=native if device.version_name == BUILTIN else device.version_name,
        native=native,
        native_version=None if native is None else read_semver(native),
        plugin=plugin,
        plugin_version=None if plugin is None else read_semver(plugin),
        platform=device.platform,
        is_prod=device.is_prod,
        is_emulator=device.is_emulator,
        key_id=stated(device, device.key_id, "key_id"),
        override=device.channel or None,
        override_known=device.override_known,
        default_channel=world.unseen.default_channel if default is UNKNOWN else default,
        forced_bundle=device.forced_bundle or None,
    )
