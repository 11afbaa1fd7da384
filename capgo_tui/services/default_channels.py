"""Which channel the app on a device asks for: only an undocumented route tells it (contract/api.md 4)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from capgo_tui.api import background
from capgo_tui.errors import CapgoError

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.models.device import Device

_MOST_KEPT: Final = 20_000
"""Devices of which an answer is kept."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What came of asking for one device."""

    channel: str | None = None
    """The channel that its app asks for; None where it asks for none, or that is not known."""
    problem: str = ""
    """Why it is not known, as a sentence; empty if it is."""


class DefaultChannels:
    """Asks for one device at a time, each once; what refuses it is not asked again before `forget`."""

    def __init__(self, client: CapgoClient, app_id: str) -> None:
        self._client = client
        self._app_id = app_id
        self._told: dict[str, AskedFor] = {}
        self._documents: dict[str, tuple[Device, Device]] = {}
        self._problem = ""
        self._asking: dict[str, asyncio.Task[None]] = {}

    @property
    def count(self) -> int:
        """Of how many devices something is known."""
        return len(self._told)

    def of(self, device: Device) -> AskedFor | None:
        """What is known of a device; None if it was not asked for."""
        told = self._told.get(device.device_id)
        return told or (AskedFor(problem=self._problem) if self._problem else None)

    def completed(self, device: Device) -> Device:
        """The device with the channel that its app asks for, where that was told."""
        told = self._told.get(device.device_id)
        if told is None or told.problem:
            return device
        known = self._documents.get(device.device_id)
        if known is None or known[0] is not device:
            whole = device.with_sent({"default_channel": told.channel})
            known = self._documents[device.device_id] = (device, whole)
        return known[1]

    async def ask(self, device: Device) -> bool:
        """Ask for a device, unless that was done or is refused; whether anything is news.

        A caller who leaves does not lose the answer.
        """
        name = device.device_id
        if self.of(device) is not None:
            return False
        task = self._asking.get(name)
        if task is None:
            task = self._asking[name] = asyncio.create_task(self._ask(name))
            task.add_done_callback(lambda _: self._asking.pop(name, None))
        await asyncio.shield(task)
        return True

    def forget(self) -> None:
        """Ask again from now on."""
        self._told.clear()
        self._documents.clear()
        self._problem = ""

    async def _ask(self, device_id: str) -> None:
        try:
            with background():
                found = await self._client.private_devices.read(self._app_id, device_id)
        except CapgoError as error:
            self._problem = str(error)
            return
        if len(self._told) >= _MOST_KEPT:
            self.forget()
        self._told[device_id] = (
            AskedFor(problem="the server does not have this device there")
            if found is None
            else AskedFor(found.default_channel or None)
        )
