"""Apps: asking for them and changing them (contract/api.md 3.5)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from capgo_tui.api.answers import read_nothing
from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.paging import MOST_PAGES, PAGE, Once, endless
from capgo_tui.api.target import segment
from capgo_tui.api.transport import Transport
from capgo_tui.api.verbs import Action, Verbs
from capgo_tui.api.write import Write
from capgo_tui.errors import Misused, RefusalKind, Refused
from capgo_tui.models.app import App
from capgo_tui.models.app_edit import AppDraft, AppEdit

_LIMIT: Final = 1000
_NO_ROUTE: Final = "not_found"
"""What every server says of a path that it does not have."""


class Apps:
    """What can be asked and changed about apps."""

    def __init__(self, transport: Transport, now: Callable[[], datetime], verbs: Verbs) -> None:
        self._transport = transport
        self._now = now
        self._verbs = verbs

    async def read_all(self, org_id: str | None = None) -> list[App]:
        """Get every app that the key sees, or those of one organization, in no order.

        Servers before March 2025 have no list of apps: there the apps are those that an organization's
        statistics of the last 30 days name, with nothing but their id and owner (contract/api.md 6, row 33).

        Raises:
            Refused: no right to it (`user_does_not_have_access_to_this_organization`), or an old server that
                does not name the apps in its statistics either (`not_found`).
            CapgoError: any other of its kinds.
        """
        try:
            return await self.read_listed(org_id)
        except Refused as error:
            if error.kind is not RefusalKind.MISSING:
                raise
            no_list = error
        named = await self._named_in_statistics(org_id)
        if named:
            return named
        raise no_list

    async def read_if_served(self, app_id: str) -> App | None:
        """Get one app; None where the server has no /app, as before March 2025 (contract/api-seed.md 2).

        Raises:
            CapgoError: as `read`.
        """
        try:
            return await self.read(app_id)
        except Refused as error:
            if error.kind is not RefusalKind.MISSING or error.code != _NO_ROUTE:
                raise
            return None

    async def read_listed(self, org_id: str | None = None) -> list[App]:
        """Get the apps that the server lists, all of them or those of one organization, in no order.

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

    async def _named_in_statistics(self, org_id: str | None) -> list[App]:
        from capgo_tui.api.statistics import Statistics  # noqa: PLC0415 - for old servers only

        statistics = Statistics(self._transport)
        today = self._now().date()
        try:
            owners = [org_id] if org_id else await self._listed_organizations()
            breakdowns = await asyncio.gather(
                *(statistics.breakdown(owner, today - timedelta(days=29), today) for owner in owners)
            )
        except Refused:
            return []
        named = {
            point.app_id: App(app_id=point.app_id, owner_org=owner)
            for owner, breakdown in zip(owners, breakdowns, strict=True)
            for point in breakdown.by_app
        }
        return list(named.values())

    async def _listed_organizations(self) -> list[str]:
        from capgo_tui.models.organization import Organization  # noqa: PLC0415 - for old servers only

        payload = await self._transport.get("/organization")
        return [organization.id for organization in read_list(Organization, payload, "GET /organization")]

    async def read(self, app_id: str) -> App:
        """Get one app.

        Raises:
            Refused: there is none, or the key may not read it (`cannot_access_app`).
            CapgoError: any other of its kinds.
        """
        path = f"/app/{segment(app_id, 'app id')}"
        return read_one(App, await self._transport.get(path), f"GET {path}")

    def prepare_create(self, draft: AppDraft) -> Write[App]:
        """Make a new app; its answer is the app. Nothing is sent before `CapgoClient.send`.

        Refused with `app_id_already_exists`, as ids are unique among all apps of the cloud, or
        `cannot_access_organization`.
        """
        return Write(verb=self._verbs[Action.CREATE_APP], parts={}, fields=draft.body(), read=_read_app)

    def prepare_update(self, app_id: str, edit: AppEdit) -> Write[App]:
        """Change an app; its answer is the app. Nothing is sent before `CapgoClient.send`.

        A key without the right is refused (`cannot_access_app`).

        Raises:
            Misused: the edit changes nothing, or the id is missing.
        """
        if edit.is_empty():
            raise Misused("Nothing is to change about the app.")
        verb = self._verbs[Action.UPDATE_APP]
        return Write(verb=verb, parts={"app_id": app_id}, fields=edit.body(), read=_read_app)

    def prepare_delete(self, app_id: str) -> Write[None]:
        """Delete an app with everything in it, for ever. Nothing is sent before `CapgoClient.send`.

        A key without the right is refused (`cannot_delete_app`).

        Raises:
            Misused: the id is missing.
        """
        verb = self._verbs[Action.DELETE_APP]
        return Write(verb=verb, parts={"app_id": app_id}, fields={}, read=read_nothing)


def _read_app(payload: Any, tried: str) -> App:
    return read_one(App, payload, tried)
