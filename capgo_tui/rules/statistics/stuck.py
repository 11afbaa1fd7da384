"""The devices that should have a newer bundle and do not take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from capgo_tui.models.device import Device

STUCK_AFTER: Final = timedelta(days=7)
"""How long the bundle must have been there, and the device have changed nothing."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """The cohort, among the devices that are loaded."""

    devices: tuple[Device, ...]
    looked_at: int
    """How many devices are loaded."""
    complete: bool
    """Whether these are all devices of the app."""

    def on(self, bundle: str) -> tuple[Device, ...]:
        """Those that run a bundle."""
        return tuple(device for device in self.devices if device.version_name == bundle)

    def by_bundle(self) -> Mapping[str, int]:
        """How many run which bundle."""
        return Counter(device.version_name for device in self.devices if device.version_name is not None)


def stuck_devices(
    devices: Iterable[Device],
    due: Callable[[Device], str | None],
    made: Callable[[str], datetime | None],
    now: datetime,
    *,
    complete: bool,
    after: timedelta = STUCK_AFTER,
) -> Stuck:
    """Find the devices that should have taken a bundle long ago.

    A device belongs to them if its next check would deliver another bundle than it runs, that bundle was made
    longer ago than `after`, and no property of the device changed since as long. It may be that it asks and
    cannot install it, or that it does not ask any more: the public API does not tell which.

    Args:
        devices: those that are loaded.
        due: the bundle that a device would get at its next check; None if it has what it should, or none.
        made: when the bundle of a name was made; None where that is not known.
        now: the present time.
        complete: whether all devices are loaded.
        after: how long is long.
    """
    limit = now - after
    found: list[Device] = []
    count = 0
    old: dict[str, bool] = {}
    for device in devices:
        count += 1
        if device.updated_at is None or device.updated_at > limit:
            continue
        name = due(device)
        if name is None or name == device.version_name:
            continue
        if name not in old:
            then = made(name)
            old[name] = then is not None and then <= limit
        if old[name]:
            found.append(device)
    return Stuck(tuple(found), count, complete)
