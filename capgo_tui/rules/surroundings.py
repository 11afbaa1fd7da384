"""What is known of one app beside the record in question, so that a rule can join it.

Lists arrive page by page and may never be complete, so each carries whether it is. A rule that
concludes from absence (no override, a deleted bundle) asks that first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device


class Surroundings:
    """The channels, bundles and devices of an app, as far as they are loaded, indexed for joins."""

    channels: Sequence[Channel]
    """The channels loaded, oldest first."""
    channels_complete: bool
    """Whether these are all of them."""
    bundles_complete: bool
    """Whether every bundle that is not deleted is loaded."""
    devices_complete: bool
    """Whether every device is loaded."""
    overrides_told: bool
    """Whether every loaded device says if it is forced to a channel: servers of 2025 do not tell that."""
    overrides_in_app: int | None
    """The app's own count of overrides (`channel_device_count`, filled late); None if not known."""
    share_today: Mapping[str, float] | None
    """Percent of today's checks by bundle name; None if the statistics are not known."""

    def __init__(self) -> None:
        self.channels = ()
        self.channels_complete = False
        self.bundles_complete = False
        self.devices_complete = False
        self.overrides_told = True
        self.overrides_in_app = None
        self.share_today = None
        self._bundle_by_id: dict[int, Bundle] = {}
        self._bundle_by_name: dict[str, Bundle] = {}
        self._rank_by_name: dict[str, int] = {}
        self._linked: dict[int, list[Channel]] = {}
        self._rolling: dict[int, list[Channel]] = {}
        self._devices_on_bundle: Counter[str] = Counter()
        self._devices_on_channel: Counter[str] = Counter()
        self._channel_by_name: dict[str, Channel] = {}

    def set_channels(self, channels: Sequence[Channel], *, complete: bool) -> None:
        """Take the channels as they are now."""
        self.channels = channels
        self.channels_complete = complete
        self._channel_by_name = {channel.name: channel for channel in channels}
        linked: defaultdict[int, list[Channel]] = defaultdict(list)
        rolling: defaultdict[int, list[Channel]] = defaultdict(list)
        for channel in channels:
            if channel.version is not None and channel.version.id is not None:
                linked[channel.version.id].append(channel)
            if channel.rollout_version is not None:
                rolling[channel.rollout_version].append(channel)
        self._linked, self._rolling = dict(linked), dict(rolling)

    def set_bundles(self, bundles: Sequence[Bundle], *, complete: bool) -> None:
        """Take the bundles as they are now, newest first."""
        self.bundles_complete = complete
        self._bundle_by_id = {bundle.id: bundle for bundle in bundles}
        self._bundle_by_name = {bundle.name: bundle for bundle in bundles}
        self._rank_by_name = {bundle.name: rank for rank, bundle in enumerate(bundles)}

    def set_devices(self, devices: Iterable[Device], *, complete: bool) -> None:
        """Count the devices anew."""
        self._devices_on_bundle.clear()
        self._devices_on_channel.clear()
        self.overrides_told = True
        self.add_devices(devices, complete=complete)

    def add_devices(self, devices: Iterable[Device], *, complete: bool) -> None:
        """Count one more page of devices."""
        self.devices_complete = complete
        for device in devices:
            if device.version_name is not None:
                self._devices_on_bundle[device.version_name] += 1
            if device.channel is not None:
                self._devices_on_channel[device.channel] += 1
            if not device.override_known:
                self.overrides_told = False

    def bundle(self, bundle_id: int) -> Bundle | None:
        """The bundle of this id, if it is loaded."""
        return self._bundle_by_id.get(bundle_id)

    def bundle_named(self, name: str) -> Bundle | None:
        """The bundle of this name, if it is loaded."""
        return self._bundle_by_name.get(name)

    def channel(self, name: str) -> Channel | None:
        """The channel of this name, if it is loaded."""
        return self._channel_by_name.get(name)

    def rank(self, bundle_name: str) -> int | None:
        """How many bundles were made after this one, 0 for the newest; None if it is not loaded."""
        return self._rank_by_name.get(bundle_name)

    def linked_channels(self, bundle_id: int) -> Sequence[Channel]:
        """The channels that deliver this bundle."""
        return self._linked.get(bundle_id, ())

    def rolling_channels(self, bundle_id: int) -> Sequence[Channel]:
        """The channels that have this bundle as their rollout target."""
        return self._rolling.get(bundle_id, ())

    def devices_on_bundle(self, bundle_name: str) -> int:
        """How many of the loaded devices run this bundle."""
        return self._devices_on_bundle[bundle_name]

    def devices_on_channel(self, name: str) -> int:
        """How many of the loaded devices are forced to this channel."""
        return self._devices_on_channel[name]

    @property
    def public_channels(self) -> Sequence[Channel]:
        """The channels that devices without an override fall to."""
        return [channel for channel in self.channels if channel.public]
