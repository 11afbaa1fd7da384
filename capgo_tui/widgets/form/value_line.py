"""A value that is drawn and not typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget


class ValueLine(Widget, can_focus=True):
    """Takes the focus for a field that draws its value itself; the field has the keys."""

    DEFAULT_CSS = """
    ValueLine { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    ALLOW_SELECT = False

    def __init__(self, draw: Callable[[], Content]) -> None:
        """Make a line.

        Args:
            draw: gives what is shown.
        """
        super().__init__()
        self._draw = draw

    def render(self) -> Content:
        """Draw the value."""
        return self._draw()
