"""Lists of any length: each record once, and an end in any case."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.api import paging
from capgo_tui.api.client import CapgoClient
from capgo_tui.api.paging import gathered, numbered
from capgo_tui.errors import Unexpected
from tests.api.servers import Asked, Reply, Scripted, client_of


def overlapping(total: int, page: int) -> list[int]:
    """The rows that today's server gives for a page: its end is computed by joining texts."""
    first = page * 50
    last = int(f"{page}1") * 50 - 1 if page else 49
    return list(range(total))[first : min(last + 1, first + 1000)]


class Pages:
    """A list in pages, and which of them were asked for."""

    def __init__(self, pages: Any) -> None:
        self._pages = pages
        self.asked: list[int] = []

    async def fetch(self, page: int) -> list[int]:
        self.asked.append(page)
        rows: list[int] = self._pages(page)
        return rows

    def read(self) -> list[int]:
        return asyncio.run(gathered(numbered(self.fetch, lambda row: row)))


@pytest.mark.parametrize(
    ("total", "asked"),
    [
        (0, [0]),
        (1, [0]),
        (49, [0]),
        (50, [0, 1]),
        (51, [0, 1]),
        (99, [0, 1]),
        (120, [0, 1, 2]),
        (549, [0, 1, 10]),
        (550, [0, 1, 11]),
        (1550, [0, 1, 11, 31]),
        (10_000, [0, 1, *range(11, 200, 20), 200]),
    ],
)
def test_overlapping_pages_are_read_with_as_few_requests_as_possible(total: int, asked: list[int]) -> None:
    pages = Pages(lambda page: overlapping(total, page))
    assert pages.read() == list(range(total))
    assert pages.asked == asked


@given(st.integers(0, 3000))
def test_every_row_of_overlapping_pages_comes_once_and_in_order(total: int) -> None:
    pages = Pages(lambda page: overlapping(total, page))
    assert pages.read() == list(range(total))
    assert len(pages.asked) <= 4 + math.ceil(total / 900)


@given(st.integers(0, 700))
def test_pages_that_do_not_overlap_are_read_as_well(total: int) -> None:
    pages = Pages(lambda page: list(range(total))[page * 50 : page * 50 + 50])
    assert pages.read() == list(range(total))


def test_a_page_that_brings_nothing_new_ends_the_list() -> None:
    pages = Pages(lambda _: list(range(50)))
    assert pages.read() == list(range(50))
    assert pages.asked == [0, 1]


def test_a_list_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_PAGES", 20)
    pages = Pages(lambda page: list(range(page * 50, page * 50 + 50)))
    with pytest.raises(Unexpected, match="no end"):
        pages.read()
    assert len(pages.asked) == 20


@settings(deadline=None)
@given(pages=st.lists(st.lists(st.integers(0, 200), max_size=120), max_size=30), data=st.data())
def test_whatever_a_server_gives_the_list_ends_and_no_row_of_an_asked_page_is_lost(
    pages: list[list[int]], data: st.DataObject
) -> None:
    server = Pages(lambda page: pages[page % len(pages)] if pages else [])
    rows = server.read()
    assert len(rows) == len(set(rows))
    assert set(rows) == {row for page in server.asked for row in (pages[page % len(pages)] if pages else [])}
    assert len(server.asked) <= 202


# Devices, by cursor.


def device(number: int) -> dict[str, Any]:
    return {
        "device_id": f"{number:06}",
        "updated_at": f"2026-11-21T22:{number // 60 % 60:02}:{number % 60:02}.000Z",
    }


class DeviceServer:
    """Devices by cursor, as today's back ends give them, or one that is broken in a way of its own."""

    def __init__(self, total: int, *, cap: int | None = None, accepts_limit: bool = True) -> None:
        self.devices = [device(number) for number in range(total)]
        self.cap = cap
        self.accepts_limit = accepts_limit
        self.server = Scripted(self.answer)
        self.client: CapgoClient = client_of(self.server, budget=100_000)

    def answer(self, asked: Asked) -> Reply:
        limit = int(asked.query.get("limit", 50))
        if "limit" in asked.query and not self.accepts_limit:
            return Reply(
                {"error": "invalid_limit", "message": "limit must be …", "moreInfo": {"limit": limit}}, 400
            )
        after = asked.query.get("cursor", "|").partition("|")[2]
        rest = [row for row in self.devices if row["device_id"] > after]
        page = rest[:limit]
        if self.cap is not None and limit >= self.cap:
            page = rest[: self.cap]
            return Reply({"data": page, "hasMore": False})
        if len(rest) > limit:
            cursor = f"{page[-1]['updated_at']}|{page[-1]['device_id']}"
            return Reply({"data": page, "nextCursor": cursor, "hasMore": True})
        return Reply({"data": page, "hasMore": False})

    async def read(self) -> list[str]:
        return [row.device_id for row in await self.client.devices.read_all("com.acme.shop")]


@pytest.mark.parametrize(("total", "requests"), [(0, 1), (1, 1), (999, 1), (1000, 2), (1001, 2), (2500, 3)])
@pytest.mark.parametrize("cap", [None, 1000])
async def test_every_device_comes_once_whichever_back_end_answers(
    total: int, requests: int, cap: int | None
) -> None:
    """The back end with a cap says that 1000 devices were all, which is not believed."""
    server = DeviceServer(total, cap=cap)
    assert await server.read() == [row["device_id"] for row in server.devices]
    assert len(server.server.asked) == requests
    assert all(asked.query["limit"] == "1000" for asked in server.server.asked)


