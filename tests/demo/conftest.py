"""A cloud with a clock that tests move, and somebody who asks it things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from capgo_tui.demo import Demo
from tests.demo.old_servers import Server
from tests.demo.replay import CONTRACT


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Reply:
    """An answer of the cloud."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> tuple[int, str]:
        """The status and the server's word for it."""
        return self.status, self.body["error"]

    @property
    def issues(self) -> list[Any]:
        """What the schema did not like."""
        issues: list[Any] = self.body["moreInfo"]["error"]["issues"]
        return issues


class Asker:
    """Asks a cloud, as the most powerful key unless another is named."""

    def __init__(self, demo: Demo, clock: Clock) -> None:
        self.demo = demo
        self.clock = clock

    async def __call__(
        self,
        method: str,
        path: str,
        body: Any = ...,
        *,
        key: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        sent = {"capgkey": self.demo.keys[key] if key else self.demo.key} if headers is None else headers
        content = None if body is ... else json.dumps(body).encode()
        transport = httpx.ASGITransport(app=self.demo.app)
        async with httpx.AsyncClient(transport=transport, base_url="https://demo") as client:
            response = await client.request(method, path, headers=sent, content=content)
        answered = response.json() if response.content else None
        return Reply(response.status_code, answered, response.headers)


@pytest.fixture
def ask() -> Asker:
    """Ask the default world."""
    demo = Demo()
    clock = Clock(demo.world.now)
    demo.clock = clock
    return Asker(demo, clock)


@pytest.fixture
def acme() -> Asker:
    """Ask the small world of the recorded cases."""
    demo = Demo.from_file(CONTRACT / "acme-world.json")
    clock = Clock(demo.world.now)
    demo.clock = clock
    return Asker(demo, clock)


@pytest.fixture
def seed() -> Server:
    """A server written from the two pages."""
    return Server("seed")


@pytest.fixture
def early() -> Server:
    """The real server of January 2025."""
    return Server("2025-01")


@pytest.fixture
def late() -> Server:
    """The real server of November 2025."""
    return Server("2025-11")


@pytest.fixture(params=["seed", "2025-01"])
def old(request: pytest.FixtureRequest) -> Server:
    """Either server of the German page: what holds for both."""
    return Server(request.param)


@pytest.fixture(params=["seed", "2025-11"])
def counted(request: pytest.FixtureRequest) -> Server:
    """Either server of the Chinese page: what holds for both."""
    return Server(request.param)
