"""A user looks at a plan before anything is sent, and applies it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.services.opening import Look
from capgo_tui.services.plans.bundles import delete_bundles
from capgo_tui.services.plans.devices import move_devices
from tests.driver import DemoBackends, User, run_user
from tests.ui.cloud import override_of
from tests.ui.conftest import NOW, UserAt
from tests.ui.plans import (
    MIXED,
    SHOP,
    bundles,
    devices,
    ends,
    jobs,
    moves,
    row_of,
    shop_of,
    shows,
    workspace_of,
)


def overrides(demo: Demo, user: User, *names: str) -> list[str | None]:
    """The channels that the cloud forces devices to."""
    return [override_of(demo, device.device_id) for device in devices(user, *names)]


# Before ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_target_has_a_row_before_anything_is_sent(
    demo: Demo, user_at: UserAt, size: tuple[int, int]
) -> None:
    async with user_at(*size) as user:
        await moves(user, *MIXED)
        assert user.sees("Move 7 devices to beta")
        assert user.sees("5 changes + 1 reading to check = 6 requests, about 1 s · 2 skipped")
        row = row_of(user, "pos-17")
        assert all(word in row for word in ("legacy", "→ beta", "POST /device", "○ to do"))
        row = row_of(user, "priya")
        assert all(word in row for word in ("beta", "already so", "– skipped"))
        assert "→" not in row
        assert user.line_with("a apply")
        assert overrides(demo, user, "pos-17", "store-001") == ["legacy", None]


async def test_what_a_row_sends_is_shown_in_full(user: User) -> None:
    await moves(user, "pos-17", "priya")
    await user.press("enter")
    assert user.sees('"channel": "beta"')
    assert user.sees("POST /device")
    await user.press("escape", "j", "enter")
    assert user.sees("Nothing is sent for it: already so.")


async def test_a_row_is_left_out_and_taken_in_again(demo: Demo, user: User) -> None:
    await moves(user, "pos-17", "store-001", "priya")
    await user.press("space")
    assert "left out" in row_of(user, "pos-17")
    assert user.sees("1 change + 1 reading to check = 2 requests")
    await user.press("space")
    assert user.sees("Nothing to do: every row is skipped.")
    await user.press("a")
    assert user.sees("every row is skipped")
    await user.press("k", "space", "a")
    await ends(user)
    assert overrides(demo, user, "pos-17", "store-001") == ["legacy", "beta"]


async def test_a_public_target_says_that_it_clears_the_override(demo: Demo, user: User) -> None:
    await moves(user, "pos-17", "store-001", to="production")
    assert user.sees("Move 2 devices to production: clear the override")
    assert "→ no override" in row_of(user, "pos-17")
    assert "no override to clear" in row_of(user, "store-001")
    assert user.sees("no override may point at one")
    await user.press("a")
    await ends(user)
    assert overrides(demo, user, "pos-17") == [None]


async def test_the_key_that_was_meant_for_the_table_applies_nothing(demo: Demo, user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("slash")
    await user.types("pos-17")
    await user.press("enter", "space")
    await user.bursts("xaaa")
    assert user.sees("Clear the override of pos-17")
    assert jobs(user) == ()
    await user.press("a")
    await ends(user)
    assert overrides(demo, user, "pos-17") == [None]


async def test_names_are_typed_before_what_cannot_be_undone(demo: Demo, user: User) -> None:
    await user.opens(SHOP, tab="3")
    plan = await delete_bundles(
        workspace_of(user), shop_of(user), bundles(user, "1.5.0-beta.2", "1.0.1", "1.4.2")
    )
    await shows(user, plan)
    assert user.sees("A deleted bundle cannot be brought back")
    assert user.sees(f"asks to type: {SHOP} 2")
    assert "linked to production" in row_of(user, "1.4.2")
    await user.press("a")
    await user.types(f"{SHOP} 3")
    await user.press("enter")
    assert user.sees(f"Type {SHOP} 2 first, exactly as it is written.")
    assert jobs(user) == ()
    await user.press("backspace")
    await user.types("2")
    await user.press("ctrl+s")
    await ends(user)
    assert user.sees("✓ 2 made  – 1 skipped")
    assert {"1.5.0-beta.2", "1.0.1"}.isdisjoint(bundle.name for bundle in demo.world.bundles_of(SHOP))


async def test_a_dialog_that_is_left_applies_nothing(user: User) -> None:
    await user.opens(SHOP, tab="3")
    await shows(user, await delete_bundles(workspace_of(user), shop_of(user), bundles(user, "1.0.1")))
    await user.press("a", "escape", "escape")
    assert jobs(user) == ()


async def test_each_protected_name_is_asked_for(user_at: UserAt) -> None:
    look = Look(profile="demo", host="demo", protected=("store-*",))
    async with user_at(look=look) as user:
        await moves(user, "store-001", "pos-17", "store-004", to="next")
        assert user.sees("asks to type: store-001, store-004")
        await user.press("a")
        await user.types("store-001")
        await user.press("enter")
        assert user.sees("Type store-004 first")
        await user.types("store-004")
        await user.press("enter")
        assert (await ends(user)).summary == "3 made"


async def test_read_only_mode_shows_and_exports_and_applies_nothing(
    demo: Demo, user_at: UserAt, home: Path
) -> None:
    async with user_at(80, 24, read_only=True) as user:
        await moves(user, "pos-17", "store-001")
        assert user.sees("⊘ read-only mode")
        await user.press("a", "ctrl+enter")
        assert user.sees("read-only mode: :rw leaves it")
        assert jobs(user) == ()
        await user.press("E", "enter")
        assert user.sees("Written to")
        assert (home / "move-2-devices-to-beta.sh").is_file()
        workspace_of(user).client.read_only = False
        await user.settle()
        assert not user.sees("⊘ read-only mode")
        await user.press("a")
        assert (await ends(user)).summary == "2 made"


async def test_a_file_that_is_there_is_asked_about(user: User, home: Path) -> None:
    file = home / "move-pos-17-to-beta.sh"
    file.write_text("mine")
    await moves(user, "pos-17")
    await user.press("E", "ctrl+s")
    assert user.sees("There is a file")
    assert file.read_text() == "mine"
    await user.press("ctrl+o")
    assert file.read_text().startswith("#!/bin/sh")
    await user.press("E", "end", "ctrl+u")
    await user.types("nowhere/plan.sh")
    await user.press("ctrl+s")
    assert user.sees("cannot be written: No such file")
    await user.press("escape", "escape")


# Read again ------------------------------------------------------------------------------------


@pytest.fixture
def moving() -> list[timedelta]:
    """The time that has passed in the demo's world."""
    return [timedelta()]


