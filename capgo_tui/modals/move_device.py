"""Forces one device to a channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from capgo_tui.errors import Misused
from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.saver import Saver
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option

if TYPE_CHECKING:
    from capgo_tui.services.changes.change import Done

_FIELD = "channel"


class MoveDialog(ChangeDialog[str, "Done[None]"]):
    """A list of channels; a public one clears the override instead."""

    def __init__(
        self,
        name: str,
        saver: Saver[str, Done[None]],
        channels: Sequence[Option[str | None]],
        *,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            name: what the device goes by, raw.
            saver: moves it to the channel of a name.
            channels: where it can be moved to.
            opened_by: the key that opens it.
        """
        super().__init__(f"Move {name}", saver, opened_by=opened_by)
        self._channels = channels

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """The channel."""
        return [ChoiceField[str | None](_FIELD, "to channel", None, self._channels)]

    def first_focus(self) -> None:
        """Open the list."""
        self.form.open_first()

    def edit(self) -> str:
        """The channel that was chosen."""
        name: str | None = self.form.fields[_FIELD].value
        if name is None:
            raise Misused("No channel is chosen yet.", next_step="enter opens the list.")
        return name
