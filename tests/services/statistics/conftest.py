"""What statistics are read from: the acme cloud, the demo's own world, and scripted old servers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.statistics.reader import Statistics
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.workspace import Workspace
from tests.api.servers import Moments, client_of

TODAY = date(2026, 11, 21)
"""The day on which the worlds of these tests stand still."""

SHOP = Scope(Kind.APP, "com.acme.shop")
ACME = Scope(Kind.ORGANIZATION, "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701")
EVERYTHING = Scope(Kind.EVERYTHING)


def days(first: str, last: str) -> Period:
    """A period, by its first and last day."""
    return Period(date.fromisoformat(first), date.fromisoformat(last))


EXAMPLE = days("2026-06-01", "2026-06-03")
"""The days of the worked example (contract/api.md 3.8)."""


@pytest.fixture
def statistics(workspace: Workspace) -> Statistics:
    """The statistics of the acme cloud."""
    return workspace.statistics


@pytest.fixture
async def client(workspace: Workspace) -> CapgoClient:
    """The connection to the acme cloud, to count requests."""
    return workspace.client


@pytest.fixture
def moments() -> Moments:
    """A time that a test moves on by hand; it begins on the 21st of November 2026 at 22:00."""
    return Moments()


@pytest.fixture
async def scripted(moments: Moments) -> AsyncIterator[object]:
    """Makes statistics over a scripted server, in that time."""
    clients: list[CapgoClient] = []

    def make(server: object) -> Statistics:
        clients.append(client_of(server, time=moments))
        return Statistics(clients[-1], moments.now)

    yield make
    for client in clients:
        await client.aclose()
