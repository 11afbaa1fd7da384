"""A device in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.device import build_text, channel_text, state_text
from capgo_tui.presenters.flags import told, word
from capgo_tui.presenters.times import Now, moment
from capgo_tui.rules.device_state import DeviceState, Standing, channel_of, device_state
from capgo_tui.rules.surroundings import Surroundings

if TYPE_CHECKING:
    from capgo_tui.models.device import Device

_MEANING = {
    Standing.CURRENT: "it runs what its channel delivers",
    Standing.BEHIND: "its channel delivers a newer bundle",
    Standing.AHEAD: "it runs a newer bundle than its channel delivers",
    Standing.BLOCKED: "a rule holds the bundle of its channel back",
    Standing.FAILED: "the server cannot give it a bundle",
    Standing.DEPENDS: "something that cannot be seen decides what it gets",
    Standing.BUILTIN: "it runs the bundle built into the app",
    Standing.UNKNOWN: "its channel or bundle cannot be told from what is loaded",
}


def device_details(
    device: Device,
    now: Now,
    around: Surroundings,
    state: DeviceState | None = None,
    channel: str | None = None,
) -> list[Section]:
    """The fields of a device: what it runs and why, then what it is.

    Args:
        device: the device.
        now: gives the present time.
        around: what else is loaded of the app.
        state: where it stands; None to tell it from what is around.
        channel: the channel that it comes to at its next check, where that is known.
    """
    state = state or device_state(device, around)
    return [
        Section(
            "Runs",
            (
                Row("bundle", device.version_name or "?"),
                Row("state", state_text(state), _MEANING[state.standing]),
                Row("channel", channel_text(device, around, channel), _how(device, around, channel)),
                Row("native build", device.version_build or "?"),
                Row("plugin", device.plugin_version or "?"),
                Row("key id", told(device, "key_id", device.key_id)),
            ),
        ),
        Section(
            "Device",
            (
                Row(
                    "custom id",
                    told(device, "custom_id", device.custom_id),
                    "chosen by the app" if device.custom_id else "",
                ),
                Row("device id", device.device_id),
                Row("platform", device.platform or "?"),
                Row("os", device.os_version or "?"),
                Row("build", build_text(device)),
                Row("emulator", word(device.is_emulator)),
                Row("install source", told(device, "install_source", device.install_source)),
                Row("country", told(device, "country_code", device.country_code)),
                *([Row("created", moment(device.created_at, now()))] if device.created_at else []),
                Row(
                    "changed",
                    moment(device.updated_at, now()),
                    "last change of a property, not the last contact",
                ),
                Row("app", device.app_id or "?"),
            ),
        ),
    ]


def _how(device: Device, around: Surroundings, channel: str | None) -> str:
    """Say how the channel is known."""
    found = channel_of(device, around)
    if device.forced_bundle is not None:
        return f"forced to bundle {device.forced_bundle} from here, which comes before any channel"
    if not device.override_known:
        return "this server does not tell whether there is an override"
    if (
        channel is not None
        and not (found and found.override)
        and (found is None or found.names != (channel,))
    ):
        return "inferred: it comes to this one (see Why)"
    if found is None:
        return "no override, and no public channel to infer it from"
    if found.override:
        return "override"
    if len(found.names) == 1:
        return "inferred: the only public channel"
    return f"one of {', '.join(found.names)}: which platform each serves cannot be read"
