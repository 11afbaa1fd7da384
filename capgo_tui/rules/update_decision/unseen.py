"""What the public API does not show, as far as somebody knows it all the same (contract/api.md 5.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Final


class Unknown(Enum):
    """Stands for a value that nobody told us, where `None` means "there is none"."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN

PLATFORMS: Final = ("ios", "android", "electron")
"""What a device can be, in the words of the server."""


@dataclass(frozen=True, slots=True)
class Platforms:
    """Which platforms a channel serves; None where that is not known."""

    ios: bool | None = None
    """Whether iOS gets updates from it."""
    android: bool | None = None
    """Whether Android does."""
    electron: bool | None = None
    """Whether Electron does."""

    def serves(self, platform: str) -> bool | None:
        """Whether it serves a platform, one of `PLATFORMS`."""
        flag: bool | None = getattr(self, platform)
        return flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """Knowledge beside the public API. Whatever is left out is unknown, and no answer relies on it."""

    platforms: Mapping[str, Platforms] = field(default_factory=lambda: MappingProxyType({}))
    """The platform flags by channel name: `GET /channel` never returns them."""
    default_channel: str | Unknown | None = UNKNOWN
    """The channel that the app on the device asks for; None where it asks for none."""
    deleted_bundles: frozenset[int] | None = None
    """The ids of all deleted bundles, which `GET /bundle` leaves out."""
    plan: str | Unknown | None = UNKNOWN
    """Why the organization's plan is not valid, in any word; None where it is valid."""
    ordinary_network: bool | None = None
    """Whether the device asks from elsewhere than a data centre of Google or Apple."""
    no_self_chosen_channel: bool = False
    """Whether an old plugin is known to have chosen no channel that an edge store keeps (api.md 5.3)."""
    draws: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    """By channel name, whether this device's draw gives it the rollout."""
