"""What becomes of all loaded devices of an app, put together bit by bit so that no key waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from capgo_tui.rules.endings import Endings
from capgo_tui.services.app_data import FIRST_DEVICES
from capgo_tui.services.slices import in_slices

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.rules.update_decision import Evaluator
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace


class Crowd:
    """The endings of an app's loaded devices; goes on where it was when pages come, anew when all changed."""

    def __init__(self, data: AppData) -> None:
        self._data = data
        self._endings = Endings(data.around)
        self._devices: list[Device] | None = None
        self._decided_by: tuple[Evaluator, int] | None = None

    @property
    def endings(self) -> Endings:
        """What was put together so far."""
        return self._endings

    @property
    def share(self) -> float:
        """How much of what is loaded is in, from 0 to 1."""
        total = len(self._data.devices.records)
        return self._endings.count / total if total and self._holds else float(self._holds)

    @property
    def is_done(self) -> bool:
        """Whether every loaded device is in, as it is decided now."""
        return self._holds and self._endings.count == len(self._data.devices.records)

    @property
    def _holds(self) -> bool:
        """Whether what was put together was so of what is loaded now."""
        return self._devices is self._data.devices.records and self._decided_by == self._decides

    @property
    def _decides(self) -> tuple[Evaluator, int] | None:
        """What decides now, and of how many devices it is known which channel they ask for."""
        deciding = self._data.deciding
        return (deciding.evaluator, deciding.default_channels.count) if deciding.is_ready else None

    async def work(self) -> AsyncIterator[float]:
        """Put together what is loaded, in slices of time. Gives the share that is done.

        Nothing is done before channels and bundles are loaded.
        """
        while (decides := self._decides) is not None and not self.is_done:
            if not self._holds:
                self._endings = Endings(self._data.around)
                self._devices, self._decided_by = self._data.devices.records, decides
            async for part in in_slices(self._data.devices.records[self._endings.count :]):
                if not self._holds:
                    break
                for device in part:
                    decision = self._data.deciding.decide(device)
                    if decision is not None:
                        self._endings.add(device, decision)
                yield self.share


async def read_for_deciding(
    data: AppData, workspace: Workspace, *, told: Callable[[], None] = lambda: None
) -> None:
    """Read what it takes to decide for devices, as far as it is not loaded, and the first of the devices.

    Args:
        data: the app.
        workspace: the connection.
        told: hears of each page of devices.

    Raises:
        CapgoError: one of the lists could not be read.
    """
    devices = data.devices
    while not devices.complete and len(devices.records) < FIRST_DEVICES:
        await devices.advance()
        told()
    for listing in (data.channels, data.bundles):
        await listing.read()
    await data.deciding.read(workspace)
