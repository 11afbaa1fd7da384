"""Points a channel at a bundle, or ends its rollout: one choice, one request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from capgo_tui.errors import Misused
from capgo_tui.modals.effect_dialog import EffectDialog, EffectOf
from capgo_tui.modals.saver import Saver
from capgo_tui.services.changes.channels import Step
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option

if TYPE_CHECKING:
    from capgo_tui.services.changes.change import Done

_FIELD = "version"


class LinkDialog(EffectDialog[Step, "Done[Any]"]):
    """Promotes, or rolls back."""

    def __init__(
        self,
        title: str,
        saver: Saver[Step, Done[Any]],
        steps: Sequence[Option[Step | None]],
        *,
        first: Step | None = None,
        effect: EffectOf[Step] | None = None,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            title: what is to be done, raw.
            saver: does it.
            steps: what there is to choose.
            first: what is chosen at first; None for nothing.
            effect: says what a step would do to devices.
            opened_by: the key that opens it.
        """
        super().__init__(title, saver, effect=effect, opened_by=opened_by)
        self._steps = steps
        self._first = first

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """The choice."""
        return [ChoiceField(_FIELD, "to", self._first, self._steps)]

    def first_focus(self) -> None:
        """Open the list."""
        self.form.open_first()

    def edit(self) -> Step:
        """What was chosen."""
        step: Step | None = self.form.fields[_FIELD].value
        if step is None:
            raise Misused("Nothing is chosen yet.", next_step="enter opens the list.")
        return step
