"""What can be picked from a list, and which of it fits a few typed letters best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Generic

from textual.fuzzy import FuzzySearch

from capgo_tui.widgets.form.field import ValueT

MOST_WAYS = 2_000
"""So many ways to find the letters in a text are weighed; a text like `ababab…` has millions."""


_MARKS = re.compile(r"[\W_]+")
"""What stands between the letters and digits of a name."""


@dataclass(frozen=True)
class Option(Generic[ValueT]):
    """Something to pick; its texts are raw."""

    value: ValueT
    text: str
    """What it is called."""
    note: str = ""
    """What a user should know about it, shown muted at the right."""
    disabled_reason: str = ""
    """Why it cannot be picked; empty if it can."""


def best_first(query: str, texts: Sequence[str]) -> list[int]:
    """The places of the texts that hold the letters of a query in their order, best first."""
    if not query:
        return list(range(len(texts)))
    search = FuzzySearch()
    scores = [(_score(search, query, text), place) for place, text in enumerate(texts)]
    return [place for score, place in sorted(scores, key=lambda found: -found[0]) if score > 0]


def _score(search: FuzzySearch, query: str, text: str) -> float:
    """How well a text fits; 0 if it does not."""
    low, wanted = text.lower(), query.lower()
    if wanted not in low and prod(low.count(letter) for letter in wanted) > MOST_WAYS:
        letters = iter(low)
        return 0.1 if all(letter in letters for letter in wanted) else 0.0
    return search.match(query, text)[0] * _nearness(low, wanted)


def _nearness(low: str, wanted: str) -> float:
    """How much better a text fits that has the letters side by side but for its marks: 141 means 1.4.1."""
    squeezed = _MARKS.sub("", low)
    return 4 if squeezed == wanted else 2 if wanted in squeezed else 1
