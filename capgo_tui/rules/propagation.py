"""How long a change may need until devices see it (contract/api.md 5.5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

SPREADING: Final = timedelta(minutes=2)
"""The longest that is usual."""


def is_spreading(changed: datetime | None, now: datetime) -> bool:
    """Whether a change is so young that devices may not see it yet; both aware."""
    return changed is not None and now - changed < SPREADING
