"""Pictures of what a watch marks."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from tests.driver import DemoBackends, User
from tests.ui.cloud import SHOP
from tests.ui.conftest import NOW
from tests.ui.test_snapshots import SIZES, Compare
from tests.ui.watching import Clock, Time, changes, comes, later


def picture(snap_compare: Compare, size: tuple[int, int], *keys: str) -> bool:
    """Watch the shop's devices, have two change and one come, press keys, and compare the screen."""
    clock = Clock()
    demo = Demo(clock=clock)
    arrived = []

    async def run(pilot: Pilot[None]) -> None:
        user = User(pilot.app, pilot)  # type: ignore[arg-type]
        await user.settle()
        await user.opens(SHOP, tab="2")
        time = Time(user, clock)
        await user.press("R")
        changes(demo, "mia", later(NOW, 1), version_name="1.4.1", os_version="16")
        changes(demo, "pos-17", later(NOW, 2), version_build="1.4.0")
        comes(demo, "newcomer", later(NOW, 3))
        await time.passes()
        clock.now = later(clock.now, 12)
        await user.press(*keys)
        arrived.append(user.screen)

    same = snap_compare(CapgoApp(DemoBackends(demo, budget=100)), terminal_size=size, run_before=run)
    assert arrived
    return same


@pytest.mark.parametrize("size", SIZES)
class TestWatch:
    """Marks that are seen without any colour."""

    def test_watched_devices(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A glyph before two rows and before their changed cells; how many, and the watch in the header."""
        assert picture(snap_compare, size)

    def test_watched_record(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The bundle, the state and the system say what they were before."""
        assert picture(snap_compare, size, "j", "j", "enter")
