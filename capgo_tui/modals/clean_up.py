"""Says which bundles nobody needs any more; a plan of what would go opens next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import Misused
from capgo_tui.modals.dialog import Dialog
from capgo_tui.rules.clean_up import CleanUpRule
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import Form, InputField, SwitchField
from capgo_tui.widgets.form.readers import number_text, optional, whole

_MOST_DAYS = 36_500


class CleanUpDialog(Dialog[CleanUpRule]):
    """How many stay, and how old the others must be."""

    BINDINGS = [shown("ctrl+s", "confirm", "plan", "dialog.plan", "Show what would go")]

    def __init__(self, app_id: str, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            app_id: the app whose bundles are meant.
            opened_by: the key that opens it.
        """
        super().__init__(f"Clean up bundles of {app_id}", opened_by=opened_by)
        self._form = Form(
            [
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
        )

    def body(self) -> Sequence[Widget]:
        """What never goes, and the fields."""
        words = "Bundles that a channel points at or rolls out are never touched."
        return [Static(Content.styled(clean(words), "$foreground-muted")), self._form]

    def first_focus(self) -> None:
        """Begin at the top."""
        self._form.focus_first()

    def action_confirm(self) -> None:
        """Go on to the plan."""
        fields = self._form.fields
        try:
            days: int | None = fields["older_than"].value
            rule = CleanUpRule(
                keep_newest=fields["keep_newest"].value,
                older_than=None if days is None else timedelta(days=days),
                including_used=fields["including_used"].value,
            )
        except Misused as error:
            self.tell_problem(str(error))
        else:
            self.dismiss(rule)
