"""How new the server is, as far as it tells: the header `x-worker-source` (contract/api.md 1.3)."""

from __future__ import annotations

import re
from typing import Final

ServerVersion = tuple[int, int, int]
"""Such as (12, 201, 7)."""

HEADER: Final = "x-worker-source"

_SOURCE: Final = re.compile(r".*-(\d{1,9})\.(\d{1,9})\.(\d{1,9})", re.ASCII)
_KEEPS_VERSION: Final = (12, 201, 7)
"""The first that was seen to keep a channel's bundle if a POST leaves it out (contract/api.md 0.5)."""


def read_server_version(source: str) -> ServerVersion | None:
    """Read `<environment>-<version>`; None if it is nothing of the kind."""
    found = _SOURCE.fullmatch(source)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def keeps_left_out_version(version: ServerVersion | None) -> bool:
    """Whether a server is known to keep a channel's bundle if a POST leaves `version` out.

    Servers before 6 July 2026 unlink it (contract/api.md 3.6); a server that says nothing may be one of them.
    """
    return version is not None and version >= _KEEPS_VERSION
