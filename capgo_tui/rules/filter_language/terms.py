"""What a filter consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from capgo_tui.errors import Misused


class FilterProblem(Misused):
    """A filter that cannot be read, and where."""

    start: int
    """The first letter that is wrong, counted from 0; the length of the filter where something is missing."""

    def __init__(self, said: str, *, start: int, next_step: str = "") -> None:
        super().__init__(said, next_step=next_step)
        self.start = start

    def pointing(self, text: str) -> str:
        """Draw the filter and a caret below what is wrong, for a terminal."""
        return f"{text}\n{' ' * self.start}^"


class Match(Enum):
    """How a term looks at a text, by the sign that is written."""

    HAS = ":"
    IS = "="
    IS_NOT = "!="
    OVER = ">"
    UNDER = "<"
    AT_LEAST = ">="
    AT_MOST = "<="
    REGEX = "/"
    FUZZY = "~"

    @property
    def compares(self) -> bool:
        """Whether it is about more and less."""
        return self in {Match.OVER, Match.UNDER, Match.AT_LEAST, Match.AT_MOST}


@dataclass(frozen=True, slots=True)
class Term:
    """One condition."""

    match: Match
    values: tuple[str, ...]
    """What to look for; one of them is enough. More than one only where texts are looked for."""
    column: str | None
    """The column's name as it was typed; None looks at all columns."""
    negated: bool
    """Whether the rows are wanted that it does not fit."""
    text: str
    """The term as it was typed."""
    start: int
    """Where it begins in the filter."""
    value_start: int
    """Where its value begins in the filter."""


@dataclass(frozen=True, slots=True)
class Filter:
    """All its terms must fit."""

    text: str
    """The filter as it was typed."""
    terms: tuple[Term, ...]

    def without(self, term: Term) -> str:
        """Write the filter without one of its terms."""
        return " ".join(each.text for each in self.terms if each is not term)

    def toggled(self, text: str) -> str:
        """Write the filter without the terms that are typed like this; with it, if there is none."""
        kept = [each.text for each in self.terms if each.text != text]
        return " ".join(kept if len(kept) < len(self.terms) else (*kept, text))


def quoted(value: str) -> str:
    """Write a value so that it is read as just these letters."""
    needed = not value or any(letter.isspace() or letter in '",/~' for letter in value) or value[0] in "!=<>"
    if not needed:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
