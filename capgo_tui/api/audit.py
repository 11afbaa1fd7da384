"""Asking for the audit log (contract/api.md 3.3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

from capgo_tui.api.decode import read_exactly
from capgo_tui.api.paging import MOST_PAGES, Once, endless
from capgo_tui.api.refusals import means_behind_the_end
from capgo_tui.api.transport import Transport
from capgo_tui.errors import Misused, Refused
from capgo_tui.models.audit import AuditEntry, AuditPage

NO_LOG: Final = "This server is older and has no audit log to read."
"""What to know where the log is not found (contract/api-seed.md 2, routes)."""
_MOST: Final = 100
"""Entries that the server gives at most."""


class Audit:
    """What can be asked about the audit log."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def pages(
        self, org_id: str, *, table: str | None = None, operation: str | None = None
    ) -> AsyncIterator[AuditPage]:
        """Get the log page by page, newest first, each entry once.

        Args:
            org_id: the organization.
            table: only changes of `orgs`, `apps`, `channels`, `app_versions` or `org_users`.
            operation: only `INSERT`, `UPDATE` or `DELETE`.

        Raises:
            Refused: the key may not read it (`invalid_org_id`).
            CapgoError: any other of its kinds.
        """
        once: Once[AuditEntry] = Once(lambda entry: entry.id)
        for number in range(MOST_PAGES):
            page = await self.read(org_id, page=number, limit=_MOST, table=table, operation=operation)
            fresh = once.fresh(list(page.data))
            if not fresh:
                return
            yield page if len(fresh) == len(page.data) else replace(page, data=tuple(fresh))
            if self._is_last(page, number):
                return
        raise endless()

    @staticmethod
    def _is_last(page: AuditPage, number: int) -> bool:
        if page.total is None:
            return len(page.data) < _MOST
        return (number + 1) * (page.limit or _MOST) >= page.total

    async def read(
        self,
        org_id: str,
        page: int = 0,
        limit: int = 50,
        *,
        table: str | None = None,
        operation: str | None = None,
    ) -> AuditPage:
        """Get one page, from 0; one behind the end is empty. The server gives 100 entries at most.

        Raises:
            Misused: the page is below 0 or the limit below 1.
            Refused: the key may not read it (`invalid_org_id`).
            CapgoError: any other of its kinds.
        """
        if page < 0 or limit < 1:
            raise Misused("Pages count from 0, and a page has at least one entry.")
        query = {
            "orgId": org_id,
            "tableName": table,
            "operation": operation,
            "page": page,
            "limit": min(limit, _MOST),
        }
        try:
            payload = await self._transport.get("/organization/audit", query)
        except Refused as error:
            if page > 0 and means_behind_the_end(error):
                return AuditPage(page=page, limit=limit)
            if error.code == "not_found":
                error.said, error.next_step = NO_LOG, "The journal has what was changed from here."
            raise
        return read_exactly(AuditPage, payload, "GET /organization/audit")
