"""What happens when a server is not there, breaks off, or is no Capgo server: real ones on loopback."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from pathlib import Path
from typing import Any

import httpx
import pytest

from capgo_tui.api import Timeouts, connect
from capgo_tui.api.client import CapgoClient
from capgo_tui.api.faults import fault
from capgo_tui.api.origin import read_origin
from capgo_tui.api.retry import RetryPolicy
from capgo_tui.errors import CapgoError, Refused, Unexpected, Unreachable
from capgo_tui.secret import Secret
from tests.api.servers import KEY, listening, response, says

CERTIFICATE = Path(__file__).parent / "certificates" / "self-signed.pem"

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(autouse=True)
def plain_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def client_of(host: str, **more: Any) -> CapgoClient:
    given = {"retries": RetryPolicy(attempts=1), **more}
    return connect(host, Secret(KEY), **given)


async def failure(host: str, **more: Any) -> CapgoError:
    """The error of a read from this host."""
    async with client_of(host, **more) as client:
        with pytest.raises(CapgoError) as caught:
            await client.channels.read_all("com.acme.shop")
    error = caught.value
    assert error.tried == "GET /channel"
    assert error.said.endswith(".")
    assert error.next_step.endswith(".")
    assert KEY not in repr(error)
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__
    return error


async def test_a_refused_connection() -> None:
    async with listening(says(b"")) as port:
        pass  # the port is free again, and nobody listens there
    error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert error.said == f"127.0.0.1:{port} refused the connection."
    assert error.transient


async def test_a_name_with_several_addresses_that_all_refuse() -> None:
    """Where localhost is two addresses, their errors come in a group."""
    async with listening(says(b"")) as port:
        pass
    error = await failure(f"http://localhost:{port}")
    assert error.said == f"localhost:{port} refused the connection."


def test_the_errors_of_several_addresses_are_looked_through() -> None:
    group = ExceptionGroup("all failed", [OSError("no route"), ConnectionRefusedError("refused")])
    error = httpx.ConnectError("All connection attempts failed")
    error.__cause__ = group
    told = fault(error, read_origin("https://api.capgo.app"), Timeouts(), "GET /x", sent=False, began=False)
    assert told.said == "api.capgo.app refused the connection."


async def test_a_host_that_does_not_exist() -> None:
    error = await failure("https://nowhere.invalid")
    assert isinstance(error, Unreachable)
    assert error.said == "There is no host nowhere.invalid, or no network."


async def test_half_an_answer() -> None:
    async with listening(says(response(b'[{"id":1,', length=1000))) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert "broke off in the middle" in error.said


async def test_half_an_answer_of_the_promised_length() -> None:
    async with listening(says(response(b'[{"id":1,'))) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unexpected)
    assert "incomplete JSON" in error.said


async def test_a_server_that_hangs_up_without_a_word() -> None:
    async with listening(says(b"")) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert "without an answer" in error.said


async def test_a_server_that_speaks_something_else() -> None:
    async with listening(says(b"SSH-2.0-OpenSSH_9.6\r\n")) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert "does not speak HTTP" in error.said


async def test_a_web_page_instead_of_data() -> None:
    page = response(b"<!DOCTYPE html><title>Log in to the hotel</title>", "content-type: text/html")
    async with listening(says(page)) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unexpected)
    assert "web page" in error.said
    assert "hotel" not in str(error)


async def test_a_page_of_a_gateway_that_failed() -> None:
    page = response(b"<html>502 Bad gateway</html>", "content-type: text/html", status="502 Bad Gateway")
    async with listening(says(page)) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Refused)
    assert error.said == "The server answered with a web page instead of data (502)."


async def test_a_picture_instead_of_data() -> None:
    async with listening(says(response(b"<svg/>", "content-type: image/svg+xml"))) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unexpected)
    assert "picture" in error.said


async def test_https_to_a_port_that_speaks_plain_text() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(response(b"bad request", status="400 Bad Request"))

    async with listening(plain) as port:
        error = await failure(f"https://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert "does not speak TLS" in error.said
    assert not error.transient


def presented() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


async def test_a_certificate_that_nobody_vouches_for() -> None:
    async with listening(says(response(b"[]")), ssl=presented()) as port:
        error = await failure(f"https://127.0.0.1:{port}")
    assert isinstance(error, Unreachable)
    assert "certificate" in error.said
    assert "SSL_CERT_FILE" in error.next_step
    assert not error.transient


async def test_a_certificate_that_the_user_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    async with (
        listening(says(response(b"[]")), ssl=presented()) as port,
        client_of(f"https://localhost:{port}") as client,
    ):
        assert await client.channels.read_all("com.acme.shop") == []


async def test_certificates_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    async with client_of("https://localhost:1") as client:
        with pytest.raises(Unreachable, match="certificates") as caught:
            await client.apps.read_all()
    assert "SSL_CERT_FILE" in caught.value.next_step


async def test_a_server_that_says_nothing() -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(silent) as port:
        error = await failure(f"http://127.0.0.1:{port}", timeouts=Timeouts(read=0.05))
    assert isinstance(error, Unreachable)
    assert "sent nothing for 0.05 s" in error.said
    assert not error.transient


async def test_a_server_that_never_comes_to_an_end() -> None:
    async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(response(b"[", length=10**6))
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with listening(dripping) as port:
        error = await failure(f"http://127.0.0.1:{port}", timeouts=Timeouts(total=0.1))
    assert isinstance(error, Unreachable)
    assert "within 0.1 s" in error.said


async def test_a_server_that_does_not_take_the_connection() -> None:
    """The address is set aside for documentation: nobody answers, or there is no way to it."""
    error = await failure("https://192.0.2.1", timeouts=Timeouts(connect=0.05))
    assert isinstance(error, Unreachable)
    assert "192.0.2.1" in error.said


async def test_an_answer_that_is_too_large() -> None:
    body = b"[" + b" " * 3000 + b"]"
    async with listening(says(response(body))) as port:
        error = await failure(f"http://127.0.0.1:{port}", most_bytes=2048)
    assert isinstance(error, Unexpected)
    assert "too large" in error.said


async def test_an_answer_of_just_the_right_size() -> None:
    body = b"[" + b" " * 2046 + b"]"
    async with (
        listening(says(response(body))) as port,
        client_of(f"http://127.0.0.1:{port}", most_bytes=2048) as client,
    ):
        assert await client.channels.read_all("com.acme.shop") == []


async def test_an_answer_that_is_packed() -> None:
    packed = response(gzip.compress(b'[{"id":1,"name":"beta"}]', mtime=0), "content-encoding: gzip")
    async with listening(says(packed)) as port, client_of(f"http://127.0.0.1:{port}") as client:
        assert [channel.name for channel in await client.channels.read_all("com.acme.shop")] == ["beta"]


async def test_a_small_packed_answer_that_is_very_large() -> None:
    bomb = gzip.compress(b"0" * 50_000_000, mtime=0)
    assert len(bomb) < 60_000
    async with listening(says(response(bomb, "content-encoding: gzip"))) as port:
        error = await failure(f"http://127.0.0.1:{port}", most_bytes=100_000)
    assert isinstance(error, Unexpected)
    assert "too large" in error.said


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"[]" * 100, mtime=0)[:-12], "gzip"),
        (b"not packed at all", "gzip"),
        (b"[]", "br"),
    ],
)
async def test_an_answer_that_is_packed_wrongly(body: bytes, encoding: str) -> None:
    async with listening(says(response(body, f"content-encoding: {encoding}"))) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unexpected)
    assert "packed" in error.said


async def test_a_packed_nothing_is_nothing() -> None:
    async with listening(says(response(b"", "content-encoding: gzip"))) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert "empty" in error.said


async def test_a_redirect_to_another_host_never_gets_the_key() -> None:
    arrived: list[bytes] = []

    async def thief(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.append(await reader.read(65536))
        writer.write(response(b"[]"))

    async with listening(thief) as elsewhere:
        moved = response(b"", f"location: http://127.0.0.1:{elsewhere}/channel", status="302 Found")
        async with listening(says(moved)) as port:
            error = await failure(f"http://127.0.0.1:{port}")
    assert isinstance(error, Unexpected)
    assert "not followed" in error.said
    assert arrived == []


async def test_a_proxy_of_the_environment_is_used_for_other_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(response(b"", status="403 Forbidden"))

    async with listening(proxy) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        error = await failure("https://api.capgo.example")
    assert asked[0].startswith(b"CONNECT api.capgo.example:443 ")
    assert KEY.encode() not in asked[0]
    assert isinstance(error, Unreachable)
    assert "proxy" in error.said.lower()


async def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with listening(says(response(b"[]"))) as port, client_of(f"http://127.0.0.1:{port}") as client:
        assert await client.channels.read_all("com.acme.shop") == []


async def test_a_proxy_that_is_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://proxy")
    async with client_of("https://api.capgo.example") as client:
        with pytest.raises(Unreachable, match="proxy") as caught:
            await client.apps.read_all()
    assert "HTTPS_PROXY" in caught.value.next_step


async def test_a_fault_is_in_the_log_by_its_kind() -> None:
    async with listening(says(b"")) as port, client_of(f"http://127.0.0.1:{port}") as client:
        with pytest.raises(Unreachable):
            await client.apps.read_all()
        assert [(entry.status, entry.problem) for entry in client.requests] == [(None, "Unreachable")]


async def test_a_server_that_comes_back_is_asked_again() -> None:
    answers = [b"", response(b"[]")]

    async def recovering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answers.pop(0))
        await writer.drain()

    async with (
        listening(recovering) as port,
        client_of(f"http://127.0.0.1:{port}", retries=RetryPolicy(first=0.0)) as client,
    ):
        assert await client.channels.read_all("com.acme.shop") == []
        assert client.requests.sent == 2


async def test_a_cancelled_read_over_a_real_connection_leaves_the_client_usable() -> None:
    async def slow_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if not first_arrived.is_set():
            first_arrived.set()
            await reader.read()
        else:
            writer.write(response(b"[]"))
            await writer.drain()

    first_arrived = asyncio.Event()
    async with listening(slow_first) as port, client_of(f"http://127.0.0.1:{port}") as client:
        read = asyncio.create_task(client.channels.read_all("com.acme.shop"))
        await first_arrived.wait()
        read.cancel()
        with pytest.raises(asyncio.CancelledError):
            await read
        assert await client.channels.read_all("com.acme.shop") == []


async def test_a_client_that_was_never_used_closes_without_a_word() -> None:
    await client_of("https://api.capgo.example").aclose()
