"""Makes an API key on servers of early 2025: a mode, an organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from capgo_tui.errors import Misused
from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.saver import Saver
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import MODES, ModeKeyDraft
from capgo_tui.presenters.api_key import MODES as MEANINGS
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option


class ModeKeyDialog(ChangeDialog[ModeKeyDraft, Done[ApiKey]]):
    """An organization, and what the key may do; the server names the key itself."""

    def __init__(
        self,
        saver: Saver[ModeKeyDraft, Done[ApiKey]],
        organizations: Sequence[Option[str]],
        *,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            saver: makes the key.
            organizations: those that it can be made for.
            opened_by: the key that opens it.
        """
        super().__init__("New API key", saver, opened_by=opened_by)
        self._organizations = organizations

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Organization, mode."""
        modes = [Option(mode, mode, MEANINGS[mode]) for mode in MODES]
        first = self._organizations[0].value if self._organizations else None
        return [
            ChoiceField[Any]("org_id", "organization", first, self._organizations),
            ChoiceField[Any](
                "mode", "mode", MODES[0], modes, hint="what its owner's role allows counts, too"
            ),
        ]

    def edit(self) -> ModeKeyDraft:
        """The key that is to be made."""
        values = {name: field.value for name, field in self.form.fields.items()}
        if not values["org_id"]:
            raise Misused("No organization is chosen yet.", next_step="enter opens the list.", field="org_id")
        return ModeKeyDraft(org_id=values["org_id"], mode=values["mode"])
