"""What became of a change when the way breaks: certainly nothing, or only reading tells. Real servers."""

from __future__ import annotations

import asyncio
import os
import ssl
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.api import CapgoClient, Timeouts, connect
from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError, Misused, Unexpected, Unreachable
from capgo_tui.secret import Secret
from tests.api.servers import KEY, Reply, Scripted, client_of, listening, response, says

CERTIFICATE = Path(__file__).parent / "certificates" / "self-signed.pem"
SHOP = "com.acme.shop"
OK = response(b'{"status":"ok"}')
LOOK = "It is not known whether the change was made: look before you try again."


@pytest.fixture(autouse=True)
def plain_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def change(client: CapgoClient) -> None:
    await client.send(client.bundles.prepare_delete(SHOP, "1.1.0"))


async def failure(host: str, **more: Any) -> CapgoError:
    async with connect(host, Secret(KEY), **more) as client:
        with pytest.raises(CapgoError) as caught:
            await change(client)
        assert client.requests.sent == 1
    assert caught.value.tried == "DELETE /bundle"
    assert KEY not in repr(caught.value)
    return caught.value


async def closed_port() -> int:
    async with listening(says(b"")) as port:
        return port


# Certainly nothing.


async def test_a_refused_connection_changed_nothing() -> None:
    port = await closed_port()
    error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert (error.sent, error.outcome_unknown) == (False, False)
    assert error.next_step.startswith("Nothing was changed. ")


async def test_a_host_that_does_not_exist_changed_nothing() -> None:
    error = await failure("https://nowhere.invalid")
    assert not error.outcome_unknown


async def test_a_certificate_that_nobody_vouches_for_changed_nothing() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with listening(says(OK), ssl=context) as port:
        error = await failure(f"https://127.0.0.1:{port}")
    assert "nothing was sent" in error.said
    assert not error.outcome_unknown


