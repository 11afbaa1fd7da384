"""Roles of early 2025 and what they let a key's owner do (contract/api-seed.md 2)."""

from __future__ import annotations

from capgo_tui.demo.rows import ApiKey, Member
from capgo_tui.demo.state import World

RIGHTS = ("read", "upload", "write", "admin", "super_admin")
"""The five words, weakest first."""

_FROM_TODAY = {"org_super_admin": "super_admin", "org_admin": "admin"}

TODAY = {"super_admin": "org_super_admin", "admin": "org_admin"}
"""Today's role for an old word; the others are members without more."""


def right_of(member: Member) -> str:
    """Give the old word for what a person may do; invitations give it too, and let do nothing."""
    return member.user_right or _FROM_TODAY.get(member.role, "read")


def role_of(member: Member) -> str:
    """Give the old word as lists show it, of which an invitation is one of its own."""
    return f"invite_{right_of(member)}" if member.is_tmp else right_of(member)


def _reaches(world: World, user_id: str, least: str, org_id: object, app_id: str | None = None) -> bool:
    return any(
        member.org_id == org_id
        and member.user_id == user_id
        and not member.is_tmp
        and member.app_id in {None, app_id}
        and RIGHTS.index(right_of(member)) >= RIGHTS.index(least)
        for member in world.members.values()
    )


def may_in_organization(world: World, key: ApiKey, least: str, org_id: object) -> bool:
    """Say whether a key's owner has at least a right in an organization that the key is let into."""
    if org_id not in world.organizations or (key.limited_to_orgs and org_id not in key.limited_to_orgs):
        return False
    return _reaches(world, key.user_id, least, org_id)


def may_in_app(world: World, key: ApiKey, least: str, app_id: object) -> bool:
    """Say whether a key's owner has at least a right in an app that the key is let into."""
    app = world.apps.get(app_id) if isinstance(app_id, str) else None
    if app is None:
        return False
    if key.limited_to_orgs and app.owner_org not in key.limited_to_orgs:
        return False
    if key.limited_to_apps and app.app_id not in key.limited_to_apps:
        return False
    return _reaches(world, key.user_id, least, app.owner_org, app.app_id)
