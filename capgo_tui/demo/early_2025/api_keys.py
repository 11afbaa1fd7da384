"""/apikey: making and deleting keys; nothing lists them before late April 2025 (contract/api-seed.md 3.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from capgo_tui.demo import schema, timestamps
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025.denials import not_found
from capgo_tui.demo.early_2025.keys import mode_all
from capgo_tui.demo.errors import Denial, Json, database_error, no_such_row
from capgo_tui.demo.faults import ByNumber
from capgo_tui.demo.rows import ApiKey, App, Binding

MODES = ("read", "write", "upload", "all")
_ROLES = {"all": "org_super_admin", "write": "org_admin"}
"""Today's role for a mode; the others are members."""


def refused(error: str, code: int, **more: object) -> Denial:
    """Say no as this route does: in `error`, without a `status`."""
    return Denial({"error": error, **more}, code)


def want_unlimited(call: Call) -> None:
    """Refuse a key that is limited to organizations.

    Raises:
        Denial: 401.
    """
    if call.key.limited_to_orgs:
        raise refused("You cannot do that as a limited API key", 401)


def whole(key: ApiKey) -> Json:
    """Write a key with its secret and its limits."""
    return {
        "id": key.id,
        "created_at": timestamps.rest(key.created_at),
        "user_id": key.user_id,
        "key": key.key,
        "mode": key.mode,
        "updated_at": timestamps.rest(key.updated_at),
        "name": key.name,
        "limited_to_orgs": key.limited_to_orgs,
        "limited_to_apps": key.limited_to_apps,
    }


def read(call: Call) -> Answer:
    """List the keys of the caller's owner, on a server of late April; before there was no such route."""
    if call.keys_by_number is not ByNumber.DELETES:
        raise not_found()
    mode_all(call)
    want_unlimited(call)
    keys = call.world.api_keys.values()
    return Answer([whole(key) for key in keys if key.user_id == call.key.user_id and key.key])


def create(call: Call) -> Answer:
    """Make a key for one organization, or for one app by its UUID; only the query counts."""
    return Answer({"apikey": whole(make(call))})


def make(call: Call) -> ApiKey:
    """Make the key that a query asks for; whether its owner belongs to the organization is not looked at."""
    want_unlimited(call)
    org_id, app_id, mode = (call.query.get(name) for name in ("org_id", "app_id", "mode"))
    if not org_id and not app_id:
        raise refused("Org ID or App ID is required", 400)
    if not mode:
        raise refused("Mode is required", 400)
    if mode not in MODES:
        raise refused("Invalid mode", 400)
    if org_id:
        _want_row(org_id, call.world.organizations, "Org not found")
    app = _app(call, app_id) if app_id else None
    number, organization = call.world.new_number(), org_id or (app.owner_org if app else "")
    key = ApiKey(
        id=number,
        name=f"Apikey {number}",
        user_id=call.key.user_id,
        rbac_id=call.world.new_uuid(),
        key=call.world.new_uuid(),
        bindings=[_binding(mode, organization, app)],
        created_at=call.now,
        updated_at=call.now,
        mode=mode,
        limited_to_orgs=[organization],
        limited_to_apps=[app.app_id] if app else [],
    )
    call.world.api_keys[number] = key
    return key


def _binding(mode: str, org_id: str, app: App | None) -> Binding:
    """Give what the key amounts to on a server of today."""
    if app:
        return Binding("app", org_id, "app_admin" if mode == "all" else "app_reader", app_id=app.app_id)
    return Binding("org", org_id, _ROLES.get(mode, "org_member"))


def _app(call: Call, number: str) -> App:
    apps = {app.id: app for app in call.world.apps.values()}
    _want_row(number, apps, "App not found")
    return apps[number]


def _want_row(number: str, rows: dict[str, Any], error: str) -> None:
    if number in rows:
        return
    if re.fullmatch(schema.UUID, number):
        raise refused(error, 404, supabaseError=no_such_row())
    text = f'invalid input syntax for type uuid: "{number}"'
    raise refused(error, 404, supabaseError=database_error("22P02", text))


def delete(call: Call) -> Answer:
    """Delete a key by its text, which may be that of the key that calls."""
    return remove(call, lambda key, asked: key.key == asked)


def remove(call: Call, is_meant: Callable[[ApiKey, str], bool]) -> Answer:
    """Delete the key of the caller's owner that is meant by the path.

    Args:
        call: the request.
        is_meant: takes a key and the path's last part; servers of later months knew the number alone.
    """
    want_unlimited(call)
    asked = call.params["id"]
    keys = (key for key in call.world.api_keys.values() if key.user_id == call.key.user_id)
    by_number = call.keys_by_number is not None
    meant = (key for key in keys if (str(key.id) == asked if by_number else is_meant(key, asked)))
    key = next(meant, None)
    if key is None:
        raise refused("API key not found", 404, supabaseError=no_such_row())
    if call.keys_by_number is not ByNumber.PRETENDS:
        del call.world.api_keys[key.id]
    return Answer({"success": True})
