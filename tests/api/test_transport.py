"""What is sent, how often, and with which key."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from capgo_tui.api.retry import RetryPolicy
from capgo_tui.errors import Misused, Refused
from tests.api.servers import (
    KEY,
    OK,
    OLD_KEY,
    OLD_LOGIN,
    Asked,
    Reply,
    Scripted,
    client_of,
    replies,
    write_of,
)

# The key.


@pytest.mark.parametrize(("key", "header"), [(KEY, "authorization"), (OLD_KEY, "capgkey")])
async def test_the_key_goes_in_one_header_and_never_in_two(key: str, header: str) -> None:
    server = replies(Reply([]))
    await client_of(server, key=key).apps.read_all()
    headers = server.asked[0].headers
    assert headers[header] == key
    assert len({"authorization", "capgkey", "x-api-key"} & set(headers)) == 1


async def test_without_a_key_nothing_is_sent() -> None:
    server = replies(Reply([]))
    with pytest.raises(Misused, match="no API key") as caught:
        await client_of(server, key=None).apps.read_all()
    assert "CAPGO_TOKEN" in caught.value.next_step
    assert server.asked == []


async def test_health_needs_no_key_and_gets_none() -> None:
    server = replies(OK)
    assert await client_of(server, key=None).health.ok()
    assert await client_of(server).health.ok()
    assert all("authorization" not in asked.headers for asked in server.asked)


@pytest.mark.parametrize(
    ("reply", "ok"),
    [
        (OK, True),
        (Reply({"status": "OK", "version": "2025.10.2"}), True),
        (Reply({"status": "KO"}), False),
        (Reply({}), False),
        (Reply(["ok"]), False),
        (Reply("<html>"), False),
        (Reply({"error": "not_found", "message": "Not found"}, 404), False),
    ],
)
async def test_a_server_is_well_if_it_says_so(reply: Reply, ok: bool) -> None:
    assert await client_of(replies(reply)).health.ok() is ok


async def test_old_statistics_get_the_key_in_the_other_header_and_that_is_remembered() -> None:
    def answer(asked: Asked) -> Reply:
        if "authorization" in asked.headers and asked.path.startswith("/statistics"):
            return OLD_LOGIN
        return Reply([])

    server = Scripted(answer)
    client = client_of(server)
    for _ in range(2):
        await client.statistics.app("com.acme.shop", date(2026, 6, 1), date(2026, 6, 3))
    await client.apps.read_all()
    sent = [
        (asked.path.split("/")[1], "authorization" in asked.headers, "capgkey" in asked.headers)
        for asked in server.asked
    ]
    assert sent == [
        ("statistics", True, False),
        ("statistics", False, True),
        ("statistics", False, True),
        ("app", True, False),
    ]
    assert [entry.key_header for entry in client.requests] == [
        "authorization",
        "capgkey",
        "capgkey",
        "authorization",
    ]


async def test_old_statistics_that_refuse_both_headers_are_not_asked_a_third_time() -> None:
    server = replies(OLD_LOGIN)
    with pytest.raises(Refused, match="Invalid JWT token"):
        await client_of(server).statistics.user(date(2026, 6, 1), date(2026, 6, 3))
    assert len(server.asked) == 2


@pytest.mark.parametrize("key", [OLD_KEY, KEY])
async def test_that_answer_means_nothing_of_the_kind_elsewhere(key: str) -> None:
    server = replies(OLD_LOGIN)
    with pytest.raises(Refused):
        await client_of(server, key=key).organizations.read_listed()
    assert len(server.asked) == 1


async def test_that_answer_means_nothing_of_the_kind_for_a_key_that_was_in_capgkey_already() -> None:
    server = replies(OLD_LOGIN)
    with pytest.raises(Refused):
        await client_of(server, key=OLD_KEY).statistics.user(date(2026, 6, 1), date(2026, 6, 3))
    assert len(server.asked) == 1


# What is sent with a request.


async def test_a_read_has_no_body_and_no_type_and_says_who_asks() -> None:
    server = replies(Reply([]))
    await client_of(server).apps.read_all()
    asked = server.asked[0]
    assert asked.body == b""
    assert not {"content-type", "content-length", "transfer-encoding", "cookie"} & set(asked.headers)
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["accept-encoding"] == "gzip"
    assert asked.headers["user-agent"].startswith("capgo-tui/")


async def test_a_delete_has_its_query_and_no_body() -> None:
    server = replies(OK)
    client = client_of(server)
    await client.send(client.bundles.prepare_delete("com.acme.shop", "1.0.0"))
    asked = server.asked[0]
    assert (asked.method, asked.query) == ("DELETE", {"app_id": "com.acme.shop", "version": "1.0.0"})
    assert asked.body == b""
    assert not {"content-type", "content-length", "transfer-encoding"} & set(asked.headers)


async def test_a_write_has_its_json_and_gives_its_answer() -> None:
    server = replies(OK, Reply(b"", 204))
    client = client_of(server)
    assert await client.send(write_of("POST", "/channel", app_id="a", channel="b")) == {"status": "ok"}
    assert await client.send(write_of("PUT", "/bundle")) is None
    assert server.asked[0].body == b'{"app_id":"a","channel":"b"}'
    assert server.asked[0].headers["content-type"] == "application/json"
    assert server.asked[1].body == b"{}"
    assert next(iter(client.requests)).body == '{"app_id":"a","channel":"b"}'


async def test_cookies_are_neither_kept_nor_sent() -> None:
    server = replies(
        Reply([], headers={"content-type": "application/json", "set-cookie": "session=1; Path=/"})
    )
    client = client_of(server)
    await client.apps.read_all()
    await client.apps.read_all()
    assert "cookie" not in server.asked[1].headers


async def test_a_path_prefix_is_put_before_every_path() -> None:
    server = replies(Reply([]))
    client = client_of(server, host="http://demo.localhost/functions/v1/")
    await client.apps.read_all()
    assert server.asked[0].path == "/functions/v1/app"
    assert client.host == "http://demo.localhost/functions/v1"


async def test_anything_can_be_asked_for_by_its_path_and_keys_in_it_are_masked() -> None:
    server = replies(Reply([{"id": 1, "key": "another-secret", "name": KEY}]))
    client = client_of(server)
    assert await client.get_json("apikey?x=1") == [{"id": 1, "key": "…cret", "name": "…8a90"}]
    assert server.asked[0].path == "/apikey"
    assert server.asked[0].query == {"x": "1"}


# Opening and closing.


async def test_a_client_closes_with_its_block() -> None:
    async with client_of(replies(Reply([]))) as client:
        await client.apps.read_all()
    with pytest.raises(Misused, match="closed"):
        await client.apps.read_all()


async def test_reads_at_the_same_time_open_one_connection_pool() -> None:
    client = client_of(replies(Reply([])), retries=RetryPolicy(attempts=1))
    await asyncio.gather(client.apps.read_all("a"), client.apps.read_all("b"))
    assert client.requests.sent == 2
