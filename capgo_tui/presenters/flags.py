"""Yes, no and unknown, as glyphs that differ by shape and not by colour alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from capgo_tui.presenters.columns import Column, Level, SortKey, Tone
from capgo_tui.presenters.times import NONE

if TYPE_CHECKING:
    from capgo_tui.presenters.why_document import Told

RecordT = TypeVar("RecordT")

YES, NO, UNKNOWN = "✓", "✗", "?"


def flag(value: bool | None) -> str:
    """A glyph for a cell."""
    return UNKNOWN if value is None else YES if value else NO


def word(value: bool | None) -> str:
    """The same in full, for details and exports."""
    return "unknown" if value is None else "yes" if value else "no"


def told(record: Any, sent: str, value: str | None) -> str:
    """A text for a cell: a dash where the server says that there is none, `?` where it says nothing.

    Args:
        record: the document whose text it is.
        sent: the name under which the server sends it.
        value: the text.
    """
    return value or (NONE if record.has(sent) else UNKNOWN)


def flag_column(
    key: str,
    title: str,
    read: Callable[[RecordT], bool | None],
    *,
    level: Level = Level.MEDIUM,
    width: int = 3,
) -> Column[RecordT]:
    """A column of ticks."""

    def sort(record: RecordT) -> SortKey | None:
        value = read(record)
        return None if value is None else int(value)

    return Column(
        key,
        title,
        text=lambda record: flag(read(record)),
        sort=sort,
        level=level,
        width=max(width, len(title)),
        tone=lambda record: Tone.PLAIN if read(record) else Tone.MUTED,
        value=read,
    )


def text_column(
    key: str,
    title: str,
    read: Callable[[RecordT], str | None],
    *,
    level: Level = Level.NARROW,
    width: int = 10,
    grow: bool = False,
    muted: bool = False,
    sent: str = "",
) -> Column[RecordT]:
    """A column of words; an empty one is a dash.

    Args:
        key: the name of the column.
        title: its heading.
        read: gives the words.
        level: from which width on it is shown.
        width: its cells at least.
        grow: whether it takes what room is left.
        muted: whether it is looked at second.
        sent: the name under which the server sends it; where it does not, the cell is `?`.
    """

    def sort(record: RecordT) -> SortKey | None:
        value = read(record)
        return value.casefold() if value else None

    return Column(
        key,
        title,
        text=lambda record: told(record, sent, read(record)) if sent else read(record) or NONE,
        sort=sort,
        level=level,
        width=width,
        grow=grow,
        tone=(lambda _: Tone.MUTED) if muted else None,
    )


def platforms_now(flags: Mapping[str, Told]) -> dict[str, str]:
    """What is known of a channel's platforms though the API never tells (contract/api.md 5.5), in words.

    Args:
        flags: what somebody else told, by platform.
    """
    return {
        platform: f"{'on' if flag.on else 'off'} ({flag.source}); the API never tells"
        for platform, flag in flags.items()
    }
