"""Members, keys and the audit log."""

from __future__ import annotations

from typing import Any

import pytest

from capgo_tui.api.client import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, RefusalKind, Refused, Unexpected
from tests.api.old_server import JANUARY, old_server
from tests.api.servers import Reply, Scripted, client_of, replies

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
READER = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a91"


async def test_members_are_listed(client: CapgoClient) -> None:
    members = await client.members.read_all(ORG)
    assert {(member.email, member.role, member.is_tmp) for member in members} == {
        ("ana@acme.example", "org_super_admin", False),
        ("ben@acme.example", "org_member", False),
    }


async def test_keys_are_listed_and_opened(client: CapgoClient) -> None:
    keys = await client.api_keys.read_all()
    assert {key.id for key in keys} >= {7001, 7002}
    assert (await client.api_keys.read(7002)).name == "acme reader"
    with pytest.raises(Refused) as caught:
        await client.api_keys.read(1)
    assert caught.value.kind is RefusalKind.MISSING


async def test_a_key_without_the_right_is_told_which_role_lists_keys(acme: Demo) -> None:
    async with client_of(acme.app, key=READER) as client:
        with pytest.raises(Refused) as caught:
            await client.api_keys.read_all()
    assert caught.value.kind is RefusalKind.NO_RIGHT
    assert "apikey_manager" in caught.value.next_step


async def test_an_old_server_without_a_list_of_keys_says_that_it_has_none() -> None:
    with pytest.raises(Refused) as caught:
        await client_of(old_server(JANUARY)).api_keys.read_all()
    assert (caught.value.kind, caught.value.code) == (RefusalKind.MISSING, "not_found")


async def test_the_audit_log_of_the_demo_comes_whole_and_newest_first() -> None:
    demo = Demo()
    async with client_of(demo.app, key=demo.key) as client:
        (org, *_) = await client.organizations.read_listed()
        pages = [page async for page in client.audit.pages(org.id)]
        entries = [entry for page in pages for entry in page.data]
        assert len(entries) == len({entry.id for entry in entries}) == pages[0].total
        times = [entry.created_at for entry in entries if entry.created_at]
        assert times == sorted(times, reverse=True)
        behind = await client.audit.read(org.id, page=50)
        assert behind.data == ()
        (few,) = [page async for page in client.audit.pages(org.id, table="channels", operation="INSERT")]
        assert all((entry.table_name, entry.operation) == ("channels", "INSERT") for entry in few.data)


async def test_a_refused_audit_log_is_refused(acme: Demo) -> None:
    async with client_of(acme.app, key=READER) as client:
        with pytest.raises(Refused, match="invalid_org_id"):
            await client.audit.read(ORG)
        with pytest.raises(Refused, match="invalid_org_id"):
            await client.audit.read(ORG, page=1)


@pytest.mark.parametrize(("page", "limit"), [(-1, 50), (0, 0)])
async def test_an_impossible_page_of_the_log_is_not_asked_for(
    client: CapgoClient, page: int, limit: int
) -> None:
    with pytest.raises(Misused):
        await client.audit.read(ORG, page, limit)
    assert client.requests.sent == 0


def log_page(first: int, count: int, **more: Any) -> Reply:
    return Reply({"data": [{"id": first - number} for number in range(count)], **more})


async def test_entries_that_move_to_the_next_page_while_it_is_read_come_once() -> None:
    server = replies(
        log_page(200, 100, total=150, page=0, limit=100), log_page(102, 51, total=152, page=1, limit=100)
    )
    pages = [page async for page in client_of(server).audit.pages("o")]
    assert [len(page.data) for page in pages] == [100, 49]
    assert pages[1].data[0].id == 100


async def test_a_server_with_smaller_pages_is_read_to_its_total() -> None:
    server = replies(log_page(100, 50, total=80, limit=50), log_page(50, 30, total=80, limit=50))
    assert sum([len(page.data) async for page in client_of(server).audit.pages("o")]) == 80


async def test_a_log_without_a_total_ends_with_a_page_that_is_not_full() -> None:
    server = replies(log_page(200, 100), log_page(100, 7))
    assert sum([len(page.data) async for page in client_of(server).audit.pages("o")]) == 107


async def test_a_log_that_repeats_itself_ends() -> None:
    server = replies(log_page(200, 100, total=10**9))
    assert sum([len(page.data) async for page in client_of(server).audit.pages("o")]) == 100


async def test_a_log_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capgo_tui.api.audit.MOST_PAGES", 5)
    server = Scripted(lambda asked: log_page(10**6 - 100 * int(asked.query["page"]), 100))
    with pytest.raises(Unexpected, match="no end"):
        [page async for page in client_of(server).audit.pages("o")]
