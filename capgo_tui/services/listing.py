"""A list that arrives page by page, and is kept.

A view that is left and opened again asks nothing; two views that need the same page share one
request; a refresh that fails leaves what was there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from capgo_tui.api import background
from capgo_tui.errors import CapgoError, RateLimited, Unreachable

if TYPE_CHECKING:
    from capgo_tui.presenters.times import Now

RecordT = TypeVar("RecordT")

Pages = Callable[[], AsyncIterator[list[RecordT]]]
"""Begins to read a list from its start."""


@dataclass(frozen=True)
class Reading(Generic[RecordT]):
    """A list read again, which is not in the place of the old one yet."""

    records: list[RecordT]
    """What it holds now, as far as it was loaded before."""
    complete: bool
    """Whether that is all."""
    began: datetime
    """When it began to be read."""
    before: tuple[list[RecordT], int]
    """What was loaded when it began, and how many: if that is other now, this is not to be taken."""
    rest: AsyncIterator[list[RecordT]] | None
    """Goes on behind it; None where that was all."""


class Listing(Generic[RecordT]):
    """The records of one list as far as they are read."""

    records: list[RecordT]
    """What is loaded, in the server's order."""
    complete: bool
    """Whether that is all."""
    read_at: datetime | None
    """When the present reading began to arrive; None before the first page."""
    error: CapgoError | None
    """Why the last attempt ended early; None if it did not."""

    def __init__(
        self,
        pages: Pages[RecordT],
        now: Now,
        *,
        grown: Callable[[list[RecordT]], None] | None = None,
        replaced: Callable[[], None] | None = None,
    ) -> None:
        """Describe a list; nothing is read yet.

        Args:
            pages: begins a reading.
            now: gives the present time.
            grown: told of each page that was added to the records.
            replaced: told that the records are others now.
        """
        self.records = []
        self.complete = False
        self.read_at = None
        self.error = None
        self._pages = pages
        self._now = now
        self._grown = grown
        self._replaced = replaced
        self._reading: AsyncIterator[list[RecordT]] | None = None
        self._pending: asyncio.Task[list[RecordT]] | None = None
        self._early: tuple[Callable[[RecordT], object], set[object]] | None = None

    @property
    def begun(self) -> bool:
        """Whether a page has arrived."""
        return self.read_at is not None

    async def advance(self) -> list[RecordT]:
        """Read one more page and give its records; nothing if the list was complete.

        Callers share one request, and leaving (a cancelled caller) does not lose it. The first page is
        what a user waits for; the ones behind it let other requests of the user go first.

        Raises:
            CapgoError: the page could not be read; what was read before stays. The next call goes on from
                there where the list can (`_goes_on`), else reads it again from its start.
        """
        if self.complete:
            return []
        if self._pending is None:
            with background() if self.begun else nullcontext():
                self._pending = asyncio.create_task(self._read_page())
            self._pending.add_done_callback(self._forget_pending)
        return await asyncio.shield(self._pending)

    async def read(self, *, at_most: int | None = None) -> None:
        """Read until the list is complete, or holds at least so many records."""
        while not self.complete and (at_most is None or len(self.records) < at_most):
            await self.advance()

    async def refresh(self) -> None:
        """Read again as much as is loaded, all of it if that was all, then put it in the place of the old.

        Raises:
            CapgoError: the old records stay.
        """
        if not self.begun:
            await self.advance()
            return
        self.take(await self.read_again())

    async def read_again(self) -> Reading[RecordT]:
        """Read as much as is loaded again, all of it if that was all, and leave the old in its place.

        Raises:
            CapgoError: it could not be read.
        """
        fresh: list[RecordT] = []
        reading, before = self._pages(), (self.records, len(self.records))
        began, complete = self._now(), False
        try:
            while not complete and (self.complete or len(fresh) < max(1, before[1])):
                with background() if fresh else nullcontext():
                    page = await anext(reading, None)
                complete = page is None
                fresh += page or ()
        except CapgoError as error:
            self.error = error
            raise
        return Reading(fresh, complete, began, before, None if complete else reading)

    def would_take(self, reading: Reading[RecordT]) -> bool:
        """Whether nothing else has changed the list since a reading of it began."""
        records, count = reading.before
        return self.records is records and len(records) == count

    def take(self, reading: Reading[RecordT]) -> None:
        """Put what was read again in the place of the old."""
        self._reading = reading.rest
        self._take(reading.records, reading.began, complete=reading.complete)

    def confirm(self, began: datetime) -> None:
        """Take note that the records were read again and are the same.

        Args:
            began: when they began to be read.
        """
        self.read_at = began
        self.error = None

    def seed(self, records: list[RecordT]) -> None:
        """Take records that came with another answer, so that no request is needed for them."""
        if not self.begun:
            self._take(records, self._now(), complete=True)

    def put(self, record: RecordT, key: Callable[[RecordT], object]) -> None:
        """Take in one record that was read alone: in the place of the one with its key, else at the end.

        A list that was not read yet stays so: it would only know this one record.
        """
        if not self.begun:
            return
        wanted = key(record)
        place = next((place for place, known in enumerate(self.records) if key(known) == wanted), None)
        if place is None:
            self.records = [*self.records, record]
            if not self.complete:
                self._early = (key, {*(self._early[1] if self._early else ()), wanted})
        else:
            self.records = [*self.records[:place], record, *self.records[place + 1 :]]
        self._tell_replaced()

    def put_all(self, records: Iterable[RecordT], key: Callable[[RecordT], object]) -> None:
        """Take in some records: in the place of those with their keys, else at the end of a complete list."""
        coming = {key(record): record for record in records}
        kept = [coming.pop(key(record), record) for record in self.records]
        self.records = [*kept, *coming.values()]
        self._tell_replaced()

    def drop(self, wanted: object, key: Callable[[RecordT], object]) -> None:
        """Let the record with a key go, as it is no more."""
        left = [record for record in self.records if key(record) != wanted]
        if len(left) != len(self.records):
            self.records = left
            self._tell_replaced()

    async def _read_page(self) -> list[RecordT]:
        """Ask the running reading for its next page."""
        restarted = self._reading is None
        reading = self._reading = self._reading or self._pages()
        try:
            page = await anext(reading, None)
        except CapgoError as error:
            self.error = error
            if not _goes_on(reading, error):
                self._reading = None
            raise
        if reading is not self._reading:
            return []  # a refresh overtook it, and has this page already
        if restarted and self.begun:
            # The last reading broke: the list begins anew, so the old rows go as the new ones come.
            self._take(page or [], self._now(), complete=page is None)
            return self.records
        if page and self._early is not None:  # what was put in before its page came stays as it is
            key, early = self._early
            page = [record for record in page if key(record) not in early]
        self.error = None
        self.read_at = self.read_at or self._now()
        self.complete = page is None
        self.records += page or ()
        if self._grown is not None:
            self._grown(page or [])
        return page or []

    def _take(self, records: list[RecordT], began: datetime, *, complete: bool) -> None:
        """Put other records in the place of these."""
        self.records = records
        self._early = None
        self.read_at = began
        self.complete = complete
        self.error = None
        self._tell_replaced()

    def _tell_replaced(self) -> None:
        if self._replaced is not None:
            self._replaced()

    def _forget_pending(self, task: asyncio.Task[list[RecordT]]) -> None:
        """Let the next call ask again; a failure nobody waited for is on record in `error`."""
        self._pending = None
        if not task.cancelled():
            task.exception()


def _goes_on(reading: AsyncIterator[object], error: CapgoError) -> bool:
    """Whether a reading can be asked for the same page again: a generator ends with its error."""
    return isinstance(error, RateLimited | Unreachable) and not isinstance(reading, AsyncGenerator)
