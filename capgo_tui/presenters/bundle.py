"""How bundles look in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level, SortKey, Tone
from capgo_tui.presenters.flags import flag_column, text_column
from capgo_tui.presenters.numbers import bps, percent
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now
from capgo_tui.rules.bundle_state import BundleState, bundle_state
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.versions import read_version

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle

_TONES = {
    BundleState.LIVE: Tone.GOOD,
    BundleState.ROLLOUT: Tone.ACCENT,
    BundleState.UNUSED: Tone.MUTED,
    BundleState.NEVER_SEEN: Tone.MUTED,
    BundleState.UNKNOWN: Tone.MUTED,
}


def channels_of(bundle: Bundle, around: Surroundings) -> str:
    """All channels of a bundle: `production, beta~10%` where beta rolls it out to a tenth."""
    names = [channel.name for channel in around.linked_channels(bundle.id)]
    names += [f"{c.name}~{bps(c.rollout_percentage_bps)}" for c in around.rolling_channels(bundle.id)]
    return ", ".join(names) or NONE


def packages_of(bundle: Bundle) -> str:
    """How many native packages it was built with."""
    return NONE if bundle.native_packages is None else str(len(bundle.native_packages))


def bundle_columns(now: Now, around: Surroundings | None = None) -> tuple[Column[Bundle], ...]:
    """The columns of the Bundles table. There is no size: the public API has none (api.md 3.7).

    Args:
        now: gives the present time, for ages.
        around: what else is loaded of the app; None where nothing is, as in a headless read.
    """
    near = around or Surroundings()

    def name_order(bundle: Bundle) -> SortKey | None:
        version = read_version(bundle.name)
        return None if version is None else version.order  # type: ignore[return-value]

    def share(bundle: Bundle) -> float | None:
        return None if near.share_today is None else near.share_today.get(bundle.name, 0.0)

    def share_text(bundle: Bundle) -> str:
        value = share(bundle)
        return NONE if value is None else percent(value)

    def devices(bundle: Bundle) -> int:
        return near.devices_on_bundle(bundle.name)

    return (
        Column("name", "name", text=lambda b: b.name, sort=name_order, width=14, grow=True),
        Column(
            "state",
            "state",
            text=lambda b: bundle_state(b, near).value,
            sort=lambda b: bundle_state(b, near).value,
            width=10,
            tone=lambda b: _TONES[bundle_state(b, near)],
        ),
        Column(
            "channels",
            "channels",
            text=lambda b: channels_of(b, near),
            sort=lambda b: None if (text := channels_of(b, near)) == NONE else text.casefold(),
            width=16,
            grow=True,
        ),
        age_column("created", "created", lambda b: b.created_at, now, level=Level.NARROW),
        Column(
            "devices",
            "devices",
            text=lambda b: str(devices(b)) if devices(b) else NONE,
            sort=devices,
            level=Level.MEDIUM,
            width=7,
            right=True,
        ),
        Column("share", "today", text=share_text, sort=share, level=Level.MEDIUM, width=6, right=True),
        text_column("min_native", "min nat", lambda b: b.min_update_version, level=Level.MEDIUM, width=7),
        text_column("storage", "storage", lambda b: b.storage_provider, level=Level.MEDIUM, width=8),
        flag_column("encrypted", "enc", lambda b: bool(b.session_key or b.key_id)),
        text_column("checksum", "checksum", lambda b: b.checksum, level=Level.WIDE, width=16, muted=True),
        Column(
            "packages", "packages", text=packages_of, sort=packages_of, level=Level.WIDE, width=8, right=True
        ),
        text_column("link", "link", lambda b: b.link, level=Level.WIDE, width=24),
        text_column("comment", "comment", lambda b: b.comment, level=Level.WIDE, width=24),
        age_column("updated", "updated", lambda b: b.updated_at, now, level=Level.WIDE),
        Column(
            "id", "id", text=lambda b: str(b.id), sort=lambda b: b.id, level=Level.WIDE, width=8, right=True
        ),
    )
