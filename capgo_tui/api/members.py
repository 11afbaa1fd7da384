"""Asking for the members of an organization (contract/api.md 3.2)."""

from __future__ import annotations

from capgo_tui.api.decode import read_list
from capgo_tui.api.transport import Transport
from capgo_tui.models.member import Member


class Members:
    """What can be asked about members."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def read_all(self, org_id: str) -> list[Member]:
        """Get every member and open invitation of an organization, in no order.

        Raises:
            Refused: the key may not read them (`cannot_access_organization`).
            CapgoError: any other of its kinds.
        """
        payload = await self._transport.get("/organization/members", {"orgId": org_id})
        return read_list(Member, payload, "GET /organization/members")
