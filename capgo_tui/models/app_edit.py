"""What is sent to make or change an app (contract/api.md 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from capgo_tui.models import checks
from capgo_tui.models.edit import UNSET, Edit, Unset

LONGEST_RETENTION: Final = 63_113_903
"""Seconds: two years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppDraft(Edit):
    """An app that is to be made."""

    app_id: str
    """What everything else names it by, such as `com.acme.shop`; unique among all apps of the cloud."""
    name: str
    """Its name."""
    owner_org: str
    """The id of the organization that owns it."""
    icon: str | Unset = UNSET
    """The address of its icon."""
    need_onboarding: bool | Unset = UNSET
    """Whether the console shows its first steps."""
    existing_app: bool | Unset = UNSET
    """Whether it was in a store before."""
    ios_store_url: str | Unset = UNSET
    """Where it is in the App Store."""
    android_store_url: str | Unset = UNSET
    """Where it is in the Play Store."""

    def __post_init__(self) -> None:
        checks.want_app_id(self.app_id)
        checks.want_text(self.name, "name", "name of the app")
        checks.want_text(self.owner_org, "owner_org", "organization id")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppEdit(Edit):
    """What is to change about an app."""

    name: str | Unset = UNSET
    """Its name."""
    icon: str | Unset = UNSET
    """The address of its icon."""
    retention: int | Unset = UNSET
    """After how many seconds an unlinked bundle is deleted: up to `LONGEST_RETENTION`."""
    expose_metadata: bool | Unset = UNSET
    """Whether devices are told a bundle's link and comment."""
    allow_device_custom_id: bool | Unset = UNSET
    """Whether devices may choose their custom id."""
    need_onboarding: bool | Unset = UNSET
    """Whether the console shows its first steps."""
    existing_app: bool | Unset = UNSET
    """Whether it was in a store before."""
    block_provider_infra_requests: bool | Unset = UNSET
    """Whether requests from the data centres of Google and Apple are refused."""
    ios_store_url: str | Unset | None = UNSET
    """Where it is in the App Store; None takes it away."""
    android_store_url: str | Unset | None = UNSET
    """Where it is in the Play Store; None takes it away."""

    def __post_init__(self) -> None:
        if not isinstance(self.name, Unset):
            checks.want_text(self.name, "name", "name of the app")
        if not isinstance(self.retention, Unset):
            checks.want_whole(self.retention, 0, LONGEST_RETENTION, "retention", "retention in seconds")
