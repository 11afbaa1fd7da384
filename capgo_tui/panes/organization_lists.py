"""The lists of the Organization tab: members, keys, audit log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.api_key import api_key_columns, api_key_details
from capgo_tui.presenters.audit import audit_columns, audit_details, subject_of, verb_of
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.member import member_columns, member_details

if TYPE_CHECKING:
    from capgo_tui.models.api_key import ApiKey
    from capgo_tui.models.audit import AuditEntry
    from capgo_tui.models.member import Member
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


class MembersPane(ListPane["Member"]):
    """The members of an organization."""

    noun = "member"
    legend = (Row("invited", "has an open invitation, and will get this role"),)

    def columns(self) -> tuple[Column[Member], ...]:
        """Members."""
        return member_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[Member]:
        """The members."""
        return workspace.organization(self.subject).members

    def key_of(self, record: Member) -> object:
        """A person may be a member and invited again, so both count."""
        return (record.uid or record.email, record.is_tmp)

    def title_of(self, record: Member) -> str:
        """A member goes by the address."""
        return f"member {record.email}"

    def details_of(self, record: Member) -> Sequence[Section]:
        """A member in full."""
        return member_details(record, self.now)


class KeysPane(ListPane["ApiKey"]):
    """The API keys that the key in use may see: they belong to a person, not to an organization."""

    noun = "key"
    legend = (
        Row("hashed", "the server keeps only a hash of it"),
        Row("rights", "the API does not list the roles of a key; servers of 2025 send its mode"),
    )

    def columns(self) -> tuple[Column[ApiKey], ...]:
        """Keys."""
        return api_key_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[ApiKey]:
        """The keys."""
        return workspace.keys

    def key_of(self, record: ApiKey) -> object:
        """Keys keep their number."""
        return record.id

    def title_of(self, record: ApiKey) -> str:
        """A key goes by its name."""
        return f"key {record.name}"

    def details_of(self, record: ApiKey) -> Sequence[Section]:
        """A key in full."""
        return api_key_details(record, self.now)


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
