"""Edits an app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.record_fields import address_field, changed_values, flag_field, unknown_field
from capgo_tui.modals.saver import Saver
from capgo_tui.models.app import App
from capgo_tui.models.app_edit import LONGEST_RETENTION, AppEdit
from capgo_tui.models.edit import UNSET
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import FormField, Heading, InputField, TextField
from capgo_tui.widgets.form.readers import whole

_DAY: Final = 86_400
_READ_DAYS: Final = whole("number of days", 0, LONGEST_RETENTION // _DAY)
_FLAGS: Final = {
    "expose_metadata": "whether devices are told the link and the comment of a bundle",
    "allow_device_custom_id": "whether a device may say what it is called",
    "block_provider_infra_requests": "whether requests from data centres of Google and Apple are refused",
    "existing_app": "whether it was in a store before it came here",
    "need_onboarding": "whether the console still shows its first steps",
}


class AppSaver(Saver[AppEdit, Done[App]], Protocol):
    """Saves an app, and knows how it is shown."""

    record: App
    """The app as it is shown."""


class AppDialog(ChangeDialog[AppEdit, Done[App]]):
    """Its name, how long bundles are kept, what its devices may, its stores."""

    def __init__(self, saver: AppSaver, *, opened_by: str = "", field: str = "") -> None:
        """Make the dialog.

        Args:
            saver: saves the app.
            opened_by: the key that opens it.
            field: the field that has the focus at first; empty for the first one.
        """
        super().__init__(f"Edit app {saver.record.app_id}", saver, opened_by=opened_by)
        self._app_saver = saver
        self.first_field = field

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Who it is, its rules, its stores."""
        app = self._app_saver.record
        return [
            TextField("name", "name", app.name or ""),
            unknown_field(
                "icon",
                "icon",
                read=str,
                keeps=True,
                hint="the address of a picture; the present one is signed anew each time",
            ),
            InputField[Any](
                "retention",
                label_of("retention"),
                UNSET if app.retention is None else app.retention,
                read=_read_retention,
                write=_retention_text,
                placeholder="leave as it is",
                hint=f"so long a bundle is kept that no channel uses: 0 to {LONGEST_RETENTION // _DAY} days",
            ),
            *(
                flag_field(name, label_of(name), getattr(app, name), hint=hint)
                for name, hint in _FLAGS.items()
            ),
            Heading("In the stores"),
            address_field("ios_store_url", label_of("ios_store_url"), app.ios_store_url),
            address_field("android_store_url", label_of("android_store_url"), app.android_store_url),
        ]

    def edit(self) -> AppEdit:
        """What was changed."""
        return AppEdit(**changed_values(self.form.fields, or_none=("ios_store_url", "android_store_url")))


def _read_retention(text: str) -> Any:
    """Seconds out of days."""
    return _READ_DAYS(text) * _DAY if text.strip() else UNSET


def _retention_text(seconds: Any) -> str:
    """Days out of seconds."""
    return f"{seconds / _DAY:.6g}" if isinstance(seconds, int) else ""
