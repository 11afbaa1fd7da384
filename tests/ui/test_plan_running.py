"""A user applies a plan: results row by row, cancelled, cut off, closed, killed, tried again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from capgo_tui.demo import Demo
from tests.driver import DemoBackends, User, run_user
from tests.services.plans.killing import run_and_kill
from tests.ui.cloud import override_of
from tests.ui.conftest import NOW, UserAt
from tests.ui.plans import (
    MIXED,
    SHOP,
    Gate,
    devices,
    ends,
    jobs,
    moves,
    notices,
    row_of,
)


def overrides(demo: Demo, user: User, *names: str) -> list[str | None]:
    """The channels that the cloud forces devices to."""
    return [override_of(demo, device.device_id) for device in devices(user, *names)]


async def post(demo: Demo, user: User, device: str, channel: str) -> None:
    """Force a device to a channel as somebody else does."""
    transport = httpx.ASGITransport(app=demo.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://demo") as client:
        body = {"app_id": SHOP, "device_id": devices(user, device)[0].device_id, "channel": channel}
        answer = await client.post("/device", headers={"capgkey": demo.key}, json=body)
        assert answer.status_code == 200


@pytest.fixture
def gate(demo: Demo) -> Gate:
    """Stands before the cloud; to be asked for before the user."""
    return Gate(demo)


# Meanwhile -------------------------------------------------------------------------------------


async def test_results_come_row_by_row_and_are_counted(gate: Gate, demo: Demo, user: User) -> None:
    gate.hold(3)
    await moves(user, *MIXED)
    await user.press("a")
    await gate.is_reached()
    await user.settle()
    assert "✓ made" in row_of(user, "store-001")
    assert "▸ running" in row_of(user, "store-004")
    assert "○ to do" in row_of(user, "canary-1")
    assert user.sees("2/5  store-004  4 requests left")
    assert user.sees("job 2/5")
    gate.let_through()
    await ends(user)
    assert user.sees("✓ 5 made  – 2 skipped")
    assert not user.sees("job ")


async def test_cancelling_finishes_the_request_under_way_and_no_more(
    gate: Gate, demo: Demo, user: User
) -> None:
    gate.hold(2)
    await moves(user, *MIXED)
    await user.press("a")
    await gate.is_reached()
    await user.press("c")
    assert user.sees("stops after the request under way…")
    gate.let_through()
    await ends(user)
    assert user.sees("✓ 2 made  – 2 skipped  ⊘ 3 cancelled")
    assert overrides(demo, user, "pos-17", "store-001", "store-004") == ["beta", "beta", None]
    await user.press("r")
    assert user.sees("Move 3 devices to beta")
    await user.press("a")
    await ends(user)
    assert user.sees("✓ 3 made")


async def test_mixed_results_say_why_and_only_what_failed_is_tried_again(demo: Demo, user: User) -> None:
    await user.opens(SHOP, tab="2")
    await post(demo, user, "store-004", "beta")
    demo.world.override(SHOP, devices(user, "store-004")[0].device_id, None, NOW)
    demo.faults.next("/device", 403, method="POST")
    await moves(user, *MIXED)
    await user.press("a")
    while not user.sees("for store-004 (limit of one device)"):
        await user.settle()
    assert "○ waits" in row_of(user, "store-004")
    assert "✓ made" in row_of(user, "bigcorp-1")
    await user.press("c")
    await ends(user)
    assert user.sees("✓ 3 made  ✗ 1 failed  – 2 skipped  ⊘ 1 cancelled")
    assert all(word in row_of(user, "pos-17") for word in ("unknown_error", "✗ failed"))
    await user.press("g")
    assert user.sees("✗ failed  Unknown error (403 unknown_error).")
    await user.press("r")
    assert user.sees("Move 2 devices to beta")
    assert row_of(user, "pos-17")
    assert row_of(user, "store-004")
    assert not row_of(user, "canary-1")


async def test_a_key_without_the_right_asks_once(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["reader"]) as user:
        await moves(user, "pos-17", "store-001", "store-004")
        await user.press("a")
        await ends(user)
        assert user.sees("✗ 1 failed  – 2 skipped")
        assert "cannot_access_channel" in row_of(user, "pos-17")
        assert "cannot_access_channel" in row_of(user, "store-004")


async def test_a_cut_network_leaves_the_rest_not_begun(gate: Gate, demo: Demo, user: User) -> None:
    gate.hold(2)
    await moves(user, *MIXED)
    await user.press("a")
    await gate.is_reached()
    demo.faults.next("/", "cut", times=None)
    gate.let_through()
    await ends(user)
    assert user.sees("✓ 1 made  – 2 skipped  ? 1 unknown  · 3 not begun")
    demo.faults.clear()
    await user.press("r", "a")
    await ends(user)
    assert user.sees("✓ 4 made")
    assert set(overrides(demo, user, *MIXED)) == {"beta"}


async def test_a_retry_that_cannot_read_says_why(demo: Demo, user: User) -> None:
    demo.faults.next("/device", 403, method="POST")
    await moves(user, "pos-17")
    await user.press("a")
    await ends(user)
    demo.faults.next("/channel", 500, times=9)
    await user.press("r")
    assert user.sees("500")
    assert user.sees("✗ 1 failed")


# Closed ----------------------------------------------------------------------------------------


async def test_a_closed_plan_goes_on_and_says_how_it_ended_and_the_table_shows_it(
    gate: Gate, user: User
) -> None:
    gate.hold(2)
    await moves(user, "pos-17", "store-001", "store-004")
    await user.press("a")
    await gate.is_reached()
    await user.press("escape")
    assert user.tab == "devices"
    assert user.sees("job 1/3")
    await user.press("slash")
    await user.types("pos-17")
    await user.press("enter")
    assert "legacy" in user.line_with("❯ pos-17")
    gate.let_through()
    await ends(user)
    assert "Move 3 devices to beta: 3 made" in notices(user)
    assert "beta" in user.line_with("❯ pos-17")
    assert not user.sees("job ")


async def test_the_end_is_told_over_another_screen_too(gate: Gate, demo: Demo, user: User) -> None:
    gate.hold(1)
    await moves(user, "pos-17")
    await user.press("a")
    await gate.is_reached()
    await user.press("escape", "enter")
    gate.let_through()
    await ends(user)
    assert "Move pos-17 to beta: 1 made" in notices(user)


async def test_the_palette_goes_back_to_a_plan_that_was_closed(demo: Demo, user: User) -> None:
    await moves(user, "pos-17")
    await user.press("a")
    await ends(user)
    await user.press("escape", "ctrl+p")
    await user.types("plan: Move")
    await user.press("down", "enter")
    assert user.sees("✓ 1 made")
    assert user.sees("Move pos-17 to beta")


async def test_the_program_can_be_quit_in_the_middle_and_the_journal_knows(
    gate: Gate, demo: Demo, tmp_path: Path
) -> None:
    backends = DemoBackends(demo, start_in_demo=False, journal_file=tmp_path / "journal.jsonl")
    gate.hold(2)
    async with run_user(backends, 120, 40) as user:
        await moves(user, "pos-17", "store-001", "store-004")
        await user.press("a")
        await gate.is_reached()
        jobs(user)[0].watch(gate.let_through_at_the_end)
    async with run_user(backends, 80, 24) as user:
        assert "is unfinished: Move 3 devices to beta, 2 made, 1 not begun" in notices(user)


# The next start --------------------------------------------------------------------------------


async def test_the_next_start_says_what_a_kill_left_unfinished(demo: Demo, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    await asyncio.to_thread(run_and_kill, "demo", journal, begun=3)
    backends = DemoBackends(demo, start_in_demo=False, journal_file=journal)
    async with run_user(backends, 120, 40) as user:
        assert (
            "is unfinished: Move 5 devices to next, 2 made, 1 unknown, 2 not begun. J shows it."
            in notices(user)
        )
        await user.press("r")
        assert notices(user).count("is unfinished") == 1
        await user.press("J", "r")
    async with run_user(backends, 120, 40) as user:
        assert "is unfinished" not in notices(user)
