"""Drift in words: the columns of devices that drift, how many there are of each kind, and the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.device import device_label
from capgo_tui.presenters.flags import UNKNOWN, text_column
from capgo_tui.presenters.numbers import whole
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now
from capgo_tui.rules.drift import Drift, Kind

if TYPE_CHECKING:
    from capgo_tui.models.device import Device

ALL: Final = "all"
"""Stands for every kind where one is asked for."""
_AWAY: Final = "no drift now"
DriftOf = Callable[["Device"], Drift]
"""Says how a device drifts."""


def drift_text(drift: Drift) -> str:
    """In which ways a device drifts: `behind, old native`; what is on its way is said to be."""
    words = ", ".join(kind.word for kind in drift.kinds) or _AWAY
    return f"propagating ({words})" if drift.propagating else words


def drift_column(drift_of: DriftOf) -> Column[Device]:
    """The column of drift among the others of a device; one that drifts in two ways counts for the first.

    Args:
        drift_of: says how a device drifts.
    """

    def words(device: Device) -> str | None:
        drift = drift_of(device)
        return drift_text(drift) if drift.kinds else None

    def facet(device: Device) -> str:
        drift = drift_of(device)
        return drift.kinds[0].word if drift.counts else NONE

    return Column(
        "drift",
        "drift",
        text=lambda d: words(d) or NONE,
        sort=words,
        level=Level.WIDE,
        width=16,
        tone=lambda d: Tone.WARN if drift_of(d).counts else Tone.MUTED,
        facet=facet,
    )


def drift_columns(drift_of: DriftOf, now: Now) -> tuple[Column[Device], ...]:
    """The columns of devices that drift.

    Args:
        drift_of: says how a device drifts, asked anew each time it is drawn.
        now: gives the present time.
    """
    return (
        Column(
            "device",
            "device",
            text=device_label,
            sort=lambda d: device_label(d).casefold(),
            width=14,
            grow=True,
        ),
        Column(
            "drift",
            "drift",
            text=lambda d: drift_text(drift_of(d)),
            sort=lambda d: drift_text(drift_of(d)),
            width=16,
            grow=True,
            tone=lambda d: Tone.WARN if drift_of(d).counts else Tone.MUTED,
        ),
        Column(
            "now",
            "runs now",
            text=lambda d: d.version_name or "?",
            sort=lambda d: d.version_name,
            width=10,
        ),
        Column(
            "expected",
            "expected",
            text=lambda d: f"→ {expected_text(drift_of(d))}",
            sort=lambda d: expected_text(drift_of(d)),
            width=14,
            grow=True,
        ),
        age_column("since", "since", lambda d: drift_of(d).since, now, level=Level.NARROW),
        text_column("platform", "platform", lambda d: d.platform, level=Level.WIDE, width=8),
        Column(
            "override",
            "override",
            text=lambda d: d.channel or (NONE if d.override_known else UNKNOWN),
            sort=lambda d: d.channel,
            level=Level.MEDIUM,
            width=10,
        ),
        text_column("build", "native", lambda d: d.version_build, level=Level.MEDIUM, width=7),
        text_column("id", "device id", lambda d: d.device_id, level=Level.WIDE, width=36, muted=True),
    )


def expected_text(drift: Drift) -> str:
    """The bundles that a channel delivers to a device; raw."""
    return "/".join(drift.expected) or NONE


def counts_text(counts: Mapping[Kind, int], propagating: int, unsure: int) -> str:
    """How many devices drift in which way: `behind 12 · builtin 5 · 2 propagating · 1 cannot be told`.

    Args:
        counts: the devices of each kind.
        propagating: how many saw a change too lately to say.
        unsure: of how many something that cannot be seen decides.
    """
    parts = [f"{kind.word} {whole(counts[kind])}" for kind in Kind if counts.get(kind)]
    text = " · ".join(parts) + open_text(propagating, unsure)
    return text.removeprefix(" · ") or _AWAY


def open_text(propagating: int, unsure: int) -> str:
    """What else is to be known of drift, to be put behind a text: ` · 2 propagating · 1 cannot be told`."""
    text = f" · {whole(propagating)} propagating" if propagating else ""
    return text + (f" · {whole(unsure)} cannot be told" if unsure else "")


def drift_label(kind: Kind | None) -> str:
    """What devices that drift have in common, behind their number."""
    return "drift" if kind is None else f"drift: {kind.word}"


def drift_document(device: Device, drift: Drift) -> dict[str, Any]:
    """How a device drifts, as JSON."""
    return {
        "device_id": device.device_id,
        "custom_id": device.custom_id,
        "kinds": [kind.key for kind in drift.kinds],
        "runs": device.version_name,
        "expected": list(drift.expected),
        "since": drift.since.isoformat() if drift.since is not None else None,
        "propagating": drift.propagating,
        "override": device.channel,
        "native": device.version_build,
    }
