"""The audit log of an organization (contract/api.md 3.3)."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import Json, Time


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class AuditEntry(Document):
    """One change of one row."""

    id: int
    """Its number; rises with time."""
    created_at: Time = None
    """When it happened."""
    table_name: str | None = None
    """What was changed: `orgs`, `apps`, `channels`, `app_versions` or `org_users`."""
    record_id: str | None = None
    """The id of the row that was changed."""
    operation: str | None = None
    """`INSERT`, `UPDATE` or `DELETE`."""
    user_id: str | None = None
    """The id of the user who is held to have done it."""
    org_id: str | None = None
    """The organization."""
    old_record: Json = None
    """The whole row before; null for an INSERT."""
    new_record: Json = None
    """The whole row after; null for a DELETE. Of a channel, the only place with its platform flags."""
    changed_fields: tuple[str, ...] | None = None
    """The names of the fields that changed, for an UPDATE."""
    actor_type: str | None = None
    """Who did it: `user`, `apikey`, `system` or `unknown`."""
    actor_user_id: str | None = None
    """The id of the user who did it."""
    actor_user_email: str | None = None
    """The address of the user who did it."""
    actor_apikey_id: int | None = None
    """The number of the key that did it."""
    actor_apikey_name: str | None = None
    """The name of the key that did it."""


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class AuditPage(Document):
    """A page of the log, newest first."""

    data: tuple[AuditEntry, ...] = ()
    """Its entries."""
    total: int | None = None
    """How many entries there are on all pages."""
    page: int | None = None
    """Its number, from 0."""
    limit: int | None = None
    """How many entries a full page has."""
