"""Rows as JSON objects: whole ones for the audit log, and the shapes of the answers made from them."""

from __future__ import annotations

import copy
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import App, Bundle, Channel, Member, Organization
from capgo_tui.demo.state import World
from capgo_tui.demo.timestamps import rest

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

INTERNAL = {"plan", "current_storage_bytes", "count_due", "size_bytes"}
"""Columns of this demo that no answer shows."""


def whole(row: DataclassInstance) -> Json:
    """Write every column of a row, times as PostgREST has them."""
    return {
        column.name: _value(getattr(row, column.name))
        for column in fields(row)
        if column.name not in INTERNAL
    }


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return rest(value)
    return copy.deepcopy(value) if isinstance(value, dict | list) else value


ORGANIZATION_FIELDS = (
    *(
        "id",
        "created_by",
        "created_at",
        "updated_at",
        "logo",
        "name",
        "management_email",
        "customer_id",
        "website",
    ),
)
"""What GET /organization shows (contract/api.md 3.1)."""


def organization(row: Organization) -> Json:
    """Write an organization as GET /organization shows it."""
    return {name: _value(getattr(row, name)) for name in ORGANIZATION_FIELDS}


APP_FIELDS = (
    *("created_at", "app_id", "icon_url", "user_id", "name", "last_version", "updated_at", "id", "retention"),
    *(
        "owner_org",
        "default_upload_channel",
        "transfer_history",
        "channel_device_count",
        "manifest_bundle_count",
    ),
    *("expose_metadata", "allow_preview", "allow_device_custom_id", "need_onboarding", "existing_app"),
    *("ios_store_url", "android_store_url", "stats_updated_at", "stats_refresh_requested_at"),
    *("build_timeout_seconds", "build_timeout_updated_at", "block_provider_infra_requests"),
)


def app(world: World, row: App) -> Json:
    """Write an app with its rollout counters, which follow from its channels (contract/api.md 5.4)."""
    rollouts = [
        channel
        for channel in world.channels_of(row.app_id)
        if channel.rollout_version and channel.rollout_enabled and channel.rollout_percentage_bps > 0
    ]
    paused = [
        world.bundles.get(channel.rollout_version or 0) for channel in rollouts if channel.rollout_paused_at
    ]
    return {
        **{name: _value(getattr(row, name)) for name in APP_FIELDS},
        "rollout_channel_count": len(rollouts) - len(paused),
        "rollout_paused_version_names": sorted({bundle.name for bundle in paused if bundle}),
        "created_from_onboarding": row.created_from_onboarding,
        "onboarding_completed_at": rest(row.onboarding_completed_at),
    }


BUNDLE_FIELDS = (
    *(
        "id",
        "created_at",
        "app_id",
        "name",
        "updated_at",
        "deleted",
        "external_url",
        "checksum",
        "session_key",
    ),
    *(
        "storage_provider",
        "min_update_version",
        "native_packages",
        "owner_org",
        "user_id",
        "r2_path",
        "manifest",
    ),
    *(
        "link",
        "comment",
        "manifest_count",
        "key_id",
        "cli_version",
        "deleted_at",
        "created_by_apikey_rbac_id",
    ),
)


def bundle(row: Bundle) -> Json:
    """Write a bundle as GET /bundle shows it (contract/api.md 3.7)."""
    return {name: _value(getattr(row, name)) for name in BUNDLE_FIELDS}


_SAME_NAME = (
    *("id", "created_at", "name", "app_id", "created_by", "updated_at", "public", "allow_device_self_set"),
    *("allow_emulator", "allow_device", "allow_dev", "allow_prod", "rollout_version", "rollout_id"),
)
_RENAMED = {
    "disableAutoUpdateUnderNative": "disable_auto_update_under_native",
    "disableAutoUpdate": "disable_auto_update",
    "rolloutPercentageBps": "rollout_percentage_bps",
    "rolloutEnabled": "rollout_enabled",
    "rolloutPausedAt": "rollout_paused_at",
    "rolloutPauseReason": "rollout_pause_reason",
    "rolloutCacheTtlSeconds": "rollout_cache_ttl_seconds",
    "autoPauseEnabled": "auto_pause_enabled",
    "autoPauseWindowMinutes": "auto_pause_window_minutes",
    "autoPauseFailureRateBps": "auto_pause_failure_rate_bps",
    "autoPauseConfidence": "auto_pause_confidence",
    "autoPauseMinAttempts": "auto_pause_min_attempts",
    "autoPauseMinFailures": "auto_pause_min_failures",
    "autoPauseAction": "auto_pause_action",
    "autoPauseCooldownMinutes": "auto_pause_cooldown_minutes",
    "autoPauseLastTriggeredAt": "auto_pause_last_triggered_at",
    "autoPauseLastCheckedAt": "auto_pause_last_checked_at",
}
"""The names of GET /channel, and the columns behind them."""


def channel(world: World, row: Channel) -> Json:
    """Write a channel as GET /channel shows it, which is without its platforms (contract/api.md 3.6)."""
    return {
        **{name: _value(getattr(row, name)) for name in _SAME_NAME},
        "rollout_version_info": _reference(world, row.rollout_version),
        "version": _reference(world, row.version),
        **{name: _value(getattr(row, column)) for name, column in _RENAMED.items()},
    }


def _reference(world: World, bundle_id: int | None) -> Json | None:
    target = world.bundles.get(bundle_id) if bundle_id is not None else None
    return {"name": target.name, "id": target.id} if target else None


def member(row: Member) -> Json:
    """Write a membership as the audit log has it."""
    return {
        "id": row.id,
        "app_id": None,
        "org_id": row.org_id,
        "user_id": row.user_id,
        "channel_id": None,
        "created_at": rest(row.created_at),
        "updated_at": rest(row.updated_at),
        "is_invite": row.is_tmp,
        "rbac_role_name": row.role,
    }
