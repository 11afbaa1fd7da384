"""/apikey of the German page (S2-27 to S2-44)."""

from __future__ import annotations

from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import api_keys
from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import ApiKey

_LIMITS = ("limited_to_orgs", "limited_to_apps")


def shown(key: ApiKey) -> Json:
    """Write a key: seven fields, its secret among them."""
    return {name: value for name, value in api_keys.whole(key).items() if name not in _LIMITS}


def read(call: Call) -> Answer:
    """List the keys of the caller's owner; those of which only a hash is stored came later."""
    api_keys.want_unlimited(call)
    mine = (key for key in call.world.api_keys.values() if key.user_id == call.key.user_id and key.key)
    return Answer([shown(key) for key in mine])


def create(call: Call) -> Answer:
    """Make a key for an organization."""
    if not call.query.get("org_id"):
        raise api_keys.refused("Org ID is required", 400)
    return Answer({"apikey": shown(api_keys.make(call))})


def delete(call: Call) -> Answer:
    """Delete a key, named by its text or by its number: the page says only that it is the key."""
    return api_keys.remove(call, lambda key, asked: asked in {key.key, str(key.id)})
