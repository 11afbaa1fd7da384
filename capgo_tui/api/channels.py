"""Asking for channels (contract/api.md 3.6)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.paging import gathered, numbered
from capgo_tui.api.transport import Transport
from capgo_tui.models.channel import Channel


class Channels:
    """What can be asked about channels."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def pages(self, app_id: str) -> AsyncIterator[list[Channel]]:
        """Get the channels of an app page by page, oldest first, each once.

        Raises:
            Refused: the key may not read this app (`cannot_access_app`).
            CapgoError: any other of its kinds.
        """

        async def fetch(page: int) -> list[Channel]:
            payload = await self._transport.get("/channel", {"app_id": app_id, "page": page or None})
            return read_list(Channel, payload, "GET /channel")

        return numbered(fetch, lambda channel: channel.id)

    async def read_all(self, app_id: str) -> list[Channel]:
        """Get every channel of an app, oldest first.

        Raises:
            Refused: the key may not read this app (`cannot_access_app`).
            CapgoError: any other of its kinds.
        """
        return await gathered(self.pages(app_id))

    async def read(self, app_id: str, name: str) -> Channel:
        """Get one channel.

        Raises:
            Refused: there is none: the server then says `cannot_find_version`, meaning the channel.
            CapgoError: any other of its kinds.
        """
        payload = await self._transport.get("/channel", {"app_id": app_id, "channel": name})
        return read_one(Channel, payload, "GET /channel")
