"""How many requests what a user does costs: counted, not timed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from capgo_tui.demo import Demo
from tests.bench.figures import Figure, Section
from tests.bench.programs import SIZE
from tests.driver import DemoBackends, User, run_user

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)

STEPS: tuple[tuple[str, Callable[[User], Awaitable[None]]], ...] = (
    ("start", lambda user: user.settle()),
    ("opening an app, at Channels", lambda user: user.opens("com.acme.shop")),
    ("its Devices, first", lambda user: user.press("2")),
    ("its Bundles, first", lambda user: user.press("3")),
    ("revisiting the three tabs", lambda user: user.press("2", "1", "3", "2")),
    ("its Organization, first", lambda user: user.press("6")),
    ("another app, at Devices", lambda user: user.opens("com.acme.kiosk", tab="2")),
    ("the first app again, at Devices", lambda user: user.opens("com.acme.shop", tab="2")),
    ("refreshing Devices", lambda user: user.press("r")),
    ("an app of 100,000 devices, the first 5,000", lambda user: user.opens("com.acme.wallet", tab="2")),
)


def measure() -> list[Section]:
    """Walk once through the program."""
    return [Section("requests", asyncio.run(_walk()))]


async def _walk() -> list[Figure]:
    figures = []
    async with run_user(DemoBackends(Demo(clock=lambda: NOW)), *SIZE) as user:
        spent = 0
        for name, act in STEPS:
            await act(user)
            figures.append(Figure(name, "requests", [user.requests - spent]))
            spent = user.requests
    return figures
