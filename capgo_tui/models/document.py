"""What every document has in common: frozen, lean, and able to show the JSON that it was read from.

Documents are pydantic dataclasses with slots, not `BaseModel`s: one device with its JSON takes about 450
bytes instead of about 1 900, which is what makes a list of 100 000 of them bearable. The JSON is kept as
a tuple of its values beside one shared tuple of its names; the values themselves are mostly the very
objects that the fields hold.

How they read:

* Unknown fields are ignored; a field that is missing or null is `None`, which always means "unknown".
* Texts are kept as the server sent them. Whoever shows them cleans them (`safe_text.clean`).
* Numbers may come as texts and the other way round, booleans as 1 and 0 (contract/api.md 3.5, api-seed.md 4).
* A field of a kind that cannot be read raises pydantic's `ValidationError`, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, Self

from pydantic import ConfigDict, ModelWrapValidatorHandler, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass

DOCUMENT: Final = ConfigDict(
    extra="ignore",
    defer_build=True,
    coerce_numbers_to_str=True,
    validate_by_name=True,
    validate_by_alias=True,
)
"""The configuration of every document."""

_MOST_SHAPES: Final = 512

_shapes: dict[tuple[str, ...], tuple[str, ...]] = {}
"""One tuple of names for all records that have the same ones, as the records of a list do."""


def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    known = _shapes.get(names)
    if known is None:
        known = names
        if len(_shapes) < _MOST_SHAPES:  # a server that invents names must not fill the memory
            _shapes[names] = names
    return known


class _Kept:
    """The slot for the JSON: the shared names, then the values."""

    __slots__ = ("_kept",)

    _kept: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class Document(_Kept):
    """A record as a server described it."""

    @model_validator(mode="wrap")
    @classmethod
    def _keep(cls, data: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        document = read(data)
        if type(data) is dict:
            object.__setattr__(document, "_kept", (_shared(tuple(data)), *cls._showable(data)))
        return document

    @classmethod
    def _showable(cls, data: dict[str, Any]) -> tuple[Any, ...]:
        """The values as `raw` may show them; a document with a secret in it overrides this."""
        return tuple(data.values())

    @classmethod
    def read(cls, data: Mapping[str, object]) -> Self:
        """Read one record from decoded JSON.

        Raises:
            pydantic.ValidationError: a field is of a kind that cannot be read.
        """
        document: Self = reader(cls).validate_python(data)
        return document

    def raw(self) -> dict[str, Any]:
        """The JSON as it came, names in the server's order; a new dict, but its values are not to be changed.

        A document that was made here and not read has the values of its fields instead.
        """
        kept: tuple[Any, ...] | None = getattr(self, "_kept", None)
        if kept is None:
            return {field.name: getattr(self, field.name) for field in fields(self)}
        names, *values = kept
        return dict(zip(names, values, strict=True))

    def has(self, name: str) -> bool:
        """Whether the server sent this field (by its own name for it), null or not."""
        return name in self.raw()


_readers: dict[Any, TypeAdapter[Any]] = {}


def reader(kind: Any) -> TypeAdapter[Any]:
    """What reads JSON as this kind, such as `Device` or `list[Device]`; made once, at the first use."""
    known = _readers.get(kind)
    if known is None:
        known = _readers[kind] = TypeAdapter(kind)
    return known
