"""A workspace over the demo cloud, in a time that passes only when somebody waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from capgo_tui.api import CapgoClient, connect
from capgo_tui.demo import Demo
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.secret import Secret
from capgo_tui.services.app_data import AppData
from capgo_tui.services.opening import Look
from capgo_tui.services.plans.job import Job
from capgo_tui.services.plans.plan import Plan
from capgo_tui.services.workspace import Workspace

NOW = datetime(2026, 11, 21, 22, 3, tzinfo=UTC)
SHOP = "com.acme.shop"


@dataclass
class Desk:
    """Somebody at work on one app of the demo cloud."""

    demo: Demo
    workspace: Workspace
    sleep: Callable[[float], Awaitable[None]]
    slept: list[float] = field(default_factory=list)

    @property
    def data(self) -> AppData:
        """The app."""
        return self.workspace.app(SHOP)

    async def reads(self) -> None:
        """Read what the tabs would have read."""
        await self.workspace.read_estate()
        await self.data.read_neighbours()
        await self.data.devices.read()

    def devices(self, *names: str) -> list[Device]:
        """Loaded devices by their custom id."""
        known = {device.custom_id: device for device in self.data.devices.records}
        return [known[name] for name in names]

    def channel(self, name: str) -> Channel:
        """A loaded channel."""
        return next(channel for channel in self.data.channels.records if channel.name == name)

    def channels(self, *names: str) -> list[Channel]:
        """Loaded channels."""
        return [self.channel(name) for name in names]

    def bundles(self, *names: str) -> list[Bundle]:
        """Loaded bundles."""
        known = {bundle.name: bundle for bundle in self.data.bundles.records}
        return [known[name] for name in names]

    def override(self, name: str) -> str | None:
        """The channel that the cloud forces a device to."""
        device_id = self.devices(name)[0].device_id
        number = self.demo.world.overrides.get((SHOP, device_id))
        return None if number is None else self.demo.world.channels[number].name

    @property
    def requests(self) -> int:
        """How many requests went out."""
        return self.workspace.client.requests.sent

    def job(self, plan: Plan) -> Job:
        """A job that waits in this time."""
        return Job(plan, sleep=self.sleep)

    async def applies(self, plan: Plan) -> Job:
        """Apply a plan to its end."""
        job = self.job(plan)
        await job.run()
        return job


Desks = Callable[..., Desk]


@pytest.fixture
async def desk_of(tmp_path: Path) -> AsyncIterator[Desks]:
    """Make desks, with any key, budget, protected names and demo cloud."""
    opened: list[CapgoClient] = []

    def make(
        key: str = "super admin",
        *,
        budget: int = 1000,
        protected: Sequence[str] = (),
        demo: Demo | None = None,
        journal: str = "journal.jsonl",
    ) -> Desk:
        cloud = demo or Demo()
        passed = [0.0]
        slept: list[float] = []
        cloud.clock = lambda: NOW + timedelta(seconds=passed[0])

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            passed[0] += seconds
            await asyncio.sleep(0)

        client = connect(
            key=Secret(cloud.keys[key]), asgi=cloud.app, budget=budget, sleep=sleep, clock=lambda: passed[0]
        )
        opened.append(client)
        look = Look(profile="work", protected=protected)
        workspace = Workspace(client, lambda: NOW + timedelta(seconds=passed[0]), look, tmp_path / journal)
        return Desk(cloud, workspace, sleep, slept)

    yield make
    for client in opened:
        await client.aclose()


@pytest.fixture
async def desk(desk_of: Desks) -> Desk:
    """A desk with everything loaded, and the most powerful key."""
    desk = desk_of()
    await desk.reads()
    return desk


def table(plan: Plan) -> list[tuple[str, str, str, str]]:
    """The rows of a plan, as a user reads them."""
    return [(row.label, row.now, row.then, row.skipped) for row in plan.rows]


def outcome(job: Job) -> dict[str, str]:
    """What became of each row, in a word."""
    return {row.label: result.state.value for row, result in zip(job.plan.rows, job.results, strict=True)}
