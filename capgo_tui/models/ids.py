"""How the ids of organizations, devices and keys look."""

from __future__ import annotations

import re
from typing import Final

_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_uuid(text: str) -> bool:
    """Tell whether a text is a whole UUID, in either case of letters, of any version."""
    return _UUID.fullmatch(text) is not None