async def test_a_server_that_never_greets_changed_nothing() -> None:
    """The connection stands, and TLS does not come about before the time is up."""

    async def silence(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(silence) as port:
        error = await failure(f"https://127.0.0.1:{port}", timeouts=Timeouts(connect=0.2))
    assert isinstance(error, Unreachable)
    assert (error.sent, error.outcome_unknown) == (False, False)


async def test_a_proxy_that_hangs_up_changed_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said to the proxy is not the request."""
    async with listening(says(b"")) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        error = await failure("https://api.capgo.example")
    assert isinstance(error, Unreachable)
    assert (error.sent, error.outcome_unknown) == (False, False)


# Perhaps.


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="hangs up"),
        pytest.param(b"HTTP/1.1 200", id="breaks off in the head"),
        pytest.param(response(b'{"sta', length=1000), id="breaks off in the body"),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n", id="speaks something else"),
    ],
)
async def test_a_connection_that_ends_after_the_request_leaves_it_open(raw: bytes) -> None:
    async with listening(says(raw)) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert (error.sent, error.outcome_unknown) == (True, True)
    assert error.next_step == LOOK


@pytest.mark.parametrize(
    "raw", [response(b'{"status":'), response(b"<html>Log in"), response(b"", status="303 See Other")]
)
async def test_an_answer_that_cannot_be_read_leaves_it_open(raw: bytes) -> None:
    async with listening(says(raw)) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unexpected)
    assert error.outcome_unknown
    assert error.next_step.startswith(LOOK)


async def hang(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


@pytest.mark.parametrize("timeouts", [Timeouts(read=0.2), Timeouts(total=0.2)])
async def test_a_server_that_does_not_answer_in_time_leaves_it_open(timeouts: Timeouts) -> None:
    async with listening(hang) as port:
        error = await failure(f"http://127.0.0.1:{port}", timeouts=timeouts)
    assert isinstance(error, Unreachable)
    assert (error.sent, error.outcome_unknown) == (True, True)


async def test_a_secure_connection_that_breaks_later_does_not_say_that_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def garble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        os.write(writer.get_extra_info("socket").fileno(), b"this is no TLS at all, not in the least")
        await reader.read()

    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with listening(garble, ssl=context) as port:
        error = await failure(f"https://localhost:{port}")
    assert isinstance(error, Unreachable)
    assert "nothing was sent" not in error.said
    assert (error.sent, error.outcome_unknown) == (True, True)


@pytest.mark.parametrize("fault", ["html", "empty", "half", "cut", "cut-after", "text", 500, 503])
async def test_a_change_that_the_demo_cloud_answers_badly_may_have_been_made(
    acme: Demo, fault: int | str
) -> None:
    async with client_of(acme.app) as client:
        acme.faults.next("/bundle", fault)
        with pytest.raises(CapgoError) as caught:
            await change(client)
        assert caught.value.outcome_unknown
        assert caught.value.next_step.startswith(LOOK)
        assert client.requests.sent == 1


@pytest.mark.parametrize(("fault", "made"), [("cut", False), ("cut-after", True)])
async def test_a_connection_that_breaks_leaves_it_open_and_only_reading_tells(
    acme: Demo, fault: str, made: bool
) -> None:
    async with client_of(acme.app) as client:
        acme.faults.next("/bundle", fault, method="DELETE")
        with pytest.raises(Unreachable, match="ended the connection") as caught:
            await change(client)
        assert (caught.value.sent, caught.value.outcome_unknown) == (True, True)
        names = [bundle.name for bundle in await client.bundles.read_all(SHOP)]
    assert ("1.1.0" not in names) is made


async def test_a_demo_cloud_that_hangs_leaves_it_open(acme: Demo) -> None:
    async with client_of(acme.app, timeouts=Timeouts(total=0.1)) as client:
        acme.faults.next("/bundle", "hang")
        with pytest.raises(Unreachable) as caught:
            await change(client)
        assert caught.value.outcome_unknown


async def test_a_change_that_is_given_up_while_under_way_stays_in_the_log() -> None:
    arrived = asyncio.Event()

    async def answer(_: object) -> Reply:
        arrived.set()
        await asyncio.Event().wait()
        raise AssertionError("never")

    client = client_of(Scripted(answer))
    sending = asyncio.create_task(change(client))
    await arrived.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    (exchange,) = client.requests
    assert (exchange.method, exchange.status, exchange.problem) == ("DELETE", None, "cancelled")


async def test_a_closed_client_sends_no_change() -> None:
    client = client_of(Scripted(lambda _: Reply({})))
    await client.aclose()
    with pytest.raises(Misused, match="closed") as caught:
        await change(client)
    assert not caught.value.outcome_unknown


async def test_a_client_without_a_key_sends_no_change() -> None:
    client = client_of(Scripted(lambda _: Reply({})), key=None)
    with pytest.raises(Misused, match="no API key"):
        await change(client)


# Connections that were kept.


class Impatient:
    """Keeps a connection open after its first answer, and hangs up when a second request arrives on it."""

    def __init__(self) -> None:
        self.connections = 0
        self.answered: list[str] = []

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.answered.append(head.split(" ")[0])
        writer.write(response(b"[]") if head.startswith("GET") else OK)
        await writer.drain()
        await reader.read(1)


async def test_a_change_never_goes_over_a_connection_that_the_server_may_be_giving_up() -> None:
    server = Impatient()
    async with listening(server.talk) as port, connect(f"http://127.0.0.1:{port}", Secret(KEY)) as client:
        for _ in range(3):
            await client.apps.read_all()
            await change(client)
            await change(client)
    assert server.answered.count("DELETE") == 6
    assert server.connections >= 7


async def test_a_read_that_meets_such_a_connection_is_sent_again() -> None:
    server = Impatient()
    async with listening(server.talk) as port, connect(f"http://127.0.0.1:{port}", Secret(KEY)) as client:
        await client.apps.read_all()
        assert await client.apps.read_all() == []
        assert [exchange.attempt for exchange in client.requests] == [1, 1, 2]
