"""What to know before a channel is changed or deleted: computed from what is loaded, before anything is sent.

Where the answer depends on what nobody can see, the sentence says "may".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.channel_problems import Problem, channel_problems, needs_override
from capgo_tui.rules.channel_step import (
    PLATFORMS,
    ChannelStep,
    ChannelWarning,
    WarningKind,
    channel_after,
    step_of,
)
from capgo_tui.rules.publishing_warnings import publishing_warnings, without_default
from capgo_tui.rules.rollout_warnings import rollout_warnings
from capgo_tui.rules.versions import is_older

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.channel_edit import ChannelEdit
    from capgo_tui.rules.surroundings import Surroundings

__all__ = ["ChannelWarning", "WarningKind", "channel_after", "channel_warnings", "deletion_warnings"]

_ORDER: Final = {kind: place for place, kind in enumerate(WarningKind)}


def channel_warnings(
    channel: Channel | None,
    edit: ChannelEdit,
    around: Surroundings,
    *,
    name: str = "",
    devices: int | None = None,
) -> list[ChannelWarning]:
    """List what to know before an edit of a channel is saved, the gravest first.

    Args:
        channel: the channel as it is; None for one that is to be made.
        edit: what is to change; what the channel says already does not count.
        around: the channels, bundles and devices of its app, as far as they are loaded.
        name: what a new channel is to be called.
        devices: how many of the loaded devices are on it; None if that is not known.
    """
    step = step_of(channel, edit, around, name=name, devices=devices)
    if channel is not None and not step.given:
        return []
    found = [
        *publishing_warnings(step),
        *_about_bundle(step),
        *rollout_warnings(step),
        *_about_devices(step),
    ]
    return sorted(found, key=lambda warning: _ORDER[warning.kind])


def deletion_warnings(channel: Channel, around: Surroundings) -> list[ChannelWarning]:
    """List what to know before a channel is deleted: its devices, and the default (contract/api.md 3.6)."""
    found = []
    if channel.public:
        found.append(ChannelWarning(WarningKind.EMPTIES_DEFAULT, without_default(channel, around)))
    forced = around.devices_on_channel(channel.name)
    if forced:
        who = "1 loaded device is" if forced == 1 else f"{forced} loaded devices are"
        text = f"{who} forced to it: the override goes with the channel."
        found.append(ChannelWarning(WarningKind.OVERRIDES_GO, text))
    elif not (around.devices_complete and around.overrides_told):
        why = (
            "This server does not tell overrides"
            if not around.overrides_told
            else "Not all devices are loaded"
        )
        text = f"{why}: where one is forced to it, the override goes with the channel."
        found.append(ChannelWarning(WarningKind.OVERRIDES_GO, text))
    return found


def _about_bundle(step: ChannelStep) -> Iterator[ChannelWarning]:
    """What a new bundle, or none, means for the devices on the channel."""
    yield from _unknown_bundles(step)
    before, name = step.before, step.given.get("version")
    had = before.version.name if before is not None and before.version is not None else None
    if "version" in step.given and name is None and before is not None and not before.is_builtin:
        text = (
            f"{step.name} is un-linked from {had or 'its bundle'}: its devices go back to the bundle built "
        )
        yield ChannelWarning(WarningKind.UNLINKS, f"{text}into the app.{_devices_on_it(step)}")
    if name is not None and had is not None and is_older(name, had):
        text = f"{name} is older than {had}, which {step.name} has now.{_devices_on_it(step)}"
        yield ChannelWarning(WarningKind.DOWNGRADE, text)
    yield from _no_minimum(step)


def _unknown_bundles(step: ChannelStep) -> Iterator[ChannelWarning]:
    """Names that the server may not know; on a channel that exists it answers 500 then (api.md 3.6)."""
    for name in (step.given.get("version"), step.given.get("rollout_version")):
        if name is None or step.around.bundle_named(name) is not None:
            continue
        text = (
            f"There is no bundle {name} in this app, so the server refuses."
            if step.around.bundles_complete
            else f"{name} is not among the bundles that are loaded: if there is none, the server refuses."
        )
        yield ChannelWarning(WarningKind.UNKNOWN_BUNDLE, text)


def _no_minimum(step: ChannelStep) -> Iterator[ChannelWarning]:
    """The strategy `version_number` fails for a bundle that states no minimum (contract/api.md 5.2)."""
    problems = channel_problems(step.after, step.around)
    if step.touches("version", "disable_auto_update") and Problem.NO_MINIMUM in problems:
        yield ChannelWarning(WarningKind.NO_MINIMUM, Problem.NO_MINIMUM.sentence)
    target = step.after.rollout_version
    if target is None or not step.touches("rollout_version", "disable_auto_update"):
        return
    bundle = step.around.bundle(target)
    if bundle is None or step.after.disable_auto_update != "version_number":
        return
    if bundle.min_update_version is None:
        yield ChannelWarning(
            WarningKind.NO_MINIMUM,
            f"Its strategy is version_number, but {bundle.name}, which is rolled out, states no minimum "
            "native version: updates to it fail.",
        )


def _about_devices(step: ChannelStep) -> Iterator[ChannelWarning]:
    """Settings with which no device gets anything from the channel."""
    after = step.after
    if step.touches(*PLATFORMS) and {after.ios, after.android, after.electron} == {False}:
        text = "iOS, Android and Electron are all off: no device gets an update from it."
        yield ChannelWarning(WarningKind.NO_PLATFORM, text)
    for one, other, words in (
        ("allow_prod", "allow_dev", "Production and development builds"),
        ("allow_device", "allow_emulator", "Real devices and emulators"),
    ):
        if step.touches(one, other) and getattr(after, one) is False and getattr(after, other) is False:
            text = f"{words} are both off: no device gets an update from it."
            yield ChannelWarning(WarningKind.NOTHING_ALLOWED, text)
    if step.before is None:
        if needs_override(after):
            text = (
                "It is private and devices may not choose it: only those that are moved to it get its bundle."
            )
            yield ChannelWarning(WarningKind.UNREACHABLE, text)
    elif step.touches("public", "allow_device_self_set") and Problem.UNREACHABLE in channel_problems(
        after, step.around
    ):
        yield ChannelWarning(WarningKind.UNREACHABLE, Problem.UNREACHABLE.sentence)


def _devices_on_it(step: ChannelStep) -> str:
    """How many of the loaded devices that concerns, as a sentence to follow another."""
    if step.devices is None:
        return ""
    if step.devices == 0:
        return " None of the loaded devices is on it."
    return f" {step.devices} of the loaded devices {'is' if step.devices == 1 else 'are'} on it."
