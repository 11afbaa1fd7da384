"""Plans in front of a user: opened, held in the middle, waited for."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from capgo_tui.demo import Demo
from capgo_tui.messages import ShowPlan
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.device import Device
from capgo_tui.screens.main import MainScreen
from capgo_tui.services.app_data import AppData
from capgo_tui.services.plans.devices import move_devices
from capgo_tui.services.plans.job import Job
from capgo_tui.services.plans.plan import Plan
from capgo_tui.services.workspace import Workspace
from tests.driver import User

SHOP = "com.acme.shop"
MIXED = ("pos-17", "store-001", "priya", "store-004", "mia", "canary-1", "bigcorp-1")
"""Devices of which priya and mia are on beta already."""


class Gate:
    """Holds one change back until it is let through, so that a test can look at what runs meanwhile."""

    def __init__(self, demo: Demo) -> None:
        """Stand before a cloud; to be made before the program is started."""
        self._app: ASGIApp = demo.app
        self._left = 0
        self._open = asyncio.Event()
        self._reached = asyncio.Event()
        demo.app = self

    def hold(self, number: int) -> None:
        """Hold the change of this number back, counted from now and from 1."""
        self._left = number

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            self._left -= 1
            if self._left == 0:
                self._reached.set()
                await self._open.wait()
        await self._app(scope, receive, send)

    async def is_reached(self) -> None:
        """Wait until the change has come that is held back."""
        async with asyncio.timeout(30):
            await self._reached.wait()

    def let_through(self) -> None:
        """Let it through."""
        self._open.set()

    def let_through_at_the_end(self, job: Job) -> None:
        """Let it through as soon as a job is stopped, so that the program can be closed."""
        if job.stopping:
            self._open.set()


def workspace_of(user: User) -> Workspace:
    """The connection of the program."""
    screen = user.app.screen_stack[1]
    assert isinstance(screen, MainScreen)
    assert screen.workspace is not None
    return screen.workspace


def shop_of(user: User) -> AppData:
    """What is loaded of the shop."""
    return workspace_of(user).app(SHOP)


def devices(user: User, *names: str) -> list[Device]:
    """Loaded devices by their custom id."""
    known = {device.custom_id: device for device in shop_of(user).devices.records}
    return [known[name] for name in names]


def bundles(user: User, *names: str) -> list[Bundle]:
    """Loaded bundles by their name."""
    known = {bundle.name: bundle for bundle in shop_of(user).bundles.records}
    return [known[name] for name in names]


async def shows(user: User, plan: Plan) -> None:
    """Show a plan, as a pane does."""
    user.app.screen_stack[1].post_message(ShowPlan(plan))
    await user.settle()


def row_of(user: User, label: str) -> str:
    """The row of a target in the table of the plan."""
    lines = (line.removeprefix("❯").strip() for line in user.screen.splitlines())
    return next((line for line in lines if line.startswith(f"{label} ") and line.count("  ") > 2), "")


def notices(user: User) -> str:
    """What the notifications say, on one line."""
    lines = [line.partition("▌")[2].strip(" │─╯") for line in user.screen.splitlines() if "▌" in line]
    return " ".join(" ".join(lines).split())


async def moves(user: User, *names: str, to: str = "beta") -> None:
    """Open the devices of the shop, and a plan that moves some of them."""
    await user.opens(SHOP, tab="2")
    data = shop_of(user)
    channel = next(channel for channel in data.channels.records if channel.name == to)
    await shows(user, await move_devices(workspace_of(user), data, devices(user, *names), channel))


def jobs(user: User) -> tuple[Job, ...]:
    """What was applied."""
    return workspace_of(user).jobs.all


async def ends(user: User) -> Job:
    """Wait until the last plan that was begun has ended."""
    job = jobs(user)[-1]
    await job.wait()
    await user.settle()
    return job
