"""Pages of channels, bundles and apps (contract/api.md 3.5 to 3.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from capgo_tui.demo.paging import ImpossibleRange, page_of
from capgo_tui.demo.rows import Bundle, Channel
from capgo_tui.demo.world import people
from tests.demo.conftest import Asker

SHOP = "com.acme.shop"


def _fill(acme: Asker, count: int) -> None:
    """Give the empty app so many channels and bundles."""
    world, app = acme.demo.world, acme.demo.world.apps["com.acme.empty"]
    for number in range(count):
        made = acme.clock.now + timedelta(minutes=number)
        bundle = Bundle(
            5000 + number, app.app_id, f"1.0.{number}", app.owner_org, app.user_id, created_at=made
        )
        channel = Channel(
            5000 + number, app.app_id, f"c{number}", app.owner_org, app.user_id, "r", "b", created_at=made
        )
        world.bundles[bundle.id], world.channels[channel.id] = bundle, channel


async def _names(acme: Asker, path: str, page: object) -> list[str]:
    reply = await acme("GET", f"{path}?app_id=com.acme.empty" + ("" if page is None else f"&page={page}"))
    return [row["name"] for row in reply.body] if reply.status == 200 else []


@pytest.mark.parametrize(
    ("page", "first", "count"),
    [(None, 0, 50), ("", 0, 50), (0, 0, 50), (1, 50, 70), (2, 100, 20), (3, 0, 0), ("abc", 0, 50)],
)
async def test_pages_of_120_overlap(acme: Asker, page: object, first: int, count: int) -> None:
    _fill(acme, 120)
    assert await _names(acme, "/channel", page) == [f"c{n}" for n in range(first, first + count)]
    newest = [f"1.0.{119 - n}" for n in range(first, first + count)]
    assert await _names(acme, "/bundle", page) == newest


@pytest.mark.parametrize(
    ("page", "first", "count"),
    [(0, 0, 50), (1, 50, 500), (2, 100, 950), (9, 450, 750), (20, 1000, 200), (24, 0, 0)],
)
async def test_pages_of_1200_overlap(acme: Asker, page: int, first: int, count: int) -> None:
    _fill(acme, 1200)
    assert await _names(acme, "/channel", page) == [f"c{n}" for n in range(first, first + count)]


async def test_the_database_gives_a_thousand_rows_at_most(acme: Asker) -> None:
    _fill(acme, 1600)
    assert len(await _names(acme, "/bundle", 9)) == 1000


async def test_collecting_pages_finds_each_row(acme: Asker) -> None:
    _fill(acme, 1200)
    seen: set[str] = set()
    for page in range(24):
        seen.update(await _names(acme, "/channel", page))
    assert len(seen) == 1200


async def test_a_number_in_a_body_pages_rightly(acme: Asker) -> None:
    _fill(acme, 120)
    reply = await acme("GET", "/channel", {"app_id": "com.acme.empty", "page": 1})
    assert [row["name"] for row in reply.body] == [f"c{n}" for n in range(50, 100)]


async def test_a_negative_page_is_refused(acme: Asker) -> None:
    assert (await acme("GET", f"/channel?app_id={SHOP}&page=-1")).code == (400, "cannot_find_channels")
    reply = await acme("GET", f"/bundle?app_id={SHOP}&page=-1")
    assert reply.code == (400, "cannot_get_bundle")
    assert reply.body["moreInfo"]["supabaseError"]["code"] == "PGRST103"


@pytest.mark.parametrize("path", ["app_id=com.acme.empty", f"app_id={SHOP}&page=1"])
async def test_an_empty_page_of_bundles_is_a_400(acme: Asker, path: str) -> None:
    reply = await acme("GET", f"/bundle?{path}")
    assert reply.body == {
        "error": "cannot_get_bundle",
        "message": "Cannot get bundle",
        "moreInfo": {"supabaseError": None},
    }


@pytest.mark.parametrize(("page", "first"), [("1e1", 500), ("0x2", 100), ("01", 50), (True, 50)])
def test_odd_pages_are_read_as_javascript_reads_numbers(page: Any, first: int) -> None:
    assert page_of(range(2000), page)[:1] == [first]


@pytest.mark.parametrize("page", [-1, "-1", "Infinity", "1.5", " 1 "])
def test_an_impossible_page_has_no_range(page: Any) -> None:
    with pytest.raises(ImpossibleRange):
        page_of([1, 2, 3], page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("page=0&limit=1", ["com.acme.empty"]),
        ("page=1&limit=1", ["com.acme.shop"]),
        ("page=9", []),
        ("limit=0", []),
        ("page=abc", ["com.acme.empty", "com.acme.shop"]),
        ("limit=1abc", ["com.acme.empty"]),
        ("", ["com.acme.empty", "com.acme.shop"]),
    ],
)
async def test_apps_page_with_integers(acme: Asker, query: str, expected: list[str]) -> None:
    assert [row["app_id"] for row in (await acme("GET", f"/app?{query}")).body] == expected


@pytest.mark.parametrize("query", ["limit=abc", "page=-1", "limit=-5"])
async def test_apps_refuse_other_numbers(acme: Asker, query: str) -> None:
    assert (await acme("GET", f"/app?{query}")).code == (400, "cannot_get_apps")


async def test_organizations_beyond_50_show_only_in_their_apps(ask: Asker) -> None:
    listed = {row["id"] for row in (await ask("GET", "/organization", key="agency")).body}
    assert len(listed) == 50
    owners = set()
    for page in range(3):
        reply = await ask("GET", f"/app?page={page}", key="agency")
        owners |= {row["owner_org"] for row in reply.body}
    assert len(owners | listed) == people.CLIENTS
    hidden = next(iter(owners - listed))
    assert (await ask("GET", f"/organization?orgId={hidden}", key="agency")).body["id"] == hidden


@pytest.mark.parametrize("page", ["0", "1"])
async def test_organizations_refuse_a_page_in_the_query(ask: Asker, page: str) -> None:
    reply = await ask("GET", f"/organization?page={page}")
    assert reply.code == (400, "invalid_body")
    assert [issue["message"] for issue in reply.issues] == ["Invalid input: expected number, received string"]


async def test_organizations_take_a_page_in_a_body(ask: Asker) -> None:
    assert len((await ask("GET", "/organization", {"page": 1}, key="agency")).body) == people.CLIENTS - 50
