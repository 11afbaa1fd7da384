"""How places share the width of a plot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slots:
    """So many places on so many dots, from left to right."""

    count: int
    dots: int
    is_tight: bool = False
    """Whether places stand side by side without a gap, as shares do."""
    is_points: bool = False
    """Whether places are points, as those of lines are: the first and the last stand at the edges."""

    @property
    def step(self) -> float:
        """Dots from one place to the next, gaps behind bars included."""
        return self.dots / max(1, self.count)

    @property
    def width(self) -> int:
        """Dots of a bar or a point: the same for all; 0 where bars stand side by side."""
        if self.is_points:
            return 1
        if self.is_tight or self.step < 2 or self.count == 1:
            return 0
        return int(self.step) - (1 if self.step < 8 else 2)

    def start(self, place: int) -> int:
        """The first dot of a place; with gaps, bars are spread from one edge to the other."""
        if self.is_points and self.count == 1:
            return self.dots // 2
        if self.width:
            return round(place * (self.dots - self.width) / max(1, self.count - 1))
        return min(int(place * self.step + 1e-9), self.dots - 1)

    def end(self, place: int) -> int:
        """The dot behind the last one of a place, its gap left out."""
        start = self.start(place)
        return start + self.width if self.width else max(start + 1, int((place + 1) * self.step + 1e-9))

    def middle(self, place: int) -> int:
        """The dot in its middle."""
        return (self.start(place) + self.end(place) - 1) // 2
