"""A user in front of the demo cloud."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import pytest

from capgo_tui.demo import Demo
from capgo_tui.services.opening import Look
from tests.driver import DemoBackends, User, run_user
from tests.ui.cloud import SHOP

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
"""When the demo's world stands still in these tests."""

NAMED = Look(profile="test", host="http://demo.localhost", apps=(SHOP,))
"""A profile that names the app, as servers of January 2025 list none."""

UserAt = Callable[..., AbstractAsyncContextManager[User]]


@pytest.fixture
def demo() -> Demo:
    """A demo cloud with the default world, and a clock that stands still."""
    return Demo(clock=lambda: NOW)


@pytest.fixture
def user_at(demo: Demo) -> UserAt:
    """Start the program on the demo cloud, at any size of terminal."""

    def start(width: int = 120, height: int = 40, **options: object) -> AbstractAsyncContextManager[User]:
        return run_user(DemoBackends(demo, **options), width, height)  # type: ignore[arg-type]

    return start


@pytest.fixture
async def user(user_at: UserAt) -> AsyncIterator[User]:
    """A user in front of the demo cloud, on 120 × 40."""
    async with user_at() as user:
        yield user
