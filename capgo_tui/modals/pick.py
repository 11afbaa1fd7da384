"""Picks one or several out of a list, for what is planned next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from capgo_tui.errors import Misused
from capgo_tui.modals.wish import WishDialog
from capgo_tui.widgets.form import ChoiceField, FormField, MultiChoiceField, Option

ValueT = TypeVar("ValueT")

_FIELD = "picked"


class PickDialog(WishDialog[tuple[ValueT, ...]], Generic[ValueT]):
    """Asks for some of the options."""

    def __init__(
        self,
        title: str,
        question: str,
        label: str,
        options: Sequence[Option[ValueT]],
        *,
        several: bool = False,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            title: what is to be done, raw.
            question: what is asked, as a sentence; raw.
            label: what the options are called.
            options: what there is to pick.
            several: whether more than one may be picked.
            opened_by: the key that opens it.
        """
        self._several = several
        field: FormField[Any] = (
            MultiChoiceField[ValueT](_FIELD, label, (), options)
            if several
            else ChoiceField[Any](_FIELD, label, None, options)
        )
        super().__init__(title, question, [field], opened_by=opened_by)

    def wish(self) -> tuple[ValueT, ...]:
        """What is picked."""
        value = self.form.fields[_FIELD].value
        picked: tuple[ValueT, ...] = value if self._several else () if value is None else (value,)
        if not picked:
            raise Misused("Nothing is picked yet.", next_step="enter opens the list.")
        return picked
