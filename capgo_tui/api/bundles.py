"""Asking for bundles (contract/api.md 3.7)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from capgo_tui.api.decode import read_list
from capgo_tui.api.paging import gathered, numbered
from capgo_tui.api.refusals import means_no_bundles
from capgo_tui.api.transport import Transport
from capgo_tui.errors import Refused
from capgo_tui.models.bundle import Bundle


class Bundles:
    """What can be asked about bundles."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def pages(self, app_id: str) -> AsyncIterator[list[Bundle]]:
        """Get the bundles of an app that are not deleted, page by page, newest first, each once.

        An app without bundles has no page: the server's refusal of an empty list is none.

        Raises:
            Refused: the key may not read this app (`cannot_get_bundle`).
            CapgoError: any other of its kinds.
        """

        async def fetch(page: int) -> list[Bundle]:
            try:
                payload = await self._transport.get("/bundle", {"app_id": app_id, "page": page or None})
            except Refused as error:
                if means_no_bundles(error):
                    return []
                raise
            return read_list(Bundle, payload, "GET /bundle")

        return numbered(fetch, lambda bundle: bundle.id)

    async def read_all(self, app_id: str) -> list[Bundle]:
        """Get every bundle of an app that is not deleted, newest first.

        Raises:
            Refused: the key may not read this app (`cannot_get_bundle`).
            CapgoError: any other of its kinds.
        """
        return await gathered(self.pages(app_id))
