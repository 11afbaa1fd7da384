"""The local history of statistics, as far as a user meets it on the screens."""

from __future__ import annotations

import asyncio
from pathlib import Path

from capgo_tui.screens.main import MainScreen
from capgo_tui.services.statistics.reader import Statistics
from tests.driver import User
from tests.services.statistics.conftest import SHOP, days
from tests.ui.conftest import UserAt

WEEK = days("2026-11-01", "2026-11-07")


def statistics_of(user: User) -> Statistics:
    """What the tabs read."""
    screen = user.app.screen
    assert isinstance(screen, MainScreen)
    assert screen.workspace is not None
    return screen.workspace.statistics


def beside(file: Path, ending: str) -> list[str]:
    """The files whose names begin with that of another."""
    return [path.name for path in file.parent.glob(file.name + ending)]


async def test_a_damaged_history_is_said_once_and_the_statistics_are_there(
    user_at: UserAt, tmp_path: Path
) -> None:
    file = tmp_path / "statistics.sqlite"
    await asyncio.to_thread(file.write_bytes, b"no database " * 1000)
    async with user_at(start_in_demo=False, history_file=file) as user:
        await user.opens(SHOP.id, tab="5")
        assert len((await statistics_of(user).read(SHOP, WEEK)).days) == 7
        await user.settle()
        assert user.told.count("is set aside as") == 1
    assert len(beside(file, ".corrupt-*")) == 1


async def test_what_the_demo_cloud_says_is_never_kept(user_at: UserAt, tmp_path: Path) -> None:
    async with user_at(history_file=tmp_path / "statistics.sqlite") as user:
        assert (await statistics_of(user).read(SHOP, WEEK)).days
    assert beside(tmp_path / "statistics.sqlite", "*") == []
