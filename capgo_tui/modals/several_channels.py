"""Says what is to be set on several channels at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.widget import Widget

from capgo_tui.errors import Misused
from capgo_tui.modals.channel_form import delivery_fields, reach_fields, read_edit
from capgo_tui.modals.dialog import Dialog
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import Form, Option


class SeveralChannelsDialog(Dialog[ChannelEdit]):
    """The fields of a channel, each of which may be left as it is; a plan of it opens next."""

    BINDINGS = [shown("ctrl+s", "confirm", "plan", "dialog.plan", "Show what it would do to each")]

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
        super().__init__(f"Set on {count} channels", opened_by=opened_by)
        self._form = Form([*delivery_fields(None, bundles, keeps=True), *reach_fields(None, keeps=True)])
        self._now = now

    @property
    def is_dirty(self) -> bool:
        """Whether anything was chosen."""
        return self._form.is_changed

    def body(self) -> Sequence[Widget]:
        """The fields."""
        return [self._form]

    def first_focus(self) -> None:
        """Begin at the top."""
        self._form.focus_first()

    def action_confirm(self) -> None:
        """Go on to the plan."""
        try:
            edit = read_edit(self._form.fields, self._now)
        except Misused as error:
            self.tell_problem(str(error))
            return
        if edit.is_empty():
            self.tell_problem("Nothing is chosen yet: everything would stay as it is.")
        else:
            self.dismiss(edit)
