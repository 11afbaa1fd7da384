"""Cells that a chart is written into, and the picture that comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.cells import cell_len

from capgo_tui.safe_text import clean

PLAIN: Final = ""
TITLE: Final = "title"
MUTED: Final = "muted"
AXIS: Final = "axis"
GRID: Final = "grid"
MARK: Final = "mark"
LIMIT: Final = "limit"
FAINT: Final = "faint"
CURSOR: Final = "cursor"

LIT: Final = "@"
"""Ends the ink of a cell that the cursor lights up."""

Cell = tuple[str, str]
"""A sign (empty behind a wide one) and its ink. `series-0/series-1` is an ink on the ground of another."""

_ASCII = str.maketrans(
    {
        "─": "-",
        "│": "|",
        "┤": "+",
        "└": "+",
        "┬": "+",
        "┴": "^",
        "◂": "<",
        "╌": "=",
        "┄": ".",
        "┈": " ",
        "━": "-",
        "█": "#",
        "▲": "^",
        "▸": ">",
        "▚": ":",
        "·": "|",
        "…": "~",
        "—": "-",
        "–": "-",
        "×": "x",
        "Δ": "d",
        "±": "~",
        "≈": "~",
    }
)


def series_ink(place: int) -> str:
    """The ink of a series by its place in the chart."""
    return f"series-{place}"


def in_ascii(text: str) -> str:
    """Write a text in ASCII, as wide as it was."""
    if text.isascii():
        return text
    return "".join(
        each if each.isascii() else "?" * max(0, cell_len(each)) for each in text.translate(_ASCII)
    )


@dataclass(frozen=True)
class Picture:
    """A drawn chart."""

    lines: tuple[tuple[Cell, ...], ...]
    """From the top down, each as wide as the picture."""
    spans: tuple[tuple[int, int], ...] = ()
    """The first and last column of each place; the first and last line, where places are rows."""
    plot: tuple[int, int] = (0, 0)
    """The first line of the plot, and the first one below it, the axis included."""
    note: int | None = None
    """The line that tells what is under the cursor; None if there is no room."""
    are_rows: bool = False
    """Whether its places are rows, so that a cursor moves up and down."""

    @property
    def text(self) -> str:
        """All of it without inks."""
        return "\n".join("".join(sign for sign, _ in line) for line in self.lines)

    def runs(self, line: int) -> list[tuple[str, str]]:
        """A line as texts of one ink each."""
        grouped = groupby(self.lines[line], key=lambda cell: cell[1])
        return [("".join(sign for sign, _ in cells), ink) for ink, cells in grouped]


class Sheet:
    """Cells to write into; what lies outside is left out."""

    def __init__(self, width: int, height: int, *, ascii_only: bool = False) -> None:
        self.width = width
        self.height = height
        self.ascii_only = ascii_only
        self._lines: list[list[Cell]] = [[(" ", PLAIN)] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, ink: str = PLAIN) -> int:
        """Write a text of a server or one's own from a cell on, and give the column behind it."""
        text = clean(text)
        for sign in in_ascii(text) if self.ascii_only else text:
            wide = cell_len(sign)
            if wide == 0:
                if 0 < x <= self.width and 0 <= y < self.height:
                    before, its_ink = self._lines[y][x - 1]
                    self._lines[y][x - 1] = (before + sign, its_ink)
                continue
            self.set(x, y, sign if x + wide <= self.width else " ", ink)
            if wide == 2 and x + 1 < self.width:
                self.set(x + 1, y, "", ink)
            x += wide
        return x

    def set(self, x: int, y: int, sign: str, ink: str = PLAIN) -> None:
        """Write one sign as it is, which is one cell wide."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._lines[y][x] = (in_ascii(sign) if self.ascii_only else sign, ink)

    def is_blank(self, x: int, y: int) -> bool:
        """Whether nothing stands in a cell but the grid."""
        sign, ink = self._lines[y][x]
        return sign == " " or ink == GRID

    def ink(self, x: int, y: int, ink: str) -> None:
        """Give a cell another ink."""
        self._lines[y][x] = (self._lines[y][x][0], ink)

    def ink_of(self, x: int, y: int) -> str:
        """The ink of a cell."""
        return self._lines[y][x][1]

    @classmethod
    def of(cls, picture: Picture, *, ascii_only: bool) -> Sheet:
        """Write on a picture."""
        sheet = cls(0, 0, ascii_only=ascii_only)
        sheet._lines = [list(line) for line in picture.lines]
        sheet.height = len(sheet._lines)
        sheet.width = len(sheet._lines[0]) if sheet._lines else 0
        return sheet

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """All cells."""
        return tuple(tuple(line) for line in self._lines)


def cut(text: str, width: int) -> str:
    """Cut a text to so many cells; it then ends in `…`."""
    text = clean(text)
    if cell_len(text) <= width:
        return text
    kept = ""
    for sign in text:
        if cell_len(kept + sign) > width - 1:
            break
        kept += sign
    return kept + "…" if width > 0 else ""
