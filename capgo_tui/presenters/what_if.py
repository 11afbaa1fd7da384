"""What an edit would do to devices, in one line."""

from __future__ import annotations

from typing import Final

from capgo_tui.presenters.numbers import whole
from capgo_tui.rules.what_if import Effect, Effects

_WORDS: Final = {
    Effect.UPDATES: "more would update",
    Effect.OTHER: "would get another bundle",
    Effect.BLOCKED: "blocked",
    Effect.STOPS: "would stop",
    Effect.FREED: "no longer refused",
    Effect.UNKNOWN: "cannot be told",
    Effect.UNCHANGED: "unchanged",
}
"""In the order in which they are said."""

NOT_LOADED: Final = "no devices are loaded: the Devices tab (2) loads them, then this is counted"
"""What is said where there is nothing to count."""


def effects_text(effects: Effects, *, complete: bool) -> str:
    """The counts: `41 more would update, 12 blocked, 1,210 unchanged (of 5,000 loaded)`.

    Args:
        effects: the counts, perhaps of a part of the devices only.
        complete: whether the devices that are loaded are all there are.
    """
    counts = effects.counts
    parts = [f"{whole(counts[each])} {words}" for each, words in _WORDS.items() if counts.get(each, 0) >= 0.5]
    if effects.is_about and parts:
        parts[0] = f"about {parts[0]}"
    if effects.counted < effects.of:
        of = f"counted {whole(effects.counted)} of {whole(effects.of)}"
    else:
        of = f"of {whole(effects.of)} {'devices' if complete else 'loaded'}"
    doubt = ", if a channel serves their platform" if effects.if_served else ""
    doubt += ", if none is forced elsewhere" if effects.if_free else ""
    return f"{', '.join(parts) or 'no device'} ({of}{doubt})"


def untouched_text(devices: int) -> str:
    """What is said as long as nothing is edited."""
    return f"nothing changes for the {whole(devices)} devices that are loaded"
