"""Renames an API key, or moves its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.record_fields import changed_values
from capgo_tui.modals.saver import Saver
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyEdit
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.rules.expiry import expiry_text, read_expiry
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import FormField, Heading, InputField, TextField


class KeySaver(Saver[ApiKeyEdit, Done[ApiKey]], Protocol):
    """Saves a key, and knows how it is shown."""

    record: ApiKey
    """The key as it is shown."""


class KeyDialog(ChangeDialog[ApiKeyEdit, Done[ApiKey]]):
    """A name, and an end: all that one key may change about another."""

    def __init__(self, saver: KeySaver, now: Callable[[], datetime], *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            saver: saves the key.
            now: gives the present time.
            opened_by: the key that opens it.
        """
        record = saver.record
        super().__init__(f"Edit key {record.name or record.id}", saver, opened_by=opened_by)
        self._key_saver = saver
        self._now = now

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Name, end."""
        record = self._key_saver.record
        return [TextField("name", "name", record.name or ""), expiry_field(record.expires_at, self._now)]

    def edit(self) -> ApiKeyEdit:
        """What was changed."""
        return ApiKeyEdit(**changed_values(self.form.fields))


def expiry_field(end: datetime | None, now: Callable[[], datetime]) -> FormField[Any]:
    """When a key ends; empty for never."""
    return InputField[Any](
        "expires_at",
        label_of("expires_at"),
        end,
        read=lambda text: read_expiry(text, now()),
        write=expiry_text,
        placeholder="never",
        hint="a day (2026-12-31: its end, in UTC), a span (90d, 12w, 1y), or empty for never",
    )
