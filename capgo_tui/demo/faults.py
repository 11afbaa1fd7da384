"""Things that go wrong on demand: tests order them, nothing happens by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

GATEWAY_PAGE = (
    "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center><hr><center>cloudflare</center></body></html>"
)
"""What a proxy shows when it cannot reach the server."""

WORDS = ("html", "empty", "cut", "text", "hang")
"""The faults that are no mere status."""


@dataclass(slots=True)
class _Fault:
    prefix: str
    kind: int | str
    times: int
    method: str | None
    retry_after: int | None


@dataclass
class Faults:
    """The faults that are still to happen.

    `next("/channel", 500)` makes the next request below /channel fail with the server's own 500;
    a word makes something else of the answer:

    * `html`: 502 with a proxy's page
    * `empty`: 200 without a body
    * `cut`: the true answer, half of it
    * `text`: 200 with a plain text that is no JSON
    * `hang`: no answer until the client gives up
    """

    _waiting: list[_Fault] = field(default_factory=list)

    def next(
        self,
        prefix: str,
        fault: int | str,
        *,
        times: int = 1,
        method: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        """Let the next requests below a path fail.

        Args:
            prefix: the path, or how it begins.
            fault: a status, answered with an error body of the server's form, or a word (see the class).
            times: how many requests.
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

    def due(self, method: str, path: str) -> _Fault | None:
        """Take the fault that a request meets, if any."""
        for fault in self._waiting:
            if path.startswith(fault.prefix) and fault.method in {None, method}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None


def with_faults(app: ASGIApp, faults: Faults, latency: Callable[[], float]) -> ASGIApp:
    """Put the faults, and a delay in seconds, in front of an application."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if latency():
            await asyncio.sleep(latency())
        fault = faults.due(scope["method"], scope["path"])
        if fault is None:
            await app(scope, receive, send)
        elif fault.kind == "cut":
            await app(scope, receive, _cutting(send))
        elif fault.kind == "hang":
            await asyncio.Event().wait()
        else:
            await _fail(fault, send)

    return wrapped


def _cutting(send: Send) -> Send:
    async def cut(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [pair for pair in message["headers"] if pair[0] != b"content-length"]
            message = {**message, "headers": headers}
        elif message.get("body"):
            body: bytes = message["body"]
            message = {**message, "body": body[: len(body) // 2]}
        await send(message)

    return cut


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
