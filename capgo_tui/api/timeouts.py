"""How long to wait for what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How many seconds each part of a request may take."""

    connect: float = 5.0
    """Until the server takes the connection."""
    read: float = 30.0
    """Between two pieces of the answer."""
    total: float = 120.0
    """For all of it."""
