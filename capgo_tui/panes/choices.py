"""What there is to choose in the dialogs of an app: bundles, channels, steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.times import age
from capgo_tui.services.changes.channels import Step, StepKind
from capgo_tui.widgets.form import Option

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData


_NOT_TOLD: Final = object()
"""Stands for the channel that a device is forced to, or none, where the server does not tell."""


def bundle_options(data: AppData) -> list[Option[str | None]]:
    """The bundles, newest first, behind the built-in one."""
    return [
        Option[str | None](None, "built-in", "the bundle that the app was built with"),
        *(
            Option[str | None](bundle.name, bundle.name, _about(data, bundle))
            for bundle in data.bundles.records
        ),
    ]


def channel_options(data: AppData, devices: Sequence[Device]) -> list[Option[str | None]]:
    """The channels that devices can be moved to; public ones clear their overrides instead."""
    forced_to = {device.channel if device.override_known else _NOT_TOLD for device in devices}
    options: list[Option[str | None]] = []
    for channel in data.channels.records:
        bundle = channel.bundle_name or "built-in"
        note, reason = bundle, ""
        if channel.public:
            note = f"public: clears the override instead · {bundle}"
            reason = "public: no override may point at it" if forced_to == {None} else ""
        elif forced_to == {channel.name}:
            reason = "there already"
        options.append(Option(channel.name, channel.name, note, reason))
    return options


def promotion_options(data: AppData, bundle: Bundle) -> list[Option[str]]:
    """The channels that a bundle can be promoted to, and what they deliver now."""
    options = []
    for channel in data.channels.records:
        now = channel.bundle_name
        reason = "delivers it already" if now == bundle.name else ""
        public = "public · " if channel.public else ""
        options.append(Option(channel.name, channel.name, f"{public}{now or 'built-in'}", reason))
    return options


def forward_steps(data: AppData, channel: Channel) -> list[Option[Step | None]]:
    """What a channel can be promoted to: its rollout first, then the bundles, newest first."""
    steps: list[Option[Step | None]] = []
    rollout = channel.rollout_version_info
    if rollout is not None:
        name = rollout.name or str(rollout.id)
        steps.append(
            Option(Step(StepKind.TO_STABLE), f"{name}, for all", "the bundle that is being rolled out")
        )
    return steps + _bundle_steps(data, channel, data.bundles.records)


def backward_steps(data: AppData, channel: Channel) -> list[Option[Step | None]]:
    """What a channel can be rolled back to: the end of its rollout, then older bundles, newest first."""
    steps: list[Option[Step | None]] = []
    if channel.rollout_version_info is not None:
        stable = channel.bundle_name or "built-in"
        steps.append(Option(Step(StepKind.END_ROLLOUT), f"{stable}, for all", "ends the rollout"))
    present = next(
        (bundle for bundle in data.bundles.records if channel.version and bundle.id == channel.version.id),
        None,
    )
    older = [bundle for bundle in data.bundles.records if present is None or _is_older(bundle, present)]
    return steps + _bundle_steps(data, channel, older)


def _bundle_steps(data: AppData, channel: Channel, bundles: list[Bundle]) -> list[Option[Step | None]]:
    now = channel.bundle_name
    return [
        Option[Step | None](
            Step(StepKind.BUNDLE, bundle.name),
            bundle.name,
            _about(data, bundle),
            "delivers it already" if bundle.name == now else "",
        )
        for bundle in bundles
    ]


def _is_older(bundle: Bundle, than: Bundle) -> bool:
    if bundle.created_at is None or than.created_at is None:
        return bundle.id < than.id
    return bundle.created_at < than.created_at


def _about(data: AppData, bundle: Bundle) -> str:
    """Its age, and which channels deliver it."""
    names = [channel.name for channel in data.around.linked_channels(bundle.id)]
    rolling = [f"{channel.name}~" for channel in data.around.rolling_channels(bundle.id)]
    made = f"{age(bundle.created_at, data.now())} old" if bundle.created_at is not None else ""
    return " · ".join(part for part in (", ".join(names + rolling), made) if part)
