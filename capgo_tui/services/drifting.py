"""Which of an app's loaded devices drift; found bit by bit so that no key waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from capgo_tui.api.verbs import Action
from capgo_tui.errors import CapgoError
from capgo_tui.rules.drift import NONE, Drift, Kind, drift_of
from capgo_tui.rules.propagation import SPREADING, is_spreading
from capgo_tui.services.journal import State
from capgo_tui.services.slices import in_slices

if TYPE_CHECKING:
    from datetime import datetime

    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace

_MOVES: Final = frozenset({Action.SET_OVERRIDE.value, Action.CLEAR_OVERRIDE.value})


class Drifting:
    """The drift of an app's loaded devices, in view of the overrides that were changed from here by now."""

    def __init__(self, data: AppData, workspace: Workspace) -> None:
        self._data = data
        self._moved = moved_lately(workspace, data.app_id)
        self.devices: dict[Kind, list[str]] = {}
        """The ids of the devices that drift, by kind; one may stand in several."""
        self.all: list[str] = []
        """Those that drift in any way."""
        self.propagating: list[str] = []
        """Those that would drift without a change that is on its way."""
        self.unsure = 0
        """Of how many something that cannot be seen decides."""

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many devices drift in each way."""
        return {kind: len(ids) for kind, ids in self.devices.items()}

    def of(self, device: Device) -> Drift:
        """How a device drifts now; not at all before channels and bundles are loaded."""
        decision = self._data.deciding.decide(device)
        if decision is None:
            return NONE
        moved = self._moved.get(device.device_id)
        return drift_of(device, decision, self._data.around, self._data.now(), moved)

    async def find(self) -> None:
        """Look at every loaded device, in slices of time."""
        async for part in in_slices(self._data.devices.records):
            for device in part:
                self._take(device, self.of(device))

    def _take(self, device: Device, drift: Drift) -> None:
        self.unsure += drift.unsure and not drift.kinds
        if drift.counts:
            self.all.append(device.device_id)
            for kind in drift.kinds:
                self.devices.setdefault(kind, []).append(device.device_id)
        elif drift.kinds:
            self.propagating.append(device.device_id)


def moved_lately(workspace: Workspace, app_id: str) -> Mapping[str, datetime]:
    """When the overrides that were changed from here in the last two minutes were, by device id.

    A device's own row does not say it (contract/api.md 3.9). A journal that cannot be read tells nothing.
    """
    found: dict[str, datetime] = {}
    now, host = workspace.now(), workspace.client.host
    try:
        for page in workspace.journal.pages():
            for entry in page:
                intent = entry.intent
                made_here = (intent.host, intent.target.app_id, entry.state) == (host, app_id, State.MADE)
                if made_here and intent.action in _MOVES and is_spreading(intent.at, now):
                    found.setdefault(intent.target.key, intent.at)
            if page and now - page[-1].intent.at > SPREADING:
                break
    except CapgoError:
        return found
    return found
