"""What is looked at in statistics: which figure, how, and against what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from capgo_tui.presenters.numbers import percent, size, whole
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.services.statistics.gathering import Whose

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.ranges import Range


class Measure(Enum):
    """Which figure is drawn, by its word in commands."""

    MAU = "mau"
    BANDWIDTH = "bandwidth"
    STORAGE = "storage"
    PER_USER = "per-user"
    """Bytes downloaded for each device."""
    PER_APP = "per-app"
    """Bytes stored for each app of the organization."""
    SHARE = "share"
    """The app's part of the organization's MAU, percent."""

    @property
    def title(self) -> str:
        """What it is called."""
        return _TITLES[self]

    @property
    def metric(self) -> Metric | None:
        """The figure itself; None for a ratio."""
        return {
            Measure.MAU: Metric.MAU,
            Measure.BANDWIDTH: Metric.BANDWIDTH,
            Measure.STORAGE: Metric.STORAGE,
        }.get(self)

    @property
    def number(self) -> Callable[[float], str]:
        """Writes a value with its unit."""
        return {Measure.MAU: whole, Measure.SHARE: percent}.get(self, size)

    @property
    def unit(self) -> str:
        """The unit's word for a chart."""
        return {Measure.MAU: "devices", Measure.SHARE: "percent"}.get(self, "bytes")


_TITLES = {
    Measure.MAU: "MAU",
    Measure.BANDWIDTH: "Bandwidth",
    Measure.STORAGE: "Storage",
    Measure.PER_USER: "Bandwidth per user",
    Measure.PER_APP: "Storage per app",
    Measure.SHARE: "Share of the organization's MAU",
}


class View(Enum):
    """How the days are put together."""

    DAILY = "daily"
    """Each day's own value; of storage, what it grew by."""
    CUMULATIVE = "cumulative"
    """Added up from the first day of the range."""
    LEVEL = "level"
    """How much there is at the end of each day."""


class Against(Enum):
    """What the range is compared with."""

    NOTHING = "nothing"
    BEFORE = "the period before"
    YEAR_AGO = "a year ago"


@dataclass(frozen=True)
class Choice:
    """How the user looks at statistics; kept while other apps are looked at."""

    range: Range
    measure: Measure = Measure.MAU
    is_summed: bool = False
    """Whether days are added up; of storage, whether the daily change is shown instead of the level."""
    against: Against = Against.NOTHING

    @property
    def view(self) -> View:
        """How the days are put together."""
        if self.measure in {Measure.STORAGE, Measure.PER_APP}:
            return View.DAILY if self.is_summed and self.measure is Measure.STORAGE else View.LEVEL
        if self.measure in {Measure.PER_USER, Measure.SHARE}:
            return View.DAILY
        return View.CUMULATIVE if self.is_summed else View.DAILY

    @property
    def has_views(self) -> bool:
        """Whether there is another view of the measure."""
        return self.measure in {Measure.MAU, Measure.BANDWIDTH, Measure.STORAGE}

    def with_next_comparison(self) -> Choice:
        """Compare with what comes next: the period before, a year ago, nothing."""
        order = list(Against)
        return replace(self, against=order[(order.index(self.against) + 1) % len(order)])


def measures(whose: Whose) -> tuple[Measure, ...]:
    """Give the measures that make sense for whose statistics are looked at."""
    three = (Measure.MAU, Measure.BANDWIDTH, Measure.STORAGE)
    if whose is Whose.APP:
        return (*three, Measure.PER_USER, Measure.SHARE)
    if whose is Whose.BY_APP:
        return (*three, Measure.PER_USER, Measure.SHARE)
    return (*three, Measure.PER_USER, Measure.PER_APP)
