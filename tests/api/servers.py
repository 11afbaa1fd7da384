"""Servers to be tested against: scripted ones in process, raw ones on loopback; and a time that obeys."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from capgo_tui.api import CapgoClient, Write, connect
from capgo_tui.api.verbs import Action, Verb
from capgo_tui.secret import Secret

KEY = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a90"
"""A key that looks like a UUID, as today's do."""

OLD_KEY = "old+token/of=2023"
"""A key that does not, with characters that an address would have to encode."""


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What a scripted server answers."""

    body: Any = None
    """JSON; bytes and texts are sent as they are."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})

    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


OK = Reply({"status": "ok"})
"""What a server says to most writes."""

OLD_LOGIN = Reply({"status": "Unauthorized", "error": "Invalid JWT token"}, 401)
"""What old statistics say to a key in `authorization` (api-seed.md 0.5)."""

NO_RIGHT = Reply(
    {"error": "invalid_org_id", "message": "You can't access this organization", "moreInfo": {}}, 400
)
"""What a server says to a key that may not see an organization."""

Script = Callable[[Asked], Reply | Awaitable[Reply]]


class Scripted:
    """An ASGI server that answers as a function says, and remembers what it was asked."""

    def __init__(self, answer: Script) -> None:
        self._answer = answer
        self.asked: list[Asked] = []

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        asked = Asked(
            scope["method"],
            scope["path"],
            dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True)),
            {name.decode(): value.decode() for name, value in scope["headers"]},
            body,
        )
        self.asked.append(asked)
        answered = self._answer(asked)
        reply = answered if isinstance(answered, Reply) else await answered
        headers = [(name.encode(), value.encode()) for name, value in reply.headers.items()]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.content()})


def replies(*answers: Reply) -> Scripted:
    """A server that gives these answers one after the other, the last one for ever."""
    left = list(answers)
    return Scripted(lambda _: left.pop(0) if len(left) > 1 else left[0])


@dataclass
class Moments:
    """A time that passes only when somebody sleeps, and remembers every sleep."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 22, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000.0)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


def client_of(asgi: Any, *, key: str | None = KEY, time: Moments | None = None, **more: Any) -> CapgoClient:
    """A client of an application in this process, in a time that obeys."""
    time = time or Moments()
    given: dict[str, Any] = {"budget": 1000, "jitter": lambda: 1.0, **more}
    return connect(
        asgi=asgi,
        key=None if key is None else Secret(key),
        sleep=time.sleep,
        clock=time.clock,
        now=time.now,
        **given,
    )


def write_of(method: str, path: str, **fields: Any) -> Write[Any]:
    """A change that no typed method made; its answer is the decoded JSON."""
    return Write(
        verb=Verb(Action.UPDATE_CHANNEL, method, path),
        parts={},
        fields=fields,
        read=lambda payload, _: payload,
    )


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(talk: Talk, *, ssl: Any = None) -> AsyncIterator[int]:
    """A server on a free loopback port that talks as it is told; gives the port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=ssl)
    async with server:
        yield server.sockets[0].getsockname()[1]


def says(raw: bytes) -> Talk:
    """Reads one request, sends these bytes, and hangs up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(raw)
        await writer.drain()

    return talk


def response(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An HTTP answer; `length` may promise more than there is."""
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body
