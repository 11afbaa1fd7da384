"""What is asked for in statistics, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capgo_tui.errors import CapgoError
    from capgo_tui.rules.statistics.figures import DayFigures
    from capgo_tui.rules.statistics.periods import Period


class Kind(Enum):
    """What a scope is."""

    APP = "app"
    ORGANIZATION = "organization"
    EVERYTHING = "everything"
    """All apps that the key can reach (`/statistics/user`)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose statistics are meant."""

    kind: Kind
    id: str = ""
    """The app's or organization's id; empty for everything."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The days of one scope that are known, ascending; days nobody knows are left out."""

    scope: Scope
    period: Period
    """What was asked for."""
    days: tuple[DayFigures, ...]
    today: date
    """The UTC day of the reading: its figures are partial. No later day is among the days."""
    read_at: datetime | None = None
    """When the oldest of these figures were asked for; None if there are none."""
    is_anchored: bool = False
    """Whether levels of storage are anchored on today's total though the period ended before today."""
    from_history: bool = False
    """Whether some of it came from the local history, without a request."""
    problem: CapgoError | None = None
    """Why the server was not read; what is here is then what was read before, if anything was."""


@dataclass(frozen=True, slots=True)
class AppReadings:
    """An organization's days, and those of each of its apps; the two do not add up in storage."""

    total: Reading
    """The organization's days. Its age and its problem are those of the apps, too."""
    apps: Mapping[str, Reading] = field(default_factory=dict)
    """App id to its days, ascending by id; apps that were deleted may be among them. Levels of storage are
    unknown, changes are known (contract/api.md 3.8). Empty where the server knows no breakdown.
    """


@dataclass(frozen=True, slots=True)
class UsageDay:
    """How an app's devices spread on one day."""

    day: date
    percent: Mapping[str, float]
    """Bundle name (or `Android 1.0.0` for native builds) to percent of the day's devices.

    What nobody ran is left out. Empty on a day without devices, as before the app existed, and mostly today.
    """
    counts: Mapping[str, int]
    """The same as devices; empty where the server does not tell."""


@dataclass(frozen=True, slots=True)
class UsageReading:
    """How an app's devices spread over bundles or native builds, day by day, ascending."""

    app_id: str
    period: Period
    days: tuple[UsageDay, ...]
    today: date
    """The UTC day of the reading: it is partial."""
    read_at: datetime | None = None
    """When the oldest of these days were asked for; None if there are none."""
    from_history: bool = False
    """Whether some of it came from the local history, without a request."""
    problem: CapgoError | None = None
    """Why the server was not read, such as a 404 of a server without native usage."""
