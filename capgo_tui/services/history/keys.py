"""What the history calls things: whose figures, what was asked for, and when a day is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from capgo_tui.rules.statistics.periods import Period

DAYS: Final = "days"
APPS: Final = "apps"
BUNDLES: Final = "bundles"
NATIVES: Final = "natives"
"""What can be asked for: days, days app by app, usage of bundles, usage of native builds."""

APP: Final = "app"
"""The kind of a scope that is one app."""

SETTLING: Final = timedelta(days=2)
"""For so long a day may still change: the server counts about every six hours, and late reports come."""


@dataclass(frozen=True, slots=True)
class Key:
    """Whose figures, on which server."""

    host: str
    kind: str
    """`app`, `organization` or `everything`."""
    name: str
    """The app's or organization's id; the profile's name for everything, for that depends on the key."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What a server was asked for, and when."""

    what: str
    """`days`, `apps`, `bundles` or `natives`."""
    period: Period
    asked_at: datetime
    """Aware."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the history holds of one scope."""

    key: Key
    first: date
    last: date
    figures: int
    """Rows: one a day and metric."""
    usage: int
    """Rows: one a day and bundle."""

    @property
    def rows(self) -> int:
        """All of them."""
        return self.figures + self.usage


def is_settled(day: date, asked_at: datetime) -> bool:
    """Whether what was said of a day at a moment (aware) is the last word."""
    return asked_at.astimezone(UTC).date() - day > SETTLING
