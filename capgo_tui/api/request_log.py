"""What was sent and what came of it: for the API log, and for copying a request as curl. Never a key."""

from __future__ import annotations

import shlex
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer, or the lack of one."""

    at: datetime
    """When it was sent, in UTC."""
    method: str
    """`GET`, ..."""
    path: str
    """The path with its query, without the host."""
    url: str
    """The whole address."""
    status: int | None = None
    """The HTTP status; None without an answer."""
    ms: float | None = None
    """Milliseconds to the end of the answer; None if it never left (see `shared`)."""
    size: int | None = None
    """Bytes of the answer, uncompressed; None without an answer."""
    attempt: int = 1
    """Which try of the same request it was, from 1."""
    shared: bool = False
    """Whether it was answered by an equal request that was under way."""
    problem: str = ""
    """The server's code or the kind of fault; empty if all went well."""
    key_header: str = ""
    """The header that the key was in; empty if none was sent."""
    body: str | None = None
    """The JSON that was sent, if any."""

    def curl(self) -> str:
        """The request as a line for a shell, with the key as `$CAPGO_TOKEN`."""
        return curl_line(self.method, self.url, self.key_header, self.body)


def curl_line(method: str, url: str, key_header: str, body: str | None) -> str:
    """A request as a line for a shell, with the key as `$CAPGO_TOKEN`."""
    parts = ["curl"]
    if method != "GET":
        parts += ["-X", method]
    if key_header:
        parts += ["-H", f'"{key_header}: $CAPGO_TOKEN"']
    if body is not None:
        parts += ["-H", "'content-type: application/json'", "--data-raw", shlex.quote(body)]
    return " ".join([*parts, shlex.quote(url)])


class RequestLog:
    """The last exchanges, oldest first."""

    def __init__(self, most: int = 1000) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=most)
        self._watchers: list[Callable[[Exchange], None]] = []
        self.sent = 0
        """How many requests went out in all, retries included, shared ones not."""

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._exchanges))

    def __len__(self) -> int:
        return len(self._exchanges)

    def add(self, exchange: Exchange) -> None:
        """Note an exchange and tell whoever watches."""
        self._exchanges.append(exchange)
        if not exchange.shared:
            self.sent += 1
        for tell in tuple(self._watchers):
            tell(exchange)

    def watch(self, tell: Callable[[Exchange], None]) -> Callable[[], None]:
        """Be told of every exchange when it has ended; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None
