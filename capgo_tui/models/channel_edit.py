"""What is sent to make or change a channel (contract/api.md 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, cast

from capgo_tui.errors import Misused
from capgo_tui.models import checks
from capgo_tui.models.channel import BUILTIN_NAMES, BundleRef, Channel
from capgo_tui.models.document import Document
from capgo_tui.models.edit import UNSET, Edit, Unset
from capgo_tui.models.values import STRATEGIES

PAUSE_ACTIONS: Final = ("pause", "rollback", "notify")
"""What failures of a rollout may lead to."""

_WHOLE: Final[Mapping[str, tuple[int | None, str]]] = {
    "rollout_percentage_bps": (10_000, "share of the rollout in basis points"),
    "rollout_cache_ttl_seconds": (None, "time that a draw is remembered, in seconds,"),
    "auto_pause_window_minutes": (None, "window in minutes"),
    "auto_pause_failure_rate_bps": (10_000, "share of failures in basis points"),
    "auto_pause_min_attempts": (None, "number of attempts"),
    "auto_pause_min_failures": (None, "number of failures"),
    "auto_pause_cooldown_minutes": (None, "rest in minutes"),
}
"""Fields with whole numbers from 0: the largest one if there is one, and what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEdit(Edit):
    """What is to change about a channel, or what a new one is to be."""

    NAMES: ClassVar[Mapping[str, str]] = {
        "disable_auto_update": "disableAutoUpdate",
        "disable_auto_update_under_native": "disableAutoUpdateUnderNative",
        "rollout_version": "rolloutVersion",
        "rollout_percentage_bps": "rolloutPercentageBps",
        "rollout_enabled": "rolloutEnabled",
        "rollout_paused_at": "rolloutPausedAt",
        "rollout_pause_reason": "rolloutPauseReason",
        "rollout_cache_ttl_seconds": "rolloutCacheTtlSeconds",
        "auto_pause_enabled": "autoPauseEnabled",
        "auto_pause_window_minutes": "autoPauseWindowMinutes",
        "auto_pause_failure_rate_bps": "autoPauseFailureRateBps",
        "auto_pause_confidence": "autoPauseConfidence",
        "auto_pause_min_attempts": "autoPauseMinAttempts",
        "auto_pause_min_failures": "autoPauseMinFailures",
        "auto_pause_action": "autoPauseAction",
        "auto_pause_cooldown_minutes": "autoPauseCooldownMinutes",
    }

    version: str | Unset | None = UNSET
    """The name of the bundle; None unlinks it, so that devices go back to the built-in one."""
    public: bool | Unset = UNSET
    """Whether devices that ask for no channel get this one; silently un-publishes another."""
    disable_auto_update: str | Unset = UNSET
    """The update strategy: one of `STRATEGIES`."""
    disable_auto_update_under_native: bool | Unset = UNSET
    """Whether a bundle below the native version is held back."""
    allow_device_self_set: bool | Unset = UNSET
    """Whether an app may choose this channel by itself."""
    allow_emulator: bool | Unset = UNSET
    """Whether emulators get updates."""
    allow_device: bool | Unset = UNSET
    """Whether real devices get updates."""
    allow_dev: bool | Unset = UNSET
    """Whether development builds get updates."""
    allow_prod: bool | Unset = UNSET
    """Whether production builds get updates."""
    ios: bool | Unset = UNSET
    """Whether iOS gets updates; cannot be read back."""
    android: bool | Unset = UNSET
    """Whether Android gets updates; cannot be read back."""
    electron: bool | Unset = UNSET
    """Whether Electron gets updates; cannot be read back."""

    rollout_version: str | Unset | None = UNSET
    """The name of the bundle to roll out; None ends the rollout."""
    rollout_percentage_bps: int | Unset = UNSET
    """The share of devices that get the rollout, in basis points (10000 = all)."""
    rollout_enabled: bool | Unset = UNSET
    """Whether the rollout is on."""
    rollout_paused_at: datetime | Unset | None = UNSET
    """Since when the rollout is paused, aware; None lets it go on."""
    rollout_pause_reason: str | Unset | None = UNSET
    """Why it is paused."""
    rollout_cache_ttl_seconds: int | Unset = UNSET
    """How many seconds a device's draw is remembered."""

    auto_pause_enabled: bool | Unset = UNSET
    """Whether failures pause the rollout."""
    auto_pause_window_minutes: int | Unset = UNSET
    """Over how many minutes failures are counted."""
    auto_pause_failure_rate_bps: int | Unset | None = UNSET
    """The share of failures that pauses it, in basis points."""
    auto_pause_confidence: float | Unset = UNSET
    """How sure the server must be: between 0 and 1, neither of them included."""
    auto_pause_min_attempts: int | Unset | None = UNSET
    """How many attempts there must be."""
    auto_pause_min_failures: int | Unset | None = UNSET
    """How many failures there must be."""
    auto_pause_action: str | Unset = UNSET
    """What happens then: one of `PAUSE_ACTIONS`."""
    auto_pause_cooldown_minutes: int | Unset = UNSET
    """How many minutes pass before it may happen again."""

    def __post_init__(self) -> None:
        for name in ("version", "rollout_version"):
            _want_bundle(getattr(self, name), name)
        if not isinstance(self.disable_auto_update, Unset):
            checks.want_one_of(self.disable_auto_update, STRATEGIES, "disable_auto_update", "update strategy")
        if not isinstance(self.auto_pause_action, Unset):
            checks.want_one_of(self.auto_pause_action, PAUSE_ACTIONS, "auto_pause_action", "action")
        if not isinstance(self.auto_pause_confidence, Unset):
            checks.want_between(self.auto_pause_confidence, 0, 1, "auto_pause_confidence", "confidence")
        for name, (most, what) in _WHOLE.items():
            value = getattr(self, name)
            if value is not None and value is not UNSET:
                checks.want_whole(value, 0, most, name, what)
        if isinstance(self.rollout_paused_at, datetime):
            checks.want_aware(self.rollout_paused_at, "rollout_paused_at", "time of the pause")

    def touches_rollout(self) -> bool:
        """Whether it says anything about the rollout or what pauses it; only existing channels have one."""
        return any(name.startswith(("rollout_", "auto_pause_")) for name in self.given())

    def _says(self, record: Document, name: str, value: object) -> bool:
        channel = cast("Channel", record)
        if name == "version" and value is None:
            return channel.is_builtin is True
        if name == "rollout_version" and value is None:  # under another name in answers than in requests
            return channel.has("rollout_version") and channel.rollout_version is None
        if name in {"version", "rollout_version"} and value is not None:
            ref: BundleRef | None = channel.version if name == "version" else channel.rollout_version_info
            return ref is not None and ref.name == value
        return super(ChannelEdit, self)._says(record, name, value)


def _want_bundle(name: str | Unset | None, field: str) -> None:
    """Want a bundle's name; the words that silently mean "none" are no names (contract/api.md 3.6)."""
    if name is None or isinstance(name, Unset):
        return
    checks.want_text(name, field, "name of the bundle")
    if name in BUILTIN_NAMES:
        raise Misused(
            f"{name} is no bundle: the server would unlink the channel.",
            next_step="Choose the built-in bundle if that is meant.",
            field=field,
        )
