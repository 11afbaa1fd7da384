"""What a dialog that changes something needs to know of the world behind it."""

from __future__ import annotations

from typing import Protocol, TypeVar

from capgo_tui.presenters.preview import ChangeRow, Preview

EditT_contra = TypeVar("EditT_contra", contravariant=True)
DoneT_co = TypeVar("DoneT_co", covariant=True)


class Saver(Protocol[EditT_contra, DoneT_co]):
    """Looks, and saves; all that reaches the server is behind it."""

    def preview(self, edit: EditT_contra) -> Preview:
        """Say what an edit would change and send; called after each change, so it must be quick.

        Raises:
            Misused: it cannot be sent; `field` names the field that is wrong.
        """

    async def look(self, edit: EditT_contra) -> tuple[ChangeRow, ...]:
        """Read the record again, and say what is other than it was shown: label, shown, now.

        Raises:
            CapgoError: it could not be read.
        """

    async def save(self, edit: EditT_contra) -> DoneT_co:
        """Send the edit.

        Raises:
            CapgoError: the server did not take it, or nobody knows (`outcome_unknown`).
        """

    def renew(self) -> object:
        """Take what `look` found for what is shown from now on, and give it."""

    def why_not(self, edit: EditT_contra | None = None) -> str:
        """Say why it cannot be saved, such as read-only mode or what was refused before; empty if it can."""
