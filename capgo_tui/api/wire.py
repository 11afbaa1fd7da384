"""The only module that speaks HTTP: one request out, one bounded answer back, every fault in a sentence.

Nothing of httpx leaves it. Its messages hold addresses, and its frames hold headers, so no exception of it is
ever shown or chained. The key is written into the request at the last moment and into nothing else.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final

import httpx

from capgo_tui import __version__
from capgo_tui.api.faults import fault
from capgo_tui.api.masking import Mask
from capgo_tui.api.origin import Origin
from capgo_tui.api.timeouts import Timeouts
from capgo_tui.errors import Unexpected, Unreachable
from capgo_tui.secret import Secret

MOST_BYTES: Final = 32 * 1024 * 1024
"""The largest answer that is read, uncompressed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    """The HTTP status."""
    headers: Mapping[str, str]
    """The headers, names in lower case."""
    body: bytes = field(repr=False)
    """The body, uncompressed and without the key; not shown, as a traceback would show all of it."""

    @property
    def content_type(self) -> str:
        """The media type without parameters, lower case; empty if there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Wire:
    """A pool of connections to one server, or the way into an application in this process."""

    def __init__(
        self, origin: Origin, key: Secret | None, *, asgi: Any, timeouts: Timeouts, most_bytes: int
    ) -> None:
        """Make one; takes some 40 ms for https, so not in the event loop.

        Raises:
            Unreachable: the proxies or certificates that the environment names cannot be used.
        """
        self._origin = origin
        self._key = key
        self._mask = Mask(key)
        self._timeouts = timeouts
        self._most_bytes = most_bytes
        self._asgi = asgi
        try:
            certificates = _certificates(origin)
            self._reader = self._open(
                certificates, httpx.Limits(max_connections=8, max_keepalive_connections=4)
            )
            # A connection that was kept may be one that the server gives up as the request arrives: then
            # nobody knows whether it was carried out. A read is sent again; a change gets a fresh one.
            self._writer = self._open(
                certificates, httpx.Limits(max_connections=4, max_keepalive_connections=0)
            )
        except (ValueError, ImportError, OSError, httpx.InvalidURL):
            raise Unreachable(
                "The proxy or the certificates that the environment names cannot be used.",
                next_step="Check HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR.",
                transient=False,
            ) from None

    def _open(self, certificates: ssl.SSLContext, limits: httpx.Limits) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            verify=certificates,
            transport=_InProcess(self._asgi) if self._asgi else None,
            # A jump host reaches the internet through its proxy; this machine is never behind one.
            trust_env=not self._asgi and not self._origin.is_loopback,
            timeout=httpx.Timeout(self._timeouts.read, connect=self._timeouts.connect, pool=None),
            limits=limits,
            headers={"accept": "application/json", "accept-encoding": "gzip", "user-agent": _AGENT},
            follow_redirects=False,
        )
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        return client

    async def exchange(
        self, method: str, url: str, key_header: str = "", body: bytes | None = None, tried: str = ""
    ) -> Answer:
        """Send a request and read its answer, whatever its status.

        Args:
            method: `GET`, ...
            url: the whole address.
            key_header: the header that the key goes in; empty for none.
            body: JSON; None for no body at all, which `GET` and `DELETE` insist on (contract/api.md 0.4).
            tried: how an error names the request.

        Raises:
            Unreachable: nothing usable came back.
            Unexpected: the answer is too large, or packed in a way that was not asked for.
        """
        client = self._reader if method == "GET" else self._writer
        progress = _Progress(sent=bool(self._asgi))
        began = False
        try:
            async with asyncio.timeout(self._timeouts.total):
                response = await client.send(
                    self._request(client, method, url, body, progress),
                    auth=self._sign(key_header),
                    stream=True,
                )
                began = True
                try:
                    body = await self._read(response, tried)
                finally:
                    await response.aclose()
        except TimeoutError:
            raise Unreachable(
                f"{self._origin.host} did not finish its answer within {self._timeouts.total:g} s.",
                tried=tried,
                next_step="Try again, or ask for less.",
                transient=False,
                sent=progress.sent,
            ) from None
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise fault(error, self._origin, self._timeouts, tried, sent=progress.sent, began=began) from None
        headers = {name: self._mask.text(value) for name, value in response.headers.items()}
        return Answer(response.status_code, headers, self._mask.body(body))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._reader.aclose()
        await self._writer.aclose()

    def _request(
        self, client: httpx.AsyncClient, method: str, url: str, body: bytes | None, progress: _Progress
    ) -> httpx.Request:
        headers = {"content-type": "application/json"} if body is not None else None
        extensions = {"trace": progress.note}
        return client.build_request(method, url, content=body, headers=headers, extensions=extensions)

    def _sign(self, header: str) -> Any:
        def sign(request: httpx.Request) -> httpx.Request:
            if header and self._key is not None:
                request.headers[header] = self._key.reveal()
            return request

        return sign

    async def _read(self, response: httpx.Response, tried: str) -> bytes:
        unpacked = _unpacker(response.headers.get("content-encoding", ""), tried)
        body = bytearray()
        async for piece in response.aiter_raw():
            body += unpacked.part(piece, self._most_bytes + 1 - len(body))
            if len(body) > self._most_bytes:
                raise Unexpected(
                    f"The answer is larger than {self._most_bytes / 2**20:g} MiB, too large to be read.",
                    tried=tried,
                    next_step="Ask for less, or check that the host is a Capgo server.",
                )
        if not unpacked.ended:
            raise _packed(tried)
        return bytes(body)


@dataclass(slots=True)
class _Progress:
    """How far a request came, told by the connection itself."""

    sent: bool
    """Whether the first byte may have left. A tunnel through a proxy does not count."""

    async def note(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self.sent = True


class _InProcess(httpx.AsyncBaseTransport):
    """The way into an application in this process: where it raises a ConnectionError, the line broke."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        broken: list[ConnectionError] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            try:
                await self._app(scope, receive, send)
            except ConnectionError as error:
                broken.append(error)
                raise

        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        response = await transport.handle_async_request(request)
        if broken:
            raise httpx.RemoteProtocolError("The application broke the connection off.", request=request)
        return response


_AGENT: Final = f"capgo-tui/{__version__}"


def _certificates(origin: Origin) -> ssl.SSLContext:
    """The authorities to trust, those of SSL_CERT_FILE on this machine too; plain http needs none."""
    if origin.scheme == "http":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loading the authorities takes 30 ms
    return httpx.create_ssl_context()


class _Plain:
    """A body that is not packed."""

    ended = True

    def part(self, piece: bytes, most: int) -> bytes:
        return piece[:most]


class _Gunzip:
    """Unpacks gzip, and never more than asked for: a small answer must not be able to fill the memory."""

    def __init__(self, tried: str) -> None:
        self._tried = tried
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._begun = False

    @property
    def ended(self) -> bool:
        """Whether the packed data came to its end; no data at all is an empty body."""
        return self._inflate.eof or not self._begun

    def part(self, piece: bytes, most: int) -> bytes:
        self._begun = True
        try:
            return self._inflate.decompress(piece, most)
        except zlib.error:
            raise _packed(self._tried) from None


def _unpacker(encoding: str, tried: str) -> _Plain | _Gunzip:
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding == "gzip":
        return _Gunzip(tried)
    raise _packed(tried)


def _packed(tried: str) -> Unexpected:
    return Unexpected(
        "The answer is packed in a way that cannot be undone.",
        tried=tried,
        next_step="A proxy on the way may have damaged it: try again, or try without the proxy.",
    )
