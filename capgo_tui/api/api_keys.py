"""Asking for API keys (contract/api.md 3.4)."""

from __future__ import annotations

from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.target import segment
from capgo_tui.api.transport import Transport
from capgo_tui.models.api_key import ApiKey


class ApiKeys:
    """What can be asked about API keys."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def read_all(self) -> list[ApiKey]:
        """Get the keys of the same user that this key may manage, in no order.

        Raises:
            Refused: the key may not (`cannot_list_apikeys`), or the server has no such list (404).
            CapgoError: any other of its kinds.
        """
        return read_list(ApiKey, await self._transport.get("/apikey"), "GET /apikey")

    async def read(self, key_id: int) -> ApiKey:
        """Get one key by its number.

        Raises:
            Refused: there is none (`failed_to_get_apikey`), or the key may not (`cannot_get_apikey`).
            CapgoError: any other of its kinds.
        """
        path = f"/apikey/{segment(key_id, 'key id')}"
        return read_one(ApiKey, await self._transport.get(path), f"GET {path}")
