"""Organizations: asking for them and changing them (contract/api.md 3.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from capgo_tui.api.answers import read_new_id, read_nothing
from capgo_tui.api.apps import Apps
from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.transport import Transport
from capgo_tui.api.verbs import Action, Verbs
from capgo_tui.api.write import Write
from capgo_tui.errors import Misused, RefusalKind, Refused
from capgo_tui.models.app import App
from capgo_tui.models.organization import Organization
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit


class Organizations:
    """What can be asked and changed about organizations."""

    def __init__(self, transport: Transport, apps: Apps, verbs: Verbs) -> None:
        self._transport = transport
        self._apps = apps
        self._verbs = verbs

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

    def prepare_create(self, draft: OrganizationDraft) -> Write[str]:
        """Make a new organization; its answer is its id. Nothing is sent before `CapgoClient.send`.

        The key becomes its super admin. A key without the right is refused (`permission_denied`).
        """
        verb = self._verbs[Action.CREATE_ORGANIZATION]
        return Write(verb=verb, parts={}, fields=draft.body(), read=read_new_id)

    def prepare_update(self, org_id: str, edit: OrganizationEdit) -> Write[Organization]:
        """Change an organization; its answer is all of it. Nothing is sent before `CapgoClient.send`.

        A key without the right is refused (`cannot_access_organization`).

        Raises:
            Misused: the edit changes nothing, or the id is missing.
        """
        if edit.is_empty():
            raise Misused("Nothing is to change about the organization.")
        verb = self._verbs[Action.UPDATE_ORGANIZATION]
        fields = {"orgId": org_id, **edit.body()}
        return Write(verb=verb, parts={}, fields=fields, read=_read_organization)

    def prepare_delete(self, org_id: str) -> Write[None]:
        """Delete an organization with all of its apps, at once and for ever.

        Nothing is sent before `CapgoClient.send`. A key without the right is refused (`invalid_org_id`).

        Raises:
            Misused: the id is missing.
        """
        verb = self._verbs[Action.DELETE_ORGANIZATION]
        return Write(verb=verb, parts={}, fields={"orgId": org_id}, read=read_nothing)

    async def _seen(self, apps: Sequence[App] | None) -> list[App]:
        return list(apps) if apps is not None else await self._apps.read_listed()

    async def _read_or_stub(self, org_id: str) -> Organization:
        try:
            return await self.read(org_id)
        except Refused as error:
            if not _says_no(error):
                raise
            return Organization(id=org_id)


def _read_organization(payload: Any, tried: str) -> Organization:
    return read_one(Organization, payload, tried)


def _says_no(error: BaseException) -> bool:
    """Whether the server decided, and did not merely fail."""
    return isinstance(error, Refused) and error.kind is not RefusalKind.BROKEN
