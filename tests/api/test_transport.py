"""What is sent, how often, and with which key."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from capgo_tui.api.retry import RetryPolicy
from capgo_tui.errors import Misused, RateLimited, RefusalKind, Refused, Unexpected
from tests.api.servers import KEY, OLD_KEY, Asked, Moments, Reply, Scripted, client_of, replies

OK = Reply({"status": "ok"})
BROKEN = Reply({"error": "unknown_error", "message": "Unknown error", "moreInfo": {}}, 500)
BAD_LOGIN = Reply({"error": "invalid_apikey", "message": "Invalid apikey", "moreInfo": {}}, 401)
NO_RIGHT = Reply({"error": "cannot_access_app", "message": "You can't access this app", "moreInfo": {}}, 401)
OLD_LOGIN = Reply({"status": "Unauthorized", "error": "Invalid JWT token"}, 401)


def too_many(seconds: float | None = None, headers: dict[str, str] | None = None) -> Reply:
    more = {} if seconds is None else {"retryAfterSeconds": seconds}
    body = {"error": "too_many_requests", "message": "Too many requests", "moreInfo": more}
    return Reply(body, 429, {"content-type": "application/json", **(headers or {})})


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
    transport = client_of(server)._transport
    await transport.send("DELETE", "/bundle", {"app_id": "com.acme.shop", "version": "1.0.0"})
    asked = server.asked[0]
    assert (asked.method, asked.query) == ("DELETE", {"app_id": "com.acme.shop", "version": "1.0.0"})
    assert asked.body == b""
    assert not {"content-type", "content-length"} & set(asked.headers)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_a_body_that_would_hide_the_query_is_refused(method: str) -> None:
    server = replies(OK)
    with pytest.raises(Misused):
        await client_of(server)._transport.send(method, "/bundle", {"app_id": "a"}, body=b"{}")
    assert server.asked == []


async def test_a_delete_without_a_version_never_leaves() -> None:
    """The server would delete every bundle that no channel uses (contract/api.md 0.3)."""
    server = replies(OK)
    with pytest.raises(Misused, match="version"):
        await client_of(server)._transport.send("DELETE", "/bundle", {"app_id": "a", "version": ""})
    assert server.asked == []


async def test_a_write_has_its_json_and_gives_its_answer() -> None:
    server = replies(OK, Reply(b"", 204))
    client = client_of(server)
    send = client._transport.send
    assert await send("POST", "/channel", body=b'{"app_id":"a","channel":"beta"}') == {"status": "ok"}
    assert await send("PUT", "/bundle", body=b"{}") is None
    assert server.asked[0].body == b'{"app_id":"a","channel":"beta"}'
    assert server.asked[0].headers["content-type"] == "application/json"
    assert next(iter(client.requests)).body == '{"app_id":"a","channel":"beta"}'


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


# Trying again.


async def test_a_read_is_tried_again_when_the_server_fails_and_waits_longer_each_time() -> None:
    server = replies(BROKEN, BROKEN, Reply([]))
    time = Moments()
    assert await client_of(server, time=time).apps.read_all() == []
    assert time.slept == [0.4, 0.8]


async def test_a_server_that_keeps_failing_is_left_alone() -> None:
    server = replies(BROKEN)
    client = client_of(server)
    with pytest.raises(Refused) as caught:
        await client.apps.read_all()
    assert caught.value.kind is RefusalKind.BROKEN
    assert len(server.asked) == 3
    assert [entry.attempt for entry in client.requests] == [1, 2, 3]
    assert client.budget.used == 3


@pytest.mark.parametrize(
    "reply", [BAD_LOGIN, NO_RIGHT, OLD_LOGIN, Reply("Invalid apikey", 400), Reply("<html>", 404)]
)
async def test_a_refusal_is_never_tried_again(reply: Reply) -> None:
    server = replies(reply)
    with pytest.raises(Refused):
        await client_of(server).apps.read("com.acme.shop")
    assert len(server.asked) == 1


async def test_a_wrong_key_that_an_old_server_calls_its_own_failure_is_not_tried_again() -> None:
    body = {
        "status": "Internal Server Error",
        "response": {},
        "error": '{"status":400}',
        "message": "Invalid apikey",
    }
    server = replies(Reply(body, 500))
    with pytest.raises(Refused) as caught:
        await client_of(server).apps.read("com.acme.shop")
    assert caught.value.kind is RefusalKind.BAD_LOGIN
    assert len(server.asked) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("reply", [BROKEN, too_many(1), Reply("<html>", 502)])
async def test_a_write_is_never_tried_again(method: str, reply: Reply) -> None:
    server = replies(reply, OK)
    with pytest.raises(Refused):
        await client_of(server)._transport.send(method, "/channel", {"app_id": "a"})
    assert len(server.asked) == 1


async def test_a_success_that_says_no_is_a_refusal() -> None:
    server = replies(Reply({"status": "KO", "error": "Nothing was deleted"}))
    with pytest.raises(Refused) as caught:
        await client_of(server)._transport.send(
            "DELETE", "/organization/members", {"orgId": "o", "email": "a@b.c"}
        )
    assert (caught.value.status, caught.value.said) == (200, "Nothing was deleted (200).")


# 429.


@pytest.mark.parametrize(
    "reply",
    [
        too_many(60),
        too_many(headers={"retry-after": "60"}),
        too_many(),
        too_many(headers={"x-ratelimit-reset": "1795298460"}),
    ],
)
async def test_a_long_pause_stops_everything_until_it_is_over(reply: Reply) -> None:
    server = replies(reply, Reply([]))
    time = Moments()
    client = client_of(server, time=time)
    with pytest.raises(RateLimited) as caught:
        await client.apps.read_all()
    assert caught.value.retry_after == 60
    assert client.budget.state().paused_for == 60
    time.seconds += 20
    for send in (
        client.apps.read_all(),
        client.members.read_all("o"),
        client._transport.send("POST", "/channel", body=b"{}"),
    ):
        with pytest.raises(RateLimited) as caught:
            await send
        assert caught.value.retry_after == pytest.approx(40)
    assert len(server.asked) == 1
    assert time.slept == []
    time.seconds += 40
    assert await client.apps.read_all() == []


async def test_a_short_pause_is_sat_through_by_everybody_and_the_read_tried_again() -> None:
    server = replies(too_many(2), Reply([]))
    time = Moments()
    client = client_of(server, time=time)
    assert await client.apps.read_all() == []
    assert sum(time.slept) == pytest.approx(2)
    assert len(server.asked) == 2


async def test_short_pauses_without_an_end_end_too() -> None:
    server = replies(too_many(2))
    with pytest.raises(RateLimited):
        await client_of(server).apps.read_all()
    assert len(server.asked) == 3


async def test_reads_that_wait_for_the_budget_are_told_of_a_pause() -> None:
    server = Scripted(lambda _: too_many(60))
    client = client_of(server, budget=1)
    first = asyncio.create_task(client.apps.read_all("a"))
    second = asyncio.create_task(client.apps.read_all("b"))
    results = await asyncio.gather(first, second, return_exceptions=True)
    assert all(isinstance(result, RateLimited) for result in results)
    assert len(server.asked) == 1


# Wrong keys.


async def test_a_key_that_is_refused_again_and_again_is_not_sent_for_ever() -> None:
    """Twenty failed logins block the address for everybody (contract/api.md 2.4)."""
    server = replies(BAD_LOGIN)
    client = client_of(server)
    for number in range(25):
        with pytest.raises(Refused, match="invalid_apikey"):
            await client.apps.read(f"com.acme.shop{number}")
    assert len(server.asked) == 10
    with pytest.raises(Refused, match="10 times") as caught:
        await client.organizations.read_listed()
    assert caught.value.code == "invalid_apikey"
    assert "Check the key" in caught.value.next_step


async def test_one_success_in_between_begins_the_count_anew() -> None:
    server = replies(*([BAD_LOGIN] * 9 + [Reply([])] + [BAD_LOGIN] * 9 + [Reply([])]))
    client = client_of(server)
    for number in range(20):
        if number % 10 == 9:
            await client.organizations.read_listed()
        else:
            with pytest.raises(Refused):
                await client.apps.read("com.acme.shop")
    assert len(server.asked) == 20


async def test_a_missing_right_is_no_wrong_key() -> None:
    server = replies(NO_RIGHT)
    client = client_of(server)
    for _ in range(25):
        with pytest.raises(Refused):
            await client.apps.read("com.acme.shop")
    assert len(server.asked) == 25


# Redirects.


def moved(location: str, status: int = 302) -> Reply:
    return Reply(b"", status, {"location": location})


async def test_a_read_follows_the_server_to_another_path_of_its_own() -> None:
    server = replies(moved("/app/?page=0&limit=1000", 308), Reply([]))
    client = client_of(server)
    assert await client.apps.read_all() == []
    assert server.asked[1].path == "/app/"
    assert server.asked[1].headers["authorization"] == KEY
    assert client.budget.used == 2


async def test_a_read_follows_three_times_at_most() -> None:
    server = replies(moved("/app"))
    with pytest.raises(Unexpected, match="circles"):
        await client_of(server).apps.read_all()
    assert len(server.asked) == 4


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_write_does_not_follow(status: int) -> None:
    server = replies(moved("/channel/", status))
    with pytest.raises(Unexpected, match="only reads"):
        await client_of(server)._transport.send("POST", "/channel", body=b"{}")
    assert len(server.asked) == 1


async def test_nothing_follows_to_another_host() -> None:
    server = replies(moved("https://evil.example/app"))
    with pytest.raises(Unexpected, match=r"evil\.example"):
        await client_of(server).apps.read_all()
    assert len(server.asked) == 1


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
