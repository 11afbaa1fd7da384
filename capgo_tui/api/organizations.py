"""Asking for organizations (contract/api.md 3.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from capgo_tui.api.apps import Apps
from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.transport import Transport
from capgo_tui.errors import RefusalKind, Refused
from capgo_tui.models.app import App
from capgo_tui.models.organization import Organization


class Organizations:
    """What can be asked about organizations."""

    def __init__(self, transport: Transport, apps: Apps) -> None:
        self._transport = transport
        self._apps = apps

    async def read_all(self, apps: Sequence[App] | None = None) -> list[Organization]:
        """Get every organization that the key can reach, in no order.

        The server lists the first 50 only, and none at all to a key that is bound to an app. The others are
        the owners of the apps that the key sees: each is asked for by its id, and one that may not be read
        has its id and nothing else. Apps that were read before save asking for them.

        Raises:
            CapgoError: neither the organizations nor the apps can be listed.
        """
        listed, seen = await asyncio.gather(self.read_listed(), self._seen(apps), return_exceptions=True)
        if isinstance(listed, BaseException) and not (_says_no(listed) and isinstance(seen, list)):
            raise listed
        if isinstance(seen, BaseException):
            if not isinstance(seen, Refused):
                raise seen
            seen = []
        known = [] if isinstance(listed, BaseException) else listed
        if isinstance(listed, BaseException) and not seen:
            raise listed
        ids = {organization.id for organization in known}
        owners = dict.fromkeys(app.owner_org for app in seen if app.owner_org and app.owner_org not in ids)
        return [*known, *await asyncio.gather(*(self._read_or_stub(owner) for owner in owners))]

    async def read_listed(self) -> list[Organization]:
        """Get the organizations that the server lists: 50 at most.

        Raises:
            CapgoError: any of its kinds.
        """
        payload = await self._transport.get("/organization")
        return read_list(Organization, payload, "GET /organization")

    async def read(self, org_id: str) -> Organization:
        """Get one organization.

        Raises:
            Refused: there is none, or the key may not read it (`invalid_org_id`).
            CapgoError: any other of its kinds.
        """
        payload = await self._transport.get("/organization", {"orgId": org_id})
        return read_one(Organization, payload, "GET /organization")

    async def _seen(self, apps: Sequence[App] | None) -> list[App]:
        return list(apps) if apps is not None else await self._apps.read_listed()

    async def _read_or_stub(self, org_id: str) -> Organization:
        try:
            return await self.read(org_id)
        except Refused as error:
            if not _says_no(error):
                raise
            return Organization(id=org_id)


def _says_no(error: BaseException) -> bool:
    """Whether the server decided, and did not merely fail."""
    return isinstance(error, Refused) and error.kind is not RefusalKind.BROKEN
