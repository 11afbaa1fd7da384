"""An organization: whoever pays, and owns apps (contract/api.md 3.1)."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import Json, Time


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class Organization(Document):
    """An organization.

    One that is known only because an app names it as its owner has nothing but its id.
    """

    id: str
    """Its UUID."""
    name: str | None = None
    """Its name."""
    management_email: str | None = None
    """Where bills and warnings go."""
    created_by: str | None = None
    """The id of the user who made it."""
    created_at: Time = None
    """When it was made."""
    updated_at: Time = None
    """When its row changed; a rename does not count (contract/api.md 3.1)."""
    logo: str | None = None
    """The address of its picture, signed for seven days; often empty."""
    customer_id: str | None = None
    """Its id at the payment provider; `pending_…` until there is one."""
    website: str | None = None
    """Its website; unknown to old servers."""

    # Only the answer to an update has what follows.
    enforcing_2fa: bool | None = None
    """Whether members must use a second factor."""
    enforce_hashed_api_keys: bool | None = None
    """Whether keys must be stored hashed."""
    require_apikey_expiration: bool | None = None
    """Whether keys must end."""
    max_apikey_expiration_days: int | None = None
    """After how many days a key ends at the latest."""
    enforce_encrypted_bundles: bool | None = None
    """Whether bundles must be encrypted."""
    required_encryption_key: str | None = None
    """The start of the key that they must be encrypted with."""
    has_usage_credits: bool | None = None
    """Whether it bought usage in advance."""
    stats_updated_at: Time = None
    """When its statistics were computed."""
    last_stats_updated_at: Time = None
    """When they were computed before that."""
    stats_refresh_requested_at: Time = None
    """When somebody asked for new ones."""
    email_preferences: Json = None
    """Which mails it wants: names to booleans."""
    password_policy_config: Json = None
    """Its rules for passwords."""
    onboarding: Json = None
    """What its maker said it is for."""
