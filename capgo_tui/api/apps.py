"""Asking for apps (contract/api.md 3.5)."""

from __future__ import annotations

from typing import Final

from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.paging import MOST_PAGES, PAGE, Once, endless
from capgo_tui.api.target import segment
from capgo_tui.api.transport import Transport
from capgo_tui.models.app import App

_LIMIT: Final = 1000


class Apps:
    """What can be asked about apps."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def read_all(self, org_id: str | None = None) -> list[App]:
        """Get every app that the key sees, or those of one organization, in no order.

        One request brings up to 1000. Exactly 50 may mean that the server does not know `limit`, and 1000
        that there are more, so then the next page is asked for.

        Raises:
            Refused: no right to it (`user_does_not_have_access_to_this_organization`).
            CapgoError: any other of its kinds.
        """
        once: Once[App] = Once(lambda app: app.app_id)
        apps: list[App] = []
        for page in range(MOST_PAGES):
            query = {"org_id": org_id, "page": page, "limit": _LIMIT}
            rows = read_list(App, await self._transport.get("/app", query), "GET /app")
            fresh = once.fresh(rows)
            apps += fresh
            if not fresh or (len(rows) != PAGE and len(rows) < _LIMIT):
                return apps
        raise endless()

    async def read(self, app_id: str) -> App:
        """Get one app.

        Raises:
            Refused: there is none, or the key may not read it (`cannot_access_app`).
            CapgoError: any other of its kinds.
        """
        path = f"/app/{segment(app_id, 'app id')}"
        return read_one(App, await self._transport.get(path), f"GET {path}")
