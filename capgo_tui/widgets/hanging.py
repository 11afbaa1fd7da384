"""Lines with a label, whose text wraps under itself and not under the label."""

from __future__ import annotations

from textual.content import Content

LEAST_TEXT = 16
"""Below so many cells for the text there is no use in indenting it."""


def hanging(label: Content, text: Content, width: int) -> Content:
    """Put a text behind a label, wrapped to a width.

    Args:
        label: what stands before the text, its blanks included.
        text: what may wrap.
        width: the cells of a line.
    """
    room = width - label.cell_length
    if room < LEAST_TEXT:
        return label + text
    lines = text.wrap(room)
    indent = Content(" " * label.cell_length)
    return Content("\n").join([label + lines[0], *(indent + line for line in lines[1:])]) if lines else label
