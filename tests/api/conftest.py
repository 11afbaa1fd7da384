"""The acme world of the recordings, and a client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from capgo_tui.api.client import CapgoClient
from capgo_tui.demo import Demo
from tests.api.servers import client_of
from tests.models.recorded import CONTRACT


@pytest.fixture
def acme() -> Demo:
    """A demo cloud over the rows that the recordings were made of."""
    return Demo.from_file(CONTRACT / "acme-world.json")


@pytest.fixture
async def client(acme: Demo) -> AsyncIterator[CapgoClient]:
    """A client of it with its most powerful key."""
    async with client_of(acme.app) as client:
        yield client
