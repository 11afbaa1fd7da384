"""Makes an organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.models.edit import UNSET
from capgo_tui.models.organization_edit import INTENTS, OrganizationDraft
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, InputField, Option, TextField
from capgo_tui.widgets.form.readers import number_text, optional, whole

_INTENT_NOTES = {
    "ota": "updates over the air",
    "builder": "builds in the cloud",
    "both": "updates and builds",
    "exploring": "only looking around",
}


class NewOrganizationDialog(ChangeDialog[OrganizationDraft, Done[str]]):
    """A name, and what the server would like to know besides."""

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Only the name has to be given."""
        intents = [
            Option("", "not said"),
            *(Option(word, word, note) for word, note in _INTENT_NOTES.items() if word in INTENTS),
        ]
        return [
            TextField("name", "name", placeholder="three characters or more"),
            Heading("If you like"),
            TextField("email", "management email", placeholder="the address of the key's owner"),
            TextField("website", "website", placeholder="https://…"),
            InputField(
                "estimated_mau",
                label_of("estimated_mau"),
                None,
                read=optional(whole("number of devices", 0, 1_000_000)),
                write=number_text,
                placeholder="in a month",
            ),
            ChoiceField("intent", "used for", "", intents),
        ]

    def edit(self) -> OrganizationDraft:
        """The organization that is to be made."""
        values = {name: field.value for name, field in self.form.fields.items()}
        given = {name: UNSET if value in {"", None} else value for name, value in values.items()}
        return OrganizationDraft(**{**given, "name": values["name"]})
