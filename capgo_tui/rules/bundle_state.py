"""What a bundle is doing: whether channels deliver it, and whether anybody was seen to run it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from capgo_tui.rules.surroundings import Surroundings

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle


class BundleState(Enum):
    """The states of the Bundles table."""

    LIVE = "live"
    ROLLOUT = "rollout"
    UNUSED = "unused"
    NEVER_SEEN = "never seen"
    UNKNOWN = "unknown"


def bundle_state(bundle: Bundle, around: Surroundings) -> BundleState:
    """Say what a bundle is doing; unknown until the channels are loaded.

    Never seen: no channel has it, every device is loaded, and none runs it.
    """
    if around.linked_channels(bundle.id):
        return BundleState.LIVE
    if around.rolling_channels(bundle.id):
        return BundleState.ROLLOUT
    if not around.channels_complete:
        return BundleState.UNKNOWN
    unseen = around.devices_complete and around.devices_on_bundle(bundle.name) == 0
    return BundleState.NEVER_SEEN if unseen else BundleState.UNUSED
