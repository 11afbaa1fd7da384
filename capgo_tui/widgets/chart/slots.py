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

    @property
    def step(self) -> float:
        """Dots from one place to the next."""
        return self.dots / max(1, self.count)

    @property
    def width(self) -> int:
        """Dots of a bar where there is a gap behind it: the same for all; 0 where there is none."""
        if self.is_tight or self.step < 2:
            return 0
        return int(self.step) - (1 if self.step < 8 else 2)

    def start(self, place: int) -> int:
        """The first dot of a place."""
        return min(int(place * self.step + 1e-9), self.dots - 1)

    def end(self, place: int) -> int:
        """The dot behind the last one of a place, its gap left out."""
        start = self.start(place)
        return start + self.width if self.width else max(start + 1, int((place + 1) * self.step + 1e-9))

    def middle(self, place: int) -> int:
        """The dot in its middle."""
        return (self.start(place) + self.end(place) - 1) // 2
