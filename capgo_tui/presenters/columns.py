"""What a column is: shared by the tables on the screen and the tables of the headless commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import Generic, TypeVar

RecordT = TypeVar("RecordT")

SortKey = str | int | float | tuple["SortKey", ...]
"""What a column sorts by. All keys of one column are of one kind."""


Value = datetime | bool | int | float | str | None
"""What a cell holds for a program: a moment (aware), yes or no, a number, a text, or nothing."""


class Tone(Enum):
    """What a cell says beyond its text; a theme gives it a colour, the text itself says it in words."""

    PLAIN = "plain"
    MUTED = "muted"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"


class Level(IntEnum):
    """From which width of the terminal on a column is shown."""

    NARROW = 80
    """Always: the ★ columns of a table."""
    MEDIUM = 120
    """From 120 columns on: the ☆ columns."""
    WIDE = 1000
    """In wide mode only."""


@dataclass(frozen=True)
class Column(Generic[RecordT]):
    """One column of a table of records."""

    key: str
    """Its stable name in settings, filters and CSV headers, such as `bundle`."""
    title: str
    """Its heading."""
    text: Callable[[RecordT], str]
    """The cell as raw text: may hold a server's words, so whoever shows it cleans it."""
    sort: Callable[[RecordT], SortKey | None]
    """What the record sorts by; None sorts last in either direction."""
    level: Level = Level.NARROW
    """From which terminal width on it is shown."""
    width: int = 10
    """Cells it wants; a table may give it more if it grows."""
    grow: bool = False
    """Whether it takes a share of what is left over."""
    right: bool = False
    """Whether its cells are aligned to the right, as numbers are."""
    tone: Callable[[RecordT], Tone] | None = None
    """What its cells say by colour, if anything."""
    value: Callable[[RecordT], Value] | None = None
    """What its cells hold for a program; None where the text is that, as it is for names."""
    now: Callable[[], datetime] | None = None
    """Gives the present time, for a column of moments whose ages are shown; None for any other."""
    facet: Callable[[RecordT], str] | None = None
    """What its records are grouped by, a part of the text; None where that is the text as a whole."""
