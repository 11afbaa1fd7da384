"""What is sent to make or change an organization (contract/api.md 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from capgo_tui.models import checks
from capgo_tui.models.edit import UNSET, Edit, Unset

INTENTS: Final = ("ota", "builder", "both", "exploring", "unknown")
"""What an organization may be made for."""

_KEY_LENGTHS: Final = (20, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationDraft(Edit):
    """An organization that is to be made."""

    NAMES: ClassVar[Mapping[str, str]] = {"estimated_mau": "estimatedMau"}

    name: str
    """Its name, three characters or more."""
    email: str | Unset = UNSET
    """Where bills and warnings go; the address of the key's owner unless given."""
    estimated_mau: int | Unset = UNSET
    """How many devices a month are expected, up to a million."""
    website: str | Unset = UNSET
    """Its website."""
    intent: str | Unset = UNSET
    """What it is for: one of `INTENTS`."""

    def __post_init__(self) -> None:
        checks.want_length(self.name, 3, "name", "name of an organization")
        if not isinstance(self.email, Unset):
            checks.want_email(self.email)
        if not isinstance(self.estimated_mau, Unset):
            checks.want_whole(self.estimated_mau, 0, 1_000_000, "estimated_mau", "number of devices")
        if not isinstance(self.website, Unset):
            checks.want_website(self.website)
        if not isinstance(self.intent, Unset):
            checks.want_one_of(self.intent, INTENTS, "intent", "purpose")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationEdit(Edit):
    """What is to change about an organization."""

    name: str | Unset = UNSET
    """Its name; the server takes HTML out of it."""
    logo: str | Unset = UNSET
    """The address of its picture."""
    website: str | Unset | None = UNSET
    """Its website; None takes it away."""
    management_email: str | Unset = UNSET
    """Where bills and warnings go."""
    require_apikey_expiration: bool | Unset = UNSET
    """Whether keys must end."""
    max_apikey_expiration_days: int | Unset | None = UNSET
    """After how many days a key ends at the latest: 1 to 365; None for no limit."""
    enforce_hashed_api_keys: bool | Unset = UNSET
    """Whether keys must be stored hashed."""
    enforce_encrypted_bundles: bool | Unset = UNSET
    """Whether bundles must be encrypted."""
    required_encryption_key: str | Unset | None = UNSET
    """The start of the key that they must be encrypted with, 20 or 21 characters; None for any."""
    enforcing_2fa: bool | Unset = UNSET
    """Whether members must use a second factor."""
    password_policy_config: Mapping[str, Any] | Unset | None = UNSET
    """Its rules for passwords, as the server words them; None for none."""

    def __post_init__(self) -> None:
        if not isinstance(self.name, Unset):
            checks.want_text(self.name, "name", "name of the organization")
        if self.website is not None and not isinstance(self.website, Unset):
            checks.want_website(self.website)
        if not isinstance(self.management_email, Unset):
            checks.want_email(self.management_email, "management_email")
        if self.max_apikey_expiration_days is not None and not isinstance(
            self.max_apikey_expiration_days, Unset
        ):
            checks.want_whole(
                self.max_apikey_expiration_days, 1, 365, "max_apikey_expiration_days", "number of days"
            )
        if self.required_encryption_key is not None and not isinstance(self.required_encryption_key, Unset):
            checks.want_one_of(
                str(len(self.required_encryption_key)),
                [str(length) for length in _KEY_LENGTHS],
                "required_encryption_key",
                "number of characters of the encryption key",
            )
