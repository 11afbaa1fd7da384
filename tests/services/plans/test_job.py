"""A plan is applied row by row: what is made, refused, put off, stopped, checked and tried again."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.services.changes.channels import edit_channel
from capgo_tui.services.journal import State
from capgo_tui.services.plans.building import plan_of
from capgo_tui.services.plans.bundles import delete_bundles
from capgo_tui.services.plans.channels import edit_channels, promote_bundle
from capgo_tui.services.plans.devices import clear_overrides, move_devices
from capgo_tui.services.plans.job import Job
from tests.services.plans.conftest import SHOP, Desk, Desks, outcome

FIVE = ("pos-17", "store-001", "store-004", "mia", "canary-1")


async def post(desk: Desk, device: str, channel: str) -> None:
    """Force a device to a channel as somebody else does, whom the journal does not know."""
    transport = httpx.ASGITransport(app=desk.demo.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://demo") as client:
        device_id = desk.devices(device)[0].device_id
        body = {"app_id": SHOP, "device_id": device_id, "channel": channel}
        answer = await client.post("/device", headers={"capgkey": desk.demo.key}, json=body)
        assert answer.status_code == 200


def at(job: Job, label: str, act: Callable[[], object]) -> None:
    """Do something once, while a row is on its way."""
    done: list[str] = []

    def tell(job: Job) -> None:
        if job.progress.label == label and not done:
            done.append(label)
            act()

    job.watch(tell)


# Made ------------------------------------------------------------------------------------------


async def test_every_row_is_made_and_one_request_checks_them_all(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE), desk.channel("beta"))
    assert plan.cost.requests == 5  # mia is there already
    spent = desk.requests
    job = await desk.applies(plan)
    assert outcome(job) == {"pos-17": "made", "store-001": "made", "store-004": "made", "mia": "skipped"} | {
        "canary-1": "made"
    }
    assert job.summary == "4 made, 1 skipped"
    assert desk.requests == spent + 5
    assert {desk.override(name) for name in FIVE} == {"beta"}
    assert {device.channel for device in desk.devices(*FIVE)} == {"beta"}
    assert not job.needs_retry


async def test_the_journal_has_a_line_before_and_after_the_plan_and_each_change(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:2]), desk.channel("next"))
    job = await desk.applies(plan)
    assert desk.workspace.journal.path is not None
    lines = [json.loads(line) for line in desk.workspace.journal.path.read_text().splitlines()]
    assert [line["line"] for line in lines] == ["plan", *["intent", "outcome"] * 2, "plan-end"]
    [batch] = desk.workspace.journal.batches()
    assert (batch.plan.id, batch.plan.title) == (job.id, "Move 2 devices to next")
    assert batch.plan.rows == ["Move pos-17 to next", "Move store-001 to next"]
    assert [entry.state for entry in batch.entries] == [State.MADE, State.MADE]
    assert batch.end is not None
    assert batch.end.left == 0


async def test_bundles_are_deleted_one_by_one_and_their_list_is_read_once(desk: Desk) -> None:
    plan = await delete_bundles(desk.workspace, desk.data, desk.bundles("1.5.0-beta.2", "1.0.1", "1.4.2"))
    spent = desk.requests
    job = await desk.applies(plan)
    assert job.summary == "2 made, 1 skipped"
    assert desk.requests == spent + 3
    left = {bundle.name for bundle in desk.demo.world.bundles_of(SHOP)}
    assert {"1.5.0-beta.2", "1.0.1"}.isdisjoint(left)
    assert "1.4.2" in left
    assert {bundle.name for bundle in desk.data.bundles.records} == left


async def test_channels_that_become_private_by_the_way_are_said_and_found_to_differ(desk: Desk) -> None:
    plan = await edit_channels(
        desk.workspace, desk.data, desk.channels("beta", "next"), ChannelEdit(public=True)
    )
    job = await desk.applies(plan)
    assert outcome(job) == {"beta": "differs", "next": "made"}
    assert job.results[0].said == "The server said ok, but public is no, not yes."
    assert job.results[1].said == "No longer public: beta."
    told = [entry.outcome.answer for entry in desk.workspace.journal.entries() if entry.outcome]
    assert told == [{"unpublished": ["desktop", "production"]}, {"unpublished": ["beta"]}]
    assert job.needs_retry


async def test_an_ok_without_an_effect_is_found_out(desk: Desk) -> None:
    plan = await clear_overrides(desk.workspace, desk.data, desk.devices("pos-17", "priya"))
    job = desk.job(plan)
    beta = desk.channel("beta").id
    again = desk.devices("priya")[0].device_id
    job.watch(lambda _: desk.demo.world.override(SHOP, again, beta, desk.demo.clock()))
    await job.run()
    assert outcome(job) == {"pos-17": "made", "priya": "differs"}
    assert job.results[1].said == "The server said ok, but channel is beta, not none."
    assert desk.workspace.journal.entries()[-1].outcome.said == job.results[1].said  # type: ignore[union-attr]


async def test_the_users_own_requests_go_first(desk_of: Desks) -> None:
    desk = desk_of(budget=20)
    await desk.reads()
    names = [device for device in desk.data.devices.records if device.channel is None][:20]
    plan = await move_devices(desk.workspace, desk.data, names, desk.channel("beta"))
    notes: list[str] = []
    job = desk.job(plan)
    job.watch(lambda job: notes.append(job.progress.note))
    await job.run()
    assert job.summary == "20 made"
    assert any(note.startswith("waits ") and "request budget" in note for note in notes)
    assert sum(desk.slept) + 1 >= 60


# Refused ---------------------------------------------------------------------------------------


async def test_a_refusal_of_the_first_row_stops_asking_for_the_rest(desk_of: Desks) -> None:
    desk = desk_of("reader")
    await desk.reads()
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("beta"))
    spent = desk.requests
    job = await desk.applies(plan)
    assert outcome(job) == {"pos-17": "failed", "store-001": "skipped", "store-004": "skipped"}
    assert [result.code for result in job.results] == ["cannot_access_channel"] * 3
    assert desk.requests == spent + 1


async def test_a_refusal_behind_one_that_was_made_is_about_that_row_alone(desk_of: Desks) -> None:
    desk = desk_of("channel only")
    reader = desk_of(demo=desk.demo)  # the first key may read no list
    await reader.reads()
    changes = [
        edit_channel(desk.data, channel, ChannelEdit(allow_dev=False))
        for channel in reader.channels("beta", "next", "staging")
    ]
    job = await desk.applies(plan_of(desk.workspace, "Set development builds to no on 3 channels", changes))
    assert list(outcome(job).values()) == ["made", "failed", "failed"]


async def test_a_key_that_may_only_promote_does_so_by_the_request_for_that(desk_of: Desks) -> None:
    desk = desk_of("developer")
    await desk.reads()
    plan = await promote_bundle(
        desk.workspace, desk.data, desk.bundles("1.5.0")[0], desk.channels("beta", "next", "legacy")
    )
    job = await desk.applies(plan)
    assert job.summary == "3 made"
    sent = [entry.intent.method for entry in desk.workspace.journal.entries()]
    assert sent == ["POST", "PUT", "PUT", "PUT"]
    assert {c.version.name for c in desk.channels("beta", "next", "legacy") if c.version} == {"1.5.0"}
    plan = await promote_bundle(
        desk.workspace, desk.data, desk.bundles("1.4.2")[0], desk.channels("beta", "next")
    )
    assert {change.write.method for change in plan.changes} == {"PUT"}


async def test_a_wrong_key_is_tried_once(desk: Desk, desk_of: Desks) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("beta"))
    desk.demo.world.api_keys.clear()
    job = await desk.applies(plan)
    assert list(outcome(job).values()) == ["failed", "not begun", "not begun"]
    assert "invalid_apikey" in job.stopped_by


async def test_in_read_only_mode_nothing_is_sent(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:2]), desk.channel("beta"))
    desk.workspace.client.read_only = True
    spent = desk.requests
    job = await desk.applies(plan)
    assert set(outcome(job).values()) == {"not begun"}
    assert "read-only" in job.stopped_by
    assert desk.requests == spent
    assert desk.override("store-001") is None


async def test_a_change_to_read_only_in_the_middle_holds_from_the_next_row_on(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("beta"))
    job = desk.job(plan)

    def close() -> None:
        desk.workspace.client.read_only = True

    at(job, "store-004", close)
    await job.run()
    assert list(outcome(job).values()) == ["made", "made", "not begun"]


async def test_a_journal_that_cannot_be_written_lets_nothing_be_sent(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:2]), desk.channel("beta"))
    assert desk.workspace.journal.path is not None
    desk.workspace.journal.path.mkdir(parents=True)
    spent = desk.requests
    job = await desk.applies(plan)
    assert set(outcome(job).values()) == {"not begun"}
    assert "journal" in job.stopped_by
    assert desk.requests == spent


# Limited ---------------------------------------------------------------------------------------


async def test_a_limit_of_one_device_is_waited_for_while_the_others_go_on(desk: Desk) -> None:
    await post(desk, "store-001", "next")
    desk.demo.world.override(SHOP, desk.devices("store-001")[0].device_id, None, desk.demo.clock())
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("next"))
    job = desk.job(plan)
    notes: list[str] = []
    job.watch(lambda job: notes.append(job.progress.note))
    await job.run()
    assert job.summary == "3 made"
    order = [entry.intent.target.name for entry in desk.workspace.journal.entries()]
    assert order == ["pos-17", "store-001", "store-004", "store-001"]
    assert sum(desk.slept) == pytest.approx(60)
    assert "waits 60 s for store-001 (limit of one device)" in notes


async def test_a_row_within_its_minute_goes_last_and_waits(desk: Desk) -> None:
    marked = desk.devices("pos-17", "store-001")
    await desk.applies(await move_devices(desk.workspace, desk.data, marked[:1], desk.channel("beta")))
    await desk.applies(await clear_overrides(desk.workspace, desk.data, marked[:1]))
    job = await desk.applies(await move_devices(desk.workspace, desk.data, marked, desk.channel("beta")))
    assert job.summary == "2 made"
    order = [entry.intent.target.name for entry in desk.workspace.journal.entries()]
    assert order[-2:] == ["store-001", "pos-17"]
    assert sum(desk.slept) == pytest.approx(60)


async def test_a_general_limit_stops_everything_for_as_long_as_the_server_says(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("beta"))
    desk.demo.faults.next("/device", 429, method="POST", retry_after=42)
    job = desk.job(plan)
    notes: list[str] = []
    job.watch(lambda job: notes.append(job.progress.note))
    await job.run()
    assert job.summary == "3 made"
    assert sum(desk.slept) == pytest.approx(42, abs=1)
    assert "waits 42 s for the server, which asked for a pause" in notes
    assert "waits 1 s for the server, which asked for a pause" in notes


async def test_a_limit_that_does_not_end_fails_the_row(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), desk.channel("beta"))
    desk.demo.faults.next("/device", 429, method="POST", retry_after=7, times=9)
    job = await desk.applies(plan)
    assert outcome(job) == {"pos-17": "failed"}
    assert job.results[0].code == "too_many_requests"


# Stopped ---------------------------------------------------------------------------------------


async def test_cancelling_lets_the_request_under_way_finish_and_sends_no_more(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("beta"))
    job = desk.job(plan)
    at(job, "store-001", job.cancel)
    await job.run()
    assert outcome(job) == {"pos-17": "made", "store-001": "made", "store-004": "cancelled"}
    assert (desk.override("store-001"), desk.override("store-004")) == ("beta", None)
    [batch] = desk.workspace.journal.batches()
    assert batch.end is not None
    assert batch.end.left == 1


async def test_cancelling_ends_a_wait_at_once(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:2]), desk.channel("beta"))
    desk.demo.faults.next("/device", 429, method="POST", retry_after=600)
    job = desk.job(plan)
    job.watch(lambda job: job.cancel() if "pause" in job.progress.note else None)
    await job.run()
    assert set(outcome(job).values()) == {"cancelled"}
    assert sum(desk.slept) <= 1


async def test_a_lost_network_stops_the_job_instead_of_hammering(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("beta"))
    job = desk.job(plan)
    at(job, "store-001", lambda: desk.demo.faults.next("/", "cut", times=None))
    await job.run()
    assert list(outcome(job).values()) == ["made", "unknown", "not begun"]
    assert job.stopped_by
    desk.demo.faults.clear()
    assert desk.override("store-004") is None
    assert [entry.state for entry in desk.workspace.journal.entries()] == [State.MADE, State.UNKNOWN]


async def test_one_lost_answer_is_found_out_by_reading_and_the_job_goes_on(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE[:3]), desk.channel("beta"))
    desk.demo.faults.next("/device", "cut-after", method="POST")
    desk.demo.faults.next("/device", "cut", method="POST")
    job = await desk.applies(plan)
    assert list(outcome(job).values()) == ["made", "failed", "made"]
    assert "the change was made" in job.results[0].said


async def test_what_nobody_knew_is_found_out_by_the_reading_at_the_end(desk: Desk) -> None:
    plan = await clear_overrides(desk.workspace, desk.data, desk.devices("pos-17", "priya"))
    desk.demo.faults.next("/device", 500, method="DELETE")
    desk.demo.faults.next("/device", 500, method="GET", times=3)
    job = await desk.applies(plan)
    assert list(outcome(job).values()) == ["failed", "made"]
    assert job.results[0].said == "The answer was lost; it was read again: the change was not made."
    assert [entry.state for entry in desk.workspace.journal.entries()] == [State.REFUSED, State.MADE]


async def test_a_server_that_fails_row_after_row_is_left_alone(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE), desk.channel("next"))
    desk.demo.faults.next("/device", 502, times=None)
    job = await desk.applies(plan)
    assert list(outcome(job).values()) == ["unknown", "unknown", "unknown", "not begun", "not begun"]


async def test_a_reading_that_fails_at_the_end_is_said(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), desk.channel("beta"))
    desk.demo.faults.next("/device", 500, method="GET", times=9)
    job = await desk.applies(plan)
    assert outcome(job) == {"pos-17": "made"}
    assert job.results[0].said.startswith("The server took it; it was not read back")


# Tried again -----------------------------------------------------------------------------------


async def test_only_what_was_not_made_is_planned_again_of_records_read_again(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices(*FIVE), desk.channel("next"))
    job = desk.job(plan)
    at(job, "store-001", lambda: desk.demo.faults.next("/", "cut-after", times=None))
    await job.run()
    assert list(outcome(job).values()) == ["made", "unknown", "not begun", "not begun", "not begun"]
    desk.demo.faults.clear()
    again = await job.retry_failed()
    assert again.title == "Move 4 devices to next"
    assert [(row.label, row.skipped) for row in again.rows] == [
        ("store-001", "already so"),
        ("store-004", ""),
        ("mia", ""),
        ("canary-1", ""),
    ]
    second = await desk.applies(again)
    assert second.summary == "3 made, 1 skipped"
    assert {desk.override(name) for name in FIVE} == {"next"}


async def test_a_plan_of_any_changes_is_tried_again_unless_somebody_changed_it_since(desk: Desk) -> None:
    edit = ChannelEdit(version="1.5.0")
    changes = [edit_channel(desk.data, channel, edit) for channel in desk.channels("beta", "next", "legacy")]
    plan = plan_of(desk.workspace, "Set three channels", changes)
    desk.demo.faults.next("/channel", 500, times=3, method="POST")
    job = await desk.applies(plan)
    assert set(outcome(job).values()) == {"failed"}
    beta, other = (desk.demo.world.channels[desk.channel(name).id] for name in ("beta", "next"))
    beta.version = desk.bundles("1.5.0")[0].id
    other.version = desk.bundles("1.4.1")[0].id
    again = await job.retry_failed()
    assert [(row.label, row.skipped) for row in again.rows] == [
        ("beta", "already so"),
        ("next", "changed since by somebody: version"),
        ("legacy", ""),
    ]
