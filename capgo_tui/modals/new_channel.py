"""Makes a channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.channel_form import delivery_fields, reach_fields, read_edit
from capgo_tui.modals.saver import Saver
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.facts import facts_of
from capgo_tui.services.changes.channels import NewChannel
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option, TextField

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.services.changes.change import Done

_COPIED = (
    "version",
    "disable_auto_update",
    "disable_auto_update_under_native",
    "allow_device_self_set",
    "allow_prod",
    "allow_dev",
    "allow_device",
    "allow_emulator",
)
"""What is copied; not `public`, for then the copy would un-publish what it is copied from."""


class NewChannelDialog(ChangeDialog[NewChannel, "Done[int | None]"]):
    """A name, and the settings of a new channel, perhaps copied from another."""

    def __init__(
        self,
        saver: Saver[NewChannel, Done[int | None]],
        channels: Sequence[Channel],
        bundles: Sequence[Option[str | None]],
        now: Callable[[], datetime],
        *,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            saver: saves the channel.
            channels: those that there are, to copy from.
            bundles: what it can point at; None stands for the built-in one.
            now: gives the present time.
            opened_by: the key that opens it.
        """
        super().__init__("New channel", saver, opened_by=opened_by)
        self._channels = {channel.name: channel for channel in channels}
        self._bundles = bundles
        self._now = now
        self._copied = ""

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Name, what to copy, settings."""
        copies = [Option("", "nothing"), *(Option(name, name) for name in self._channels)]
        return [
            TextField("name", "name", check=self._name_problem, placeholder="beta"),
            ChoiceField("copy", "copy from", "", copies, empty="nothing"),
            *delivery_fields(None, self._bundles),
            *reach_fields(None),
        ]

    def changed(self) -> None:
        """Take over the settings of the channel that was picked."""
        chosen: str = self.form.fields["copy"].value
        if chosen == self._copied:
            return
        self._copied = chosen
        if chosen:
            settings = facts_of(self._channels[chosen], ChannelEdit)
            for name in _COPIED:
                if name in settings:
                    self.form.fields[name].value = settings[name]

    def edit(self) -> NewChannel:
        """The channel that is to be made."""
        name: str = self.form.fields["name"].value
        return NewChannel(name, read_edit(self.form.fields, self._now))

    def _name_problem(self, text: str) -> str:
        name = text.strip()
        return f"There is a channel {name} already: edit that one." if name in self._channels else ""
