"""What the SQL of an `effect` in seed-cases.json asks, answered from the rows of the demo cloud."""

from __future__ import annotations

import re
from collections.abc import Callable

from capgo_tui.demo.early_2025.rights import role_of
from capgo_tui.demo.rows import Channel
from capgo_tui.demo.state import World

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"
CLEO = "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e33"

_COLUMNS = (
    *("version", "public", "disable_auto_update", "disable_auto_update_under_native", "ios", "android"),
    *("allow_device_self_set", "allow_emulator", "allow_dev"),
)
_ONE_CHANNEL = re.compile(r"select version,public,.* and name='(?P<name>\w+)'")


def _channel(world: World, name: str) -> str:
    row = world.channel_named(SHOP, name)
    assert row is not None
    return "|".join(_column(world, row, column) for column in _COLUMNS)


def _column(world: World, row: Channel, column: str) -> str:
    value = getattr(row, column)
    if column == "version" and value is None:
        value = world.hidden_bundles[SHOP]["unknown"]
    return {True: "t", False: "f"}[value] if isinstance(value, bool) else str(value)


def _new_organization(world: World) -> str:
    row = next(row for row in world.organizations.values() if row.name == "New Org")
    (member,) = world.members_of(row.id)
    return f"{row.name}|{row.management_email}|{role_of(member)}"


def _role_of_cleo(world: World) -> str:
    member = world.member(ORG, CLEO)
    assert member is not None
    return role_of(member)


def _keys(world: World) -> str:
    """List the keys; those made in the replay have other numbers than the recorded ones, which are 1 to 4."""
    old = [key for key in world.api_keys if key < 8000]
    return ",".join(map(str, [*range(1, len(world.api_keys) - len(old) + 1), *sorted(old)]))


def _bundles(world: World) -> str:
    rows = [(b.id, b.name, b.deleted) for b in world.bundles.values() if b.app_id == SHOP]
    rows += [(number, name, True) for name, number in world.hidden_bundles[SHOP].items()]
    return ",".join(f"{name}:{'true' if deleted else 'false'}" for _, name, deleted in sorted(rows))


def _organization(world: World) -> str:
    row = world.organizations[ORG]
    return f"{row.name}|{row.logo}|{row.management_email}"


_ORG_ID = f"'{ORG}'"
_EFFECTS: dict[str, Callable[[World], str]] = {
    f"select name,logo,management_email from orgs where id={_ORG_ID}": _organization,
    f"select name from orgs where id={_ORG_ID}": lambda world: world.organizations[ORG].name,
    "select o.name,o.management_email,u.user_right from orgs o left join org_users u on u.org_id=o.id "
    "where o.name='New Org'": _new_organization,
    "select count(*) from orgs": lambda world: str(len(world.organizations)),
    f"select count(*) from orgs where id={_ORG_ID}": lambda world: str(int(ORG in world.organizations)),
    f"select user_right from org_users where user_id='{CLEO}' and org_id={_ORG_ID}": _role_of_cleo,
    f"select count(*) from org_users where org_id={_ORG_ID}": lambda world: str(len(world.members_of(ORG))),
    "select string_agg(id::text,',' order by id) from apikeys": _keys,
    f"select string_agg(name,',') from channels where public and app_id='{SHOP}'": lambda world: ",".join(
        row.name for row in world.channels.values() if row.public and row.app_id == SHOP
    ),
    "select device_id,channel_id from channel_devices order by 1": lambda world: "\n".join(
        f"{device_id}|{channel}" for (_, device_id), channel in sorted(world.overrides.items())
    ),
    "select string_agg(name||':'||deleted,',' order by id) from app_versions "
    f"where app_id='{SHOP}'": _bundles,
    "select created_by from channels where id=1012": lambda world: world.channels[1012].created_by,
    f"select count(*) from app_versions where not deleted and app_id='{SHOP}'": lambda world: str(
        len(world.bundles_of(SHOP))
    ),
}


def effect(world: World, query: str) -> str:
    """Answer a query as psql prints it."""
    one = _ONE_CHANNEL.fullmatch(query)
    return _channel(world, one["name"]) if one else _EFFECTS[query](world)
