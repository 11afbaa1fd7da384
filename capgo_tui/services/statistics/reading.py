"""What is asked for in statistics, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
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
    """The UTC day of the reading: its figures are partial."""
    read_at: datetime | None = None
    """When the oldest of these figures were asked for; None if there are none."""
    is_anchored: bool = False
    """Whether the levels of storage are anchored on today's total though the period ended before today."""
    from_history: bool = False
    """Whether some of it came from the local history, without a request."""
    problem: CapgoError | None = None
    """Why the server was not read; what is here is then from the local history."""


@dataclass(frozen=True, slots=True)
class UsageDay:
    """How an app's devices spread on one day."""

    day: date
    percent: dict[str, float]
    """Bundle name (or `Android 1.0.0` for native builds) to percent of the day's devices."""
    counts: dict[str, int]
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
    from_history: bool = False
    problem: CapgoError | None = None
