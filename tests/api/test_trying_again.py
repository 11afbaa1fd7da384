"""When a request is sent again, and when nothing is sent at all."""

from __future__ import annotations

import asyncio

import pytest

from capgo_tui.errors import RateLimited, RefusalKind, Refused
from tests.api.servers import NO_RIGHT, OK, OLD_LOGIN, Moments, Reply, Scripted, client_of, replies, write_of

BROKEN = Reply({"error": "unknown_error", "message": "Unknown error", "moreInfo": {}}, 500)
BAD_LOGIN = Reply({"error": "invalid_apikey", "message": "Invalid apikey", "moreInfo": {}}, 401)


def too_many(seconds: float | None = None, headers: dict[str, str] | None = None) -> Reply:
    more = {} if seconds is None else {"retryAfterSeconds": seconds}
    body = {"error": "too_many_requests", "message": "Too many requests", "moreInfo": more}
    return Reply(body, 429, {"content-type": "application/json", **(headers or {})})


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
        await client_of(server).send(write_of(method, "/channel", app_id="a"))
    assert len(server.asked) == 1


async def test_a_success_that_says_no_is_a_refusal() -> None:
    server = replies(Reply({"status": "KO", "error": "Nothing was deleted"}))
    with pytest.raises(Refused) as caught:
        await client_of(server).send(write_of("DELETE", "/organization/members", orgId="o", email="a@b.c"))
    assert (caught.value.status, caught.value.said) == (200, "Nothing was deleted (200).")
    assert not caught.value.outcome_unknown


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
        client.send(write_of("POST", "/channel")),
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
