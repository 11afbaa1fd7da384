"""Which columns of a table are shown, where, and how wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from capgo_tui.presenters.column_choice import ColumnChoice
from capgo_tui.presenters.columns import Column, Level

RecordT = TypeVar("RecordT")

GUTTER = 2
"""Cells before the first column: one for the cursor or the mark, one blank."""
MARGIN = 1
"""Blank cells behind the last column, so that it does not touch the scroll bar."""
GAP = 2
"""Blank cells between two columns, where there is room."""
TIGHT_GAP = 1
"""Blank cells between two columns, where there is none."""
LEAST = 4
"""The fewest cells that a column is squeezed to; below that the table scrolls sideways."""

MOST = 3
"""A column grows to so many times the width that it wants: beyond that the eye loses the row."""


@dataclass(frozen=True)
class Placed(Generic[RecordT]):
    """A column that is shown."""

    column: Column[RecordT]
    x: int
    """Its first cell, counted from the table's left edge before any scrolling."""
    width: int
    """Its cells."""


@dataclass(frozen=True)
class Layout(Generic[RecordT]):
    """The columns that are shown."""

    placed: tuple[Placed[RecordT], ...]
    """From left to right."""
    width: int
    """All cells of a row, from the gutter to the margin; more than the room if the table scrolls sideways."""
    room: int
    """Cells of a row that are in view."""
    frozen: int
    """Cells at the left that do not scroll sideways: the gutter, and the first column if it leaves room."""

    def index(self, key: str | None) -> int:
        """Where a column is among those shown; the first one if it is not shown."""
        return next((i for i, placed in enumerate(self.placed) if placed.column.key == key), 0)

    def scrolled_to(self, index: int, x: int) -> int:
        """How far to scroll sideways from `x`, to have a column in view, and none cut on the left."""
        placed = self.placed[index]
        left = max(0, placed.x - self.frozen)
        if x >= left:
            return left
        needed = placed.x + placed.width + MARGIN - self.room
        stops = (one.x - self.frozen for one in self.placed if one.x - self.frozen >= max(needed, x))
        return min(left, next(stops, left))

    def at(self, x: int) -> Placed[RecordT] | None:
        """The column at a cell of the unscrolled row; the blank cells after a column belong to it."""
        found = None
        for placed in self.placed:
            if placed.x > x:
                break
            found = placed
        return found


def lay_out(
    columns: Sequence[Column[RecordT]],
    *,
    room: int,
    screen: int,
    wide: bool = False,
    always: str | None = None,
    choice: ColumnChoice | None = None,
) -> Layout[RecordT]:
    """Choose the columns and share out the room.

    Args:
        columns: all of them, in order.
        room: the cells of a row, the gutter included.
        screen: the cells of the whole terminal, which decide what levels are shown.
        wide: whether all columns are shown, at the width they want; what has no room is scrolled to.
        always: a column that is shown whatever its level: the sorted one, so that the order explains itself.
        choice: what the user wants to see instead; what has no room is scrolled to.
    """
    if choice is not None:
        return _placed(choice.of(columns), room, GAP)
    level = Level.WIDE if wide else Level.MEDIUM if screen >= Level.MEDIUM else Level.NARROW
    shown = [column for column in columns if column.level <= level or column.key == always]
    space = max(0, room - GUTTER - MARGIN)
    if wide:
        widths, gap = [column.width for column in shown], GAP
    else:
        shown = _that_fit(shown, space, always)
        gap = GAP if _need([column.width for column in shown], GAP) <= space else TIGHT_GAP
        cells = space - gap * (len(shown) - 1)
        widths = _squeezed([column.width for column in shown], cells, _comfortable(shown))
        widths = _squeezed(widths, cells, [LEAST] * len(shown))
    return _placed(shown, room, gap, widths)


def _placed(
    shown: Sequence[Column[RecordT]], room: int, gap: int, widths: Sequence[int] | None = None
) -> Layout[RecordT]:
    """Put columns side by side; those that grow share out what is left over."""
    widths = [column.width for column in shown] if widths is None else widths
    widths = _grown(shown, widths, max(0, room - GUTTER - MARGIN) - _need(widths, gap))
    placed: list[Placed[RecordT]] = []
    x = GUTTER
    for column, width in zip(shown, widths, strict=True):
        placed.append(Placed(column, x, width))
        x += width + gap
    frozen = placed[1].x if len(placed) > 1 and placed[1].x <= room // 2 else GUTTER
    return Layout(tuple(placed), _width(placed, room, frozen), room, frozen)


def _width(placed: Sequence[Placed[RecordT]], room: int, frozen: int) -> int:
    """Cells of a row; some are added so that scrolling to the far right can stop where a column begins."""
    needed = placed[-1].x + placed[-1].width + MARGIN if placed else 0
    stops = (one.x - frozen for one in placed if one.x - frozen >= needed - room)
    return room if needed <= room else max(needed, next(stops, 0) + room)


def _need(widths: Sequence[int], gap: int) -> int:
    """Cells that columns take with the gaps between them."""
    return sum(widths) + gap * max(0, len(widths) - 1)


def _comfortable(shown: Sequence[Column[RecordT]]) -> list[int]:
    """The widths down to which columns still read well; the first names the record, and gives way last."""
    return [
        min(column.width, max(LEAST, len(column.title), column.width * 2 // 3)) if index else column.width
        for index, column in enumerate(shown)
    ]


def _that_fit(shown: list[Column[RecordT]], space: int, always: str | None) -> list[Column[RecordT]]:
    """Leave out columns of the second level, from the right, until the others read well."""
    fitting = list(shown)
    spare = [c for c in shown if c.level > Level.NARROW and c.key != always]
    while spare and _need(_comfortable(fitting), TIGHT_GAP) > space:
        fitting.remove(spare.pop())
    return fitting


def _squeezed(widths: Sequence[int], cells: int, floors: Sequence[int]) -> list[int]:
    """Take cells from the widest column, of two from the right one, until all fit or none can give more."""
    squeezed = list(widths)
    for _ in range(sum(squeezed) - cells):
        loose = [index for index, floor in enumerate(floors) if squeezed[index] > floor]
        if not loose:
            break
        squeezed[max(reversed(loose), key=squeezed.__getitem__)] -= 1
    return squeezed


def _grown(shown: Sequence[Column[RecordT]], widths: Sequence[int], spare: int) -> list[int]:
    """Share spare cells out to the columns that grow, evenly, until none may grow any more."""
    grown = list(widths)
    growing = [index for index, column in enumerate(shown) if column.grow]
    while spare > 0 and growing:
        for index in growing[:spare]:
            grown[index] += 1
        spare -= len(growing)
        growing = [index for index in growing if grown[index] < MOST * shown[index].width]
    return grown
