"""The Audit tab of an organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.audit import audit_columns, audit_details, subject_of, verb_of
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Section

if TYPE_CHECKING:
    from capgo_tui.models.audit import AuditEntry
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


class AuditPane(ListPane["AuditEntry"]):
    """What was changed in an organization, by whom; the server keeps ninety days."""

    noun = "entry"
    nouns = "entries"
    at_first = 200

    def columns(self) -> tuple[Column[AuditEntry], ...]:
        """Entries."""
        return audit_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[AuditEntry]:
        """The entries, newest first."""
        return workspace.organization(self.subject).audit

    def key_of(self, record: AuditEntry) -> object:
        """Entries keep their number."""
        return record.id

    def title_of(self, record: AuditEntry) -> str:
        """An entry goes by what was done to what."""
        return f"{verb_of(record)} {subject_of(record)}"

    def details_of(self, record: AuditEntry) -> Sequence[Section]:
        """An entry in full."""
        return audit_details(record, self.now)
