"""Counts what an edit of a channel would do to the devices that are loaded; asks nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from time import monotonic
from typing import TYPE_CHECKING, Final

from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.rules.channel_step import step_of
from capgo_tui.rules.what_if import Comparison, Effects, channels_after
from capgo_tui.services.changes.channels import Step, StepKind, find_channel
from capgo_tui.services.slices import in_slices

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.rules.update_decision import Evaluator
    from capgo_tui.services.app_data import AppData

_NEWS: Final = 0.3
"""Seconds after which it is told how far the counting is."""


async def count_effects(data: AppData, channel: Channel, edit: ChannelEdit) -> AsyncIterator[Effects]:
    """Compare the decisions for every loaded device, in slices; tell the counts on the way and at the end.

    Nothing is told where channels, bundles or devices are not loaded.

    Args:
        data: the app.
        channel: the channel as it is shown.
        edit: what would change about it.
    """
    if not data.deciding.is_ready or not data.devices.begun:
        return
    after = imagine(data, find_channel(data, channel.name) or channel, edit)
    devices, deciding = data.devices.records, data.deciding
    comparison = Comparison(len(devices))
    told = monotonic()
    async for part in in_slices(devices):
        before = deciding.evaluator
        for device in part:
            whole = deciding.completed(device)
            comparison.add(before.decide(whole), after.decide(whole))
        if monotonic() - told >= _NEWS:
            told = monotonic()
            yield comparison.effects
    yield comparison.effects


def imagine(data: AppData, channel: Channel, edit: ChannelEdit) -> Evaluator:
    """Make what decides as if an edit of a channel were made."""
    platforms = data.deciding.platforms
    step = step_of(channel, edit, data.around, name=channel.name, devices=None)
    return data.deciding.imagine(
        list(channels_after(step, data.channels.records, platforms)), other_rollouts=edit.touches_rollout()
    )


def edit_of(channel: Channel, step: Step) -> ChannelEdit:
    """The edit that comes to the same as a step."""
    if step.kind is StepKind.BUNDLE:
        return ChannelEdit(version=step.bundle)
    if step.kind is StepKind.END_ROLLOUT:
        return ChannelEdit(rollout_version=None)
    target = channel.rollout_version_info
    return ChannelEdit(version=target.name if target is not None else None, rollout_version=None)
