"""Things that go wrong on demand: tests and the command line order them, nothing happens by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from starlette.types import ASGIApp, Message, Receive, Scope, Send

GATEWAY_PAGE = (
    "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center><hr><center>cloudflare</center></body></html>"
)
"""What a proxy shows when it cannot reach the server."""

WORDS = ("cut", "cut-after", "hang", "html", "empty", "text", "half")
"""The faults that are no mere status."""

OLDER_SOURCE = "demo-12.116.3"
"""What a server that un-links calls itself: the number is older than any that is known not to."""


class Unlink(StrEnum):
    """What a server that un-links a channel's bundle says about its own age (contract/api.md 3.6)."""

    OLDER = "older"
    """It names a version that is older than those known to keep the bundle."""
    SILENT = "silent"
    """It names none."""
    CLAIMS_NEW = "claims-new"
    """It names today's version, which keeps the bundle: nothing but reading again shows the loss."""


class ByNumber(StrEnum):
    """How a server of 2025 deletes a key that knows it by its number alone (contract/api-seed.md 3.3)."""

    DELETES = "deletes"
    """It does, as from 17 April 2025 on."""
    PRETENDS = "pretends"
    """It says so and does not, as from 24 February 2025 until then."""


class Cut(ConnectionResetError):
    """The server breaks the connection off, as ordered."""


@dataclass(slots=True)
class _Fault:
    prefix: str
    kind: int | str
    times: int | None
    method: str | None
    retry_after: int | None


@dataclass
class Faults:
    """The faults that are still to happen.

    `next("/channel", 500)` makes the next request below /channel fail with the server's own 500;
    a word makes something else of it:

    * `cut`: the connection breaks, and nothing was done
    * `cut-after`: what was asked is done, then the connection breaks in the middle of the answer
    * `hang`: nothing is done, and no answer comes until the client gives up
    * `html`: 502 with a proxy's page; nothing is done, as with `empty` and `text`
    * `empty`: 200 without a body
    * `text`: 200 with a plain text that is no JSON
    * `half`: what was asked is done; half of the true answer comes as if it were all
    """

    slow_ms: int = 0
    """Milliseconds before each answer, beside those of the cloud itself."""
    unlink_on_post: Unlink | None = None
    """Whether POST /channel without `version` un-links the bundle, as servers before 6 July 2026 did."""
    keys_by_number: ByNumber | None = None
    """How an early server deletes keys by their number; None for one that knows them by their text."""
    _waiting: list[_Fault] = field(default_factory=list)

    def next(
        self,
        prefix: str,
        fault: int | str,
        *,
        times: int | None = 1,
        method: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        """Let the next requests below a path fail.

        Args:
            prefix: the path, or how it begins.
            fault: a status, answered with an error body of the server's form, or a word (see the class).
            times: how many requests; None is all of them.
            method: only requests of this method.
            retry_after: seconds of a `retry-after` header; only with a status.

        Raises:
            ValueError: there is no such fault.
        """
        if not isinstance(fault, int) and fault not in WORDS:
            raise ValueError(f"There is no fault {fault!r}; there are a status and {', '.join(WORDS)}.")
        self._waiting.append(_Fault(prefix, fault, times, method, retry_after))

    def clear(self) -> None:
        """Let nothing fail any more."""
        self._waiting.clear()
        self.slow_ms = 0
        self.unlink_on_post = None
        self.keys_by_number = None

    def due(self, method: str, path: str) -> _Fault | None:
        """Take the fault that a request meets, if any."""
        for fault in self._waiting:
            if path.startswith(fault.prefix) and fault.method in {None, method}:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                return fault
        return None

    def source(self, usual: str) -> str:
        """What the server calls itself in `x-worker-source`, given what it would say; empty for no header."""
        if self.unlink_on_post is Unlink.OLDER:
            return OLDER_SOURCE
        return "" if self.unlink_on_post is Unlink.SILENT else usual


def with_faults(app: ASGIApp, faults: Faults, latency: Callable[[], float]) -> ASGIApp:
    """Put the faults, and a delay in seconds, in front of an application.

    The application raises `Cut` where it breaks the connection off, and has sent a part of the answer then.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if latency():
            await asyncio.sleep(latency())
        fault = faults.due(scope["method"], scope["path"])
        if fault is None:
            await app(scope, receive, send)
        elif fault.kind == "half":
            await app(scope, receive, _halving(send))
        elif fault.kind == "cut-after":
            await app(scope, receive, _cutting(send))
        elif fault.kind == "cut":
            await _nothing(send)
        elif fault.kind == "hang":
            await _hang(receive)
        else:
            await _fail(fault, send)

    return wrapped


def _halving(send: Send) -> Send:
    async def halve(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [pair for pair in message["headers"] if pair[0] != b"content-length"]
            message = {**message, "headers": headers}
        elif message.get("body"):
            body: bytes = message["body"]
            message = {**message, "body": body[: len(body) // 2]}
        await send(message)

    return halve


def _cutting(send: Send) -> Send:
    """Send the beginning of an answer that says how long it is, and then no more."""

    async def cut(message: Message) -> None:
        if message["type"] != "http.response.body":
            await send(message)
            return
        body: bytes = message.get("body", b"")
        await send({**message, "body": body[: len(body) // 2], "more_body": True})
        raise Cut("cut-after")

    return cut


async def _nothing(send: Send) -> None:
    """Break off before anything is done; only behind the headers can every ASGI server do so."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
    raise Cut("cut")


async def _hang(receive: Receive) -> None:
    """Wait until the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _fail(fault: _Fault, send: Send) -> None:
    status, kind, body = 200, "application/json", b""
    if isinstance(fault.kind, int):
        status = fault.kind
        code, message = {429: ("too_many_requests", "Too many requests")}.get(
            status, ("unknown_error", "Unknown error")
        )
        body = f'{{"error":"{code}","message":"{message}","moreInfo":{{}}}}'.encode()
    elif fault.kind == "html":
        status, kind, body = 502, "text/html; charset=UTF-8", GATEWAY_PAGE.encode()
    elif fault.kind == "text":
        kind, body = "text/plain; charset=UTF-8", b"error code: 1015"
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    if fault.retry_after is not None:
        headers.append((b"retry-after", str(fault.retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
