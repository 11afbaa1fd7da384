"""Says what is to be set on several channels at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from capgo_tui.errors import Misused
from capgo_tui.modals.channel_form import delivery_fields, reach_fields, read_edit
from capgo_tui.modals.wish import WishDialog
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.widgets.form import Option


class SeveralChannelsDialog(WishDialog[ChannelEdit]):
    """The fields of a channel, each of which may be left as it is."""

    def __init__(
        self,
        count: int,
        bundles: Sequence[Option[str | None]],
        now: Callable[[], datetime],
        *,
        opened_by: str,
    ) -> None:
        """Make the dialog.

        Args:
            count: how many channels are meant.
            bundles: what they can point at.
            now: gives the present time.
            opened_by: the key that opens it.
        """
        fields = [*delivery_fields(None, bundles, keeps=True), *reach_fields(None, keeps=True)]
        text = "What is left as it is stays as it is on each of them."
        super().__init__(f"Set on {count} channels", text, fields, opened_by=opened_by)
        self._now = now

    def wish(self) -> ChannelEdit:
        """What is to be set."""
        edit = read_edit(self.form.fields, self._now)
        if edit.is_empty():
            raise Misused("Nothing is chosen yet: everything would stay as it is.")
        return edit
