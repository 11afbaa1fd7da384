"""Draws records as a table of text: fitted to a terminal, or whole where the output goes elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from capgo_tui.cli.cell_width import fit, pad, text_width
from capgo_tui.presenters.columns import Column, Level, RecordT
from capgo_tui.safe_text import clean

GAP = "  "
"""What stands between columns."""
LEAST = 4
"""The fewest cells that a column is narrowed to."""
_MOST_PADDING = 64
"""Where nothing is cut, a longer cell sticks out of its column instead of widening it for all rows."""
_LONGEST = 100_000
_CUT = "…"
"""What a cut cell ends in."""
_ASCII = {"…": "~", "✓": "y", "✗": "n", "–": "-", "→": "->", "×": "x"}
"""What stands for the signs of this program's own where only ASCII is drawn."""
_TABLE = str.maketrans(_ASCII)


@dataclass(frozen=True)
class Canvas:
    """What a table is drawn on."""

    width: int | None = None
    """The cells of a line; None where lines may have any length and nothing is cut."""
    bold: bool = False
    """Whether the heading is set apart with an escape sequence."""
    ascii: bool = False
    """Whether only ASCII is drawn."""


def choose_columns(
    columns: Sequence[Column[RecordT]], *, names: Sequence[str] | None, wide: bool, width: int | None
) -> list[Column[RecordT]]:
    """Pick the columns to show: those named, in that order, else by the room there is.

    Args:
        columns: all there are.
        names: the keys of `--columns`; None where it was not given.
        wide: whether every column is wanted.
        width: the cells of the terminal; None where it is none, which shows what a wide terminal would.

    Raises:
        ValueError: a name is none of the keys; says which there are.
    """
    if names is not None:
        by_key = {column.key: column for column in columns}
        unknown = [name for name in names if name not in by_key]
        if unknown or not names:
            wrong = f"there is no column {', '.join(unknown)}" if unknown else "no column is named"
            raise ValueError(f"{wrong}; there are {', '.join(by_key)}")
        return [by_key[name] for name in names]
    limit = Level.WIDE if wide else Level.MEDIUM if width is None else max(width, Level.NARROW)
    return [column for column in columns if column.level <= limit]


def draw_table(
    columns: Sequence[Column[RecordT]], records: Iterable[RecordT], canvas: Canvas
) -> Iterable[str]:
    """Draw a heading and one line per record; every cell is cleaned and on one line."""
    show = _in_ascii if canvas.ascii else _shown
    rows = [[show(column.text(record)) for column in columns] for record in records]
    natural = [
        max([text_width(column.title), *(text_width(row[place]) for row in rows)])
        for place, column in enumerate(columns)
    ]
    widths = (
        [min(width, _MOST_PADDING) for width in natural]
        if canvas.width is None
        else _narrow(natural, [column.width for column in columns], canvas.width)
    )
    kept = columns[: len(widths)]
    heading = _line([column.title for column in kept], kept, widths, canvas)
    yield f"\x1b[1m{heading}\x1b[0m" if canvas.bold else heading
    for row in rows:
        yield _line(row, kept, widths, canvas)


def _shown(text: str) -> str:
    """A cell as it may be written to a terminal."""
    return clean(text, _LONGEST)


def _in_ascii(text: str) -> str:
    """The same in ASCII: own signs by their like, foreign characters as escapes."""
    return clean(text, _LONGEST).translate(_TABLE).encode("ascii", "backslashreplace").decode()


def _line(
    cells: Sequence[str], columns: Sequence[Column[RecordT]], widths: Sequence[int], canvas: Canvas
) -> str:
    """Put the cells of a line beside each other."""
    parts = [
        pad(
            cell if canvas.width is None else fit(cell, width, _ASCII[_CUT] if canvas.ascii else _CUT),
            width,
            right=column.right,
        )
        for cell, column, width in zip(cells, columns, widths, strict=False)
    ]
    return GAP.join(parts).rstrip()


def _narrow(natural: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Share out the cells of a line: what is wider than it wants to be gives first, then the widest.

    Where even the least widths do not fit, columns at the right are left out.
    """
    widths = [min(width, room) for width in natural]
    while len(widths) > 1 and sum(min(width, LEAST) for width in widths) + _gaps(widths) > room:
        widths.pop()
    for floors in (wanted, [LEAST] * len(wanted)):
        while sum(widths) + _gaps(widths) > room:
            givers = [place for place, width in enumerate(widths) if width > max(floors[place], LEAST)]
            if not givers:
                break
            widths[max(givers, key=lambda place: widths[place])] -= 1
    return widths


def _gaps(widths: Sequence[int]) -> int:
    """The cells between the columns."""
    return len(GAP) * (len(widths) - 1)
