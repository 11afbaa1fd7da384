"""The rows of the demo cloud: plain, typed, changed in place.

Names follow the columns of contract/api.md 3. Times are aware UTC. Tables are dictionaries in the order in
which the database would find their rows: a row that is written again moves to the end (`World.rewrite`),
because lists without a defined order show exactly that order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PREFERENCES = (
    *("onboarding", "usage_limit", "credit_usage", "device_error", "weekly_stats", "monthly_stats"),
    *(
        "bundle_created",
        "bundle_deployed",
        "deploy_stats_24h",
        "billing_period_stats",
        "channel_self_rejected",
    ),
)
"""The mails an organization may get; all are on from the start."""

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""The age of rows that do not state theirs."""


@dataclass(slots=True, eq=False, repr=False)
class User:
    """A person with an account."""

    id: str
    email: str
    image_url: str | None = ""
    """The picture; servers of early 2025 fail over one that is null."""


@dataclass(slots=True, eq=False, repr=False)
class Organization:
    """An organization and its policies."""

    id: str
    name: str
    created_by: str
    management_email: str
    created_at: datetime = EPOCH
    updated_at: datetime = EPOCH
    logo: str | None = ""
    customer_id: str | None = None
    website: str | None = None
    stats_updated_at: datetime | None = None
    last_stats_updated_at: datetime | None = None
    enforcing_2fa: bool = False
    email_preferences: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PREFERENCES, True))
    password_policy_config: Any = None
    enforce_hashed_api_keys: bool = False
    require_apikey_expiration: bool = False
    max_apikey_expiration_days: int | None = None
    enforce_encrypted_bundles: bool = False
    required_encryption_key: str | None = None
    has_usage_credits: bool = False
    stats_refresh_requested_at: datetime | None = None
    onboarding: dict[str, Any] = field(default_factory=lambda: {"intent": "unknown"})
    plan: str | None = None
    """`good`, `invalid`, or None where no billing is set up, which counts as good for every key."""


@dataclass(slots=True, eq=False, repr=False)
class Member:
    """A person in an organization, or (is_tmp) an invitation of one."""

    id: int
    org_id: str
    user_id: str
    role: str
    is_tmp: bool = False
    expires_at: datetime | None = None
    """When the role ends; not visible through the API."""
    created_at: datetime = EPOCH
    updated_at: datetime = EPOCH
    user_right: str | None = None
    """The word of older servers where today's role does not tell it, such as `write`."""
    app_id: str | None = None
    """The one app that the person may see, on older servers."""


@dataclass(frozen=True, slots=True, repr=False)
class Binding:
    """A role of a key at an organization, an app or a channel."""

    scope: str
    """`org`, `app` or `channel`."""
    org_id: str
    role: str
    app_id: str | None = None
    channel_id: int | None = None


@dataclass(slots=True, eq=False, repr=False)
class ApiKey:
    """An API key; one with `key_hash` and no `key` is stored hashed."""

    id: int
    name: str
    user_id: str
    rbac_id: str
    key: str | None
    key_hash: str | None = None
    expires_at: datetime | None = None
    bindings: list[Binding] = field(default_factory=list)
    global_permissions: list[str] = field(default_factory=list)
    created_at: datetime = EPOCH
    updated_at: datetime = EPOCH
    mode: str | None = None
    """read, upload, write or all, on older servers; None until such a server needs it."""
    limited_to_orgs: list[str] = field(default_factory=list)
    limited_to_apps: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class App:
    """An app. Its rollout counters are computed when read, its override counter fills late."""

    id: str
    app_id: str
    name: str | None
    owner_org: str
    user_id: str
    icon_url: str = ""
    retention: int = 2592000
    default_upload_channel: str | None = None
    last_version: str | None = None
    created_at: datetime = EPOCH
    updated_at: datetime | None = EPOCH
    transfer_history: list[Any] = field(default_factory=list)
    channel_device_count: int = 0
    manifest_bundle_count: int = 0
    expose_metadata: bool = False
    allow_preview: bool = False
    allow_device_custom_id: bool = True
    need_onboarding: bool = False
    existing_app: bool = False
    ios_store_url: str | None = None
    android_store_url: str | None = None
    stats_updated_at: datetime | None = None
    stats_refresh_requested_at: datetime | None = None
    build_timeout_seconds: int = 900
    build_timeout_updated_at: datetime = EPOCH
    block_provider_infra_requests: bool = True
    created_from_onboarding: bool = False
    onboarding_completed_at: datetime | None = None
    current_storage_bytes: int = 0
    """What its bundles take now; storage statistics are anchored on it."""
    count_due: datetime | None = None
    """When the queue fills `channel_device_count` next."""


