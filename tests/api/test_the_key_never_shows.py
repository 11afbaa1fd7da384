"""Whatever goes wrong, and however it is shown: the key is not in it."""

from __future__ import annotations

import asyncio
import io
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from rich.console import Console
from rich.traceback import Traceback

from capgo_tui.api.client import CapgoClient
from capgo_tui.api.retry import RetryPolicy
from capgo_tui.errors import CapgoError
from tests.api.servers import KEY, OLD_KEY, Reply, client_of, listening, replies, response, says
from tests.api.test_faults_on_the_way import client_of as client_over_the_network


def shown(error: BaseException) -> str:
    """Everything that a crash would print: both kinds of traceback, with all locals, in full."""
    inside = (
        error.__traceback__.tb_next if error.__traceback__ else None
    )  # this test's own frame knows the key
    console = Console(file=io.StringIO(), width=500)
    console.print(
        Traceback.from_exception(
            type(error), error, inside, show_locals=True, locals_max_length=10**6, locals_max_string=10**6
        )
    )
    plain = traceback.TracebackException(type(error), error, inside, capture_locals=True)
    printed = console.file.getvalue() if isinstance(console.file, io.StringIO) else ""
    return "".join([printed, *plain.format(), repr(error), str(error), repr(vars(error))])


async def outcome(ask: Callable[[], Coroutine[Any, Any, Any]]) -> BaseException:
    with pytest.raises(CapgoError) as caught:
        await ask()
    return caught.value


def echoes(key: str) -> list[Reply]:
    """Answers that hold the key, as servers of November 2025 give them (api-seed.md 0.12)."""
    return [
        Reply(
            {"error": "no_access_to_app", "message": "no", "moreInfo": {"data": {"apikey": {"key": key}}}},
            401,
        ),
        Reply({"error": "no_access_to_app", "message": f"no, {key}", "moreInfo": {"data": key}}, 401),
        Reply({"error": f"bad key {key}", "status": "KO"}),
        Reply(f"<html>{key}</html>", 502),
        Reply(f"{key} is not welcome", 403),
        Reply({"apps": key}),
        Reply([{"app_id": {"nested": key}}]),
        Reply(f'[{{"app_id": "{key}"'),
        Reply(b"", 302, {"location": f"https://evil.example/{key}"}),
    ]


@pytest.mark.parametrize("key", [KEY, OLD_KEY])
@pytest.mark.parametrize("number", range(9))
async def test_no_answer_brings_the_key_into_an_error(key: str, number: int) -> None:
    client = client_of(replies(echoes(key)[number]), key=key, retries=RetryPolicy(attempts=1))
    error = await outcome(client.apps.read_listed)
    assert key not in shown(error)


@pytest.mark.parametrize(
    "raw",
    [b"", response(b"[", length=10), response(b"[]", "content-encoding: br"), b"SSH-2.0\r\n"],
    ids=["nothing", "half", "packed", "other"],
)
async def test_no_fault_on_the_way_brings_the_key_into_an_error(raw: bytes) -> None:
    async with listening(says(raw)) as port, client_over_the_network(f"http://127.0.0.1:{port}") as client:
        error = await outcome(client.apps.read_listed)
        assert KEY not in shown(error)


async def test_no_refused_connection_brings_the_key_into_an_error() -> None:
    async with listening(says(b"")) as port:
        pass
    async with client_over_the_network(f"http://127.0.0.1:{port}") as client:
        error = await outcome(client.apps.read_listed)
        assert KEY not in shown(error)


async def test_a_crash_above_the_api_layer_does_not_show_the_key() -> None:
    client = client_of(replies(Reply([])))
    await client.apps.read_all()

    async def screen(client: CapgoClient) -> None:
        transport, budget, requests = client._transport, client.budget, list(client.requests)
        raise RuntimeError(f"a mistake of ours {len([transport, budget, *requests])}")

    with pytest.raises(RuntimeError) as caught:
        await screen(client)
    assert KEY not in shown(caught.value)


async def test_a_key_in_the_path_is_not_in_what_was_tried() -> None:
    client = client_of(replies(Reply({"error": "cannot_get_apikey", "message": "no", "moreInfo": {}}, 401)))
    error = await outcome(lambda: client.get_json(f"/apikey/{KEY}"))
    assert isinstance(error, CapgoError)
    assert error.tried == "GET /apikey/…8a90"


async def test_no_repr_of_what_is_under_way_shows_the_key() -> None:
    async def hang(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        arrived.set()
        await reader.read()

    arrived = asyncio.Event()
    async with listening(hang) as port, client_over_the_network(f"http://127.0.0.1:{port}") as client:
        read = asyncio.create_task(client.apps.read_listed())
        await arrived.wait()
        assert KEY not in "".join(repr(task) for task in asyncio.all_tasks())
        read.cancel()
