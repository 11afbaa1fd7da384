"""Today's rows as servers of 2025 had them: modes of keys, hidden bundles (contract/api-seed.md 1)."""

from __future__ import annotations

from capgo_tui.demo.early_2025 import example_rows
from capgo_tui.demo.rows import ApiKey
from capgo_tui.demo.state import World

HIDDEN = ("builtin", "unknown")
"""The bundles that every app with bundles has beside them; both count as deleted."""

FIRST = 11
"""The number of the first hidden bundle, where it is free."""


def prepare(world: World) -> None:
    """Give a world what servers of 2025 need; once is enough, and twice does no harm."""
    example_rows.add(world)
    for key in world.api_keys.values():
        if key.mode is None:
            _limit(world, key)
    numbers = _free_numbers(world)
    with_bundles = {bundle.app_id for bundle in world.bundles.values()}
    for app_id in world.apps:
        if app_id in with_bundles and app_id not in world.hidden_bundles:
            world.hidden_bundles[app_id] = dict(zip(HIDDEN, numbers, strict=False))
            numbers = numbers[len(HIDDEN) :]


def _free_numbers(world: World) -> range:
    taken = [number for app in world.hidden_bundles.values() for number in app.values()]
    first = max(taken, default=FIRST - 1) + 1
    wanted = range(first, first + len(HIDDEN) * len(world.apps))
    if any(number in world.bundles for number in wanted):
        first = max(world.bundles) + 1_000_000
    return range(first, first + len(wanted))


def _limit(world: World, key: ApiKey) -> None:
    """Give a key its mode, and the limits that its bindings amount to."""
    key.mode = mode_of(key)
    organizations = {binding.org_id: None for binding in key.bindings}
    if any(binding.scope == "org" for binding in key.bindings):
        mine = {member.org_id for member in world.members.values() if member.user_id == key.user_id}
        if mine - organizations.keys():
            key.limited_to_orgs = list(organizations)
        return
    key.limited_to_orgs = list(organizations)
    key.limited_to_apps = list(dict.fromkeys(b.app_id for b in key.bindings if b.app_id))


def mode_of(key: ApiKey) -> str:
    """Give the mode that comes nearest to a key's bindings."""
    roles = {binding.role for binding in key.bindings}
    of_organization = {binding.role for binding in key.bindings if binding.scope == "org"}
    if not of_organization or "org_super_admin" in of_organization:
        return "all"
    if roles & {"org_admin", "app_admin"}:
        return "write"
    return "upload" if roles & {"app_developer", "app_uploader"} else "read"


def hidden_name(world: World, app_id: str, number: int | None) -> str | None:
    """Give the name of a hidden bundle of an app."""
    return next((n for n, hidden in world.hidden_bundles.get(app_id, {}).items() if hidden == number), None)
