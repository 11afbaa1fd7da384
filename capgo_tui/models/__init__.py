"""Frozen documents: what a Capgo server says about organizations, apps, channels, bundles and devices.

One file per resource. Field names follow contract/api.md, camelCase ones in snake_case. `None` always means
"unknown". `document.raw()` is the JSON as it came. Nothing here does input or output, or formats anything.
Each file is imported when its first name is used, as making the classes takes longer than most requests.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from capgo_tui.models.api_key import ApiKey
    from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, KeyBinding
    from capgo_tui.models.app import App
    from capgo_tui.models.app_edit import AppDraft, AppEdit
    from capgo_tui.models.audit import AuditEntry, AuditPage
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
    from capgo_tui.models.channel import BUILTIN_NAMES, BundleRef, Channel
    from capgo_tui.models.channel_edit import PAUSE_ACTIONS, ChannelEdit
    from capgo_tui.models.device import Device
    from capgo_tui.models.document import Document
    from capgo_tui.models.edit import UNSET, Edit, Unset
    from capgo_tui.models.member import Member
    from capgo_tui.models.organization import Organization
    from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit
    from capgo_tui.models.statistics import (
        AppStatPoint,
        Breakdown,
        BundleUsage,
        NativeVersion,
        StatPoint,
        UsageSeries,
    )
    from capgo_tui.models.values import STRATEGIES, STRATEGY_ON

__all__ = [
    "BUILTIN_NAMES",
    "PAUSE_ACTIONS",
    "STRATEGIES",
    "STRATEGY_ON",
    "UNSET",
    "ApiKey",
    "ApiKeyDraft",
    "ApiKeyEdit",
    "App",
    "AppDraft",
    "AppEdit",
    "AppStatPoint",
    "AuditEntry",
    "AuditPage",
    "Breakdown",
    "Bundle",
    "BundleNotes",
    "BundleRef",
    "BundleUsage",
    "Channel",
    "ChannelEdit",
    "Device",
    "Document",
    "Edit",
    "ExternalBundle",
    "KeyBinding",
    "Member",
    "NativeVersion",
    "Organization",
    "OrganizationDraft",
    "OrganizationEdit",
    "StatPoint",
    "Unset",
    "UsageSeries",
]

_HOMES = {
    "api_key": ("ApiKey",),
    "api_key_edit": ("ApiKeyDraft", "ApiKeyEdit", "KeyBinding"),
    "app": ("App",),
    "app_edit": ("AppDraft", "AppEdit"),
    "audit": ("AuditEntry", "AuditPage"),
    "bundle": ("Bundle",),
    "bundle_edit": ("BundleNotes", "ExternalBundle"),
    "channel": ("BUILTIN_NAMES", "BundleRef", "Channel"),
    "channel_edit": ("PAUSE_ACTIONS", "ChannelEdit"),
    "device": ("Device",),
    "document": ("Document",),
    "edit": ("UNSET", "Edit", "Unset"),
    "member": ("Member",),
    "organization": ("Organization",),
    "organization_edit": ("OrganizationDraft", "OrganizationEdit"),
    "statistics": (
        "AppStatPoint",
        "Breakdown",
        "BundleUsage",
        "NativeVersion",
        "StatPoint",
        "UsageSeries",
    ),
    "values": ("STRATEGIES", "STRATEGY_ON"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
