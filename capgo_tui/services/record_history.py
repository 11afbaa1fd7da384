"""What is known of how one record came to be as it is: the journal, and the organization's audit log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import CapgoError, Refused

if TYPE_CHECKING:
    from capgo_tui.models.audit import AuditEntry
    from capgo_tui.services.changes.target import Target
    from capgo_tui.services.journal import Entry
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace

_MOST_BLOCKS: Final = 8
"""Blocks of the journal that are looked at, from its end: some thousand changes."""
PAGE: Final = 100
"""Entries of the audit log that one request gives (contract/api.md 3.3)."""


@dataclass(frozen=True)
class About:
    """Which record, as the journal and the audit log know it."""

    target: Target
    """The record as changes name it."""
    table: str = ""
    """Its table in the audit log; empty where the log has none for such records."""
    is_meant: Callable[[AuditEntry], bool] = lambda _: False
    """Whether an entry of that table is about it."""


class RecordHistory:
    """Reads lazily: the journal costs no request, the audit log one for each hundred entries of the table."""

    made_here: list[Entry]
    """The changes in the journal, newest first."""
    journal_problem: str
    """Why the journal could not be read, as a sentence; empty if it was."""

    def __init__(self, workspace: Workspace, about: About) -> None:
        """Describe it; nothing is read yet.

        Args:
            workspace: the connection.
            about: the record.
        """
        self.about = about
        self.made_here = []
        self.journal_problem = ""
        self._workspace = workspace

    @property
    def log(self) -> Listing[AuditEntry] | None:
        """The audit log of its table, shared by all its records; None where there is none."""
        org_id = self.about.target.org_id
        if not self.about.table or not org_id:
            return None
        return self._workspace.organization(org_id).audit_of(self.about.table)

    @property
    def audited(self) -> list[AuditEntry]:
        """Its entries in the audit log, as far as that is read, newest first."""
        return [entry for entry in self.log.records if self.about.is_meant(entry)] if self.log else []

    @property
    def log_problem(self) -> CapgoError | None:
        """Why the last attempt to read the audit log failed; None if it did not."""
        return self.log.error if self.log is not None else None

    @property
    def has_more(self) -> bool:
        """Whether the audit log goes on behind what was read."""
        return self.log is not None and not self.log.complete

    async def read(self) -> None:
        """Read the journal, and the first page of the audit log unless that was read, or was refused."""
        await self.read_journal()
        log = self.log
        if log is not None and not log.begun and not isinstance(log.error, Refused):
            await self.read_more()

    async def read_journal(self) -> None:
        """Find the changes that were made from here."""
        try:
            self.made_here = await asyncio.to_thread(self._find)
        except CapgoError as error:
            self.journal_problem = str(error)
        else:
            self.journal_problem = ""

    async def read_more(self) -> None:
        """Read the next page of the audit log; what goes wrong is told by `log_problem`."""
        if self.log is not None:
            try:
                page = await self.log.advance()
                if len(page) < PAGE:  # the last one: the list ends without a request
                    await self.log.advance()
            except CapgoError:
                return

    async def refresh(self) -> None:
        """Read both again, as far as they were read."""
        await self.read_journal()
        if self.log is not None:
            try:
                await self.log.refresh()
            except CapgoError:
                return

    def _find(self) -> list[Entry]:
        workspace, wanted = self._workspace, self.about.target.identity
        return [
            entry
            for page in islice(workspace.journal.pages(), _MOST_BLOCKS)
            for entry in page
            if entry.intent.target.identity == wanted and entry.intent.host == workspace.client.host
        ]
