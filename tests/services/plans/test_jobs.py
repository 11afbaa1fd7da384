"""Jobs belong to the connection: they outlive screens, and are ended with care when the program closes."""

from __future__ import annotations

import asyncio

import pytest

from capgo_tui.errors import Misused
from capgo_tui.services.journal import State
from capgo_tui.services.plans.devices import move_devices
from capgo_tui.services.plans.job import Job
from capgo_tui.services.plans.unfinished import unfinished_plans
from tests.services.plans.conftest import Desk

FIVE = ("pos-17", "store-001", "store-004", "mia", "canary-1")


async def test_a_job_runs_by_itself_and_says_how_far_it_is(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE), desk.channel("next"))
    notes: list[str] = []
    changed: list[int] = []
    desk.workspace.jobs.watch(lambda _: notes.append(desk.workspace.jobs_note))
    desk.workspace.watch(lambda: changed.append(desk.requests))
    assert desk.workspace.jobs_note == ""
    job = desk.workspace.jobs.start(plan)
    assert desk.workspace.jobs_note == "job 0/5"
    await job.wait()
    assert {"job 0/5", "job 3/5", "job 5/5", ""} <= set(notes)
    assert desk.workspace.jobs.all == (job,)
    assert desk.workspace.jobs.running == ()
    assert changed == [desk.requests]


async def test_nothing_starts_in_read_only_mode_or_without_a_row(desk: Desk) -> None:
    there = await move_devices(desk.workspace, desk.data, desk.devices("priya"), desk.channel("beta"))
    with pytest.raises(Misused, match="nothing to apply"):
        desk.workspace.jobs.start(there)
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE), desk.channel("next"))
    desk.workspace.client.read_only = True
    with pytest.raises(Misused, match="read-only"):
        desk.workspace.jobs.start(plan)
    assert desk.workspace.journal.entries() == []


async def test_closing_lets_the_request_under_way_finish_and_leaves_the_rest_unfinished(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE), desk.channel("next"))
    job = desk.workspace.jobs.start(plan)
    closing: list[asyncio.Task[None]] = []

    def close(job: Job) -> None:
        if job.progress.label == "store-004" and not closing:
            job.abandon()
            closing.append(asyncio.create_task(desk.workspace.close()))

    job.watch(close)
    await job.wait()
    await closing[0]
    assert [entry.state for entry in desk.workspace.journal.entries()] == [State.MADE] * 3
    [left] = unfinished_plans(desk.workspace)
    assert left.sentence == (
        "A plan of 2026-11-21 22:03 UTC is unfinished: "
        "Move 5 devices to next, 3 made, 2 not begun. J shows it."
    )
