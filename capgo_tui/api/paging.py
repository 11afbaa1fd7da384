"""Lists that come in pages: each record once, and an end in any case."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

from capgo_tui.errors import Unexpected

RecordT = TypeVar("RecordT")

PAGE: Final = 50
"""Rows of a full page of channels, bundles, organizations and, by default, of everything else."""

MOST_PAGES: Final = 5_000
"""After so many pages a list has no end: more than a million devices come in fewer."""


class Once(Generic[RecordT]):
    """Remembers which records came, and lets each through once."""

    def __init__(self, identify: Callable[[RecordT], Hashable]) -> None:
        self._identify = identify
        self._seen: set[Hashable] = set()

    def fresh(self, records: list[RecordT]) -> list[RecordT]:
        """Those that did not come before, in their order."""
        fresh = []
        for record in records:
            identity = self._identify(record)
            if identity not in self._seen:
                self._seen.add(identity)
                fresh.append(record)
        return fresh


async def numbered(
    fetch: Callable[[int], Awaitable[list[RecordT]]],
    identify: Callable[[RecordT], Hashable],
    *,
    full: int = PAGE,
) -> AsyncIterator[list[RecordT]]:
    """Read numbered pages that may overlap.

    Page n begins at row 50·n, but today's server computes its end wrongly, and a page above 0 may bring up to
    1000 rows (contract/api.md 3.6). So the page to ask next is the one that begins where the rows read so
    far end, which skips those that would only repeat them. A page that brings nothing new, or has fewer rows
    than a full one, ends the list.

    Args:
        fetch: asks for the page of a number.
        identify: what makes a record the same one.
        full: a page with fewer rows than this is the last.

    Raises:
        Unexpected: the list has no end.
    """
    once = Once(identify)
    page = 0
    for _ in range(MOST_PAGES):
        rows = await fetch(page)
        fresh = once.fresh(rows)
        if not fresh:
            return
        yield fresh
        if len(rows) < full:
            return
        page += max(1, len(rows) // PAGE)
    raise endless()


def endless() -> Unexpected:
    """The error for a list without an end."""
    return Unexpected(
        f"The list has no end: {MOST_PAGES} pages came, each with something new.",
        next_step="Report it to whoever runs the server; what came so far is shown.",
    )


async def gathered(pages: AsyncIterator[list[RecordT]]) -> list[RecordT]:
    """All records of all pages."""
    return [record async for page in pages for record in page]
