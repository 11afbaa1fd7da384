"""How many devices stand where: counted over all that are loaded, in slices."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from capgo_tui.services.slices import in_slices

if TYPE_CHECKING:
    from capgo_tui.rules.device_state import Standing
    from capgo_tui.services.app_data import AppData

    Standings: TypeAlias = Counter[tuple[Standing, bool]]
    """How many devices stand where, and whether that holds only if a channel serves their platform."""


async def count_standings(data: AppData) -> Standings:
    """Decide for every loaded device, resting in between so that keys stay quick."""
    counts: Standings = Counter()
    async for part in in_slices(data.devices.records):
        states = (data.deciding.state(device) for device in part)
        counts.update((state.standing, state.if_served) for state in states)
    return counts
