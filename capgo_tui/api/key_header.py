"""In which header the key goes (contract/api.md 2.1): one rule, and never two headers at once."""

from __future__ import annotations

from typing import Final

from capgo_tui.errors import Misused
from capgo_tui.models.ids import is_uuid
from capgo_tui.secret import Secret

AUTHORIZATION: Final = "authorization"
"""For keys that look like a UUID. Other texts are taken for a login token there."""

CAPGKEY: Final = "capgkey"
"""For other keys; and for statistics on servers before April 2025 (api-seed.md 0.5)."""


def header_for(key: Secret) -> str:
    """The name of the header that this key goes in."""
    return AUTHORIZATION if is_uuid(key.reveal()) else CAPGKEY


def usable(key: Secret | None) -> Secret | None:
    """The key without the blanks and the line end that a file or a paste brings; None for an empty one.

    Raises:
        Misused: the key has characters that no header can carry.
    """
    if key is None or not key.reveal().strip():
        return None
    trimmed = Secret(key.reveal().strip())
    if not all("!" <= character <= "~" for character in trimmed.reveal()):
        raise Misused(
            "The API key has a blank, a line end or a character that no key has.",
            next_step="Copy the key again from the console, without anything around it.",
        )
    return trimmed
