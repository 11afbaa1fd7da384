"""Fields over a record: a value that the server never tells can be left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from capgo_tui.models.edit import UNSET, Unset
from capgo_tui.widgets.form import FormField, InputField, SwitchField, TextField, TriField

NONE_WORD: Final = "none"
"""What takes a value away that the server does not tell."""


def flag_field(name: str, label: str, value: bool | None, *, hint: str = "") -> FormField[Any]:
    """Yes or no where the present state is known, else leave, on or off."""
    if value is None:
        return TriField(name, label, None, hint=hint)
    return SwitchField(name, label, value, hint=hint)


def unknown_field(
    name: str, label: str, *, read: Callable[[str], Any], hint: str, keeps: bool = False
) -> FormField[Any]:
    """A value that the server does not tell: empty leaves it as it is, `none` takes it away.

    Args:
        name: the field of the edit.
        label: what it is called.
        read: makes a value of another text; raises `Misused` if it is none.
        hint: what may be typed, as a sentence.
        keeps: whether it can only be replaced, and not be taken away.
    """

    def read_or_leave(text: str) -> Any:
        wanted = text.strip()
        if not wanted:
            return UNSET
        return None if wanted.casefold() == NONE_WORD and not keeps else read(wanted)

    return InputField[Any](
        name,
        label,
        UNSET,
        read=read_or_leave,
        write=lambda value: "" if isinstance(value, Unset) else str(value or NONE_WORD),
        placeholder="leave as it is",
        hint=hint,
    )


def address_field(name: str, label: str, value: str | None, *, placeholder: str = "https://…") -> TextField:
    """An address that may be empty."""
    return TextField(name, label, value or "", placeholder=placeholder)


def changed_values(fields: Mapping[str, FormField[Any]], *, or_none: Iterable[str] = ()) -> dict[str, Any]:
    """The values of the fields that a user changed, for an edit.

    Args:
        fields: the fields of a form, by name.
        or_none: those of which an empty text takes the value away.

    Raises:
        Misused: a field holds what is no value; `field` is its name.
    """
    values = {name: field.value for name, field in fields.items() if field.is_changed}
    emptied = set(or_none)
    return {
        name: None if name in emptied and value == "" else value
        for name, value in values.items()
        if not isinstance(value, Unset)
    }
