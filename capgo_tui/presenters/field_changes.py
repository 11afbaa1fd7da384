"""How the fields of a change read: their names and values, as the forms and the tables word them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.presenters.preview import ChangeRow

if TYPE_CHECKING:
    from capgo_tui.models.facts import Difference, Fact

LABELS: Final[Mapping[str, str]] = {
    "version": "bundle",
    "public": "public",
    "disable_auto_update": "strategy",
    "disable_auto_update_under_native": "under-native guard",
    "allow_device_self_set": "self-set",
    "allow_emulator": "emulators",
    "allow_device": "real devices",
    "allow_dev": "development builds",
    "allow_prod": "production builds",
    "ios": "iOS",
    "android": "Android",
    "electron": "Electron",
    "rollout_version": "rollout bundle",
    "rollout_percentage_bps": "rollout share",
    "rollout_enabled": "rollout on",
    "rollout_paused_at": "rollout paused since",
    "rollout_pause_reason": "pause reason",
    "rollout_cache_ttl_seconds": "draw remembered",
    "auto_pause_enabled": "auto-pause",
    "auto_pause_window_minutes": "auto-pause window",
    "auto_pause_failure_rate_bps": "auto-pause at failures",
    "auto_pause_confidence": "auto-pause confidence",
    "auto_pause_min_attempts": "auto-pause attempts",
    "auto_pause_min_failures": "auto-pause failures",
    "auto_pause_action": "auto-pause action",
    "auto_pause_cooldown_minutes": "auto-pause rest",
    "management_email": "management email",
    "require_apikey_expiration": "keys must end",
    "max_apikey_expiration_days": "keys end within",
    "enforce_hashed_api_keys": "keys are hashed",
    "enforce_encrypted_bundles": "encrypted bundles",
    "required_encryption_key": "encryption key",
    "enforcing_2fa": "second factor",
    "expires_at": "expires",
    "expose_metadata": "metadata to devices",
    "allow_device_custom_id": "custom id by device",
    "block_provider_infra_requests": "no data centres",
    "need_onboarding": "needs onboarding",
    "existing_app": "was in a store",
    "ios_store_url": "App Store",
    "android_store_url": "Play Store",
    "external_url": "file",
    "estimated_mau": "expected devices",
    "unlinked": "unlinked bundles",
}
"""What a field is called, where its name is not its word already."""

_UNITS: Final[Mapping[str, str]] = {
    "rollout_cache_ttl_seconds": " s",
    "auto_pause_window_minutes": " min",
    "auto_pause_cooldown_minutes": " min",
    "max_apikey_expiration_days": " days",
}
NOT_READABLE: Final = "unknown"
"""What stands for a value that the server does not tell."""


def label_of(name: str) -> str:
    """What a field is called."""
    return LABELS.get(name, name.replace("_", " "))


def value_text(name: str, value: Fact) -> str:
    """How a value of a field reads; raw, so whoever shows it cleans it."""
    if value is None:
        return "built-in" if name == "version" else "never" if name == "expires_at" else "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "retention" and isinstance(value, int):
        return f"{value / 86_400:g} days"
    if name.endswith("_bps") and isinstance(value, int):
        return f"{value / 100:g} %"
    if name.endswith("_at") and isinstance(value, str):
        return _moment(value)
    return f"{value}{_UNITS.get(name, '')}"


def change_rows(differences: Iterable[Difference]) -> tuple[ChangeRow, ...]:
    """Each field that changes: what it is called, what it says, what it will say."""
    return tuple(
        ChangeRow(
            label_of(each.name),
            value_text(each.name, each.was) if each.was_known else NOT_READABLE,
            value_text(each.name, each.now),
        )
        for each in differences
    )


def request_text(method: str, target: str, body: Mapping[str, Any] | None) -> str:
    """A request as it is sent: method and address, then the JSON on lines of its own."""
    if body is None:
        return f"{method} {target}"
    return f"{method} {target}\n{json.dumps(body, indent=2, ensure_ascii=False)}"


def _moment(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return text
