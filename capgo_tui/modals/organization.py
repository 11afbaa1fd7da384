"""Edits an organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.record_fields import changed_values, flag_field, unknown_field
from capgo_tui.modals.saver import Saver
from capgo_tui.models.organization import Organization
from capgo_tui.models.organization_edit import OrganizationEdit
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import FormField, Heading, InputField, TextField
from capgo_tui.widgets.form.readers import number_text, optional, whole

_READ_DAYS = whole("number of days", 1, 365)
_LATER = "the server tells this only in the answer to a change"


class OrganizationSaver(Saver[OrganizationEdit, Done[Organization]], Protocol):
    """Saves an organization, and knows how it is shown."""

    record: Organization
    """The organization as it is shown."""


class OrganizationDialog(ChangeDialog[OrganizationEdit, Done[Organization]]):
    """Its name and addresses, and what it asks of keys, bundles and members."""

    def __init__(self, saver: OrganizationSaver, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            saver: saves the organization.
            opened_by: the key that opens it.
        """
        record = saver.record
        super().__init__(f"Edit organization {record.name or record.id}", saver, opened_by=opened_by)
        self._organization_saver = saver

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Who it is, then its rules."""
        record = self._organization_saver.record
        return [
            TextField("name", "name", record.name or "", hint="the server takes HTML out of it"),
            TextField(
                "management_email",
                label_of("management_email"),
                record.management_email or "",
                hint="where bills and warnings go",
            ),
            TextField("website", "website", record.website or "", hint="empty takes it away"),
            unknown_field(
                "logo",
                "logo",
                read=str,
                keeps=True,
                hint="the address of a picture; the present one is signed anew each time",
            ),
            Heading("Rules for API keys"),
            _flag("require_apikey_expiration", record, hint="keys without an end stop working here"),
            self._days(record),
            _flag("enforce_hashed_api_keys", record, hint="the server may keep no key in plain text"),
            Heading("Rules for bundles and members"),
            _flag("enforce_encrypted_bundles", record),
            self._encryption_key(record),
            _flag("enforcing_2fa", record, hint="whoever sets it must use a second factor already"),
        ]

    def _days(self, record: Organization) -> FormField[Any]:
        name = "max_apikey_expiration_days"
        if not record.has(name):
            hint = f"1 to 365 days, or none; {_LATER}"
            return unknown_field(name, label_of(name), read=_READ_DAYS, hint=hint)
        return InputField[Any](
            name,
            label_of(name),
            record.max_apikey_expiration_days,
            read=optional(_READ_DAYS),
            write=number_text,
            hint="1 to 365 days; empty for no limit",
        )

    def _encryption_key(self, record: Organization) -> FormField[Any]:
        name = "required_encryption_key"
        if not record.has(name):
            hint = f"its first 20 or 21 characters, or none; {_LATER}"
            return unknown_field(name, label_of(name), read=str, hint=hint)
        return TextField(
            name, label_of(name), record.required_encryption_key or "", hint="its first 20 or 21 characters"
        )

    def edit(self) -> OrganizationEdit:
        """What was changed."""
        return OrganizationEdit(
            **changed_values(self.form.fields, or_none=("website", "required_encryption_key"))
        )


def _flag(name: str, record: Organization, *, hint: str = "") -> FormField[Any]:
    value: bool | None = getattr(record, name)
    return flag_field(name, label_of(name), value, hint=hint or (_LATER if value is None else ""))
