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
    from capgo_tui.models.app import App
    from capgo_tui.models.audit import AuditEntry, AuditPage
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import BUILTIN_NAMES, BundleRef, Channel
    from capgo_tui.models.device import Device
    from capgo_tui.models.document import Document
    from capgo_tui.models.member import Member
    from capgo_tui.models.organization import Organization
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
    "STRATEGIES",
    "STRATEGY_ON",
    "ApiKey",
    "App",
    "AppStatPoint",
    "AuditEntry",
    "AuditPage",
    "Breakdown",
    "Bundle",
    "BundleRef",
    "BundleUsage",
    "Channel",
    "Device",
    "Document",
    "Member",
    "NativeVersion",
    "Organization",
    "StatPoint",
    "UsageSeries",
]

_HOMES = {
    "api_key": ("ApiKey",),
    "app": ("App",),
    "audit": ("AuditEntry", "AuditPage"),
    "bundle": ("Bundle",),
    "channel": ("BUILTIN_NAMES", "BundleRef", "Channel"),
    "device": ("Device",),
    "document": ("Document",),
    "member": ("Member",),
    "organization": ("Organization",),
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
