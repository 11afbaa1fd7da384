"""Things that go wrong on demand, and the cloud on a real port."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from capgo_tui.demo import Demo, serving
from tests.demo.conftest import Asker


async def _get(demo: Demo, path: str = "/ok") -> httpx.Response:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=demo.app), base_url="https://demo"
    ) as client:
        return await client.get(path, headers={"capgkey": demo.key})


async def test_nothing_fails_by_itself() -> None:
    demo = Demo()
    assert {(await _get(demo)).status_code for _ in range(3)} == {200}


@pytest.mark.parametrize(
    ("fault", "status", "kind", "text"),
    [
        ("html", 502, "text/html; charset=UTF-8", "502 Bad Gateway"),
        ("empty", 200, "application/json", ""),
        ("text", 200, "text/plain; charset=UTF-8", "error code"),
        (500, 500, "application/json", "unknown_error"),
        (503, 503, "application/json", "unknown_error"),
        (429, 429, "application/json", "too_many_requests"),
    ],
)
async def test_the_next_request_fails_once(fault: int | str, status: int, kind: str, text: str) -> None:
    demo = Demo()
    demo.faults.next("/ok", fault)
    response = await _get(demo)
    assert (response.status_code, response.headers["content-type"]) == (status, kind)
    assert text in response.text
    assert (await _get(demo)).json() == {"status": "ok"}


async def test_half_an_answer_is_half_of_the_true_one() -> None:
    demo = Demo()
    demo.faults.next("/organization", "half")
    half = (await _get(demo, "/organization")).content
    whole = (await _get(demo, "/organization")).content
    assert whole.startswith(half)
    assert len(half) == len(whole) // 2


async def test_a_fault_waits_for_its_path_and_method_and_lasts_as_often_as_told() -> None:
    demo = Demo()
    demo.faults.next("/app", 500, times=2, method="GET")
    demo.faults.next("/ok", 500, method="POST")
    assert (await _get(demo)).status_code == 200
    assert [(await _get(demo, "/app")).status_code for _ in range(3)] == [500, 500, 200]
    demo.faults.clear()
    assert demo.faults.due("POST", "/ok") is None


async def test_a_429_may_say_when_to_come_back() -> None:
    demo = Demo()
    demo.faults.next("/", 429, retry_after=7)
    assert (await _get(demo)).headers["retry-after"] == "7"


async def test_a_request_may_hang_until_the_client_gives_up() -> None:
    demo = Demo()
    demo.faults.next("/ok", "hang")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await _get(demo)


def test_an_unknown_fault_is_a_mistake_of_the_test() -> None:
    with pytest.raises(ValueError, match="no fault 'boom'"):
        Demo().faults.next("/ok", "boom")


async def test_an_app_may_vanish_under_the_client(ask: Asker) -> None:
    ask.demo.world.delete_app("com.acme.kiosk")
    assert (await ask("GET", "/app/com.acme.kiosk")).code == (401, "cannot_access_app")


async def test_answers_may_come_late() -> None:
    demo = Demo(latency_ms=60_000)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await _get(demo)
    demo.latency_ms = 1
    assert (await _get(demo)).status_code == 200


SERVER = """
from capgo_tui.demo import Demo
from capgo_tui.demo.serving import serve
serve(Demo(), 0, announce=lambda text: print(text, flush=True))
"""


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_the_server_says_where_it_listens_answers_and_stops_cleanly(name: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        said = server.stdout.readline().strip()
        try:
            assert said.startswith("listening on http://127.0.0.1:")
            response = httpx.get(said.removeprefix("listening on ") + "/ok")
            assert response.json() == {"status": "ok"}
        finally:
            server.send_signal(name)
        assert server.wait(timeout=20) == 0
        assert server.stderr.read() == ""


def test_a_taken_port_is_told_in_a_sentence() -> None:
    with socket.create_server((serving.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(serving.PortTaken, match=f"Port {port} on 127.0.0.1 cannot be used"):
            serving.serve(Demo(), port, announce=print)


def test_an_impossible_port_is_told_in_a_sentence() -> None:
    with pytest.raises(serving.PortTaken, match="Port 99999"):
        serving.serve(Demo(), 99999, announce=print)


def test_a_missing_uvicorn_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(serving.MissingServer, match=r"pip install 'capgo-tui\[server\]'"):
        serving.serve(Demo(), 0, announce=print)
