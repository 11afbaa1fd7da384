"""Where the plot lies within a picture."""

from __future__ import annotations

from dataclasses import dataclass

from capgo_tui.presenters.charts.scale import Scale
from capgo_tui.widgets.chart.slots import Slots


@dataclass(frozen=True)
class Plot:
    """The cells between the axes."""

    left: int
    """Its first column."""
    top: int
    """Its first line."""
    bottom: int
    """The line of the axis below it."""
    slots: Slots
    """How its places share its width."""
    scale: Scale
    """How its values share its height."""

    @property
    def height(self) -> int:
        """Its lines."""
        return self.bottom - self.top

    def line_of(self, value: float) -> int:
        """The line of a value."""
        down = max(1, self.scale.dots // max(1, self.height))
        return self.bottom - 1 - self.scale.dot(value) // down
