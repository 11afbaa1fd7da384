"""Deletes an API key that no list shows, on servers of early 2025."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.saver import Saver
from capgo_tui.secret import Secret
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import FormField, Heading, InputField


class KeyTextDialog(ChangeDialog[Secret, Done[None]]):
    """The key itself, which is hidden while it is typed."""

    def __init__(self, saver: Saver[Secret, Done[None]], *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            saver: deletes the key.
            opened_by: the key that opens it.
        """
        super().__init__("Delete an API key", saver, opened_by=opened_by)

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """The key."""
        return [
            InputField[Secret](
                "key",
                "key",
                Secret(""),
                read=Secret,
                write=Secret.reveal,
                placeholder="paste the whole key",
                password=True,
                hint="all of it; or its number, by which servers since February 2025 know it",
            )
        ]

    def edit(self) -> Secret:
        """What was pasted."""
        given: Secret = self.form.fields["key"].value
        return given
