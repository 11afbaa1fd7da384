"""Makes texts comparable."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Make a text comparable: without regard to case, and to how accents are written."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).casefold()
