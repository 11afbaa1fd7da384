"""What is sent to make or change an API key (contract/api.md 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from capgo_tui.errors import Misused
from capgo_tui.models import checks
from capgo_tui.models.edit import UNSET, Edit, Unset

SCOPES: Final = ("org", "app", "channel")
"""What a role of a key may be bound to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBinding(Edit):
    """A role that a key is to have somewhere."""

    role_name: str
    """The role, such as `app_reader` (contract/api.md 2.2)."""
    scope_type: str
    """What it is bound to: one of `SCOPES`."""
    org_id: str
    """The organization that it is in."""
    app_id: str | Unset = UNSET
    """The app's UUID; for the scopes `app` and `channel`."""
    channel_id: str | Unset = UNSET
    """The channel's UUID; for the scope `channel`."""
    reason: str | Unset = UNSET
    """Why, for the audit log."""

    def __post_init__(self) -> None:
        checks.want_text(self.role_name, "role_name", "role")
        checks.want_one_of(self.scope_type, SCOPES, "scope_type", "scope")
        checks.want_text(self.org_id, "org_id", "organization id")
        if self.scope_type != "org":
            checks.want_text("" if isinstance(self.app_id, Unset) else self.app_id, "app_id", "app")
        if self.scope_type == "channel":
            channel = "" if isinstance(self.channel_id, Unset) else self.channel_id
            checks.want_text(channel, "channel_id", "channel")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyDraft(Edit):
    """A key that is to be made. Today's server lets only a login session make one."""

    name: str
    """Its name."""
    bindings: tuple[KeyBinding, ...]
    """Its roles, at least one."""
    hashed: bool | Unset = UNSET
    """Whether the server keeps only its hash."""
    expires_at: datetime | Unset | None = UNSET
    """When it ends, aware; None for never."""
    global_permissions: tuple[str, ...] | Unset = UNSET
    """What it may do beyond its roles, such as `org.create`."""

    def __post_init__(self) -> None:
        checks.want_text(self.name, "name", "name of the key")
        if not self.bindings:
            raise Misused("The key has no role.", next_step="Give it one or more.", field="bindings")
        if isinstance(self.expires_at, datetime):
            checks.want_aware(self.expires_at, "expires_at", "end of the key")


MODES: Final = ("read", "upload", "write", "all")
"""What a key of servers before May 2026 may do, weakest first (contract/api-seed.md 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeKeyDraft(Edit):
    """A key that is to be made on a server of early 2025, which gives it a name itself."""

    org_id: str
    """The organization that it is limited to."""
    mode: str
    """What it may: one of `MODES`."""

    def __post_init__(self) -> None:
        checks.want_text(self.org_id, "org_id", "organization id")
        checks.want_one_of(self.mode, MODES, "mode", "mode")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyEdit(Edit):
    """What is to change about a key."""

    name: str | Unset = UNSET
    """Its name."""
    expires_at: datetime | Unset | None = UNSET
    """When it ends, aware; None for never."""

    def __post_init__(self) -> None:
        if not isinstance(self.name, Unset):
            checks.want_text(self.name, "name", "name of the key")
        if isinstance(self.expires_at, datetime):
            checks.want_aware(self.expires_at, "expires_at", "end of the key")
