"""Pictures of the journal and of undo, at both sizes. Each docstring says what to look at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.panes.plan import PlanPane
from capgo_tui.services.changes.devices import move_device
from tests.driver import DemoBackends, User
from tests.services.journal.lines_of import intent
from tests.ui.cloud import SHOP
from tests.ui.conftest import NOW
from tests.ui.undoing import applies, changes, somebody_else_changes, workspace_of

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
HOST = "http://demo.localhost"

Compare = Callable[..., bool]


class Clock:
    """A time that passes only when it is told to."""

    def __init__(self) -> None:
        self.time: datetime = NOW

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **span: int) -> None:
        """Let some time pass."""
        self.time += timedelta(**span)


Steps = Callable[[User, Clock], Awaitable[None]]


def picture(snap_compare: Compare, size: tuple[int, int], steps: Steps) -> bool:
    """Open the shop, take some steps, and compare what is on the screen then."""
    clock = Clock()
    arrived = []

    async def run(pilot: Pilot[None]) -> None:
        user = User(pilot.app, pilot)  # type: ignore[arg-type]
        await user.settle()
        await user.opens(SHOP)
        await steps(user, clock)
        user.app.clear_notifications()
        await user.settle()
        arrived.append(user.screen)

    app = CapgoApp(DemoBackends(Demo(clock=clock), budget=1000))
    same = snap_compare(app, terminal_size=size, run_before=run)
    assert arrived
    return same


async def a_day_of_work(user: User, clock: Clock) -> None:
    """Changes of every state: taken back, made, refused, unfinished."""
    workspace = workspace_of(user)
    workspace.journal.write(
        intent("killed", at=NOW - timedelta(days=2), profile="demo", host=HOST, title="Change channel next")
    )
    await changes(user, "beta", ChannelEdit(version="1.4.2", allow_dev=False))
    clock.passes(minutes=90)
    await user.press("u")
    await applies(user)
    await user.press("escape")
    await workspace.app(SHOP).devices.read()
    device = next(one for one in workspace.app(SHOP).devices.records if one.custom_id == "priya")
    staging = await workspace.client.channels.read(SHOP, "staging")
    await workspace.changes.make(move_device(workspace.app(SHOP), device, staging))
    clock.passes(minutes=5)
    with pytest.raises(CapgoError):
        await changes(user, "staging", ChannelEdit(version="9.9.9"))
    await changes(user, "beta", ChannelEdit(public=True))
    clock.passes(minutes=12)


async def journal(user: User, clock: Clock) -> None:
    """Read the journal of such a day."""
    await a_day_of_work(user, clock)
    await user.press("J")


async def entry(user: User, clock: Clock) -> None:
    """Look at a change that took something from others."""
    await journal(user, clock)
    await user.press("enter")


async def unfinished(user: User, clock: Clock) -> None:
    """Look at a change of which nobody knows what became."""
    await journal(user, clock)
    await user.press("G", "enter")


async def undo(user: User, clock: Clock) -> None:
    """Press `u` after publishing, while somebody else worked on the same channel."""
    await changes(user, "beta", ChannelEdit(public=True, version="1.4.2"))
    clock.passes(minutes=3)
    await somebody_else_changes(user, "beta", ChannelEdit(allow_emulator=False))
    await user.press("u")
    await hears(user)


async def undo_of_several(user: User, clock: Clock) -> None:
    """Mark all changes of such a day, and press `u`."""
    await journal(user, clock)
    await somebody_else_changes(user, "beta", ChannelEdit(public=False))
    await user.press("asterisk", "u")
    await hears(user)


async def hears(user: User) -> None:
    """Wait until the plan can be applied."""
    while user.app.screen.query_one(PlanPane).check_action("apply", ()) is None:
        await user.settle()


@pytest.mark.parametrize("size", SIZES)
class TestJournal:
    """What was changed, and what takes it back."""

    def test_journal(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Newest first; what was taken back steps back, what is unfinished stands out and says what to do."""
        assert picture(snap_compare, size, journal)

    def test_entry(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The changed fields first, then request and answer, then what else the channel said."""
        assert picture(snap_compare, size, entry)

    def test_unfinished_entry(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """It says that nobody knows whether it was made, and how to find out."""
        assert picture(snap_compare, size, unfinished)

    def test_undo(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What was public is published again first; what somebody else changed is said; nothing is sent."""
        assert picture(snap_compare, size, undo)

    def test_undo_of_several(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A row for each change, also for those that cannot be taken back, with the reason."""
        assert picture(snap_compare, size, undo_of_several)
