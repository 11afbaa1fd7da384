"""How places share the width of a plot."""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH = 0.8
"""Bars of one width are wanted as long as they fill so much of the plot."""


@dataclass(frozen=True)
class Slots:
    """So many places on so many dots, from left to right."""

    count: int
    dots: int

    @property
    def step(self) -> float:
        """Dots from one place to the next; whole, if that does not leave too much over."""
        step = self.dots / max(1, self.count)
        whole = int(step)
        return float(whole) if whole and whole * self.count >= self.dots * ENOUGH else step

    @property
    def gap(self) -> int:
        """Dots that a bar leaves free before the next one."""
        step = self.step
        if step < 2 or step != int(step):
            return 0
        return 1 if step < 8 else 2

    def start(self, place: int) -> int:
        """The first dot of a place."""
        return min(int(place * self.step + 1e-9), self.dots - 1)

    def end(self, place: int) -> int:
        """The dot behind the last one of a place, its gap left out."""
        return max(self.start(place) + 1, int((place + 1) * self.step + 1e-9) - self.gap)

    def middle(self, place: int) -> int:
        """The dot in its middle."""
        return (self.start(place) + self.end(place) - 1) // 2

    def at(self, dot: int) -> int:
        """The place that a dot belongs to."""
        return max(0, min(self.count - 1, int((dot + 0.5) / self.step)))
