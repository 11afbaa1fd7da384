"""Who comes in: the header of the key, and its mode (contract/api-seed.md 2 and 3.7)."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from capgo_tui.demo.calls import Call
from capgo_tui.demo.early_2025.denials import bad_key, unauthorized
from capgo_tui.demo.errors import Denial
from capgo_tui.demo.gatekeepers import Gatekeeper
from capgo_tui.demo.rows import ApiKey

ALL = frozenset({"all"})
WRITING = frozenset({"write", "all"})
READING = frozenset({"read", "write", "all"})
ANY = frozenset({"read", "upload", "write", "all"})


def found(call: Call, secret: str | None, modes: AbstractSet[str]) -> ApiKey | None:
    """Find the key with a text, if its mode is one of some and it has not ended."""
    key = call.world.key_of(secret) if secret else None
    if key is None or key.mode not in modes or (key.expires_at and key.expires_at <= call.now):
        return None
    return key


def want(
    modes: AbstractSet[str], *, header: Callable[[Call], str | None], refusal: Callable[[Call], Denial]
) -> Gatekeeper:
    """Make a gatekeeper that wants a key of some modes in a header."""

    def gatekeeper(call: Call) -> None:
        key = found(call, header(call), modes)
        if key is None:
            raise refusal(call)
        call.admit(key)

    return gatekeeper


def _either_header(call: Call) -> str | None:
    return call.headers.get("capgkey") or call.headers.get("authorization")


any_mode = want(ANY, header=_either_header, refusal=bad_key)
reading = want(READING, header=_either_header, refusal=bad_key)
writing = want(WRITING, header=_either_header, refusal=bad_key)
mode_all = want(ALL, header=_either_header, refusal=bad_key)


def statistics(call: Call) -> None:
    """Want a key of mode all in `capgkey`; an `authorization` is the token of a login session."""
    if call.headers.get("authorization"):
        raise unauthorized("Invalid JWT token")
    secret = call.headers.get("capgkey")
    if not secret:
        raise unauthorized("No authentication provided")
    key = found(call, secret, ALL)
    if key is None:
        raise unauthorized("Invalid API key")
    call.admit(key)
