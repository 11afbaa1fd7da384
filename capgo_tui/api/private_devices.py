"""/private/devices: whole rows of devices, by a route that may change without notice (contract/api.md 4)."""

from __future__ import annotations

from typing import Final

from capgo_tui.api.decode import read_list
from capgo_tui.api.transport import Transport
from capgo_tui.errors import Unexpected
from capgo_tui.models.device import Device

PATH: Final = "/private/devices"
"""The route, as what is shown names it."""


class PrivateDevices:
    """What can be asked of it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def read(self, app_id: str, device_id: str) -> Device | None:
        """Get one device with the channel that its app asks for, `default_channel`; None if there is none.

        Args:
            app_id: the app.
            device_id: the id of the device, in any case.

        Raises:
            Refused: the key may not, or the server has no such route.
            Unexpected: the answer does not say the channel.
            CapgoError: any other of its kinds.
        """
        wanted = device_id.lower()
        tried = f"POST {PATH}"
        payload = await self._transport.ask(PATH, {"appId": app_id, "devicesId": [wanted], "limit": 1})
        found = [each for each in read_list(Device, payload, tried) if each.device_id.lower() == wanted]
        if not found:
            return None
        if not found[0].has("default_channel"):
            raise Unexpected("The answer does not say which channel the app asks for.", tried=tried)
        return found[0]

    async def count(self, app_id: str) -> int:
        """Get how many devices an app has.

        Raises:
            Refused: the key may not, or the server has no such route.
            Unexpected: the answer says no number.
            CapgoError: any other of its kinds.
        """
        payload = await self._transport.ask(PATH, {"appId": app_id, "count": True})
        count = payload.get("count") if isinstance(payload, dict) else None
        if not isinstance(count, int):
            raise Unexpected("The answer does not say how many devices there are.", tried=f"POST {PATH}")
        return count
