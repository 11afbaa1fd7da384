"""A course in a few cells: `▁▁▃▆▇`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

BLOCKS: Final = " ▁▂▃▄▅▆▇█"
"""From nothing to all, in nine steps."""
ASCII: Final = " .:-=+*%#"
"""The same where the terminal has no blocks."""
GAP: Final = "·"
"""A cell in which nothing is known."""


def sparkline(
    values: Sequence[float | None], cells: int, most: float = 100.0, *, ascii_only: bool = False
) -> str:
    """Draw values from left to right; what is above zero is seen, however little it is.

    Args:
        values: any number of them; None is not known.
        cells: how many cells there are; several values in one are averaged, fewer values take fewer cells.
        most: the value of a full cell.
        ascii_only: whether to keep to ASCII.
    """
    count = min(cells, len(values))
    signs = ASCII if ascii_only else BLOCKS
    text = ""
    for cell in range(count):
        group = values[cell * len(values) // count : (cell + 1) * len(values) // count]
        known = [value for value in group if value is not None]
        if not known:
            text += "?" if ascii_only else GAP
            continue
        mean = sum(known) / len(known)
        step = round(mean / most * (len(signs) - 1)) if most > 0 else 0
        text += signs[min(len(signs) - 1, max(1 if mean > 0 else 0, step))]
    return text
