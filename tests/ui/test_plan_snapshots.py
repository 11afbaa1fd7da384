"""Pictures of a plan: before, while it runs, and with all kinds of results."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from capgo_tui.api import CapgoClient, connect
from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from capgo_tui.secret import Secret
from capgo_tui.services.plans.bundles import delete_bundles
from tests.driver import DemoBackends, User
from tests.ui.conftest import NOW
from tests.ui.plans import MIXED, SHOP, Gate, bundles, ends, jobs, moves, shop_of, shows, workspace_of

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
Compare = Callable[..., bool]


class StillBackends(DemoBackends):
    """Ways to a demo cloud on which no request takes any time, so that estimates are the same everywhere."""

    def connect(self, key: Secret) -> CapgoClient:
        """Connect with any key."""
        return connect("http://demo.localhost", key, asgi=self.demo.app, budget=100, clock=lambda: 0.0)


def picture(
    snap_compare: Compare, size: tuple[int, int], demo: Demo, steps: Callable[[User], Awaitable[None]]
) -> bool:
    """Go through some steps, and compare what is on the screen then."""
    arrived = []

    async def run(pilot: Pilot[None]) -> None:
        user = User(pilot.app, pilot)  # type: ignore[arg-type]
        await user.settle()
        await steps(user)
        await user.settle()
        arrived.append(user.screen)

    same = snap_compare(CapgoApp(StillBackends(demo)), terminal_size=size, run_before=run)
    assert arrived
    return same


@pytest.fixture
def demo() -> Demo:
    """A demo cloud whose clock stands still."""
    return Demo(clock=lambda: NOW)


async def deletes(user: User) -> None:
    """Open a plan that deletes bundles."""
    await user.opens(SHOP, tab="3")
    names = ("1.5.0-beta.2", "1.0.1", "1.4.2", "1.5.0", "1.2.1", "1.3.1")
    await shows(user, await delete_bundles(workspace_of(user), shop_of(user), bundles(user, *names)))


async def fails(user: User, demo: Demo, gate: Gate) -> None:
    """Apply a plan of which one row is refused, and whose network is lost before its end."""
    gate.hold(4)
    demo.faults.next("/device", 403, method="POST")
    await moves(user, *MIXED, "bigcorp-2")
    await user.press("a")
    await gate.is_reached()
    demo.faults.next("/", "cut", times=None)
    gate.let_through()
    await ends(user)


@pytest.fixture
def gate(demo: Demo) -> Gate:
    """Stands before the cloud."""
    return Gate(demo)


@pytest.mark.parametrize("size", SIZES)
class TestPlans:
    """Each state of a plan that a user looks at."""

    def test_before(self, snap_compare: Compare, size: tuple[int, int], demo: Demo) -> None:
        """What it costs, a row for each target, skipped ones step back and say why; no word is cut."""
        assert picture(snap_compare, size, demo, lambda user: moves(user, *MIXED))

    def test_irreversible(self, snap_compare: Compare, size: tuple[int, int], demo: Demo) -> None:
        """What cannot be undone is said in red, the warning names its row, what is to be typed is told."""
        assert picture(snap_compare, size, demo, deletes)

    def test_running(self, snap_compare: Compare, size: tuple[int, int], gate: Gate, demo: Demo) -> None:
        """A meter, the row that runs, the job in the header; each state has a sign and a word."""
        gate.hold(3)

        async def steps(user: User) -> None:
            await moves(user, *MIXED)
            await user.press("a")
            await gate.is_reached()
            jobs(user)[0].watch(gate.let_through_at_the_end)

        assert picture(snap_compare, size, demo, steps)

    def test_mixed_results(
        self, snap_compare: Compare, size: tuple[int, int], gate: Gate, demo: Demo
    ) -> None:
        """Counted by kind, why it stopped, codes beside failed rows, the sentence of the row below."""
        assert picture(snap_compare, size, demo, lambda user: fails(user, demo, gate))

    def test_typed_names(self, snap_compare: Compare, size: tuple[int, int], demo: Demo) -> None:
        """A dialog asks for app and number before anything is deleted."""

        async def steps(user: User) -> None:
            await deletes(user)
            await user.press("a")

        assert picture(snap_compare, size, demo, steps)

    def test_export(self, snap_compare: Compare, size: tuple[int, int], demo: Demo) -> None:
        """A file that is there is asked about, with a key of its own."""

        Path("plan.sh").write_text("mine")

        async def steps(user: User) -> None:
            await moves(user, *MIXED)
            await user.press("E", "ctrl+u")
            await user.types("plan.sh")
            await user.press("ctrl+s")

        assert picture(snap_compare, size, demo, steps)

    def test_request(self, snap_compare: Compare, size: tuple[int, int], demo: Demo) -> None:
        """What one row changes and sends, in full."""

        async def steps(user: User) -> None:
            await moves(user, *MIXED)
            await user.press("enter")

        assert picture(snap_compare, size, demo, steps)


def test_mixed_results_without_colour(
    snap_compare: Compare, gate: Gate, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: every state can still be told."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (80, 24), demo, lambda user: fails(user, demo, gate))


def test_read_only(snap_compare: Compare, demo: Demo) -> None:
    """Applying is dimmed; why is said above the rows and beside the keys."""

    async def steps(user: User) -> None:
        await moves(user, *MIXED)
        workspace_of(user).client.read_only = True

    assert picture(snap_compare, (80, 24), demo, steps)
