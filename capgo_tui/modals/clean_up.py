"""Says which bundles nobody needs any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from capgo_tui.modals.wish import WishDialog
from capgo_tui.rules.clean_up import CleanUpRule
from capgo_tui.widgets.form import InputField, SwitchField
from capgo_tui.widgets.form.readers import number_text, optional, whole

_MOST_DAYS = 36_500


class CleanUpDialog(WishDialog[CleanUpRule]):
    """How many stay, and how old the others must be."""

    def __init__(self, app_id: str, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            app_id: the app whose bundles are meant.
            opened_by: the key that opens it.
        """
        fields = [
            InputField("keep_newest", "keep the newest", 10, read=whole("number of bundles", 0, 100_000)),
            InputField[Any](
                "older_than",
                "older than, in days",
                30,
                read=optional(whole("number of days", 0, _MOST_DAYS)),
                write=number_text,
                hint="empty for any age",
            ),
            SwitchField(
                "including_used",
                "also if devices run it",
                initial=False,
                hint="they keep it, but no other device can get it again",
            ),
        ]
        text = "Bundles that a channel points at or rolls out are never touched."
        super().__init__(f"Clean up bundles of {app_id}", text, fields, opened_by=opened_by)

    def wish(self) -> CleanUpRule:
        """What may go."""
        fields = self.form.fields
        days: int | None = fields["older_than"].value
        return CleanUpRule(
            keep_newest=fields["keep_newest"].value,
            older_than=None if days is None else timedelta(days=days),
            including_used=fields["including_used"].value,
        )
