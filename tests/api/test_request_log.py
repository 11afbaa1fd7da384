"""What was sent, and copying it as curl."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime

import pytest

from capgo_tui.api.request_log import LONGEST_ANSWER, MOST_ANSWERS, Exchange, RequestLog
from capgo_tui.errors import Refused
from tests.api.servers import KEY, OLD_KEY, Moments, Reply, client_of, replies


def exchange(**fields: object) -> Exchange:
    given: dict[str, object] = {
        "at": datetime(2026, 11, 21, tzinfo=UTC),
        "method": "GET",
        "path": "/channel?app_id=a",
        "url": "https://api.capgo.app/channel?app_id=a",
        **fields,
    }
    return Exchange(**given)  # type: ignore[arg-type]  # any field of it


def test_a_read_is_copied_with_the_key_as_a_variable() -> None:
    assert exchange(key_header="authorization").curl() == (
        """curl -H "authorization: $CAPGO_TOKEN" 'https://api.capgo.app/channel?app_id=a'"""
    )


def test_a_write_is_copied_with_its_method_and_body() -> None:
    line = exchange(
        method="POST", key_header="capgkey", body='{"channel":"it\'s $HOME"}', url="https://a.b/channel"
    ).curl()
    assert shlex.split(line.replace("$CAPGO_TOKEN", "secret")) == [
        "curl", "-X", "POST", "-H", "capgkey: secret", "-H", "content-type: application/json",
        "--data-raw", '{"channel":"it\'s $HOME"}', "https://a.b/channel",
    ]  # fmt: skip


def test_what_the_shell_would_act_on_is_quoted() -> None:
    hostile = "https://a.b/x?q=$(reboot)`id`;'\"&"
    assert shlex.split(exchange(url=hostile).curl()) == ["curl", hostile]


def test_the_log_is_bounded_and_counts_what_went_out() -> None:
    log = RequestLog(most=2)
    seen: list[Exchange] = []
    end = log.watch(seen.append)
    for number in range(3):
        log.add(exchange(attempt=number, shared=number == 1))
    end()
    end()
    log.add(exchange(attempt=3))
    assert [entry.attempt for entry in log] == [2, 3]
    assert len(log) == 2
    assert log.sent == 3
    assert [entry.attempt for entry in seen] == [0, 1, 2]


async def test_an_exchange_tells_time_status_and_size() -> None:
    time = Moments()
    client = client_of(replies(Reply([])), time=time)
    await client.apps.read_all()
    entry = next(iter(client.requests))
    assert (entry.method, entry.path, entry.status, entry.size) == ("GET", "/app?page=0&limit=1000", 200, 2)
    assert (entry.at, entry.ms, entry.attempt, entry.problem) == (time.now(), 0, 1, "")


async def test_an_exchange_tells_the_code_of_a_refusal_and_the_number_of_the_attempt() -> None:
    server = replies(
        Reply("<h1>Bad gateway</h1>", 502),
        Reply({"error": "invalid_org_id", "message": "no", "moreInfo": {}}, 400),
    )
    client = client_of(server)
    with pytest.raises(Refused):
        await client.organizations.read("o")
    assert [(entry.status, entry.attempt, entry.problem) for entry in client.requests] == [
        (502, 1, "broken"),
        (400, 2, "invalid_org_id"),
    ]


async def test_a_key_in_a_path_is_not_in_the_log() -> None:
    server = replies(Reply({"id": 1}))
    for key in (KEY, OLD_KEY):
        client = client_of(server, key=key)
        await client.get_json(f"/apikey/{key}")
        shown = [(entry.path, entry.url, entry.curl()) for entry in client.requests]
        assert key not in repr(shown)
        assert "…" in shown[0][0]


def test_the_oldest_answers_make_room_and_long_ones_are_cut() -> None:
    log = RequestLog()
    most = MOST_ANSWERS // LONGEST_ANSWER
    for _ in range(most + 1):
        log.add(exchange(), b"x" * (LONGEST_ANSWER + 1))
    kept = [log.answer(each) for each in log]
    assert kept[0] is None
    assert {len(each) for each in kept[1:] if each is not None} == {LONGEST_ANSWER}
    assert None not in kept[1:]


async def test_answers_are_kept_without_the_key_and_those_with_secrets_are_not() -> None:
    told = [{"id": 1, "name": f"my key is {KEY}"}]
    async with client_of(replies(Reply(told), Reply([]))) as client:
        await client.get_json("/organization")
        await client.get_json("/apikey")
        organizations, keys = client.requests
        assert "my key is" in (client.requests.answer(organizations) or "")
        assert KEY not in (client.requests.answer(organizations) or "")
        assert client.requests.answer(keys) is None
