"""Frozen documents: what a Capgo server says about organizations, apps, channels, bundles and devices.

One file per resource. Field names follow contract/api.md, camelCase ones in snake_case. `None` always means
"unknown". `document.raw()` is the JSON as it came. Nothing here does input or output, or formats anything.
"""

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
