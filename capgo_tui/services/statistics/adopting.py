"""What became of an app's bundles in some days: read, told together with what else is loaded of the app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.device_state import Standing
from capgo_tui.rules.statistics.adoption import Adoption, adoption_of
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.stuck import Stuck, stuck_devices
from capgo_tui.rules.update_decision.decision import Verdict
from capgo_tui.services.listing import Listing

if TYPE_CHECKING:
    from capgo_tui.errors import CapgoError
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.device import Device
    from capgo_tui.rules.statistics.adoption import Course
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.statistics.reading import UsageReading
    from capgo_tui.services.workspace import Workspace


_SLICE: Final = 500
"""How many devices are looked at before others may work."""


class Adopting:
    """The adoption of an app's bundles, or native builds, over one period."""

    period: Period
    """The days."""
    is_native: bool
    """Whether it is about native builds."""
    listing: Listing[Course]
    """The courses, as a list that is read and refreshed like others."""
    adoption: Adoption
    """What became of them, as far as it is read."""
    reading: UsageReading | None
    """What it is told from; None before it was read."""

    def __init__(self, workspace: Workspace, app_id: str, period: Period, *, is_native: bool = False) -> None:
        """Describe it; nothing is asked yet."""
        self.period = period
        self.is_native = is_native
        self.reading = None
        self.adoption = Adoption((), (), None, None, frozenset())
        self.listing = Listing(self._pages, workspace.now)
        self._statistics = workspace.statistics
        self._data = workspace.app(app_id)

    @property
    def problem(self) -> CapgoError | None:
        """Why the days are older than they should be; None if they are not."""
        return None if self.reading is None else self.reading.problem

    @property
    def is_from_history(self) -> bool:
        """Whether some of the days come from the local history, without a request."""
        return self.reading is not None and self.reading.from_history

    async def _pages(self) -> AsyncIterator[list[Course]]:
        """Ask for the days; what was read of them before counts more than a refusal."""
        ask = self._statistics.native_usage if self.is_native else self._statistics.usage
        reading = await ask(self._data.app_id, self.period, refresh=self.reading is not None)
        if reading.problem is not None and not reading.days:
            raise reading.problem
        self.reading = reading
        self.arrange()
        yield list(self.adoption.courses)

    def arrange(self) -> None:
        """Tell it again, as more may be known of the bundles now."""
        if self.reading is None:
            return
        released = {} if self.is_native else released_days(self._data.bundles.records)
        self.adoption = adoption_of(self.reading, released)
        if self.listing.begun:
            self.listing.records = list(self.adoption.courses)
            self.listing.read_at = self.reading.read_at or self.listing.read_at


def released_days(bundles: list[Bundle]) -> dict[str, date]:
    """The UTC days on which bundles were made, by name."""
    return {
        bundle.name: bundle.created_at.astimezone(UTC).date()
        for bundle in bundles
        if bundle.created_at is not None
    }


async def stuck_of(data: AppData) -> Stuck | None:
    """Find the loaded devices that should have had a newer bundle long ago, letting others work in between.

    None before devices, channels and bundles are loaded.
    """
    if not data.devices.begun or not data.deciding.is_ready:
        return None
    made: Mapping[str, datetime | None] = {bundle.name: bundle.created_at for bundle in data.bundles.records}
    devices, complete, now = data.devices.records, data.devices.complete, data.now()
    found: list[Device] = []
    count = len(devices)
    for first in range(0, count, _SLICE):
        some = devices[first : min(first + _SLICE, count)]
        part = stuck_devices(some, lambda device: _due(data, device), made.get, now, complete=complete)
        found += part.devices
        await asyncio.sleep(0)
    return Stuck(tuple(found), count, complete)


def _due(data: AppData, device: Device) -> str | None:
    """The bundle that the update server would send at the next check; None if it would send none."""
    decision = data.deciding.decide(device)
    if decision is None or data.deciding.state(device).standing not in {Standing.BEHIND, Standing.BUILTIN}:
        return None
    outcomes = (possibility.outcome for possibility in decision.possibilities)
    return next((outcome.bundle for outcome in outcomes if outcome.verdict is Verdict.GETS), None)
