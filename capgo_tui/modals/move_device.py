"""Forces one device to a channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from capgo_tui.errors import Misused
from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.saver import Saver
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option

if TYPE_CHECKING:
    from capgo_tui.services.changes.change import Done

_FIELD = "channel"
_BUNDLE = "bundle"


@dataclass(frozen=True)
class Force:
    """What a device is to be forced to: a channel, or a bundle where the server takes that."""

    channel: str = ""
    """The name of a channel."""
    bundle: str = ""
    """The name of a bundle; empty for a channel."""


class MoveDialog(ChangeDialog[Force, "Done[None]"]):
    """A list of channels; a public one clears the override instead. On old servers bundles, too."""

    def __init__(
        self,
        name: str,
        saver: Saver[Force, Done[None]],
        channels: Sequence[Option[str | None]],
        *,
        bundles: Sequence[Option[str | None]] = (),
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            name: what the device goes by, raw.
            saver: forces it to a channel or a bundle.
            channels: where it can be moved to.
            bundles: what it can be forced to; none where the server forces to channels only.
            opened_by: the key that opens it.
        """
        super().__init__(f"Move {name}", saver, opened_by=opened_by)
        self._channels = channels
        self._bundles = bundles

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """The channel; the bundle, where there is that."""
        channel = ChoiceField[str | None](_FIELD, "to channel", None, self._channels)
        if not self._bundles:
            return [channel]
        return [channel, ChoiceField[str | None](_BUNDLE, "or to bundle", None, self._bundles, empty="none")]

    def first_focus(self) -> None:
        """Open the list."""
        self.form.open_first()

    def edit(self) -> Force:
        """The channel or the bundle that was chosen."""
        fields = self.form.fields
        name: str | None = fields[_FIELD].value
        bundle: str | None = fields[_BUNDLE].value if _BUNDLE in fields else None
        if name is not None and bundle is not None:
            raise Misused("Choose a channel or a bundle, not both.", field=_BUNDLE)
        if bundle is not None:
            return Force(bundle=bundle)
        if name is None:
            raise Misused("No channel is chosen yet.", next_step="enter opens the list.")
        return Force(channel=name)
