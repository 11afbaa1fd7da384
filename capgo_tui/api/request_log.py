"""What was sent and what came of it: for the API log, and for copying a request as curl. Never a key."""

from __future__ import annotations

import shlex
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

LONGEST_ANSWER: Final = 262_144
"""Bytes of an answer that are kept; of a longer one, its beginning."""
MOST_ANSWERS: Final = 8 * 2**20
"""Characters of answers that are kept altogether; the oldest go first."""


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
    number: int = 0
    """Which exchange of the log it is, from 1; 0 before it is in the log."""

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
    """The last exchanges, oldest first, and the beginnings of the latest answers."""

    def __init__(self, most: int = 1000) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=most)
        self._answers: OrderedDict[int, str] = OrderedDict()
        self._answers_size = 0
        self._watchers: list[Callable[[Exchange], None]] = []
        self._count = 0
        self.sent = 0
        """How many requests went out in all, retries included, shared ones not."""

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._exchanges))

    def __len__(self) -> int:
        return len(self._exchanges)

    def add(self, exchange: Exchange, answer: bytes | None = None) -> None:
        """Note an exchange and tell whoever watches.

        Args:
            exchange: what was sent and what came of it.
            answer: the answer without the key; None if there was none, or it holds other secrets.
        """
        self._count += 1
        exchange = replace(exchange, number=self._count)
        self._exchanges.append(exchange)
        if answer is not None:
            self._keep(exchange.number, answer[:LONGEST_ANSWER].decode("utf-8", "replace"))
        if not exchange.shared:
            self.sent += 1
        for tell in tuple(self._watchers):
            tell(exchange)

    def answer(self, exchange: Exchange) -> str | None:
        """Give the beginning of an answer, up to `LONGEST_ANSWER` bytes; None if it is not kept."""
        return self._answers.get(exchange.number)

    def _keep(self, number: int, text: str) -> None:
        self._answers[number] = text
        self._answers_size += len(text)
        while self._answers_size > MOST_ANSWERS:
            _, oldest = self._answers.popitem(last=False)
            self._answers_size -= len(oldest)

    def watch(self, tell: Callable[[Exchange], None]) -> Callable[[], None]:
        """Be told of every exchange when it has ended; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None
