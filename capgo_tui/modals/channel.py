"""Edits one channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from capgo_tui.modals.channel_form import (
    auto_pause_fields,
    delivery_fields,
    reach_fields,
    read_edit,
    rollout_fields,
)
from capgo_tui.modals.effect_dialog import EffectDialog, EffectOf
from capgo_tui.modals.saver import Saver
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import FormField, Heading, Option

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel

_NO_ROLLOUTS = "this server knows no rollouts"


class ChannelSaver(Saver[ChannelEdit, Done[None]], Protocol):
    """Saves a channel, and knows how it is shown."""

    record: Channel
    """The channel as it is shown."""


class ChannelDialog(EffectDialog[ChannelEdit, Done[None]]):
    """All that can be changed about a channel; only what was changed is sent."""

    def __init__(
        self,
        saver: ChannelSaver,
        bundles: Sequence[Option[str | None]],
        now: Callable[[], datetime],
        *,
        platforms_now: Mapping[str, str] | None = None,
        effect: EffectOf[ChannelEdit] | None = None,
        opened_by: str = "",
        field: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            saver: saves the channel.
            bundles: what it can point at; None stands for the built-in one.
            now: gives the present time.
            platforms_now: what is known of its platforms from elsewhere, in words.
            effect: says what an edit would do to devices.
            opened_by: the key that opens it.
            field: the field that has the focus at first; empty for the first one.
        """
        super().__init__(f"Edit channel {saver.record.name}", saver, effect=effect, opened_by=opened_by)
        self._channel_saver = saver
        self._bundles = bundles
        self._now = now
        self._platforms_now = platforms_now
        self.first_field = field

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """What it delivers, who gets it, its rollout, what pauses that."""
        channel = self._channel_saver.record
        why_not = "" if channel.has("rolloutEnabled") else _NO_ROLLOUTS
        return [
            *delivery_fields(channel, self._bundles),
            *reach_fields(channel, platforms_now=self._platforms_now),
            *rollout_fields(channel, self._bundles, why_not=why_not),
            *auto_pause_fields(channel, why_not=why_not),
        ]

    def edit(self) -> ChannelEdit:
        """What was changed."""
        return read_edit(self.form.fields, self._now)
