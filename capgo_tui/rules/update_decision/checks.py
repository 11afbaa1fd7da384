"""The checks of the update server, in its order (contract/api.md 5.2)."""

from __future__ import annotations

from enum import Enum


class Check(Enum):
    """A rung of the ladder. Two checks that no request can fail today (rows 6 and 12) are left out."""

    REQUEST = ("0a", "request", "the request is well formed")
    NATIVE = ("0b", "native_version", "the native version is semver")
    APP = ("1", "app", "the cloud serves the app")
    NETWORK = ("2", "network", "not asked from a data centre")
    PLAN = ("3", "plan", "the plan is valid")
    PLUGIN = ("4", "plugin", "the plugin is not of version 4")
    CHANNEL = ("5", "channel", "a channel is found")
    ROLLOUT = ("5.4", "rollout", "which of the channel's two bundles")
    FILE = ("7", "file", "the bundle has a file")
    KEY = ("8", "key_id", "the encryption key fits")
    NAME = ("9", "already_runs", "the device does not run it yet")
    PLATFORM = ("10", "platform", "the channel serves the platform")
    MAJOR = ("11", "major", "the bundle's major is not above native")
    MINOR = ("13", "minor", "the bundle has native's major and minor")
    PATCH = ("14", "patch", "the bundle has native's three numbers")
    MINIMUM = ("15", "minimum", "the bundle states a minimum")
    METADATA = ("16", "metadata", "the minimum is not above native")
    UNDER_NATIVE = ("17", "under_native", "the bundle is at or above native")
    PROD = ("18", "prod", "production builds are allowed")
    DEV = ("19", "dev", "development builds are allowed")
    DEVICE = ("20", "device", "real devices are allowed")
    EMULATOR = ("21", "emulator", "emulators are allowed")
    BUILTIN = ("22", "builtin", "back to the built-in bundle")
    DOWNLOAD = ("23", "download", "a download address can be made")

    def __init__(self, row: str, key: str, asks: str) -> None:
        self.row = row
        """Its row in contract/api.md 5.2, or the section that describes it."""
        self.key = key
        """Its stable name in JSON."""
        self.asks = asks
        """What must hold, in a few words."""
