"""A workspace on the acme cloud, with a journal in a file, and a colleague who changes things meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from capgo_tui.api import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.services.app_data import AppData
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.channels import edit_channel
from capgo_tui.services.journal import Entry
from capgo_tui.services.opening import Look
from capgo_tui.services.workspace import OrganizationData, Workspace
from tests.api.servers import client_of
from tests.models.recorded import CONTRACT

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"
READER = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a91"
CI = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a92"
DEVELOPER = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a94"
DEVICE = "a1b2c3d4-0000-4000-8000-000000000002"


@pytest.fixture
def acme() -> Demo:
    """A demo cloud over the rows that the recordings were made of."""
    return Demo.from_file(CONTRACT / "acme-world.json")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal is."""
    return tmp_path / "state" / "journal.jsonl"


def workspace_of(client: CapgoClient, acme: Demo, path: Path | None) -> Workspace:
    """A workspace of the profile acme."""
    return Workspace(client, acme.clock, Look(profile="acme"), journal_file=path)


@asynccontextmanager
async def working(acme: Demo, path: Path | None, key: str) -> AsyncIterator[Workspace]:
    """A workspace with any key."""
    async with client_of(acme.app, key=key) as client:
        yield workspace_of(client, acme, path)


@pytest.fixture
async def workspace(acme: Demo, path: Path) -> AsyncIterator[Workspace]:
    """A workspace with the most powerful key."""
    async with client_of(acme.app) as client:
        yield workspace_of(client, acme, path)


@pytest.fixture
def shop(workspace: Workspace) -> AppData:
    """The app that everything happens in."""
    return workspace.app(SHOP)


@pytest.fixture
def acme_mobile(workspace: Workspace) -> OrganizationData:
    """Its organization."""
    return workspace.organization(ORG)


@pytest.fixture
async def colleague(acme: Demo) -> AsyncIterator[CapgoClient]:
    """Somebody else at the same time."""
    async with client_of(acme.app) as client:
        yield client


async def channel(shop: AppData, name: str = "beta") -> Channel:
    """A channel as the server has it."""
    return await shop.client.channels.read(SHOP, name)


async def no_dev(shop: AppData) -> Change[None]:
    """Keep development builds out of beta."""
    return edit_channel(shop, await channel(shop), ChannelEdit(allow_dev=False))


def last(workspace: Workspace) -> Entry:
    """What the journal says of the last change."""
    return workspace.journal.entries()[-1]


def writes(client: CapgoClient) -> int:
    """How many changes were sent."""
    return sum(exchange.method != "GET" for exchange in client.requests)


def promote_developer(acme: Demo) -> None:
    """Give the developer's key the right to change the settings of channels."""
    key = next(key for key in acme.world.api_keys.values() if key.key == DEVELOPER)
    key.bindings[-1] = replace(key.bindings[-1], role="app_admin")
