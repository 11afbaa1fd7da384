"""Who sees statistics in November 2025 (contract/api-seed.md 3.8)."""

from __future__ import annotations

from capgo_tui.demo.calls import Call
from capgo_tui.demo.early_2025.keys import found
from capgo_tui.demo.errors import Refusal
from capgo_tui.demo.gatekeepers import is_uuid

MODES = frozenset({"all", "read"})


def statistics(call: Call) -> None:
    """Want a key of mode all or read: a UUID in `authorization`, else `capgkey`, else `x-api-key`."""
    authorization = call.headers.get("authorization")
    secret = authorization or call.headers.get("capgkey") or call.headers.get("x-api-key")
    if not secret:
        raise Refusal("no_jwt_apikey_or_subkey", "No JWT, apikey or subkey provided", status=401)
    if authorization and not is_uuid(authorization):
        raise Refusal("invalid_jwt", "Invalid JWT", status=401)
    key = found(call, secret, MODES)
    if key is None:
        raise Refusal("invalid_apikey", "Invalid apikey", status=401)
    call.admit(key)
