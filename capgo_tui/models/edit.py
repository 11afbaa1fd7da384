"""What every edit has in common: it holds only what is to change, and its values were checked.

An edit tells three things apart: a field that stays as it is (`UNSET`), one that is taken away (`None`), and
a new value. Making one checks its values, so that an edit that exists is one that the server can take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Any, ClassVar, Final, Self

from capgo_tui.models.document import Document


class Unset(Enum):
    """The kind of `UNSET`."""

    UNSET = "unset"
    """Stays as it is."""

    def __repr__(self) -> str:
        return self.name


UNSET: Final = Unset.UNSET
"""A field that is not part of the edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Fields of a record, as they are to be."""

    NAMES: ClassVar[Mapping[str, str]] = {}
    """What the server calls a field, where that is another name than ours."""

    def given(self) -> dict[str, Any]:
        """The fields that are part of the edit, by our names."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not UNSET}

    def is_empty(self) -> bool:
        """Whether nothing is to change."""
        return not self.given()

    def body(self) -> dict[str, Any]:
        """The fields that are part of the edit, as they are sent: JSON by the server's names."""
        return {self.NAMES.get(name, name): as_json(value) for name, value in self.given().items()}

    def without_unchanged(self, record: Document) -> Self:
        """The edit without what the record says already.

        A field that the server did not send stays in the edit: nobody knows whether it would change.
        """
        same = {name: UNSET for name, value in self.given().items() if self._says(record, name, value)}
        return replace(self, **same)

    def _says(self, record: Document, name: str, value: object) -> bool:
        """Whether a record has this value in this field."""
        if value is None:
            return record.has(self.NAMES.get(name, name)) and getattr(record, name, UNSET) is None
        if isinstance(value, datetime):  # an hour that summer time leaves out equals none but in UTC
            value = value.astimezone(UTC)
        return bool(getattr(record, name, UNSET) == value)


def as_json(value: Any) -> Any:
    """A value as it is sent: times in UTC with milliseconds, tuples as lists, parts as objects."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, Edit):
        return value.body()
    if isinstance(value, tuple | list):
        return [as_json(part) for part in value]
    return value
