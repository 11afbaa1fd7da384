"""An API key, without its secret (contract/api.md 3.4)."""

from __future__ import annotations

from typing import Any, Final

from pydantic import field_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import Time
from capgo_tui.secret import Secret

_SECRET_FIELDS: Final = frozenset({"key", "key_hash"})


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class ApiKey(Document):
    """An API key.

    Today's server never lists the key itself; servers of 2025 do (api-seed.md 3.3). It is kept as a
    `Secret`, and `raw()` has it masked.
    """

    id: int
    """Its number."""
    name: str | None = None
    """Its name."""
    key: Secret | None = None
    """The key itself, where a server gives it away."""
    rbac_id: str | None = None
    """Its id among the holders of roles."""
    user_id: str | None = None
    """The id of the user who owns it."""
    created_at: Time = None
    """When it was made."""
    updated_at: Time = None
    """When it was changed."""
    expires_at: Time = None
    """When it ends. `None` may also be a key without an end: see `never_expires`."""
    is_hashed_key: bool | None = None
    """Whether the server stores only its hash."""
    global_permissions: tuple[str, ...] | None = None
    """What it may do beyond its roles, such as `org.create`."""
    mode: str | None = None
    """`read`, `write`, `upload` or `all`: on servers before May 2026 only."""
    limited_to_orgs: tuple[str, ...] | None = None
    """The only organizations that it reaches, if any are named; old servers only."""
    limited_to_apps: tuple[str, ...] | None = None
    """The only apps that it reaches, if any are named; old servers only."""

    @field_validator("key", mode="plain")
    @classmethod
    def _hide(cls, value: object) -> Secret | None:
        if value is None or isinstance(value, Secret):
            return value
        if isinstance(value, str):
            return Secret(value)
        raise PydanticCustomError("key_type", "a key must be a text")

    @classmethod
    def _showable(cls, data: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            Secret(value).masked() if name in _SECRET_FIELDS and isinstance(value, str) else value
            for name, value in data.items()
        )

    @property
    def never_expires(self) -> bool | None:
        """Whether it has no end; `None` where the server does not say."""
        if self.expires_at is not None:
            return False
        raw = self.raw()
        return raw["expires_at"] is None if "expires_at" in raw else None