@dataclass(slots=True, eq=False, repr=False)
class Bundle:
    """A version of an app's web code; deleted ones stay as rows, so that their names stay taken."""

    id: int
    app_id: str
    name: str
    owner_org: str
    user_id: str | None
    created_at: datetime = EPOCH
    updated_at: datetime | None = EPOCH
    deleted: bool = False
    external_url: str | None = None
    checksum: str | None = None
    session_key: str | None = None
    storage_provider: str = "r2"
    min_update_version: str | None = None
    native_packages: Any = None
    r2_path: str | None = None
    manifest: Any = None
    link: str | None = None
    comment: str | None = None
    manifest_count: int = 0
    key_id: str | None = None
    cli_version: str | None = None
    deleted_at: datetime | None = None
    created_by_apikey_rbac_id: str | None = None
    size_bytes: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Channel:
    """A channel, with the defaults of contract/api.md 3.6."""

    id: int
    app_id: str
    name: str
    owner_org: str
    created_by: str
    rollout_id: str
    rbac_id: str
    created_at: datetime = EPOCH
    updated_at: datetime = EPOCH
    version: int | None = None
    public: bool = False
    ios: bool = True
    android: bool = True
    electron: bool = True
    allow_device_self_set: bool = False
    allow_emulator: bool = True
    allow_device: bool = True
    allow_dev: bool = True
    allow_prod: bool = True
    disable_auto_update: str = "major"
    disable_auto_update_under_native: bool = True
    rollout_version: int | None = None
    rollout_percentage_bps: int = 0
    rollout_enabled: bool = False
    rollout_paused_at: datetime | None = None
    rollout_pause_reason: str | None = None
    rollout_cache_ttl_seconds: int = 2592000
    auto_pause_enabled: bool = False
    auto_pause_window_minutes: int = 60
    auto_pause_failure_rate_bps: int | None = None
    auto_pause_confidence: float = 0.95
    auto_pause_min_attempts: int | None = None
    auto_pause_min_failures: int | None = None
    auto_pause_action: str = "pause"
    auto_pause_cooldown_minutes: int = 60
    auto_pause_last_triggered_at: datetime | None = None
    auto_pause_last_checked_at: datetime | None = None


@dataclass(slots=True, eq=False, repr=False)
class Device:
    """One installation of an app."""

    id: int
    app_id: str
    device_id: str
    updated_at: datetime
    version_name: str
    platform: str
    plugin_version: str
    os_version: str
    version_build: str
    custom_id: str = ""
    is_prod: bool = True
    is_emulator: bool = False
    default_channel: str | None = None
    key_id: str | None = None
    install_source: str | None = None
    country_code: str | None = None
    created_at: datetime | None = None
    """Shown by servers of the seed pages only."""
    version: int | None = None
    """The number of its bundle where there is no row of that name; older servers show it bare."""


@dataclass(slots=True, eq=False, repr=False)
class LogRow:
    """One line of an app's device log (contract/api.md 4)."""

    id: int
    created_at: datetime
    app_id: str
    device_id: str
    action: str
    version_name: str
    metadata: Any = None


@dataclass(slots=True, eq=False, repr=False)
class AuditRow:
    """One line of the audit log; records are whole rows as JSON objects."""

    id: int
    created_at: datetime
    table_name: str
    record_id: str
    operation: str
    user_id: str | None
    org_id: str
    old_record: dict[str, Any] | None
    new_record: dict[str, Any] | None
    changed_fields: list[str] | None
    actor_type: str
    actor_user_id: str | None
    actor_user_email: str | None
    actor_apikey_id: int | None
    actor_apikey_name: str | None


@dataclass(slots=True, eq=False, repr=False)
class Webhook:
    """Where an organization wants to hear of changes."""

    id: str
    org_id: str
    name: str
    url: str
    enabled: bool
    events: list[str]
    delivery_version: str
    created_at: datetime
    updated_at: datetime
    created_by: str
    secret: str
