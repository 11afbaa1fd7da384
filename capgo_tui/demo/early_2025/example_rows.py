"""The rows that the recorded examples had beside those of `acme-world.json` (contract/api-seed.md 1).

They are two more keys, and the organization of somebody else. Other worlds have nothing of the kind.
"""

from __future__ import annotations

from datetime import UTC, datetime

from capgo_tui.demo.rows import ApiKey, Binding, Member, Organization
from capgo_tui.demo.state import World

ACME = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
FOREIGN = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f799"
ANA, BEN, CLEO = (f"8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e{person}" for person in (11, 22, 33))
SHOP = "com.acme.shop"

_MADE = datetime(2026, 1, 5, tzinfo=UTC)


def add(world: World) -> None:
    """Add the rows to the world of the examples, unless they are there."""
    if ACME not in world.organizations or ANA not in world.users or 7006 in world.api_keys:
        return
    for key in (_of_ben(), _limited_to_apps()):
        world.api_keys[key.id] = key
    world.organizations[FOREIGN] = Organization(
        id=FOREIGN, name="Foreign", created_by=CLEO, management_email="cleo@acme.example"
    )
    number = world.new_number()
    world.members[number] = Member(number, FOREIGN, CLEO, "org_super_admin")


def _of_ben() -> ApiKey:
    return _key(7006, "ben", "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a95", BEN, Binding("org", ACME, "org_member"))


def _limited_to_apps() -> ApiKey:
    key = _key(
        7007,
        "acme apps only",
        "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a96",
        ANA,
        Binding("app", ACME, "app_admin", app_id=SHOP),
    )
    key.limited_to_apps = [SHOP]
    return key


def _key(number: int, name: str, secret: str, owner: str, binding: Binding) -> ApiKey:
    return ApiKey(
        id=number,
        name=name,
        user_id=owner,
        rbac_id=f"2b2c3d4e-5f60-4a7b-8c9d-0e1f2a3b{number}",
        key=secret,
        bindings=[binding],
        created_at=_MADE,
        updated_at=_MADE,
        mode="all",
    )
