"""Long work between the keys: a few milliseconds of it, then a rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import islice
from time import monotonic
from typing import Final, TypeVar

ItemT = TypeVar("ItemT")

SLICE: Final = 0.008
"""Seconds of work without a rest: less than anybody notices at a key."""
REST: Final = 0.002
"""Seconds of rest."""
_STEP: Final = 64
"""Items after which the clock is looked at."""


async def in_slices(items: Sequence[ItemT]) -> AsyncIterator[Sequence[ItemT]]:
    """Give a few items at a time, with a rest whenever a slice of time is over."""
    begun = monotonic()
    rest = iter(items)
    while part := list(islice(rest, _STEP)):
        yield part
        if monotonic() - begun >= SLICE:
            await asyncio.sleep(REST)
            begun = monotonic()
