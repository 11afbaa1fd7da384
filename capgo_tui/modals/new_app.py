"""Makes an app."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.record_fields import address_field
from capgo_tui.modals.saver import Saver
from capgo_tui.models.app import App
from capgo_tui.models.app_edit import AppDraft
from capgo_tui.models.edit import UNSET
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option, TextField


class NewAppDialog(ChangeDialog[AppDraft, Done[App]]):
    """An id, a name, whose it is, and its stores."""

    def __init__(
        self,
        saver: Saver[AppDraft, Done[App]],
        organizations: Sequence[Option[str]],
        taken: Collection[str],
        *,
        org_id: str = "",
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            saver: makes the app.
            organizations: whose it can be: ids and names.
            taken: ids of apps that there are.
            org_id: the organization that is chosen at first; empty for none.
            opened_by: the key that opens it.
        """
        super().__init__("New app", saver, opened_by=opened_by)
        self._organizations = organizations
        self._taken = taken
        self._org_id = org_id

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """What has to be said, then the stores."""
        return [
            TextField(
                "app_id",
                "app id",
                check=self._problem,
                placeholder="com.acme.shop",
                hint="as in the app's Capacitor configuration; nobody else in the cloud may have it",
            ),
            TextField("name", "name", placeholder="what people call it"),
            ChoiceField("owner_org", "organization", self._org_id, self._organizations),
            Heading("In the stores, if it is there already"),
            address_field("ios_store_url", label_of("ios_store_url"), ""),
            address_field("android_store_url", label_of("android_store_url"), ""),
        ]

    def edit(self) -> AppDraft:
        """The app that is to be made."""
        values: dict[str, str] = {name: field.value for name, field in self.form.fields.items()}
        return AppDraft(
            app_id=values["app_id"],
            name=values["name"],
            owner_org=values["owner_org"],
            ios_store_url=values["ios_store_url"] or UNSET,
            android_store_url=values["android_store_url"] or UNSET,
        )

    def _problem(self, text: str) -> str:
        return f"There is an app {text.strip()} already." if text.strip() in self._taken else ""
