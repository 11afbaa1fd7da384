"""Where the rows that come by the thousand live: devices, daily figures, device logs.

A file gives them as lists; the default world computes them when they are asked for. Both sides of that
choice look the same from here on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Protocol

from capgo_tui.demo.rows import Device, LogRow

Place = tuple[datetime, str]
"""Where a page by time ended: the last row's time and device id."""


class Devices(Protocol):
    """The devices of one app."""

    def __len__(self) -> int: ...

    def get(self, device_id: str) -> Device | None:
        """Find one device by its lower-case id."""

    def by_id(self, after: str, *, changed_after: datetime | None, custom_only: bool) -> Iterator[Device]:
        """Go through the devices behind an id, by id."""

    def by_time(
        self, after: Place | None, *, newest_first: bool, changed_after: datetime | None, custom_only: bool
    ) -> Iterator[Device]:
        """Go through the devices behind a place, by time and, within one time, by id."""


class ListedDevices:
    """Devices that stand in a list."""

    def __init__(self, devices: Iterable[Device] = ()) -> None:
        self._by_id = {device.device_id: device for device in sorted(devices, key=lambda d: d.device_id)}
        self._ids = list(self._by_id)

    def __len__(self) -> int:
        return len(self._ids)

    def get(self, device_id: str) -> Device | None:
        """Find one device by its lower-case id."""
        return self._by_id.get(device_id)

    def by_id(self, after: str, *, changed_after: datetime | None, custom_only: bool) -> Iterator[Device]:
        """Go through the devices behind an id, by id."""
        wanted = _wanted(changed_after, custom_only)
        for device_id in islice(self._ids, bisect_right(self._ids, after), None):
            device = self._by_id[device_id]
            if wanted(device):
                yield device

    def by_time(
        self, after: Place | None, *, newest_first: bool, changed_after: datetime | None, custom_only: bool
    ) -> Iterator[Device]:
        """Go through the devices behind a place, by time and, within one time, by id."""
        wanted = _wanted(changed_after, custom_only)
        ordered = sorted(self._by_id.values(), key=lambda d: d.updated_at, reverse=newest_first)
        for device in ordered:  # the sort is stable, so ids rise within one time
            if after and not is_behind(
                (device.updated_at, device.device_id), after, newest_first=newest_first
            ):
                continue
            if wanted(device):
                yield device


def is_behind(place: Place, after: Place, *, newest_first: bool) -> bool:
    """Say whether a place comes after another in a list by time, within which ids always rise."""
    if place[0] == after[0]:
        return place[1] > after[1]
    return (place[0] < after[0]) == newest_first


def _wanted(changed_after: datetime | None, custom_only: bool) -> Callable[[Device], bool]:
    def wanted(device: Device) -> bool:
        if custom_only and not device.custom_id:
            return False
        return changed_after is None or device.updated_at > changed_after

    return wanted


@dataclass(frozen=True, slots=True)
class DayMetrics:
    """What one app used on one UTC day."""

    mau: int = 0
    """Devices seen for the first time in the billing cycle."""
    storage: int = 0
    """The change of the stored bytes, which may be negative."""
    bandwidth: int = 0
    """Bytes sent."""


class Days(Protocol):
    """The daily figures of one app."""

    def metrics(self, day: date) -> DayMetrics | None:
        """Give the figures of a day, None where there is no row."""

    def bundles(self, day: date) -> dict[str, int]:
        """Give how many devices ran which bundle; empty where there is no row."""

    def natives(self, day: date) -> dict[str, int]:
        """Give how many devices had which native version, such as `Android 1.0.0`."""


@dataclass(slots=True)
class ListedDays:
    """Daily figures that stand in lists."""

    by_day: dict[date, DayMetrics] = field(default_factory=dict)
    bundles_by_day: dict[date, dict[str, int]] = field(default_factory=dict)
    natives_by_day: dict[date, dict[str, int]] = field(default_factory=dict)

    def metrics(self, day: date) -> DayMetrics | None:
        """Give the figures of a day, None where there is no row."""
        return self.by_day.get(day)

    def bundles(self, day: date) -> dict[str, int]:
        """Give how many devices ran which bundle; empty where there is no row."""
        return self.bundles_by_day.get(day, {})

    def natives(self, day: date) -> dict[str, int]:
        """Give how many devices had which native version."""
        return self.natives_by_day.get(day, {})


Log = Sequence[LogRow]
"""The device log of one app, in any order."""
