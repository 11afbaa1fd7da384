"""Roles and the rights that they give (contract/api.md 2.2 and 2.3)."""

from __future__ import annotations

from capgo_tui.demo.rows import ApiKey, Binding, Channel
from capgo_tui.demo.state import World

RANKS = {
    "org_super_admin": 95,
    "org_admin": 90,
    "org_billing_admin": 80,
    "apikey_manager": 78,
    "org_member": 75,
    "app_admin": 70,
    "app_preview": 69,
    "app_developer": 68,
    "app_uploader": 66,
    "app_reader": 65,
    "app_notifications": 64,
    "bundle_admin": 62,
    "bundle_reader": 61,
    "channel_admin": 60,
    "channel_developer": 58,
    "channel_uploader": 57,
    "channel_reader": 55,
    "apikey_org_reader": 10,
}
"""Every role with its rank; the higher one wins."""

_ORGANIZATION = {
    *("org.read", "org.read_members", "org.update_settings", "org.delete", "org.invite_user"),
    *("org.update_user_roles", "org.read_audit", "org.manage_apikeys", "org.create_app"),
}
_CHANNEL = {
    "channel.update_settings",
    "channel.promote_bundle",
    "channel.delete",
    "channel.manage_forced_devices",
}
_APP_READ = {"app.read", "app.read_channels", "app.read_devices", "app.read_bundles", "app.read_logs"}
_APP = {
    *_APP_READ,
    *(
        "app.create_channel",
        "app.manage_devices",
        "app.upload_bundle",
        "app.update_settings",
        "bundle.delete",
    ),
    *_CHANNEL,
}
_APP_DEVELOPER = _APP - {"app.update_settings", "bundle.delete", "channel.update_settings", "channel.delete"}

RIGHTS: dict[str, set[str]] = {
    "org_super_admin": _ORGANIZATION | _APP | {"app.delete"},
    "org_admin": (_ORGANIZATION | _APP) - {"org.delete", "bundle.delete", "channel.delete"},
    "org_billing_admin": {"org.read", "org.create_app"},
    "apikey_manager": {"org.read", "org.manage_apikeys"},
    "org_member": {"org.read", "org.read_members", "org.create_app"},
    "apikey_org_reader": {"org.read"},
    "app_admin": _APP,
    "app_preview": {"app.read", "app.read_bundles", "app.upload_bundle", "app.create_channel"},
    "app_developer": _APP_DEVELOPER,
    "app_uploader": _APP_READ | {"app.upload_bundle", "channel.promote_bundle"},
    "app_reader": _APP_READ,
    "app_notifications": {"app.read"},
    "channel_admin": {"channel.read", *_CHANNEL},
    "channel_developer": {"channel.read", "channel.promote_bundle", "channel.manage_forced_devices"},
    "channel_uploader": {"channel.read", "channel.promote_bundle"},
    "channel_reader": {"channel.read"},
}
"""What each role may do."""


def may_in_organization(key: ApiKey, right: str, org_id: object) -> bool:
    """Say whether a key has a right in an organization; only bindings of organization scope count."""
    return any(
        b.scope == "org" and b.org_id == org_id and right in RIGHTS.get(b.role, ()) for b in key.bindings
    )


def may_in_app(world: World, key: ApiKey, right: str, app_id: object, channel_id: int | None = None) -> bool:
    """Say whether a key has a right in an app, by way of its organization, itself or one channel.

    An app that does not exist gives nobody a right: unknown and forbidden look the same.
    """
    app = world.apps.get(app_id) if isinstance(app_id, str) else None
    if app is None:
        return False

    def reaches(binding: Binding) -> bool:
        if binding.scope == "org":
            return binding.org_id == app.owner_org
        if binding.scope == "app":
            return binding.app_id == app.app_id
        return channel_id is not None and binding.channel_id == channel_id

    return any(reaches(binding) and right in RIGHTS.get(binding.role, ()) for binding in key.bindings)


def sees_channel(world: World, key: ApiKey, channel: Channel) -> bool:
    """Say whether a key finds a channel at all; the others hear that there is none."""
    rights = ("app.read", "channel.read")
    return any(may_in_app(world, key, right, channel.app_id, channel.id) for right in rights)


def rank_in_organization(key: ApiKey, org_id: str) -> int:
    """Give the rank of a key's highest role in an organization."""
    ranks = (RANKS.get(b.role, 0) for b in key.bindings if b.scope == "org" and b.org_id == org_id)
    return max(ranks, default=0)


def is_bound_to_apps(key: ApiKey) -> bool:
    """Say whether a key has any binding of app scope."""
    return any(binding.scope == "app" for binding in key.bindings)
