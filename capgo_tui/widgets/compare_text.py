"""Two records side by side as one text, with long values wrapped in their column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from textual.content import Content

from capgo_tui.presenters.comparing import Pair
from capgo_tui.presenters.details import Row
from capgo_tui.safe_text import clean
from capgo_tui.widgets.fields_view import TONES
from capgo_tui.widgets.hanging import hanging

_LABEL_CELLS: Final = 18
_SIGN_CELLS: Final = 2
_BETWEEN: Final = " │ "
_LONGEST: Final = 2_000
NARROW: Final = 60
"""Below so many cells the two stand below each other."""


def heads_content(left: str, right: str, pairs: Sequence[Pair], width: int) -> Content:
    """The names of both above their columns; raw."""
    if width < NARROW:
        return Content.styled(f"1 {clean(left, 80)}\n2 {clean(right, 80)}", "bold")
    cells, column = _cells(pairs), _column(pairs, width)
    one, other = (Content.styled(clean(name, 120), "bold") for name in (left, right))
    return _beside(Content(" " * (_SIGN_CELLS + cells + 2)), one, other, column)


def compare_content(pairs: Sequence[Pair], width: int) -> Content:
    """Lay fields out: those that differ in two columns, those that are the same once.

    Args:
        pairs: the fields, those that differ first.
        width: the cells of a line.
    """
    differing = [pair for pair in pairs if pair.differs]
    same = [pair for pair in pairs if not pair.differs]
    head = f"{len(differing)} of {len(pairs)} fields differ" if differing else "No field differs"
    blocks = [Content.styled(head, "bold $text-accent")]
    blocks += [_different(pair, pairs, width) for pair in differing]
    if same:
        blocks.append(Content("\n") + Content.styled("The same in both", "bold $text-accent"))
    blocks += [hanging(_label("=", pair, pairs), _value(pair.left), width) for pair in same]
    return Content("\n").join(blocks)


def _different(pair: Pair, pairs: Sequence[Pair], width: int) -> Content:
    label = _label("≠", pair, pairs)
    if width < NARROW:
        sides = [
            hanging(Content(f"    {number} "), _value(row), width)
            for number, row in enumerate((pair.left, pair.right), start=1)
        ]
        return Content("\n").join([label, *sides])
    return _beside(label, _value(pair.left), _value(pair.right), _column(pairs, width))


def _beside(label: Content, left: Content, right: Content, column: int) -> Content:
    """Two texts in columns of so many cells, behind a label."""
    indent = Content(" " * label.cell_length)
    lines = []
    for place, (one, other) in enumerate(
        zip_longest(left.wrap(column), right.wrap(column), fillvalue=Content(""))
    ):
        padded = one + " " * max(0, column - one.cell_length)
        between = Content.styled(_BETWEEN, "$foreground-muted")
        lines.append((label if place == 0 else indent) + padded + between + other)
    return Content("\n").join(lines)


def _label(sign: str, pair: Pair, pairs: Sequence[Pair]) -> Content:
    cells = _cells(pairs)
    word = clean(pair.label, cells)
    style = "bold $text-warning" if pair.differs else "$foreground-muted"
    return Content.assemble((sign.ljust(_SIGN_CELLS), style), (f"{word.ljust(cells)}  ", "$foreground-muted"))


def _value(row: Row) -> Content:
    return Content.styled(clean(row.value, _LONGEST), TONES[row.tone])


def _cells(pairs: Sequence[Pair]) -> int:
    """The cells of the labels."""
    return min(_LABEL_CELLS, max((len(clean(pair.label)) for pair in pairs), default=0))


def _column(pairs: Sequence[Pair], width: int) -> int:
    """The cells of each of the two columns."""
    return max(8, (width - _SIGN_CELLS - _cells(pairs) - 2 - len(_BETWEEN)) // 2)
