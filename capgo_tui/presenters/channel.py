"""How channels look in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level, SortKey, Tone
from capgo_tui.presenters.flags import UNKNOWN, flag_column, text_column
from capgo_tui.presenters.numbers import bps
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now
from capgo_tui.rules.channel_problems import Problem, channel_problems
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.versions import read_version

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel

BUILT_IN = "built-in"
"""What a channel without a bundle delivers."""


def bundle_of(channel: Channel) -> str:
    """The bundle that a channel delivers, and where it is going: `1.2.0 → 1.3.0 10%`."""
    stable = _stable(channel)
    if channel.rollout_version is None:
        return stable
    info = channel.rollout_version_info
    target = (info.name if info is not None else None) or f"#{channel.rollout_version}"
    return f"{stable} → {target} {bps(channel.rollout_percentage_bps)}"


def _stable(channel: Channel) -> str:
    """The bundle that devices get outside a rollout."""
    if channel.is_builtin:
        return BUILT_IN
    return "?" if channel.version is None else channel.version.name or f"#{channel.version.id}"


def tells_rollouts(channel: Channel) -> bool:
    """Whether the server says anything about rollouts; those before July 2026 do not."""
    return channel.has("rollout_version") or channel.has("rolloutEnabled")


def rollout_state(channel: Channel) -> str:
    """What a rollout does, in one word; `?` where the server says nothing about rollouts."""
    if channel.rollout_version is None:
        return NONE if tells_rollouts(channel) else UNKNOWN
    if channel.rollout_paused_at is not None:
        return "paused"
    return "running" if channel.rollout_enabled else "off"


def strategy_of(channel: Channel) -> str:
    """Which jumps the channel does not deliver by itself: the word that the API uses."""
    value = channel.disable_auto_update
    return "?" if value is None else str(value)


def auto_pause_of(channel: Channel) -> str:
    """Whether failures pause the rollout by themselves."""
    if channel.auto_pause_enabled is None:
        return "?"
    return channel.auto_pause_action or "on" if channel.auto_pause_enabled else "off"


def channel_columns(now: Now, around: Surroundings | None = None) -> tuple[Column[Channel], ...]:
    """The columns of the Channels table.

    Args:
        now: gives the present time, for ages.
        around: what else is loaded of the app; None where nothing is, as in a headless read.
    """
    near = around or Surroundings()

    def problems(channel: Channel) -> list[Problem]:
        return channel_problems(channel, near)

    def bundle_order(channel: Channel) -> SortKey | None:
        version = None if channel.version is None else read_version(channel.version.name)
        return None if version is None else version.order  # type: ignore[return-value]

    def devices_on(channel: Channel) -> int:
        return near.devices_on_channel(channel.name)

    return (
        text_column("name", "name", lambda c: c.name, width=11, grow=True),
        Column("bundle", "bundle", text=bundle_of, sort=bundle_order, width=17, grow=True),
        flag_column("public", "pub", lambda c: c.public, level=Level.NARROW),
        Column(
            "problems",
            "problems",
            text=lambda c: ", ".join(p.word for p in problems(c)),
            sort=lambda c: -len(problems(c)),
            width=14,
            tone=lambda _: Tone.WARN,
        ),
        Column("strategy", "strategy", text=strategy_of, sort=strategy_of, level=Level.MEDIUM, width=8),
        flag_column("under_native", "u-nat", lambda c: c.disable_auto_update_under_native),
        flag_column("self_set", "self", lambda c: c.allow_device_self_set),
        flag_column("dev", "dev", lambda c: c.allow_dev),
        flag_column("prod", "prod", lambda c: c.allow_prod),
        flag_column("emulator", "emu", lambda c: c.allow_emulator),
        flag_column("device", "real", lambda c: c.allow_device),
        Column("rollout", "rollout", text=rollout_state, sort=rollout_state, level=Level.WIDE, width=8),
        Column(
            "auto_pause", "auto-pause", text=auto_pause_of, sort=auto_pause_of, level=Level.WIDE, width=10
        ),
        Column(
            "devices",
            "overrides",
            text=lambda c: str(devices_on(c)) if near.overrides_told else "?",
            sort=devices_on,
            level=Level.WIDE,
            width=9,
            right=True,
        ),
        age_column("updated", "updated", lambda c: c.updated_at, now, level=Level.WIDE),
        age_column("created", "created", lambda c: c.created_at, now, level=Level.WIDE),
        text_column(
            "created_by",
            "created by",
            lambda c: c.created_by,
            level=Level.WIDE,
            width=36,
            muted=True,
            sent="created_by",
        ),
        Column(
            "id", "id", text=lambda c: str(c.id), sort=lambda c: c.id, level=Level.WIDE, width=8, right=True
        ),
    )
