"""A channel: points at a bundle and says which devices get it (contract/api.md 3.6)."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field
from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import AsReference, Number, Strategy, Time

BUILTIN_NAMES: Final = frozenset({"builtin", "unknown"})
"""The bundles that stand for "none" on old servers (api-seed.md 3.4)."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class BundleRef(Document):
    """A bundle as a channel names it: either half may be missing on old servers."""

    id: int | None = None
    """The bundle's number."""
    name: str | None = None
    """The bundle's name, such as `1.2.0`."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class Channel(Document):
    """A channel."""

    id: int
    """Its number."""
    name: str
    """What devices and uploads call it."""
    app_id: str | None = None
    """The app that it belongs to."""
    version: Annotated[BundleRef | None, AsReference] = None
    """The bundle that it points at; see `is_builtin` for what `None` means."""
    created_at: Time = None
    """When it was made."""
    updated_at: Time = None
    """When it was changed."""
    created_by: str | None = None
    """The id of the user who made it."""
    public: bool | None = None
    """Whether devices that ask for no channel get this one."""
    disable_auto_update: Strategy = Field(default=None, validation_alias="disableAutoUpdate")
    """The update strategy, a word: see `values.STRATEGIES` and `values.STRATEGY_ON`."""
    disable_auto_update_under_native: bool | None = Field(
        default=None, validation_alias="disableAutoUpdateUnderNative"
    )
    """Whether a bundle below the native version is held back."""
    allow_device_self_set: bool | None = None
    """Whether an app may choose this channel by itself."""
    allow_emulator: bool | None = None
    """Whether emulators get updates."""
    allow_device: bool | None = None
    """Whether real devices get updates."""
    allow_dev: bool | None = None
    """Whether development builds get updates."""
    allow_prod: bool | None = None
    """Whether production builds get updates."""
    ios: bool | None = None
    """Whether iOS gets updates. `GET /channel` never says; only the audit log does."""
    android: bool | None = None
    """Whether Android gets updates. `GET /channel` never says; only the audit log does."""
    electron: bool | None = None
    """Whether Electron gets updates. `GET /channel` never says; only the audit log does."""

    rollout_version: int | None = None
    """The id of the bundle that is being rolled out."""
    rollout_version_info: Annotated[BundleRef | None, AsReference] = None
    """The bundle that is being rolled out."""
    rollout_id: str | None = None
    """Changes when the target of the rollout or its state changes."""
    rollout_percentage_bps: int | None = Field(default=None, validation_alias="rolloutPercentageBps")
    """The share of devices that get the rollout, in basis points (10000 = all)."""
    rollout_enabled: bool | None = Field(default=None, validation_alias="rolloutEnabled")
    """Whether the rollout is on."""
    rollout_paused_at: Time = Field(default=None, validation_alias="rolloutPausedAt")
    """Since when the rollout is paused."""
    rollout_pause_reason: str | None = Field(default=None, validation_alias="rolloutPauseReason")
    """Why it is paused."""
    rollout_cache_ttl_seconds: int | None = Field(default=None, validation_alias="rolloutCacheTtlSeconds")
    """How many seconds a device's draw is remembered."""

    auto_pause_enabled: bool | None = Field(default=None, validation_alias="autoPauseEnabled")
    """Whether failures pause the rollout."""
    auto_pause_window_minutes: int | None = Field(default=None, validation_alias="autoPauseWindowMinutes")
    """Over how many minutes failures are counted."""
    auto_pause_failure_rate_bps: int | None = Field(default=None, validation_alias="autoPauseFailureRateBps")
    """The share of failures that pauses it, in basis points."""
    auto_pause_confidence: Number | None = Field(default=None, validation_alias="autoPauseConfidence")
    """How sure the server must be, between 0 and 1."""
    auto_pause_min_attempts: int | None = Field(default=None, validation_alias="autoPauseMinAttempts")
    """How many attempts there must be."""
    auto_pause_min_failures: int | None = Field(default=None, validation_alias="autoPauseMinFailures")
    """How many failures there must be."""
    auto_pause_action: str | None = Field(default=None, validation_alias="autoPauseAction")
    """What happens then: `pause`, `rollback` or `notify`."""
    auto_pause_cooldown_minutes: int | None = Field(default=None, validation_alias="autoPauseCooldownMinutes")
    """How many minutes pass before it may happen again."""
    auto_pause_last_triggered_at: Time = Field(default=None, validation_alias="autoPauseLastTriggeredAt")
    """When it happened last."""
    auto_pause_last_checked_at: Time = Field(default=None, validation_alias="autoPauseLastCheckedAt")
    """When it was looked at last."""

    @property
    def is_builtin(self) -> bool | None:
        """Whether it points at no bundle, so that devices run the one that the app was built with.

        `None` where the server did not say which bundle it points at.
        """
        if self.version is not None:
            return self.version.name in BUILTIN_NAMES
        return True if self.has("version") else None

    @property
    def bundle_name(self) -> str | None:
        """The name of the bundle that it points at; None for the built-in one, and where nothing says it."""
        return None if self.version is None or self.is_builtin else self.version.name
