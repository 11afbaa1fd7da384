"""Taking the key out of what comes back: error bodies of 2025 contain it in full (api-seed.md 0.12)."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

from capgo_tui.secret import Secret

_SECRET_NAMES: Final = frozenset(
    {"key", "key_hash", "apikey", "api_key", "capgkey", "authorization", "x-api-key"}
)


class Mask:
    """Replaces the key, and whatever stands under the name of a key, by its last characters."""

    def __init__(self, key: Secret | None) -> None:
        self._more: dict[str, str] = {}
        self._instead = key.masked() if key else ""
        self._pattern = _pattern(key) if key else None
        self._spellings = tuple(word.encode() for word in _spellings(key)) if key else ()

    def learn(self, secret: Secret) -> None:
        """Replace another secret, too: servers of 2025 list keys, and know them by their text."""
        more = {**self._more, secret.reveal(): secret.masked()}
        self._more = {text: more[text] for text in sorted(more, key=len, reverse=True)}  # parts come last

    def text(self, text: str) -> str:
        """The text without the key."""
        for other, instead in self._more.items():
            text = text.replace(other, instead)
        return self._pattern.sub(self._instead, text) if self._pattern else text

    def body(self, body: bytes) -> bytes:
        """An answer without the key. Costs next to nothing where it is not in there, however long that is."""
        if self._pattern is None or not any(word in body for word in self._spellings):
            return body
        return self.text(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")

    def json(self, value: Any) -> Any:
        """Decoded JSON without the key; new containers, the old ones stay as they are."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.json(part) for part in value]
        if isinstance(value, dict):
            return {self.text(name): self._field(name, part) for name, part in value.items()}
        return value

    def _field(self, name: str, value: Any) -> Any:
        if isinstance(value, str) and name.lower() in _SECRET_NAMES:
            return Secret(value).masked()
        return self.json(value)


def _spellings(key: Secret) -> set[str]:
    """The key as itself and as addresses and JSON spell it, in the cases that a server may fold it to."""
    plain = key.reveal()
    words = {plain, quote(plain, safe=""), plain.replace("/", r"\/")}
    return words | {word.lower() for word in words} | {word.upper() for word in words}


def _pattern(key: Secret) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _spellings(key)))), re.IGNORECASE)
