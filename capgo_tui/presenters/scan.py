"""A scan over all devices of an app, in words: what it costs, and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.counts import count_text
from capgo_tui.presenters.numbers import whole
from capgo_tui.presenters.plan_table import span_words
from capgo_tui.rules.device_state import Standing

if TYPE_CHECKING:
    from capgo_tui.services.scans import ScanCost

_ORDER: Final = (
    Standing.BEHIND,
    Standing.BLOCKED,
    Standing.FAILED,
    Standing.AHEAD,
    Standing.DEPENDS,
    Standing.BUILTIN,
    Standing.UNKNOWN,
    Standing.CURRENT,
)
"""What needs a look first."""


def cost_text(cost: ScanCost) -> str:
    """What loading all devices costs, as two or three sentences."""
    budget = f"within the budget of {cost.a_minute} requests a minute"
    loaded = f"{whole(cost.loaded)} are loaded"
    if cost.devices is None:
        return (
            f"{whole(cost.loaded)} devices are loaded; how many more there are, nobody tells. "
            f"It takes at least {_requests(cost.requests)}, one for each thousand devices, {budget}."
        )
    least = "" if cost.exact else "at least "
    seen = "" if cost.exact else ", for so many were in use on one day"
    return (
        f"There are {least}{whole(cost.devices)} devices{seen}; {loaded}. The rest takes "
        f"{least}{_requests(cost.requests)}, about {span_words(cost.seconds)} {budget}."
    )


def summary_text(counts: Mapping[tuple[Standing, bool], int]) -> str:
    """What a scan found, in one line: `500,000 devices: 41,210 behind, 12 blocked, 458,778 current?`.

    Args:
        counts: how many stand where, and whether only if a channel serves their platform (`?`).
    """
    devices = count_text(sum(counts.values()), "device", "devices", complete=True)
    parts = [
        f"{whole(counts[each, doubt])} {each.value}{'?' if doubt else ''}"
        for each in _ORDER
        for doubt in (False, True)
        if counts.get((each, doubt))
    ]
    return f"{devices}: {', '.join(parts)}." if parts else f"{devices}."


def _requests(count: int) -> str:
    return f"{whole(count)} request{'' if count == 1 else 's'}"
