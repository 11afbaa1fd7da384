"""Watching in front of a user: time passes only as the test says, and the cloud's rows change meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from capgo_tui.api import CapgoClient, connect
from capgo_tui.demo import Demo
from capgo_tui.demo.rows import Device
from capgo_tui.demo.tables import ListedDevices
from capgo_tui.panes.watching import Watching
from capgo_tui.secret import Secret
from tests.driver import DemoBackends, User
from tests.ui.cloud import SHOP
from tests.ui.conftest import NOW


class Clock:
    """The clock of a cloud."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """The present time."""
        return self.now


class TimedBackends(DemoBackends):
    """Ways to a cloud over which requests are counted in the time of the test."""

    seconds = 1000.0
    """Seconds, rising when the test says so."""

    def connect(self, key: Secret) -> CapgoClient:
        """Connect with any key."""
        return connect(
            "http://demo.localhost",
            key,
            asgi=self.demo.app,
            budget=self.budget,
            clock=lambda: self.seconds,
            now=self.demo.clock,
        )


class Time:
    """The seconds of a watch, and the clock of the cloud."""

    def __init__(
        self, user: User, clock: Clock | None = None, *, backends: TimedBackends | None = None
    ) -> None:
        """Take the place of the clock of the program's watch."""
        self._backends = backends
        self._user = user
        self._clock = clock or Clock()
        self._watching = user.app.screen_stack[1].query_one(Watching)
        self.seconds = 1000.0
        self._watching.clock = lambda: self.seconds

    def begins_a_look(self) -> None:
        """Have it ask, without waiting for the answer."""
        self.seconds += 30
        self._watching.look()

    async def passes(self, seconds: float = 30) -> None:
        """Let time pass, and what is due be done."""
        self.seconds += seconds
        self._clock.now += timedelta(seconds=seconds)
        if self._backends is not None:
            self._backends.seconds += seconds
        self._watching.look()
        await self._user.settle()


def device_of(demo: Demo, name: str, app_id: str = SHOP) -> Device:
    """A device as the cloud has it, by its custom id."""
    devices = demo.world.devices_of(app_id).by_id("", changed_after=None, custom_only=False)
    return next(device for device in devices if device.custom_id == name)


def changes(demo: Demo, name: str, at: datetime, **fields: object) -> None:
    """Have a device tell the cloud something new."""
    device = device_of(demo, name)
    for field, value in fields.items():
        setattr(device, field, value)
    device.updated_at = at


def comes(demo: Demo, name: str, at: datetime) -> None:
    """Have a device ask for the first time."""
    like = device_of(demo, "mia")
    new = replace(like, id=99_001, device_id="00000000-0000-4000-8000-0000000000aa", custom_id=name)
    new.updated_at = at
    demo.world.devices[SHOP] = ListedDevices([*_all(demo), new])


def goes(demo: Demo, name: str) -> None:
    """Have the cloud forget a device."""
    demo.world.devices[SHOP] = ListedDevices(each for each in _all(demo) if each.custom_id != name)


def _all(demo: Demo) -> list[Device]:
    return list(demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=False))


def later(moment: datetime, seconds: float) -> datetime:
    """So many seconds later."""
    return moment + timedelta(seconds=seconds)
