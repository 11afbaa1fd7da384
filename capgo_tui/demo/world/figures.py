"""Daily figures that follow from a few numbers: growth, the rhythm of the week, releases, a spike."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import exp

from capgo_tui.demo.tables import DayMetrics
from capgo_tui.demo.world.ids import chance

_WEEK = (1.0, 1.03, 1.05, 1.04, 1.1, 0.82, 0.74)
"""How busy the days are, from Monday on."""

_FADING, _LATE = 0.86, 0.02
"""How the share of devices that are new in a billing cycle falls from day to day, and what is left of it."""

_NOTICED = 0.0015
"""A share of the devices that is worth a row."""


@dataclass(frozen=True, slots=True)
class Release:
    """A bundle that went out to everybody on a day."""

    name: str
    day: date
    native: str = "1.0.0"
    share: float = 1.0
    """Which part of the devices is offered it."""


@dataclass
class Growing:
    """An app with a history."""

    first: date
    """Its first day; before it there is nothing."""
    last: date
    """Today; nothing is known of later days."""
    devices: int
    """How many devices used it in the month of `last`."""
    yearly: float = 1.6
    """The factor by which it grows in a year."""
    releases: Sequence[Release] = ()
    stored: Sequence[tuple[date, int]] = ()
    """Changes of the stored bytes."""
    spikes: dict[date, float] = field(default_factory=dict)
    """Days on which a multiple of the usual bytes was sent."""
    days_to_half: float = 4.0
    """How long a release takes to reach half of the devices."""
    seed: int = 1
    _changes: dict[date, int] | None = None

    def metrics(self, day: date) -> DayMetrics | None:
        """Give the figures of a day, None where there is no row."""
        if not self.first <= day <= self.last:
            return None
        noise = 0.92 + 0.16 * chance(self.seed, day.toordinal())
        active, week = self._monthly(day), _WEEK[day.weekday()]
        sent = active * week * noise * 45_000 * (1 + 9 * self._moving(day)) * self.spikes.get(day, 1.0)
        mau = active * self._share_of_cycle(day) * week * noise
        return DayMetrics(mau=round(mau), storage=self._change(day), bandwidth=round(sent))

    def _monthly(self, day: date) -> float:
        return self.devices * float(self.yearly ** (-(self.last - day).days / 365))

    def _share_of_cycle(self, day: date) -> float:
        """Say which share of a month's devices is first seen on a day: most of them early."""
        left = calendar.monthrange(day.year, day.month)[1]
        whole = (1 - _FADING**left) / (1 - _FADING) + _LATE * left
        return float(_FADING ** (day.day - 1) + _LATE) / whole

    def _moving(self, day: date) -> float:
        """Say which share of the devices changes its bundle on a day."""
        return sum(max(0.0, self._reached(r, day) - self._reached(r, _before(day))) for r in self.releases)

    def _reached(self, release: Release, day: date) -> float:
        """Say which share of the devices has a release, or a later one: the S-curve of its adoption."""
        age = (day - release.day).days
        if age < 0:
            return 0.0
        most = 0.94 / (1 + exp(-(age - self.days_to_half) / (self.days_to_half / 3)))
        sleepers = 0.055 * (1 - exp(-age / 45))
        return release.share * (most + sleepers)

    def _change(self, day: date) -> int:
        if self._changes is None:
            self._changes = {}
            for when, size in self.stored:
                self._changes[when] = self._changes.get(when, 0) + size
        return self._changes.get(day, 0)

    def bundles(self, day: date) -> dict[str, int]:
        """Give how many devices ran which bundle; empty where there is no row."""
        return self._counted(day, [release.name for release in self.releases])

    def natives(self, day: date) -> dict[str, int]:
        """Give how many devices had which native version."""
        natives: dict[str, int] = {}
        for platform, share in (("Android", 0.46), ("iOS", 0.54)):
            for native, count in self._counted(day, [release.native for release in self.releases]).items():
                name = f"{platform} {native}"
                natives[name] = natives.get(name, 0) + round(count * share)
        return natives

    def _counted(self, day: date, names: Sequence[str]) -> dict[str, int]:
        if not self.first <= day <= self.last or not self.releases:
            return {}
        active = self._monthly(day) * 0.55 * _WEEK[day.weekday()]
        counts: dict[str, int] = {}
        newer = 0.0
        for release, name in reversed(list(zip(self.releases, names, strict=True))):
            reached = max(newer, self._reached(release, day))
            if release is self.releases[0] and day >= release.day:
                reached = 1.0
            count = round(active * (reached - newer))
            if count > active * _NOTICED:
                counts[name] = counts.get(name, 0) + count
            newer = reached
        return counts


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
