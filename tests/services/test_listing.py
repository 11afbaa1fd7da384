"""A list that arrives page by page, and is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from capgo_tui.errors import Unreachable
from capgo_tui.services.listing import Listing


class Server:
    """Gives pages, counts how often it is asked, and fails when told to."""

    def __init__(self, *pages: list[int]) -> None:
        self.pages = list(pages)
        self.asked = 0
        self.fails_at: int | None = None
        self.held = asyncio.Event()
        self.held.set()

    async def read(self) -> AsyncIterator[list[int]]:
        for place, page in enumerate(self.pages):
            await self.held.wait()
            self.asked += 1
            if place == self.fails_at:
                raise Unreachable("The line is cut.")
            yield page


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


async def test_pages_add_up_and_the_end_is_known() -> None:
    listing = Listing(Server([1, 2], [3]).read, Clock())
    assert not listing.begun
    assert await listing.advance() == [1, 2]
    assert (listing.records, listing.complete) == ([1, 2], False)
    await listing.read()
    assert (listing.records, listing.complete) == ([1, 2, 3], True)


async def test_a_complete_list_is_never_asked_again() -> None:
    server = Server([1])
    listing = Listing(server.read, Clock())
    await listing.read()
    await listing.read()
    assert await listing.advance() == []
    assert server.asked == 1


async def test_reading_stops_at_as_many_as_were_wanted() -> None:
    server = Server([1, 2], [3, 4], [5, 6])
    listing = Listing(server.read, Clock())
    await listing.read(at_most=3)
    assert listing.records == [1, 2, 3, 4]
    assert not listing.complete


async def test_two_who_wait_for_the_same_page_share_one_request() -> None:
    server = Server([1], [2])
    listing = Listing(server.read, Clock())
    await asyncio.gather(listing.advance(), listing.advance())
    assert (server.asked, listing.records) == (1, [1])


async def test_a_caller_who_leaves_does_not_lose_the_page() -> None:
    server = Server([1])
    server.held.clear()
    listing = Listing(server.read, Clock())
    caller = asyncio.create_task(listing.advance())
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    server.held.set()
    await listing.read()
    assert (server.asked, listing.records) == (1, [1])


async def test_a_refresh_replaces_as_much_as_was_loaded() -> None:
    server = Server([1, 2], [3, 4], [5])
    replaced: list[None] = []
    listing = Listing(server.read, Clock(), replaced=lambda: replaced.append(None))
    await listing.read(at_most=4)
    server.pages = [[9, 8], [7, 6], [5, 4]]
    await listing.refresh()
    assert (listing.records, listing.complete, len(replaced)) == ([9, 8, 7, 6], False, 1)
    await listing.read()
    assert listing.records == [9, 8, 7, 6, 5, 4]


async def test_a_refresh_of_a_complete_list_is_complete_again() -> None:
    server = Server([1, 2], [3])
    listing = Listing(server.read, Clock())
    await listing.read()
    server.pages = [[1, 2], [3], [4]]
    await listing.refresh()
    assert (listing.records, listing.complete) == ([1, 2, 3, 4], True)


async def test_a_refresh_that_fails_leaves_the_old_rows_with_their_age() -> None:
    server, clock = Server([1, 2]), Clock()
    listing = Listing(server.read, clock)
    await listing.read()
    began = listing.read_at
    clock.time += timedelta(minutes=5)
    server.fails_at = 0
    with pytest.raises(Unreachable):
        await listing.refresh()
    assert (listing.records, listing.read_at) == ([1, 2], began)
    assert isinstance(listing.error, Unreachable)


async def test_a_list_that_broke_off_begins_anew_and_shows_no_record_twice() -> None:
    server = Server([1, 2], [3])
    server.fails_at = 1
    listing = Listing(server.read, Clock())
    with pytest.raises(Unreachable):
        await listing.read()
    assert listing.records == [1, 2]
    server.fails_at = None
    await listing.read()
    assert (listing.records, listing.error) == ([1, 2, 3], None)


async def test_a_refresh_overtakes_a_page_that_is_still_on_its_way() -> None:
    server = Server([1], [2], [3])
    listing = Listing(server.read, Clock())
    await listing.advance()
    server.held.clear()
    late = asyncio.create_task(listing.advance())
    fresh = asyncio.create_task(listing.refresh())
    await asyncio.sleep(0)
    server.held.set()
    await asyncio.gather(late, fresh)
    await listing.read()
    assert listing.records == [1, 2, 3]


async def test_growing_is_told_with_the_page_and_the_end() -> None:
    pages: list[tuple[list[int], bool]] = []
    listing: Listing[int] = Listing(
        Server([1], [2]).read, Clock(), grown=lambda page: pages.append((page, listing.complete))
    )
    await listing.read()
    assert pages == [([1], False), ([2], False), ([], True)]


async def test_seeded_records_need_no_request() -> None:
    server = Server([1])
    listing = Listing(server.read, Clock())
    listing.seed([7])
    await listing.read()
    assert (listing.records, server.asked) == ([7], 0)
