"""What routes about an app ask first, and its bundles with the hidden ones (contract/api-seed.md 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from capgo_tui.demo.calls import Call
from capgo_tui.demo.early_2025.denials import no_app_access
from capgo_tui.demo.early_2025.mapping import hidden_name
from capgo_tui.demo.early_2025.rights import may_in_app
from capgo_tui.demo.errors import Json
from capgo_tui.demo.state import World


def want_app(call: Call, least: str, body: Json) -> str:
    """Give the `app_id` of a body, in which the key's owner has at least a right.

    Raises:
        Denial: 400; unknown, foreign and missing apps look the same.
    """
    app_id = body.get("app_id")
    if not may_in_app(call.world, call.key, least, app_id):
        raise no_app_access(body)
    return str(app_id)


@dataclass(frozen=True, slots=True)
class Version:
    """A bundle as channels and devices name it."""

    id: int
    name: str

    def shown(self) -> Json:
        """Write it as part of a row."""
        return {"name": self.name, "id": self.id}


def unlinked(world: World, app_id: str) -> Version | None:
    """Give the hidden bundle of channels without one; None in an app that never had a bundle."""
    number = world.hidden_bundles.get(app_id, {}).get("unknown")
    return Version(number, "unknown") if number else None


def numbered(world: World, app_id: str, number: int | None) -> Version | None:
    """Find a bundle by its number, deleted and hidden ones too."""
    row = world.bundles.get(number or 0)
    if row is not None:
        return Version(row.id, row.name)
    name = hidden_name(world, app_id, number)
    return Version(number, name) if number and name else None


def is_hidden(world: World, app_id: str, name: Any) -> bool:
    """Say whether an app has a hidden bundle of a name."""
    return isinstance(name, str) and name in world.hidden_bundles.get(app_id, {})
