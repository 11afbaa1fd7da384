"""The two gatekeepers: which header carries the key, and who comes in (contract/api.md 2.1)."""

from __future__ import annotations

import re
from collections.abc import Callable

from capgo_tui.demo.calls import Call, Handler
from capgo_tui.demo.errors import Refusal
from capgo_tui.demo.rows import ApiKey

Gatekeeper = Callable[[Call], None]
"""Lets a call act for its key, or refuses it with 401 or 429."""

Methods = dict[str, tuple[Gatekeeper, Handler]]
"""What a path answers, and behind which gatekeeper, by method; what is not named is unknown."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def is_uuid(text: str) -> bool:
    """Say whether a text looks like the keys of today."""
    return _UUID.fullmatch(text) is not None


def everybody(call: Call) -> None:
    """Let everybody in."""


def key_route(call: Call) -> None:
    """Want a key in `capgkey`, else in `authorization`; the first one that is not empty counts."""
    secret = call.headers.get("capgkey") or call.headers.get("authorization")
    if not secret:
        raise Refusal("no_key_provided", "No key provided", status=401)
    _enter(call, secret)


def mixed_route(call: Call) -> None:
    """Want a UUID in `authorization`, else a key in `capgkey` or `x-api-key`.

    Any other `authorization` is taken as the token of a login session, and nobody is logged in here.
    """
    authorization = call.headers.get("authorization")
    secret = authorization or call.headers.get("capgkey") or call.headers.get("x-api-key")
    if not secret:
        raise Refusal("no_jwt_apikey_or_subkey", "No JWT, apikey or subkey provided", status=401)
    if authorization and not is_uuid(authorization):
        call.limits.check_address(call.ip, call.instant)
        call.limits.failed_login(call.ip, call.instant)
        raise Refusal("invalid_jwt", "Invalid JWT", status=401)
    _enter(call, secret)


def _enter(call: Call, secret: str) -> None:
    call.limits.check_address(call.ip, call.instant)
    key = call.world.key_of(secret)
    if key is None or _is_over(call, key) or _must_be_hashed(call, key):
        raise _failed(call, "invalid_apikey", "Invalid apikey")
    call.limits.count_request(key.id, call.instant)
    call.admit(_narrowed(call, key))


def _is_over(call: Call, key: ApiKey) -> bool:
    return key.expires_at is not None and key.expires_at <= call.now


def _must_be_hashed(call: Call, key: ApiKey) -> bool:
    if key.key is None:
        return False
    bound = (call.world.organizations.get(binding.org_id) for binding in key.bindings)
    return any(organization.enforce_hashed_api_keys for organization in bound if organization)


def _narrowed(call: Call, key: ApiKey) -> ApiKey:
    asked = call.headers.get("x-limited-key-id")
    if not asked:
        return key
    if not asked.isdecimal():
        raise _failed(call, "invalid_subkey", "Invalid x-limited-key-id")
    narrower = call.world.api_keys.get(int(asked))
    if (
        narrower is None
        or narrower.user_id != key.user_id
        or narrower.key is None
        or _is_over(call, narrower)
    ):
        raise _failed(call, "invalid_subkey", "Invalid subkey")
    return narrower


def _failed(call: Call, code: str, message: str) -> Refusal:
    call.limits.failed_login(call.ip, call.instant)
    return Refusal(code, message, status=401)
