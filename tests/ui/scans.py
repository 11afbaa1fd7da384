"""Scans in front of a user: begun, held in the middle, waited for."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from capgo_tui.demo import Demo
from capgo_tui.screens.main import MainScreen
from capgo_tui.services.workspace import Workspace
from tests.driver import User

WALLET = "com.acme.wallet"
"""An app with 100 000 devices."""


class Gate:
    """Holds the reads of devices back while it is shut, so that a test can look at what runs meanwhile."""

    def __init__(self, demo: Demo) -> None:
        """Stand before a cloud; to be made before the program is started."""
        self._app: ASGIApp = demo.app
        self._open = asyncio.Event()
        self._open.set()
        demo.app = self

    def shut(self) -> None:
        """Hold back what comes from now on."""
        self._open.clear()

    def let_through(self) -> None:
        """Let it through."""
        self._open.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/device":
            await self._open.wait()
        await self._app(scope, receive, send)


def workspace_of(user: User) -> Workspace:
    """The connection of the main screen."""
    screen = user.app.screen_stack[1]
    assert isinstance(screen, MainScreen)
    assert screen.workspace is not None
    return screen.workspace


async def scan_ends(user: User, app_id: str = WALLET) -> None:
    """Wait until a scan has ended, and what it found was said."""
    scan = workspace_of(user).scans.of(app_id)
    if scan is not None:
        async with asyncio.timeout(60):
            await scan.wait()
    await user.settle()


async def loads_all(user: User, app_id: str = WALLET) -> None:
    """Load all devices of the app that is open, and wait for them."""
    await user.press("L", "y")
    await scan_ends(user, app_id)