@pytest.fixture
async def later(moving: list[timedelta]) -> AsyncIterator[tuple[Demo, User]]:
    """A user in a world whose time is moved by the test."""

    def now() -> datetime:
        return NOW + moving[0]

    demo = Demo(clock=now)
    async with run_user(DemoBackends(demo), 120, 40) as user:
        yield demo, user


async def test_a_plan_that_was_looked_at_for_long_is_read_again_before_it_is_applied(
    later: tuple[Demo, User], moving: list[timedelta]
) -> None:
    demo, user = later
    await moves(user, "pos-17", "store-001")
    moving[0] += timedelta(minutes=5)
    beta = next(channel.id for channel in demo.world.channels_of(SHOP) if channel.name == "beta")
    demo.world.override(SHOP, devices(user, "store-001")[0].device_id, beta, demo.clock())
    await user.press("a")
    assert user.sees("1 row is other than shown before. Look, then apply.")
    assert "already so" in row_of(user, "store-001")
    assert jobs(user) == ()
    await user.press("a")
    assert (await ends(user)).summary == "1 made, 1 skipped"


async def test_a_plan_that_is_still_true_is_applied_without_asking_again(
    later: tuple[Demo, User], moving: list[timedelta]
) -> None:
    _, user = later
    await moves(user, "pos-17", "store-001", "mia", to="next")
    await user.press("space")
    moving[0] += timedelta(minutes=5)
    await user.press("a")
    job = await ends(user)
    assert job.summary == "2 made"
    assert [row.label for row in job.plan.rows] == ["store-001", "mia"]


async def test_a_plan_that_cannot_be_read_again_is_not_applied(
    later: tuple[Demo, User], moving: list[timedelta]
) -> None:
    demo, user = later
    await moves(user, "pos-17")
    moving[0] += timedelta(minutes=5)
    demo.faults.next("/channel", 500, times=9)
    await user.press("a")
    assert user.sees("500")
    assert jobs(user) == ()


async def test_hostile_names_stay_in_their_rows(user: User) -> None:
    await user.opens("com.hostile.names", tab="2")
    workspace = workspace_of(user)
    data = workspace.app("com.hostile.names")
    target = next(channel for channel in data.channels.records if not channel.public)
    plan = await move_devices(workspace, data, data.devices.records, target)
    await shows(user, plan)
    assert sum("POST /device" in line or "already so" in line for line in user.screen.splitlines()) >= len(
        plan.rows
    )
    await user.press("a")
    job = await ends(user)
    assert job.summary.startswith(f"{len(plan.changes)} made")
