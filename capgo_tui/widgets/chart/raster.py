"""The one place that knows plotext: strokes in, cells out.

Plotext draws the dots and nothing else. Titles, axes and legends are written by this package, because plotext
passes the controls of a text on to the terminal, and its frames are not ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from capgo_tui.presenters.charts.glyphs import Glyphs

NO_PEN: Final = -1
"""The pen of a cell that nothing was drawn into."""

_MARKERS = {Glyphs.BRAILLE: "braille", Glyphs.BLOCK: "hd", Glyphs.ASCII: "*"}
_PARTS = re.compile(r"\x1b\[(?:38;5;(\d+)|0)m|([^\x1b])")

_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the sum of their quarters: 1 and 2 above, 4 and 8 below."""
_DOTS, _LAST_DOTS = "\u2800", "\u28ff"

Cells = list[list[tuple[str, int]]]
"""Lines of cells from the top down: a sign and the pen that drew it."""


@dataclass(frozen=True)
class Stroke:
    """Dots that one pen draws; dot (0, 0) is at the bottom left."""

    dots: tuple[tuple[int, int], ...]
    pen: int
    """0 to 255; the last pen in a cell has it."""
    joined: bool = False
    """Whether lines are drawn from dot to dot."""
    sign: str = ""
    """One character that fills whole cells, instead of dots."""


def rasterize(strokes: Sequence[Stroke], width: int, height: int, glyphs: Glyphs) -> Cells:
    """Draw strokes, the first at the back, into so many columns and lines of cells."""
    import plotext  # noqa: PLC0415 - not before the first chart

    plotext.clf()  # its figure is one for the whole process
    plotext.limitsize(*[False] * 2)
    plotext.theme("clear")
    plotext.frame(*[False])
    plotext.xticks([], [])
    plotext.yticks([], [])
    plotext.plotsize(width, height)
    plotext.xlim(0, max(1, width * glyphs.across - 1))
    plotext.ylim(0, max(1, height * glyphs.down - 1))
    drawn = False
    for stroke in strokes:
        if not stroke.dots:
            continue
        draw = plotext.plot if stroke.joined and len(stroke.dots) > 1 else plotext.scatter
        across, up = zip(*stroke.dots, strict=True)
        draw(list(across), list(up), marker=stroke.sign or _MARKERS[glyphs], color=stroke.pen)
        drawn = True
    cells = _read(plotext.build()) if drawn else []
    plotext.clf()
    return [_padded(cells[line] if line < len(cells) else [], width) for line in range(height)]


def laid_over(below: Cells, above: Cells) -> Cells:
    """Lay one drawing over another: where both have dots, the cell has the dots of both and the upper pen."""
    return [
        [
            under if over[1] == NO_PEN else (_both(under[0], over[0]), over[1])
            for under, over in zip(*lines, strict=True)
        ]
        for lines in zip(below, above, strict=True)
    ]


def _both(below: str, above: str) -> str:
    if above in _QUARTERS and below in _QUARTERS:
        return _QUARTERS[_QUARTERS.index(below) | _QUARTERS.index(above)]
    if min(below, above) >= _DOTS and max(below, above) <= _LAST_DOTS:
        return chr(ord(below) | ord(above))  # the sign of a braille pattern has a bit for each dot
    return above


def _read(drawing: str) -> Cells:
    """Read the cells of a drawing and the pen of each back from its colours."""
    lines = []
    for line in drawing.splitlines():
        pen, cells = NO_PEN, []
        for match in _PARTS.finditer(line):
            if match[2] is None:
                pen = NO_PEN if match[1] is None else int(match[1])
            else:
                cells.append((match[2], NO_PEN if match[2] == " " else pen))
        lines.append(cells)
    return lines


def _padded(cells: list[tuple[str, int]], width: int) -> list[tuple[str, int]]:
    return (cells + [(" ", NO_PEN)] * width)[:width]
