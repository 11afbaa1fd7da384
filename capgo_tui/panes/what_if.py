"""What an edit of a channel would do to the loaded devices, for the dialogs that edit one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from capgo_tui.presenters.what_if import NOT_LOADED, effects_text, untouched_text
from capgo_tui.services.changes.channels import Step, find_channel
from capgo_tui.services.what_if import count_effects, edit_of

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.channel_edit import ChannelEdit
    from capgo_tui.services.app_data import AppData


async def effect_of_edit(data: AppData, channel: Channel, edit: ChannelEdit) -> AsyncIterator[str]:
    """Say what an edit would do, while it is counted and at the end."""
    if not data.devices.begun or not data.deciding.is_ready:
        yield NOT_LOADED
    elif not edit.without_unchanged(find_channel(data, channel.name) or channel).given():
        yield untouched_text(len(data.devices.records))
    else:
        async for effects in count_effects(data, channel, edit):
            yield effects_text(effects, complete=data.devices.complete)


async def effect_of_step(data: AppData, channel: Channel, step: Step) -> AsyncIterator[str]:
    """Say what a promotion or a roll-back would do."""
    present = find_channel(data, channel.name) or channel
    async for text in effect_of_edit(data, channel, edit_of(present, step)):
        yield text
