"""What a table tells its owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.dom import DOMNode
from textual.message import Message

from capgo_tui.presenters.rowset import SortBy


@dataclass
class TableMessage(Message, namespace="record_table"):
    """Something that a table tells."""

    table: DOMNode
    """The `RecordTable` that tells it."""

    @property
    def control(self) -> DOMNode:
        """The table, so that `@on(..., "#id")` can ask for one."""
        return self.table


@dataclass
class Highlighted(TableMessage, namespace="record_table"):
    """The cursor is on another record, or on a newer reading of it."""

    record: Any
    """The record, of the type that the table holds; None where there is no row."""


@dataclass
class Opened(TableMessage, namespace="record_table"):
    """A record was asked for: enter, or a click on the row of the cursor."""

    record: Any
    """The record, of the type that the table holds."""


@dataclass
class Sorted(TableMessage, namespace="record_table"):
    """The rows are in another order."""

    order: SortBy | None
    """By what they are sorted; None is the order of arrival."""


@dataclass(frozen=True)
class FilterProgress:
    """What a filter has found."""

    text: str = ""
    """The filter, as it was typed; empty for none."""
    matched: int = 0
    """How many records are shown."""
    total: int = 0
    """How many there are."""
    share: float = 1.0
    """How much of them it has looked at, from 0 to 1; below 1 the rows are still those before."""


@dataclass
class FilterChanged(TableMessage, namespace="record_table"):
    """The filter, or what it has found, is another."""

    progress: FilterProgress
    """What it has found."""


@dataclass(frozen=True)
class MarkCount:
    """How many records are marked."""

    marked: int = 0
    """All of them, also those that a filter hides and those of a range."""
    hidden: int = 0
    """Those that a filter hides."""
    drawing: bool = False
    """Whether a range is being drawn, which moving the cursor stretches."""


@dataclass
class Marked(TableMessage, namespace="record_table"):
    """Other records are marked, or a filter hides others of them."""

    count: MarkCount
    """How many are."""
