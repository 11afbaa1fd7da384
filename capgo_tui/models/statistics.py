"""Statistics: one point per day, and how the devices spread over bundles (contract/api.md 3.8)."""

from __future__ import annotations

from pydantic import AliasChoices, Field
from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import Day, Number


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class StatPoint(Document):
    """One day. All values are the day's own, never running totals (`noAccumulate`)."""

    day: Day = Field(validation_alias=AliasChoices("date", "day"))
    """The UTC day."""
    mau: Number | None = None
    """Devices seen that day for the first time in the billing cycle."""
    storage: Number | None = None
    """Bytes: the level on the first day of a range, then the change of each day, which may be negative."""
    bandwidth: Number | None = None
    """Bytes downloaded that day."""
    storage_byte_hours: Number | None = None
    """Bytes times hours stored; since May 2026."""
    build_time_seconds: Number | None = None
    """Seconds of cloud builds."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class AppStatPoint(StatPoint):
    """One day of one app in a breakdown; its storage is the plain change of each day, the first one too."""

    app_id: str
    """The app; it may have been deleted since."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class Breakdown(Document):
    """An organization's days, and the same days for each of its apps. The two do not add up in storage."""

    total: tuple[StatPoint, ...] = Field(default=(), validation_alias="global")
    """The organization's days."""
    by_app: tuple[AppStatPoint, ...] = Field(default=(), validation_alias="byApp")
    """Every app's days; empty where the server does not know breakdowns."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class UsageSeries(Document):
    """One bundle's share of the devices, one value for each label."""

    label: str
    """The bundle's name; its number where the bundle is gone, `Android 1.0.0` for native versions."""
    percent: tuple[Number | None, ...] = Field(default=(), validation_alias="data")
    """Percent of the day's devices; one day sums up to 100."""
    counts: tuple[Number | None, ...] | None = Field(default=None, validation_alias="metaCounts")
    """The day's devices; unknown to old servers."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class NativeVersion(Document):
    """The native version that most devices have."""

    name: str | None = None
    """Its label, such as `Android 1.0.0`."""
    percentage: Number | None = None
    """Percent of the devices."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class BundleUsage(Document):
    """How an app's devices spread over bundles (or native versions), day by day."""

    labels: tuple[Day, ...] = ()
    """The UTC days; old servers leave out days without data."""
    series: tuple[UsageSeries, ...] = Field(default=(), validation_alias="datasets")
    """One for each bundle that occurs, in no order."""
    latest_version: NativeVersion | None = Field(default=None, validation_alias="latestVersion")
    """Only for native versions."""
