"""What an alert waits for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from capgo_tui.rules.statistics.figures import Metric


class Sense(Enum):
    """On which side of the threshold an alert fires; the sign as it is written."""

    ABOVE = ">"
    BELOW = "<"


@dataclass(frozen=True, slots=True)
class Amount:
    """A fixed threshold for one day."""

    value: float
    """Devices, bytes or seconds."""
    written: str
    """As it was typed: `50GiB`."""

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class Multiple:
    """A threshold that follows the days before: a multiple of their mean."""

    times: float
    days: int
    """How many full days before the one that is checked."""

    def __str__(self) -> str:
        return f"{self.times:.15g}x {self.days}d"


@dataclass(frozen=True, slots=True)
class OfLimit:
    """A threshold by what the plan covers: the level of storage, else the billing cycle so far."""

    percent: float

    def __str__(self) -> str:
        return f"{self.percent:.15g}% of limit"


Threshold = Amount | Multiple | OfLimit


@dataclass(frozen=True, slots=True)
class Condition:
    """When an alert fires."""

    metric: Metric
    sense: Sense
    threshold: Threshold

    @property
    def is_of_cycle(self) -> bool:
        """Whether the billing cycle so far is compared, and not one day."""
        return isinstance(self.threshold, OfLimit) and self.metric is not Metric.STORAGE

    def __str__(self) -> str:
        """Write it so that `read_condition` reads the same."""
        return f"{self.metric.value} {self.sense.value} {self.threshold}"
