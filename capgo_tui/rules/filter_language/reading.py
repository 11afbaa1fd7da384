"""Reads a filter as it is typed."""

from __future__ import annotations

import re
from typing import Final

from capgo_tui.rules.filter_language.terms import Filter, FilterProblem, Match, Term

_COLUMN: Final = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)(!=|>=|<=|:|=|>|<)")


def read_filter(text: str) -> Filter:
    """Read a filter; one of blanks has no terms.

    Quotes and slashes that are not closed end with the filter, so that it works while it is typed.

    Raises:
        FilterProblem: a term is not complete, or not a regular expression.
    """
    return Filter(text, tuple(_Reader(text).terms()))


class _Reader:
    """Walks through a filter."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def terms(self) -> list[Term]:
        found = []
        while self._skip_blanks():
            found.append(self._term())
        return found

    def _skip_blanks(self) -> bool:
        """Go to the next letter that is no blank; false at the end."""
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at < len(self._text)

    def _next_is(self, letter: str) -> bool:
        return self._text.startswith(letter, self._at)

    @property
    def _at_gap(self) -> bool:
        return self._at >= len(self._text) or self._text[self._at].isspace()

    def _term(self) -> Term:
        start = self._at
        negated = self._next_is("!")
        if negated:
            self._at += 1
            if self._at_gap:
                raise FilterProblem(
                    "Nothing stands behind the `!`.",
                    start=start,
                    next_step="`!beta` is all that has no beta.",
                )
        named = _COLUMN.match(self._text, self._at)
        column, sign = (named[1], Match(named[2])) if named else (None, Match.HAS)
        if named:
            self._at = named.end()
        value_start = self._at
        match, values = self._values(sign, column)
        return Term(match, values, column, negated, self._text[start : self._at], start, value_start)

    def _values(self, sign: Match, column: str | None) -> tuple[Match, tuple[str, ...]]:
        if column is not None and self._at_gap:
            raise FilterProblem(
                f"Nothing stands behind `{column}{sign.value}`.",
                start=self._at,
                next_step='`""` is an empty cell.',
            )
        if sign is Match.HAS and self._next_is("/"):
            return Match.REGEX, (self._regex(),)
        if sign is Match.HAS and self._next_is("~"):
            return Match.FUZZY, (self._fuzzy(),)
        several = column is not None and not sign.compares
        values = [self._value(several=several)]
        while several and self._next_is(","):
            self._at += 1
            if not self._at_gap:
                values.append(self._value(several=True))
        return sign, tuple(values)

    def _value(self, *, several: bool) -> str:
        """Read letters up to a blank, or a comma where several values may stand; quotes keep all together."""
        parts = []
        while not self._at_gap and not (several and self._next_is(",")):
            parts.append(self._quotes() if self._next_is('"') else self._plain(several=several))
        return "".join(parts)

    def _plain(self, *, several: bool) -> str:
        start = self._at
        while not self._at_gap and not self._next_is('"') and not (several and self._next_is(",")):
            self._at += 1
        return self._text[start : self._at]

    def _quotes(self) -> str:
        self._at += 1
        letters = []
        while self._at < len(self._text) and not self._next_is('"'):
            if self._next_is("\\") and self._text[self._at + 1 : self._at + 2] in {'"', "\\"}:
                self._at += 1
            letters.append(self._text[self._at])
            self._at += 1
        self._at += 1
        self._at = min(self._at, len(self._text))
        return "".join(letters)

    def _regex(self) -> str:
        start = self._at
        self._at += 1
        letters = []
        while self._at < len(self._text) and not self._next_is("/"):
            if self._text.startswith("\\/", self._at):
                self._at += 1
            elif self._next_is("\\") and self._at + 1 < len(self._text):
                letters.append("\\")
                self._at += 1
            letters.append(self._text[self._at])
            self._at += 1
        self._at = min(self._at + 1, len(self._text))
        pattern = "".join(letters)
        if not pattern:
            raise FilterProblem(
                "Nothing stands between the slashes.", start=start, next_step='`"/"` in quotes is a slash.'
            )
        try:
            re.compile(pattern, re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            place = getattr(error, "pos", None) or 0
            reason = getattr(error, "msg", None) or "it is too large"
            raise FilterProblem(
                f"This is no regular expression: {reason}.",
                start=min(start + 1 + place, len(self._text)),
                next_step="Put the text in quotes to look for it as it is.",
            ) from None
        return pattern

    def _fuzzy(self) -> str:
        start = self._at
        self._at += 1
        letters = self._value(several=False)
        if not letters:
            raise FilterProblem(
                "Nothing stands behind the `~`.", start=start, next_step="`~prd` finds production."
            )
        return letters
