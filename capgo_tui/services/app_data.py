"""What is loaded of one app, shared by its tabs."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.errors import CapgoError
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.services.deciding import Deciding
from capgo_tui.services.listing import Listing

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.models.app import App
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.presenters.times import Now
    from capgo_tui.services.device_log import DeviceLogs

FIRST_DEVICES: Final = 5_000
"""So many devices are read unasked: there may be half a million."""


class AppData:
    """One app's lists, and what they say about each other."""

    app_id: str
    """The app's id."""
    client: CapgoClient
    """The connection that it is read over."""
    now: Now
    """Gives the present time of that server's world."""
    record: App | None
    """The app itself, once it was read."""
    around: Surroundings
    """The joins over what is loaded."""
    deciding: Deciding
    """What becomes of its devices."""
    devices_in_use: int | None
    """How many devices asked for an update today or yesterday; None where the statistics are not known."""
    channels: Listing[Channel]
    bundles: Listing[Bundle]
    devices: Listing[Device]

    def __init__(self, client: CapgoClient, app_id: str, now: Now, record: App | None = None) -> None:
        self.app_id = app_id
        self.around = Surroundings()
        self.client = client
        self.now = now
        self.record = None
        self.deciding = Deciding(self)
        self.devices_in_use = None
        self._usage_asked = False
        if record is not None:
            self.take_record(record)
        self.channels = Listing(
            lambda: client.channels.pages(app_id),
            now,
            grown=lambda _: self._channels_changed(),
            replaced=lambda: self._channels_changed(again=True),
        )
        self.bundles = Listing(
            lambda: client.bundles.pages(app_id),
            now,
            grown=lambda _: self._bundles_changed(),
            replaced=self._bundles_changed,
        )
        self.devices = Listing(
            lambda: client.devices.pages(app_id),
            now,
            grown=lambda page: self.around.add_devices(page, complete=self.devices.complete),
            replaced=self._devices_replaced,
        )

    def take_record(self, record: App) -> None:
        """Take the app's own row, whose counters the rules read."""
        self.record = record
        self.around.overrides_in_app = record.channel_device_count
        self.deciding.take_record()

    @property
    def org_id(self) -> str:
        """The id of its organization; empty as long as nothing that is loaded tells it.

        Where the server has no list of apps, its bundles do (contract/api-seed.md 3.6).
        """
        told = [self.record.owner_org] if self.record is not None else []
        told += [bundle.owner_org for bundle in self.bundles.records]
        return next((org_id for org_id in told if org_id), "")

    @cached_property
    def device_logs(self) -> DeviceLogs:
        """What its devices reported, where the profile lets that be asked."""
        from capgo_tui.services.device_log import DeviceLogs  # noqa: PLC0415 - not before a log is opened

        return DeviceLogs(self.client, self.app_id)

    async def read_device(self, device_id: str) -> Device:
        """Read one device; what its record leaves out is as the list says it (contract/api-seed.md S2-132).

        Raises:
            CapgoError: there is none, or it cannot be read.
        """
        device = await self.client.devices.read(self.app_id, device_id)
        known = next((each for each in self.devices.records if each.device_id == device.device_id), None)
        return device if known is None else device.completed_by(known)

    async def read_neighbours(
        self, *, refresh: bool = False, but: Listing[Any] | None = None
    ) -> list[CapgoError]:
        """Read the channels and the bundles, which every tab joins with; give what went wrong.

        Args:
            refresh: read them again even if they are loaded.
            but: the list that was read just now.
        """
        lists: list[Listing[Any]] = [each for each in (self.channels, self.bundles) if each is not but]
        work = [each.refresh() if refresh else each.read() for each in lists]
        results = await asyncio.gather(*work, return_exceptions=True)
        return _errors_among(results)

    async def read_usage(self, *, refresh: bool = False) -> None:
        """Read today's share of each bundle, once; what may not be read stays unknown (api.md 3.8)."""
        if self._usage_asked and not refresh:
            return
        self._usage_asked = True
        today = self.now().date()
        try:
            usage = await self.client.statistics.bundle_usage(self.app_id, today - timedelta(days=1), today)
        except CapgoError:
            return
        counts = [[day or 0 for day in series.counts] for series in usage.series if series.counts]
        self.devices_in_use = max((round(sum(day)) for day in zip(*counts, strict=False)), default=None)
        shares = {series.label: series.percent[-1] for series in usage.series if series.percent}
        self.around.share_today = {name: share for name, share in shares.items() if share is not None}

    def _channels_changed(self, *, again: bool = False) -> None:
        self.around.set_channels(self.channels.records, complete=self.channels.complete)
        self.deciding.forget(counters=again)

    def _bundles_changed(self) -> None:
        self.around.set_bundles(self.bundles.records, complete=self.bundles.complete)
        self.deciding.forget()

    def _devices_replaced(self) -> None:
        self.around.set_devices(self.devices.records, complete=self.devices.complete)
        self.deciding.forget(counters=True)


def _errors_among(results: list[BaseException | None]) -> list[CapgoError]:
    """Pick the failures that have a sentence; anything else is a fault of ours and goes on."""
    errors = []
    for result in results:
        if isinstance(result, CapgoError):
            errors.append(result)
        elif isinstance(result, BaseException):
            raise result
    return errors
