"""The fields of a channel, as every dialog about channels shows them (contract/api.md 3.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.models.channel_edit import PAUSE_ACTIONS, ChannelEdit
from capgo_tui.models.values import STRATEGIES, STRATEGY_ON
from capgo_tui.presenters.channel_details import STRATEGIES as MEANINGS
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.widgets.form import (
    ChoiceField,
    FormField,
    Heading,
    InputField,
    Option,
    SwitchField,
    TextField,
    TriField,
)
from capgo_tui.widgets.form.readers import fraction, number_text, optional, percent, percent_text, whole

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel

Part = FormField[Any] | Heading

KEEP: Final = "\0keep"
"""Stands for "leave it as it is" in a list of bundles or strategies; no server has a name like it."""

_FLAGS: Final[Mapping[str, str]] = {
    "public": "the default of devices that ask for no channel; un-publishes another one",
    "allow_device_self_set": "whether an app may choose this channel by itself",
    "allow_prod": "whether production builds get it",
    "allow_dev": "whether development builds get it",
    "allow_device": "whether real devices get it",
    "allow_emulator": "whether emulators get it",
}
_PLATFORMS: Final = ("ios", "android", "electron")
_LONGEST_MINUTES: Final = 525_600
_LONGEST_SECONDS: Final = 31_622_400
_MOST: Final = 100_000_000


def delivery_fields(
    channel: Channel | None, bundles: Sequence[Option[str | None]], *, keeps: bool = False
) -> list[Part]:
    """What it delivers: bundle, strategy, guard.

    Args:
        channel: the channel as it is; None for a new one, or for several at once.
        bundles: what it can point at.
        keeps: whether leaving a field as it is has to be an answer, as for several channels at once.
    """
    keep = [Option[Any](KEEP, "leave as it is")] if keeps else []
    first: Any = KEEP if keeps else None
    version = channel.bundle_name if channel is not None else first
    strategy = (channel.disable_auto_update if channel is not None else None) or (KEEP if keeps else "major")
    strategies = [Option(word, word, MEANINGS[word]) for word in STRATEGIES]
    return [
        Heading("Delivers"),
        ChoiceField("version", label_of("version"), version, [*keep, *bundles], empty=_shown(version)),
        ChoiceField(
            "disable_auto_update",
            label_of("disable_auto_update"),
            strategy,
            [*keep, *strategies],
            empty=_shown(strategy),
        ),
        _flag(
            channel,
            "disable_auto_update_under_native",
            "nothing below the native version is delivered",
            keeps=keeps,
            default=True,
        ),
    ]


def reach_fields(
    channel: Channel | None, *, keeps: bool = False, platforms_now: Mapping[str, str] | None = None
) -> list[Part]:
    """Who gets it: public, self-set, kinds of builds and devices, platforms.

    Args:
        channel: the channel as it is; None for a new one, or for several at once.
        keeps: whether leaving a field as it is has to be an answer, as for several channels at once.
        platforms_now: what is known of its platforms from elsewhere, in words; the API never tells.
    """
    told = platforms_now or {}
    defaults = {"public": False, "allow_device_self_set": False}
    flags: list[Part] = [
        _flag(channel, name, hint, keeps=keeps, default=defaults.get(name, True))
        for name, hint in _FLAGS.items()
    ]
    platforms: list[Part] = [
        TriField(
            name, label_of(name), None, hint=told.get(name, "can be set, but the API never tells what it is")
        )
        for name in _PLATFORMS
    ]
    return [Heading("Reaches"), *flags, *platforms]


def rollout_fields(
    channel: Channel, bundles: Sequence[Option[str | None]], *, why_not: str = ""
) -> list[Part]:
    """The staged rollout.

    Args:
        channel: the channel as it is.
        bundles: what can be rolled out.
        why_not: why this server or channel has none; empty if it can have one.
    """
    target = channel.rollout_version_info.name if channel.rollout_version_info is not None else None
    options = [Option[str | None](None, "none", "no rollout"), *(each for each in bundles if each.value)]
    more: dict[str, Any] = {"enabled_reason": why_not}
    return [
        Heading("Rollout"),
        ChoiceField(
            "rollout_version", label_of("rollout_version"), target, options, empty=_shown(target), **more
        ),
        InputField(
            "rollout_percentage_bps",
            "share in %",
            channel.rollout_percentage_bps or 0,
            read=percent("share of the rollout"),
            write=percent_text,
            hint="devices draw once; raising it draws only for the difference",
            **more,
        ),
        SwitchField("rollout_enabled", "on", bool(channel.rollout_enabled), **more),
        SwitchField(
            "rollout_paused_at",
            "paused",
            channel.rollout_paused_at is not None,
            hint="devices that have the new bundle keep it, no others get it",
            **more,
        ),
        TextField("rollout_pause_reason", "reason", channel.rollout_pause_reason or "", **more),
    ]


def auto_pause_fields(channel: Channel, *, why_not: str = "") -> list[Part]:
    """What pauses a rollout by itself."""
    more: dict[str, Any] = {"enabled_reason": why_not}

    def number(name: str, label: str, most: int, what: str, hint: str = "") -> Part:
        value: int | None = getattr(channel, name)
        return InputField(
            name, label, value, read=optional(whole(what, 0, most)), write=number_text, hint=hint, **more
        )

    actions = [Option(word, word) for word in PAUSE_ACTIONS]
    action = channel.auto_pause_action or PAUSE_ACTIONS[0]
    return [
        Heading("Auto-pause"),
        SwitchField("auto_pause_enabled", "on", bool(channel.auto_pause_enabled), **more),
        InputField(
            "auto_pause_failure_rate_bps",
            "at failures in %",
            channel.auto_pause_failure_rate_bps,
            read=optional(percent("share of failures")),
            write=percent_text,
            **more,
        ),
        number("auto_pause_window_minutes", "window in minutes", _LONGEST_MINUTES, "window in minutes"),
        InputField(
            "auto_pause_confidence",
            "confidence",
            channel.auto_pause_confidence,
            read=optional(fraction("confidence", 0, 1)),
            write=number_text,
            hint="how sure the server must be, between 0 and 1",
            **more,
        ),
        number("auto_pause_min_attempts", "attempts at least", _MOST, "number of attempts"),
        number("auto_pause_min_failures", "failures at least", _MOST, "number of failures"),
        ChoiceField("auto_pause_action", "then", action, actions, empty=action, **more),
        number("auto_pause_cooldown_minutes", "rest in minutes", _LONGEST_MINUTES, "rest in minutes"),
    ]


def read_edit(fields: Mapping[str, FormField[Any]], now: Callable[[], datetime]) -> ChannelEdit:
    """Make an edit of the fields that were changed.

    Args:
        fields: all fields of the form by name; those of no channel are left out.
        now: gives the present time, since when a rollout is paused.

    Raises:
        Misused: a value is none that can be sent; `field` names its field.
    """
    given: dict[str, Any] = {}
    for name, field in fields.items():
        if name not in ChannelEdit.__dataclass_fields__ or not field.is_changed:
            continue
        value = field.value
        if value == KEEP or (isinstance(field, TriField) and value is None):
            continue
        if name == "rollout_paused_at":
            value = now() if value else None
        given[name] = (value or None) if name == "rollout_pause_reason" else value
    return ChannelEdit(**given)


def _flag(channel: Channel | None, name: str, hint: str, *, keeps: bool, default: bool) -> Part:
    """Yes or no where the present state is known, else with a third answer: leave it."""
    known: bool | None = getattr(channel, name) if channel is not None else None
    if keeps or (channel is not None and known is None):
        return TriField(name, label_of(name), None, hint=hint)
    return SwitchField(name, label_of(name), default if known is None else known, hint=hint)


def _shown(value: str | None) -> str:
    words = {KEEP: "leave as it is", STRATEGY_ON: "there is one, and not told which"}
    return words.get(value or "", value or "built-in")
