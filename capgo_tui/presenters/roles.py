"""What each role may do (contract/api.md 2.2): a few words for a list, a sentence for whoever picked it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Role:
    """A role, for people."""

    short: str
    """What it may, in a few words."""
    sentence: str
    """What it may and what not."""


ROLES: Final[Mapping[str, Role]] = {
    "org_member": Role(
        "sees it, makes apps",
        "Sees the organization and its members, makes apps; has no right in any app, not even one it made.",
    ),
    "org_billing_admin": Role("billing", "Sees the organization, makes apps, and looks after the bills."),
    "org_admin": Role(
        "nearly all",
        "May everything but change the billing, and delete the organization, apps, channels and bundles.",
    ),
    "org_super_admin": Role("everything", "May everything in the organization and its apps."),
    "apikey_manager": Role("manages keys", "Sees the organization, and manages its API keys."),
    "app_reader": Role("reads", "Reads everything in the app, the log of its devices included."),
    "app_uploader": Role("uploads, promotes", "Reads, uploads bundles, and points channels at them."),
    "app_developer": Role(
        "not its settings",
        "May everything in the app but change its settings or a channel's, or delete bundles and channels.",
    ),
    "app_admin": Role("all but delete", "May everything in the app but delete the app itself."),
    "app_preview": Role("previews", "Reads the app and its bundles, uploads, and makes channels."),
}
"""By the server's word."""

KEY_ORGANIZATION_ROLES: Final = (
    *("org_member", "org_admin", "org_super_admin"),
    *("org_billing_admin", "apikey_manager"),
)
"""What a key can be in an organization, most usual first."""

KEY_APP_ROLES: Final = ("app_reader", "app_uploader", "app_developer", "app_admin", "app_preview")
"""What a key can be in an app, weakest first."""
