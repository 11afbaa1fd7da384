"""The demo cloud: a Capgo server with its own rows, for `--demo`, `demo-server`, tests and pictures.

It behaves as contract/api.md says, quirks included, and shares no code with the client: a wrong field name
cannot be wrong on both sides.

    demo = Demo()                                  # the default world
    demo = Demo.from_file(Path("acme-world.json")) # a world of plain rows
    httpx.ASGITransport(app=demo.app)              # talk to it in process
    serving.serve(demo, 8787, announce=print)      # or over loopback

Tests lower `demo.limits`, order `demo.faults` (or `Demo(faults=["cut-after@/channel:POSTx1"])`), set
`demo.latency_ms`, and change `demo.world` in place.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from capgo_tui.demo.dialects import DIALECTS, dialect_named
from capgo_tui.demo.fault_specs import BadSpec, order
from capgo_tui.demo.faults import Faults, Unlink, with_faults
from capgo_tui.demo.limits import Limits
from capgo_tui.demo.state import World
from capgo_tui.demo.worldfile import NotAWorld, read_world

__all__ = ["DIALECTS", "KEY", "BadSpec", "Demo", "Faults", "Limits", "NotAWorld", "Unlink", "World"]

KEY = "c0ffee00-0000-4000-8000-000000000001"
"""The most powerful key of the default world: super admin of every organization of the story."""


class Demo:
    """One cloud: a world, a clock, and the application that answers over them."""

    world: World
    """The rows; a test may change them in place."""
    clock: Callable[[], datetime]
    """Gives the time (aware UTC)."""
    limits: Limits
    """The rate limits, to be lowered by tests."""
    faults: Faults
    """What goes wrong next."""
    latency_ms: int
    """Milliseconds before each answer."""
    key: str
    """The most powerful key of the world."""
    keys: dict[str, str]
    """Every key that can be told, by its name."""

    def __init__(
        self,
        world: World | None = None,
        *,
        dialect: str = "current",
        clock: Callable[[], datetime] | None = None,
        latency_ms: int = 0,
        faults: Iterable[str] = (),
    ) -> None:
        """Make a cloud.

        Args:
            world: the rows; None is the default world.
            dialect: the generation of server to speak.
            clock: gives the time (aware UTC); None is the world's `now` plus the time that has passed.
            latency_ms: milliseconds before each answer.
            faults: what goes wrong, as the command line writes it (`fault_specs.FORMS`).

        Raises:
            BadSpec: a fault is of none of the forms.
            ValueError: the demo cloud does not speak that dialect.
        """
        spoken = dialect_named(dialect)
        if world is None:
            from capgo_tui.demo.world import default_world  # noqa: PLC0415 - a file's world does without

            world = default_world()
        self.world = world
        self.clock = clock or _running_from(world.now)
        self.limits = Limits()
        self.faults = Faults()
        order(self.faults, faults)
        self.latency_ms = latency_ms
        spoken.prepare(world)
        self.keys = {key.name: key.key for key in world.api_keys.values() if key.key} | world.secrets
        self.key = KEY if KEY in self.keys.values() else next(iter(self.keys.values()), "")

        from capgo_tui.demo.application import Cloud  # noqa: PLC0415 - brings starlette's routing

        self._cloud = Cloud(world, self.limits, self._now, spoken, self.faults)
        self.app = with_faults(
            self._cloud, self.faults, lambda: (self.latency_ms + self.faults.slow_ms) / 1000
        )

    def _now(self) -> datetime:
        return self.clock()

    @property
    def dialect(self) -> str:
        """The generation of server that is spoken; setting it is an upgrade while the cloud runs."""
        return self._cloud.dialect.name

    @dialect.setter
    def dialect(self, name: str) -> None:
        spoken = dialect_named(name)
        spoken.prepare(self.world)
        self._cloud.dialect = spoken

    @classmethod
    def from_file(
        cls,
        path: Path,
        *,
        dialect: str = "current",
        clock: Callable[[], datetime] | None = None,
        latency_ms: int = 0,
        faults: Iterable[str] = (),
    ) -> Demo:
        """Make a cloud over the rows of a file; its `now` is where the clock starts.

        Raises:
            NotAWorld: the file holds no such rows.
            OSError: it cannot be read.
            BadSpec: a fault is of none of the forms.
            ValueError: the demo cloud does not speak that dialect.
        """
        return cls(read_world(path), dialect=dialect, clock=clock, latency_ms=latency_ms, faults=faults)


def _running_from(start: datetime) -> Callable[[], datetime]:
    made = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - made)
