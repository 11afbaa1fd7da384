"""An app around a channel, and what is said before the channel is saved."""

from __future__ import annotations

from typing import Any

from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.device import Device
from capgo_tui.rules.channel_warnings import (
    ChannelWarning,
    WarningKind,
    channel_warnings,
)
from capgo_tui.rules.surroundings import Surroundings
from tests.rules.small_world import bundle, channel

ALL_FLAGS = ("ios", "android", "electron")
FOUR = (bundle(4, min_update_version="1.0.0"), bundle(3), bundle(2), bundle(1))


def app(
    *channels: Channel, bundles: tuple[Bundle, ...] = FOUR, complete: bool = True, forced: int | None = 0
) -> Surroundings:
    """An app: all of it is loaded, or nothing is complete; some devices are forced to beta."""
    near = Surroundings()
    near.set_channels(channels, complete=complete)
    near.set_bundles(bundles, complete=complete)
    devices = [Device.read({"device_id": str(place), "channel": "beta"}) for place in range(forced or 0)]
    near.set_devices(devices, complete=complete and forced is not None)
    return near


def warned(of: Channel | None, near: Surroundings | None = None, **fields: Any) -> dict[WarningKind, str]:
    """What is said before an edit is saved, by its kind."""
    around = near or app(*([of] if of else []))
    found = channel_warnings(of, ChannelEdit(**fields), around, name="qa")
    return {each.kind: each.text for each in found}


def kinds(found: list[ChannelWarning]) -> list[WarningKind]:
    return [each.kind for each in found]


PRODUCTION = channel()
BETA = channel("beta", public=False, allow_device_self_set=True)
