"""An app (contract/api.md 3.5)."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import Json, Time


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class App(Document):
    """An app."""

    app_id: str
    """What everything else names it by, such as `com.acme.shop`; unique among all apps of the cloud."""
    id: str | None = None
    """Its UUID."""
    name: str | None = None
    """Its name."""
    owner_org: str | None = None
    """The id of the organization that owns it."""
    user_id: str | None = None
    """The id of the user who made it."""
    icon_url: str | None = None
    """The address of its icon; empty without one."""
    created_at: Time = None
    """When it was made."""
    updated_at: Time = None
    """When it was changed."""
    last_version: str | None = None
    """The name of the bundle that was uploaded last."""
    default_upload_channel: str | None = None
    """The channel that uploads go to unless they say otherwise."""
    retention: int | None = None
    """After how many seconds an unlinked bundle is deleted."""
    channel_device_count: int | None = None
    """How many devices are forced to a channel; 0 means that the update server ignores overrides."""
    manifest_bundle_count: int | None = None
    """How many bundles are delivered file by file."""
    rollout_channel_count: int | None = None
    """How many channels are rolling a bundle out."""
    rollout_paused_version_names: tuple[str, ...] | None = None
    """The bundles whose rollout is paused."""
    expose_metadata: bool | None = None
    """Whether devices are told a bundle's link and comment."""
    allow_preview: bool | None = None
    """Whether bundles can be previewed."""
    allow_device_custom_id: bool | None = None
    """Whether devices may choose their custom id."""
    block_provider_infra_requests: bool | None = None
    """Whether requests from the data centres of Google and Apple are refused."""
    need_onboarding: bool | None = None
    """Whether the console still shows its first steps."""
    existing_app: bool | None = None
    """Whether it was in a store before."""
    created_from_onboarding: bool | None = None
    """Whether the console's first steps made it."""
    onboarding_completed_at: Time = None
    """When they were done."""
    ios_store_url: str | None = None
    """Where it is in the App Store."""
    android_store_url: str | None = None
    """Where it is in the Play Store."""
    stats_updated_at: Time = None
    """When its statistics were computed."""
    stats_refresh_requested_at: Time = None
    """When somebody asked for new ones."""
    build_timeout_seconds: int | None = None
    """After how many seconds a cloud build is given up."""
    build_timeout_updated_at: Time = None
    """When that limit was changed."""
    transfer_history: Json = None
    """The organizations that it was moved between: a list as it came."""
