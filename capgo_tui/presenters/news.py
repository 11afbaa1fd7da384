"""What is news in a table that is watched: which cells changed and from what, which rows are new or gone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final, TypeVar

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.numbers import whole
from capgo_tui.presenters.times import age

RecordT = TypeVar("RecordT")

Labels = Mapping[tuple[str, str], str]
"""Values of a record in full, by the title of the section and the label of the row."""

_MINUTE: Final = timedelta(minutes=1)


class Sign(Enum):
    """What happened to a row: the glyph before it, so that it is seen without any colour."""

    CHANGED = "•"
    NEW = "+"
    GONE = "-"


NEWS_LEGEND: Final = (
    Row("• + -", "watched: the row or cell has just changed, the row is new, the row is gone"),
)
"""What the signs mean."""


@dataclass(frozen=True)
class RowNews:
    """What is news in one row."""

    sign: Sign
    """What happened to it."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """What its changed cells said before, by the key of the column; raw."""
    labels: Labels = field(default_factory=dict)
    """What the changed rows of its record in full said before; raw."""


@dataclass(frozen=True)
class News:
    """What was found at one look."""

    at: datetime
    """When."""
    rows: Mapping[Hashable, RowNews] = field(default_factory=dict)
    """By the key of the record."""
    elsewhere: int = 0
    """How many more changed that are not loaded."""
    cut: bool = False
    """Whether even more changed, which was not read."""

    def count(self, sign: Sign) -> int:
        """How many rows it happened to."""
        return sum(row.sign is sign for row in self.rows.values())

    @property
    def text(self) -> str:
        """How much is news, and since when: `3 changed, 1 new at 22:04:10Z`."""
        parts = [
            f"{whole(count)}{'+' if self.cut and sign is Sign.CHANGED else ''} {word}"
            for sign, word in ((Sign.CHANGED, "changed"), (Sign.NEW, "new"), (Sign.GONE, "gone"))
            if (count := self.count(sign))
        ]
        if self.elsewhere:
            parts.append(f"{whole(self.elsewhere)}{'+' if self.cut else ''} not loaded")
        return f"{', '.join(parts)} at {self.at.astimezone(UTC):%H:%M:%S}Z" if parts else ""


def changed_cells(columns: Sequence[Column[RecordT]], old: RecordT, new: RecordT) -> dict[str, str]:
    """What cells said before that say something else now; ages grow by themselves and do not count."""
    said = ((column, column.text(old)) for column in columns if column.now is None)
    return {column.key: before for column, before in said if before != column.text(new)}


def changed_labels(old: Sequence[Section], new: Sequence[Section]) -> dict[tuple[str, str], str]:
    """What rows of a record in full said before that say something else now."""
    now = {(section.title, row.label): row.value for section in new for row in section.rows}
    before = {(section.title, row.label): row.value for section in old for row in section.rows}
    return {place: value for place, value in before.items() if now.get(place, value) != value}


def with_old_values(
    sections: Sequence[Section], news: RowNews, at: datetime, now: datetime
) -> Sequence[Section]:
    """A record in full, with what it said before behind what changed: `was 1.4.1, 12 s ago`.

    Args:
        sections: the record as it is.
        news: what changed in it.
        at: when that was found.
        now: the present time.
    """
    ago = _ago(at, now)

    def noted(section: Section, row: Row) -> Row:
        before = news.labels.get((section.title, row.label))
        if before is None:
            return row
        note = f"was {before or 'empty'}, {ago}"
        return replace(row, note=f"{note} · {row.note}" if row.note else note)

    told = [replace(section, rows=[noted(section, row) for row in section.rows]) for section in sections]
    if news.sign is Sign.CHANGED:
        return told
    words = "new" if news.sign is Sign.NEW else "gone: the server has it no more"
    return [Section("Watch", (Row("found", words, ago),)), *told]


def _ago(at: datetime, now: datetime) -> str:
    """How long ago, to the second within the first minute."""
    span = now - at
    return f"{max(0, int(span.total_seconds()))} s ago" if span < _MINUTE else f"{age(at, now)} ago"


def with_gone(
    old: Sequence[RecordT],
    new: Sequence[RecordT],
    gone: Sequence[RecordT],
    key: Callable[[RecordT], Hashable],
) -> Sequence[RecordT]:
    """The rows of a list with those that are gone still in their places.

    Args:
        old: the list before.
        new: the list now.
        gone: those of before that are to be shown once more.
        key: what a record is recognised by.
    """
    if not gone:
        return new
    leaving = {key(record) for record in gone}
    behind: dict[Hashable, list[RecordT]] = {}
    last: Hashable = None
    for record in old:
        place = key(record)
        if place in leaving:
            behind.setdefault(last, []).append(record)
        else:
            last = place
    rows = behind.pop(None, [])
    for record in new:
        rows.append(record)
        rows += behind.pop(key(record), ())
    return [*rows, *(record for rest in behind.values() for record in rest)]
