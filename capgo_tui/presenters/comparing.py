"""Two records side by side: what differs first, then what is the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.times import NONE


@dataclass(frozen=True)
class Pair:
    """One field of both."""

    label: str
    """What it is called, raw."""
    left: Row
    """What the one says."""
    right: Row
    """What the other says."""

    @property
    def differs(self) -> bool:
        """Whether they say something else."""
        return self.left.value != self.right.value


def compare(left: Sequence[Section], right: Sequence[Section]) -> list[Pair]:
    """Join the fields of two records by section and label; those that differ come first.

    Args:
        left: the one in full.
        right: the other.
    """
    of_left, of_right = _by_place(left), _by_place(right)
    pairs = [
        Pair(place[1], of_left.get(place, _missing(place[1])), of_right.get(place, _missing(place[1])))
        for place in dict.fromkeys([*of_left, *of_right])
    ]
    return sorted(pairs, key=lambda pair: not pair.differs)  # stable: the order within stays


def _by_place(sections: Sequence[Section]) -> dict[tuple[str, str, int], Row]:
    """The rows by section, label, and how many of that label came before."""
    rows: dict[tuple[str, str, int], Row] = {}
    for section in sections:
        for row in section.rows:
            again = sum(place[:2] == (section.title, row.label) for place in rows)
            rows[section.title, row.label, again] = row
    return rows


def _missing(label: str) -> Row:
    return Row(label, NONE)
