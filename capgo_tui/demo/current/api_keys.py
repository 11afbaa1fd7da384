"""/apikey (contract/api.md 3.4)."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

from capgo_tui.demo import timestamps
from capgo_tui.demo.access import may_in_organization
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.errors import Json, Refusal, no_such_row
from capgo_tui.demo.rows import ApiKey

_NO_RIGHT = "API key management requires RBAC org role management permission"
_ID = re.compile(r"[A-Za-z0-9_-]+")


def _manages(call: Call, key: ApiKey) -> bool:
    organizations = {binding.org_id for binding in key.bindings}
    return all(may_in_organization(call.key, "org.manage_apikeys", org_id) for org_id in organizations)


def _want_manager(call: Call, code: str) -> None:
    if not any(may_in_organization(call.key, "org.manage_apikeys", b.org_id) for b in call.key.bindings):
        raise Refusal(code, _NO_RIGHT, {"apikeyId": call.key.id}, status=401)


def shown(key: ApiKey, *, permissions: bool = True) -> Json:
    """Write a key as lists show it: without its secret and its bindings."""
    row: Json = {
        "created_at": timestamps.rest(key.created_at),
        "expires_at": timestamps.rest(key.expires_at),
        "id": key.id,
        "name": key.name,
        "rbac_id": key.rbac_id,
        "updated_at": timestamps.rest(key.updated_at),
        "user_id": key.user_id,
        "is_hashed_key": key.key is None,
    }
    return {**row, "global_permissions": list(key.global_permissions)} if permissions else row


def read_all(call: Call) -> Answer:
    """List the keys of the same person that the calling key may manage."""
    _want_manager(call, "cannot_list_apikeys")
    keys = call.world.api_keys.values()
    return Answer([shown(key) for key in keys if key.user_id == call.key.user_id and _manages(call, key)])


def _find(call: Call, given: str, code: str, message: str) -> ApiKey:
    found = call.world.api_keys.get(int(given)) if given.isdecimal() else call.world.key_of(given)
    if found is None or found.user_id != call.key.user_id:
        raise Refusal(code, message, {"supabaseError": no_such_row()}, status=404)
    return found


def _id(call: Call) -> str:
    given = call.params["id"]
    if not _ID.fullmatch(given):
        raise Refusal("invalid_id_format", "Invalid API key ID format")
    return given


def read(call: Call) -> Answer:
    """Give one key by number or by its value."""
    given = _id(call)
    _want_manager(call, "cannot_get_apikey")
    key = _find(call, given, "failed_to_get_apikey", "Failed to get API key")
    if not _manages(call, key):
        raise Refusal("cannot_get_apikey", _NO_RIGHT, {"apikeyId": call.key.id}, status=401)
    return Answer(shown(key))


def create(call: Call) -> Answer:  # noqa: ARG001 - a handler like the others
    """Refuse: a key cannot create keys, whatever is sent."""
    raise Refusal("cannot_create_apikey", "API keys cannot create other API keys")


def update(call: Call) -> Answer:
    """Rename another key, change its end date or give it a new secret."""
    body = call.body()
    given = call.params.get("id") or body.get("id")
    about = {"requestId": call.request_id}
    if given is None or given == "":
        raise Refusal("api_key_id_required", "API key ID is required", about)
    _check_fields(call, body, about)
    _want_manager_of_update(call, about)
    key = _find(call, str(given), "api_key_not_found_or_access_denied", "API key not found or access denied")
    if key.id == call.key.id:
        raise _not_allowed("API keys cannot update themselves", call)
    if body.get("bindings") is not None or body.get("global_permissions") is not None:
        raise _not_allowed("API keys cannot update bindings or global permissions", call)
    if not _manages(call, key):
        raise _not_allowed(_NO_RIGHT, call)
    return Answer(_changed(call, key, body))


def _not_allowed(message: str, call: Call) -> Refusal:
    more = {"requestId": call.request_id, "apikeyId": call.key.id}
    return Refusal("cannot_update_apikey", message, more, status=401)


def _want_manager_of_update(call: Call, about: Json) -> None:
    if not any(may_in_organization(call.key, "org.manage_apikeys", b.org_id) for b in call.key.bindings):
        raise Refusal("cannot_update_apikey", _NO_RIGHT, {**about, "apikeyId": call.key.id}, status=401)


def _check_fields(call: Call, body: Json, about: Json) -> None:
    if body.get("name") is not None and not isinstance(body["name"], str):
        raise Refusal("name_must_be_a_string", "Name must be a string", about)
    if body.get("regenerate") is not None and not isinstance(body["regenerate"], bool):
        raise Refusal("regenerate_must_be_boolean", "Regenerate must be a boolean", about)
    if body.get("expires_at") is not None and not _lies_ahead(call, body["expires_at"]):
        raise Refusal("invalid_expiration_date", "Expiration date must be a valid date in the future", about)
    known = ("name", "expires_at", "bindings", "global_permissions")
    if not any(name in body for name in known) and not body.get("regenerate"):
        raise Refusal(
            "no_valid_fields_provided_for_update",
            "No valid fields provided for update. Provide name, expires_at, bindings, global_permissions, "
            "or regenerate.",
            about,
        )


def _lies_ahead(call: Call, text: object) -> bool:
    moment = _moment(text)
    return moment is not None and moment > call.now


def _moment(text: object) -> datetime | None:
    try:
        return timestamps.read(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _changed(call: Call, key: ApiKey, body: Json) -> Json:
    if body.get("name"):
        key.name = body["name"]
    if "expires_at" in body:
        key.expires_at = _moment(body["expires_at"])
    key.updated_at = call.now
    call.world.rewrite(call.world.api_keys, key.id)
    if not body.get("regenerate"):
        return shown(key, permissions=False)
    secret, hashed = call.world.new_uuid(), key.key is None
    key.key = None if hashed else secret
    key.key_hash = sha256(secret.encode()).hexdigest() if hashed else None
    row = shown(key, permissions=False)
    return {**row, "key": secret, "key_hash": key.key_hash}


def delete(call: Call) -> Answer:
    """Delete another key by number or by its value."""
    given = _id(call)
    _want_manager(call, "cannot_delete_apikey")
    key = _find(call, given, "api_key_not_found", "API key not found")
    if key.id == call.key.id:
        message = "API keys cannot delete themselves"
        raise Refusal("cannot_delete_apikey", message, {"apikeyId": key.id}, status=401)
    if not _manages(call, key):
        raise Refusal("cannot_delete_apikey", _NO_RIGHT, {"apikeyId": call.key.id}, status=401)
    del call.world.api_keys[key.id]
    return Answer({"status": "ok"})
