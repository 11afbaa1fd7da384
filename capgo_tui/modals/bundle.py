"""Describes a bundle, or registers one whose file lies elsewhere (contract/api.md 3.7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from capgo_tui.errors import Misused
from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.saver import Saver
from capgo_tui.models import checks
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.models.edit import UNSET
from capgo_tui.widgets.form import FormField, Heading, TextField

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.services.changes.change import Done


class NotesSaver(Saver[BundleNotes, "Done[None]"], Protocol):
    """Saves what is said about a bundle, and knows how that is shown."""

    record: Bundle
    """The bundle as it is shown."""


class BundleNotesDialog(ChangeDialog[BundleNotes, "Done[None]"]):
    """A link and a comment."""

    def __init__(self, saver: NotesSaver, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            saver: saves the notes.
            opened_by: the key that opens it.
        """
        super().__init__(f"Describe bundle {saver.record.name}", saver, opened_by=opened_by)
        self._notes_saver = saver

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Link, comment."""
        bundle = self._notes_saver.record
        return [
            TextField("link", "link", bundle.link or "", placeholder="https://… to read about it"),
            TextField("comment", "comment", bundle.comment or "", placeholder="what is in it"),
        ]

    def edit(self) -> BundleNotes:
        """What was changed; an empty text takes it away."""
        changed = {name: field.value or None for name, field in self.form.fields.items() if field.is_changed}
        return BundleNotes(**changed)


class RegisterDialog(ChangeDialog[ExternalBundle, "Done[Bundle]"]):
    """A name, an address, a checksum, and the keys of an encrypted file."""

    def __init__(
        self, saver: Saver[ExternalBundle, Done[Bundle]], taken: Collection[str], *, opened_by: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            saver: registers the bundle.
            taken: names of bundles that there are.
            opened_by: the key that opens it.
        """
        super().__init__("Register a bundle", saver, opened_by=opened_by)
        self._taken = taken

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """What the server wants to know."""
        return [
            TextField(
                "version",
                "name",
                check=self._name_problem,
                placeholder="1.2.0",
                hint="a semantic version; stays taken after the bundle was deleted",
            ),
            TextField("external_url", "address of the file", placeholder="https://…"),
            TextField("checksum", "checksum", hint="of the file, as the uploader computes it"),
            Heading("If it is encrypted"),
            TextField("session_key", "session key"),
            TextField("key_id", "key id"),
        ]

    def edit(self) -> ExternalBundle:
        """The bundle that is to be registered."""
        values: dict[str, str] = {name: field.value for name, field in self.form.fields.items()}
        return ExternalBundle(
            version=values["version"],
            external_url=values["external_url"],
            checksum=values["checksum"],
            session_key=values["session_key"] or UNSET,
            key_id=values["key_id"] or UNSET,
        )

    def _name_problem(self, text: str) -> str:
        if text.strip() in self._taken:
            return f"There is a bundle {text.strip()} already."
        try:
            checks.want_semver(text.strip())
        except Misused as error:
            return str(error)
        return ""
