"""How devices look in tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level, SortKey, Tone
from capgo_tui.presenters.flags import flag_column, text_column
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now
from capgo_tui.presenters.why_words import code_word
from capgo_tui.rules.device_state import DeviceState, Standing, channel_of, device_state
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.versions import read_version

if TYPE_CHECKING:
    from capgo_tui.models.device import Device

_TONES = {
    Standing.CURRENT: Tone.GOOD,
    Standing.BEHIND: Tone.WARN,
    Standing.BLOCKED: Tone.WARN,
    Standing.FAILED: Tone.BAD,
    Standing.AHEAD: Tone.ACCENT,
    Standing.DEPENDS: Tone.ACCENT,
    Standing.BUILTIN: Tone.MUTED,
    Standing.UNKNOWN: Tone.MUTED,
}
_ORDER = {standing: place for place, standing in enumerate(_TONES)}


StateOf = Callable[["Device"], DeviceState]
"""Says where a device stands."""
DecidedChannel = Callable[["Device"], str | None]
"""Says which channel a device comes to, where that is known."""


def device_label(device: Device) -> str:
    """What a device is called: its custom id if it has one, else its id."""
    return device.custom_id or device.device_id


def state_text(state: DeviceState) -> str:
    """A standing in words: `behind 2`, `blocked: under native`."""
    doubt = "?" if state.if_served else ""
    if state.code is not None:
        return f"{state.standing.value}{doubt}: {code_word(state.code)}"
    count = "" if state.bundles is None else f" {state.bundles}"
    return f"{state.standing.value}{count}{doubt}"


def channel_text(device: Device, around: Surroundings, decided: str | None = None) -> str:
    """The channel of a device; in brackets where it is only inferred.

    Args:
        device: the device.
        around: what else is loaded of the app.
        decided: the channel that it comes to at its next check, where that is known.
    """
    found = channel_of(device, around)
    if device.forced_bundle is not None:
        return f"bundle {device.forced_bundle}"
    if not device.override_known:
        return "?"
    if decided is not None and not (found and found.override):
        return f"[{decided}]"
    if found is None:
        return NONE
    if len(found.names) > 1:
        return f"[{len(found.names)} public]"
    return found.names[0] if found.override else f"[{found.names[0]}]"


def build_text(device: Device) -> str:
    """Whether it runs a production or a development build."""
    return "?" if device.is_prod is None else "prod" if device.is_prod else "dev"


def _version_order(text: str | None) -> SortKey | None:
    """Sort versions as versions, and words such as `builtin` behind them."""
    version = read_version(text)
    return None if version is None else version.order  # type: ignore[return-value]


def device_columns(
    now: Now,
    around: Surroundings | None = None,
    state_of: StateOf | None = None,
    decided: DecidedChannel | None = None,
) -> tuple[Column[Device], ...]:
    """The columns of the Devices table.

    Args:
        now: gives the present time, for ages.
        around: what else is loaded of the app; None where nothing is, as in a headless read.
        state_of: says where a device stands; None to tell it from what is around.
        decided: says which channel a device comes to; None to tell it from what is around.
    """
    near = around or Surroundings()
    stands = state_of or (lambda device: device_state(device, near))

    def state_order(device: Device) -> SortKey:
        state = stands(device)
        return (_ORDER[state.standing], state.bundles or 0, state.code or "")

    return (
        Column(
            "device",
            "device",
            text=device_label,
            sort=lambda d: device_label(d).casefold(),
            width=18,
            grow=True,
        ),
        text_column("platform", "platform", lambda d: d.platform, width=8),
        text_column("os", "os", lambda d: d.os_version, level=Level.MEDIUM, width=5),
        Column(
            "bundle",
            "bundle",
            text=lambda d: d.version_name or "?",
            sort=lambda d: _version_order(d.version_name),
            width=12,
        ),
        Column(
            "state",
            "state",
            text=lambda d: state_text(stands(d)),
            sort=state_order,
            width=13,
            grow=True,
            tone=lambda d: _TONES[stands(d).standing],
            facet=lambda d: stands(d).standing.value,
        ),
        Column(
            "channel",
            "channel",
            text=lambda d: channel_text(d, near, decided(d) if decided is not None else None),
            sort=lambda d: d.channel.casefold() if d.channel else None,
            level=Level.MEDIUM,
            width=12,
            tone=lambda d: Tone.ACCENT if d.channel else Tone.MUTED,
        ),
        Column(
            "build",
            "native",
            text=lambda d: d.version_build or "?",
            sort=lambda d: _version_order(d.version_build),
            level=Level.MEDIUM,
            width=8,
        ),
        age_column("changed", "changed", lambda d: d.updated_at, now),
        text_column("plugin", "plugin", lambda d: d.plugin_version, level=Level.WIDE, width=8),
        Column("prod", "prod/dev", text=build_text, sort=build_text, level=Level.WIDE, width=8),
        Column(
            "code",
            "code",
            text=lambda d: stands(d).code or NONE,
            sort=lambda d: stands(d).code,
            level=Level.WIDE,
            width=34,
        ),
        flag_column("emulator", "emulator", lambda d: d.is_emulator, level=Level.WIDE),
        text_column("key_id", "key id", lambda d: d.key_id, level=Level.WIDE, width=8),
        text_column("source", "install source", lambda d: d.install_source, level=Level.WIDE, width=14),
        text_column("country", "country", lambda d: d.country_code, level=Level.WIDE, width=7),
        Column(
            "version_id",
            "bundle id",
            text=lambda d: NONE if d.version is None else str(d.version),
            sort=lambda d: d.version,
            level=Level.WIDE,
            width=9,
            right=True,
        ),
        text_column("id", "device id", lambda d: d.device_id, level=Level.WIDE, width=36, muted=True),
    )
