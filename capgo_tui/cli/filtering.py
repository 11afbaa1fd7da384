"""The `--filter` of the commands that read: the language of the tables' filter lines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from capgo_tui.cli.listings import Listing, always
from capgo_tui.errors import Misused
from capgo_tui.presenters.row_filter import RowFilter, all_words
from capgo_tui.rules.filter_language import FilterProblem

RecordT = TypeVar("RecordT")


async def filtered(listing: Listing[RecordT], text: str) -> Listing[RecordT]:
    """Leave only the records of a listing that fit a filter.

    Raises:
        Misused: the filter cannot be read; it is drawn with a caret below what is wrong.
    """
    columns = await listing.columns()
    try:
        row_filter = RowFilter(text, columns)
    except FilterProblem as problem:
        drawn = problem.pointing(text)
        raise Misused(f"--filter: {problem.said}\n{drawn}", next_step=problem.next_step) from None
    read = 0

    async def pages() -> AsyncIterator[Sequence[RecordT]]:
        nonlocal read
        async for page in listing.pages:
            read += len(page)
            yield [each for each in page if row_filter.fits(each, partial(all_words, each, columns))]

    def after(count: int) -> str:
        note = "" if listing.after is None else listing.after(read)
        found = f"{count:,} of {read:,} {listing.noun[1]} fit the filter."
        return f"{found} {note}".rstrip()

    return replace(listing, pages=pages(), columns=always(columns), after=after)
