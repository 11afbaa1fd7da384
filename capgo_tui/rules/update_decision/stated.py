"""Telling "there is none" from "we were not told": both are `None` in a document's field."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from capgo_tui.rules.update_decision.unseen import UNKNOWN, Unknown

if TYPE_CHECKING:
    from capgo_tui.models.document import Document

ValueT = TypeVar("ValueT")


def stated(document: Document, value: ValueT | None, *names: str) -> ValueT | Unknown | None:
    """A field that may be null: its value, None where null was sent, UNKNOWN where nothing was.

    Args:
        document: what was read.
        value: the field's value in the document.
        names: what the field may be called in the JSON, and in the document.
    """
    if value is not None:
        return value
    return None if any(document.has(name) for name in names) else UNKNOWN
