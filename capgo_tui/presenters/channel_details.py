"""A channel in full: what it delivers, to whom, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.channel import (
    auto_pause_of,
    bundle_of,
    rollout_state,
    strategy_of,
    tells_rollouts,
)
from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import told, word
from capgo_tui.presenters.numbers import bps, percent
from capgo_tui.presenters.times import NONE, Now, moment
from capgo_tui.rules.channel_problems import channel_problems
from capgo_tui.rules.surroundings import Surroundings

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel

STRATEGIES = {
    "major": "does not jump to a higher major version than the native build",
    "minor": "stays on the native build's major and minor version",
    "patch": "stays on the native build's major, minor and patch version",
    "version_number": "needs a native build at or above the bundle's minimum",
    "none": "delivers any version",
    "on": "there is one, and this server does not say which",
}
"""What each word means for devices (contract/api.md 5.2, rows 11 to 16)."""


def channel_details(channel: Channel, now: Now, around: Surroundings) -> list[Section]:
    """The fields of a channel, its problems first."""
    problems = channel_problems(channel, around)
    sections = [Section("Problems", tuple(Row(p.word, p.sentence, tone=Tone.WARN) for p in problems))]
    return [
        *(sections if problems else ()),
        _delivers(channel),
        _reaches(channel),
        _rollout(channel),
        _history(channel, now),
    ]


def _delivers(c: Channel) -> Section:
    """What devices get."""
    strategy = strategy_of(c)
    guard = "no bundle below the native version is delivered" if c.disable_auto_update_under_native else ""
    bundle_id = told(c, "version", None if c.version is None or c.version.id is None else str(c.version.id))
    return Section(
        "Delivers",
        (
            Row("name", c.name),
            Row("bundle", bundle_of(c)),
            Row("bundle id", bundle_id),
            Row("strategy", strategy, STRATEGIES.get(strategy, "")),
            Row("under-native guard", word(c.disable_auto_update_under_native), guard),
        ),
    )


def _reaches(c: Channel) -> Section:
    """Who gets it."""
    return Section(
        "Reaches",
        (
            Row("public", word(c.public), "the default of devices without an override" if c.public else ""),
            Row("self-set", word(c.allow_device_self_set), "whether devices may choose it themselves"),
            Row("production builds", word(c.allow_prod)),
            Row("development builds", word(c.allow_dev)),
            Row("real devices", word(c.allow_device)),
            Row("emulators", word(c.allow_emulator)),
            Row("ios, android, electron", "unknown", "the API takes these flags but never returns them"),
        ),
    )


def _rollout(c: Channel) -> Section:
    """The staged rollout, if there is one, and what pauses it."""
    if not tells_rollouts(c):
        return Section("Rollout", (Row("state", "unknown", "this server says nothing about rollouts"),))
    target = c.rollout_version_info
    name = (target.name if target is not None else None) or NONE
    rows = [Row("state", rollout_state(c)), Row("target", name), Row("share", bps(c.rollout_percentage_bps))]
    if c.rollout_paused_at is not None:
        rows.append(Row("paused", str(c.rollout_paused_at), c.rollout_pause_reason or "", Tone.WARN))
    rows.append(Row("auto-pause", auto_pause_of(c)))
    if c.auto_pause_enabled:
        rate = bps(c.auto_pause_failure_rate_bps)
        confidence = percent(None if c.auto_pause_confidence is None else c.auto_pause_confidence * 100)
        rows.append(
            Row("pauses at", f"{rate} failures, {confidence} sure", f"over {c.auto_pause_window_minutes} min")
        )
    return Section("Rollout", tuple(rows))


def _history(c: Channel, now: Now) -> Section:
    """Who made it, and when."""
    return Section(
        "History",
        (
            Row("created", moment(c.created_at, now())),
            Row("created by", c.created_by or "?"),
            Row("updated", moment(c.updated_at, now())),
            Row("id", str(c.id)),
            Row("app", c.app_id or "?"),
        ),
    )
