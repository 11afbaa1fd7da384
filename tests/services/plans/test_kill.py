"""The program is killed in the middle of a plan: journal and state are right, and the next start knows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from capgo_tui.api import connect
from capgo_tui.demo import KEY
from capgo_tui.demo.world import NOW
from capgo_tui.errors import Unreachable
from capgo_tui.secret import Secret
from capgo_tui.services.journal import State
from capgo_tui.services.opening import Look
from capgo_tui.services.plans.running_marks import is_running, marked_running
from capgo_tui.services.plans.unfinished import find_out, mark_seen, unfinished_plans
from capgo_tui.services.workspace import Workspace
from tests.cli.conftest import Server, serve
from tests.services.plans.bulk_program import DEVICES
from tests.services.plans.killing import run_and_kill, start


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A demo server that is slow enough to be caught in the middle."""
    with serve(["--port", "0", "--latency-ms", "100"], tmp_path) as server:
        yield server


@pytest.fixture
async def workspace(server: Server, tmp_path: Path) -> AsyncIterator[Workspace]:
    """The next start of the program."""
    client = connect(server.address, Secret(KEY))
    workspace = Workspace(client, lambda: NOW, Look(profile="test"), tmp_path / "journal.jsonl")
    yield workspace
    await workspace.close()


async def overrides(workspace: Workspace) -> dict[str, str | None]:
    """What the server says of the devices."""
    await workspace.app("com.acme.shop").devices.read()
    known = {device.custom_id: device for device in workspace.app("com.acme.shop").devices.records}
    return {name: known[name].channel for name in DEVICES}


async def test_a_kill_in_the_middle_leaves_journal_and_state_right(
    server: Server, workspace: Workspace, tmp_path: Path
) -> None:
    run_and_kill(server.address, tmp_path / "journal.jsonl", begun=3)
    [left] = unfinished_plans(workspace)
    states = [entry.state for entry in left.entries]
    assert states == [State.MADE, State.MADE, State.UNFINISHED]
    assert left.not_begun == ("Move mia to next", "Move canary-1 to next")
    assert "Move 5 devices to next, 2 made, 1 unknown, 2 not begun. J shows it." in left.sentence

    found = await find_out(workspace, left)
    server_says = await overrides(workspace)
    assert server_says["pos-17"] == server_says["store-001"] == "next"
    assert (server_says["mia"], server_says["canary-1"]) == ("beta", "paused")
    assert found.unclear == ()
    third = found.entries[2]
    assert (third.state is State.MADE) == (server_says["store-004"] == "next")

    mark_seen(workspace, found)
    assert unfinished_plans(workspace) == []
    assert [batch.end.left for batch in workspace.journal.batches() if batch.end] == [2]


async def test_what_cannot_be_read_stays_unknown(
    server: Server, workspace: Workspace, tmp_path: Path
) -> None:
    run_and_kill(server.address, tmp_path / "journal.jsonl", begun=1)
    [left] = unfinished_plans(workspace)
    nobody = connect("http://127.0.0.1:1", Secret(KEY))
    offline = Workspace(nobody, lambda: NOW, Look(profile="test"), tmp_path / "journal.jsonl")
    with pytest.raises(Unreachable):
        await find_out(offline, left)
    await offline.close()
    assert [entry.state for entry in unfinished_plans(workspace)[0].entries] == [State.UNFINISHED]


async def test_a_plan_that_runs_in_another_window_is_not_unfinished(
    server: Server, workspace: Workspace, tmp_path: Path
) -> None:
    with start(server.address, tmp_path / "journal.jsonl") as process:
        assert process.stdout is not None
        while process.stdout.readline().strip() != "2":
            pass
        assert unfinished_plans(workspace) == []
        last = process.stdout.read().splitlines()[-1]
    assert last == "5 made"
    assert unfinished_plans(workspace) == []
    assert list((tmp_path / "plans").iterdir()) == []


async def test_plans_of_another_profile_or_server_are_not_told(
    server: Server, workspace: Workspace, tmp_path: Path
) -> None:
    run_and_kill(server.address, tmp_path / "journal.jsonl", begun=2)
    client = connect(server.address, Secret(KEY))
    other = Workspace(client, lambda: NOW, Look(profile="other"), tmp_path / "journal.jsonl")
    assert unfinished_plans(other) == []
    await other.close()
    assert len(unfinished_plans(workspace)) == 1


def test_a_mark_goes_with_the_plan_and_none_is_no_obstacle(workspace: Workspace, tmp_path: Path) -> None:
    with marked_running(workspace.journal, "one"):
        assert is_running(workspace.journal, "one")
        assert not is_running(workspace.journal, "two")
    assert not is_running(workspace.journal, "one")
    for mark in (tmp_path / "plans").iterdir():
        mark.unlink()
    (tmp_path / "plans").rmdir()
    (tmp_path / "plans").write_text("in the way")
    with marked_running(workspace.journal, "three"):
        assert not is_running(workspace.journal, "three")