async def test_a_server_that_refuses_the_limit_is_asked_for_its_own_pages() -> None:
    server = DeviceServer(120, accepts_limit=False)
    assert await server.read() == [row["device_id"] for row in server.devices]
    assert ["limit" in asked.query for asked in server.server.asked] == [True, False, False, False]


async def test_a_server_that_caps_the_limit_lower_is_followed_by_its_cursor() -> None:
    server = DeviceServer(120)

    def capped(asked: Asked) -> Reply:
        return server.answer(Asked(asked.method, asked.path, {**asked.query, "limit": "50"}, {}, b""))

    scripted = Scripted(capped)
    devices = await client_of(scripted).devices.read_all("a")
    assert len(devices) == 120
    assert len(scripted.asked) == 3


def cursor_server(*answers: dict[str, Any]) -> Scripted:
    left = list(answers)
    return Scripted(lambda _: Reply(left.pop(0) if len(left) > 1 else left[0]))


async def test_a_cursor_that_does_not_move_ends_the_list() -> None:
    server = cursor_server({"data": [device(1)], "nextCursor": "x|1", "hasMore": True})
    assert len(await client_of(server).devices.read_all("a")) == 1
    assert len(server.asked) == 2


async def test_cursors_in_a_circle_end_the_list() -> None:
    fresh = iter(range(10**6))
    cursors = iter("abcabcabc")
    server = Scripted(
        lambda _: Reply({"data": [device(next(fresh))], "nextCursor": next(cursors), "hasMore": True})
    )
    assert len(await client_of(server).devices.read_all("a")) == 4


async def test_devices_without_an_end_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capgo_tui.api.devices.MOST_PAGES", 10)
    fresh = iter(range(10**6))
    server = Scripted(
        lambda _: Reply({"data": [device(next(fresh))], "nextCursor": str(next(fresh)), "hasMore": True})
    )
    with pytest.raises(Unexpected, match="no end"):
        await client_of(server).devices.read_all("a")


async def test_more_without_a_cursor_is_asked_for_by_the_last_device() -> None:
    server = cursor_server({"data": [device(1)], "hasMore": True}, {"data": []})
    assert len(await client_of(server).devices.read_all("a")) == 1
    assert server.asked[1].query["cursor"] == f"{device(1)['updated_at']}|000001"


async def test_a_cursor_without_a_word_about_more_is_followed() -> None:
    server = cursor_server({"data": [device(1)], "nextCursor": "x"}, {"data": [device(2)]})
    assert len(await client_of(server).devices.read_all("a")) == 2


async def test_a_device_without_a_time_makes_a_cursor_too() -> None:
    server = cursor_server({"data": [{"device_id": "d"}], "hasMore": True}, {"data": [], "hasMore": False})
    await client_of(server).devices.read_all("a")
    assert server.asked[1].query["cursor"] == "|d"


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"data": st.lists(st.integers(0, 50).map(device), max_size=60)},
            optional={
                "hasMore": st.sampled_from([True, False, None, "yes"]),
                "nextCursor": st.sampled_from(["a", "b", "", None, 5, {}]),
            },
        )
        | st.lists(st.integers(0, 50).map(device), max_size=60),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_pages_of_devices_come_the_list_ends_and_loses_nothing(answers: list[Any]) -> None:
    given_ids: set[str] = set()
    count = 0

    def answer(_: Asked) -> Reply:
        nonlocal count
        body = answers[count % len(answers)]
        count += 1
        given_ids.update(row["device_id"] for row in (body["data"] if isinstance(body, dict) else body))
        return Reply(body)

    devices = asyncio.run(client_of(Scripted(answer)).devices.read_all("a"))
    read = [row.device_id for row in devices]
    assert len(read) == len(set(read))
    assert set(read) == given_ids
    assert count <= 60


# Devices of old servers: plain lists in numbered pages.


def old_devices(total: int, *, short: bool) -> Scripted:
    """`short` is the back end that leaves one device out at the end of each page (api-seed.md 3.5)."""
    rows = [device(number) for number in range(total)]

    def answer(asked: Asked) -> Reply:
        page = int(asked.query.get("page", 0))
        last = int(f"{page}1") * 50 - 1 if page else 49
        return Reply(rows[page * 50 : last if short else page * 50 + 1000])

    return Scripted(answer)


@pytest.mark.parametrize("total", [0, 10, 49, 50, 51, 130, 1000, 1200, 2100])
async def test_every_device_of_an_old_server_comes_once(total: int) -> None:
    server = old_devices(total, short=False)
    assert len(await client_of(server).devices.read_all("a")) == total


async def test_all_devices_that_a_short_page_does_not_hide_come() -> None:
    server = old_devices(700, short=True)
    devices = await client_of(server).devices.read_all("a")
    assert {int(row.device_id) for row in devices} == set(range(700)) - {49}
    assert [asked.query.get("page") for asked in server.asked] == [None, "1", "10", "14"]
