"""A plan as a shell script: it runs, stops at what is refused, and holds no key."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from capgo_tui.api import connect
from capgo_tui.demo import KEY
from capgo_tui.demo.world import NOW
from capgo_tui.secret import Secret
from capgo_tui.services.opening import Look
from capgo_tui.services.plans.devices import move_devices
from capgo_tui.services.plans.plan import Plan
from capgo_tui.services.plans.script import (
    curl_script,
    script_name,
    write_script,
)
from capgo_tui.services.whole_files import FileExists, FileProblem
from capgo_tui.services.workspace import Workspace
from tests.cli.conftest import Server, serve
from tests.services.plans.conftest import Desk


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo server."""
    with serve(["--port", "0"], tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
async def workspace(server: Server) -> AsyncIterator[Workspace]:
    """A connection to it."""
    client = connect(server.address, Secret(KEY))
    yield Workspace(client, lambda: NOW, Look(profile="test"))
    await client.aclose()


async def plan_of(workspace: Workspace, *names: str, channel: str) -> Plan:
    data = workspace.app("com.acme.shop")
    await data.read_neighbours()
    await data.devices.refresh()
    devices = {device.custom_id: device for device in data.devices.records}
    target = next(each for each in data.channels.records if each.name == channel)
    return await move_devices(workspace, data, [devices[name] for name in names], target)


def run(script: Path, key: str | None = KEY, *, check_only: bool = False) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if name != "CAPGO_TOKEN"}
    if key is not None:
        environ["CAPGO_TOKEN"] = key
    command = ["sh", *(["-n"] if check_only else []), str(script)]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


async def test_the_script_makes_what_the_plan_says(workspace: Workspace, tmp_path: Path) -> None:
    plan = await plan_of(workspace, "pos-17", "priya", "store-001", channel="beta")
    done = run(write_script(plan, tmp_path / "plan.sh"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ['{"status":"ok"}'] * 2
    again = await plan_of(workspace, "pos-17", "priya", "store-001", channel="beta")
    assert {row.skipped for row in again.rows} == {"already so"}


async def test_the_first_refusal_ends_it_and_shows_what_was_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    plan = await plan_of(workspace, "mia", "jonas", channel="next")
    path = write_script(plan, tmp_path / "plan.sh")
    assert run(path, key="c0ffee00-0000-4000-8000-000000000010").returncode != 0
    done = run(path, key="deadbeef-0000-4000-8000-00000000dead")
    assert done.returncode != 0
    assert "invalid_apikey" in done.stdout
    assert len(done.stdout.split("invalid_apikey")) == 2
    again = await plan_of(workspace, "mia", "jonas", channel="next")
    assert len(again.changes) == 2


async def test_without_a_key_it_says_what_is_missing_and_sends_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    plan = await plan_of(workspace, "qa-pixel-7", channel="next")
    done = run(write_script(plan, tmp_path / "plan.sh"), key=None)
    assert done.returncode != 0
    assert "Set CAPGO_TOKEN to the API key first." in done.stderr
    assert done.stdout == ""


async def test_it_holds_no_key_and_says_what_is_skipped(workspace: Workspace) -> None:
    plan = await plan_of(workspace, "store-004", "tomas", channel="beta")
    script = curl_script(plan.toggled(0))
    assert KEY not in script
    assert "$CAPGO_TOKEN" not in script.partition("}")[2]
    script = curl_script(plan)
    assert KEY not in script
    assert '"authorization: $CAPGO_TOKEN"' in script
    assert "# tomas: beta, skipped: already so" in script


async def test_a_name_with_line_feeds_and_quotes_stays_in_its_comment_and_body(
    desk: Desk, tmp_path: Path
) -> None:
    data = desk.workspace.app("com.hostile.names")
    await data.read_neighbours()
    await data.devices.read()
    target = next(channel for channel in data.channels.records if not channel.public)
    plan = await move_devices(desk.workspace, data, data.devices.records, target)
    assert any("\n" in row.label for row in plan.rows)
    for line in curl_script(plan).splitlines():
        assert line.isprintable()
    path = write_script(plan, tmp_path / "plan.sh")
    assert run(path, check_only=True).returncode == 0
    sent = [line for line in path.read_text().splitlines() if line.startswith("curl -X")]
    assert len(sent) == len(plan.changes)


async def test_a_plan_beyond_the_budget_takes_its_time(desk: Desk) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), desk.channel("beta"))
    assert "sleep" not in curl_script(plan)
    desk.workspace.client.budget.limit = 0
    assert "sleep 1" in curl_script(plan)


async def test_a_file_that_is_there_is_not_written_over_unless_that_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), desk.channel("beta"))
    assert script_name(plan) == "move-pos-17-to-beta.sh"
    path = tmp_path / script_name(plan)
    path.write_text("mine")
    with pytest.raises(FileExists):
        write_script(plan, path)
    assert path.read_text() == "mine"
    assert write_script(plan, path, overwrite=True) == path
    assert path.read_text().startswith("#!/bin/sh\n# Move pos-17 to beta\n")
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.glob(".*.sh*")) == []  # noqa: ASYNC240 - a folder of the test's own


async def test_a_place_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    plan = await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), desk.channel("beta"))
    with pytest.raises(FileProblem, match="is a folder"):
        write_script(plan, tmp_path)
    with pytest.raises(FileProblem, match="No such file"):
        write_script(plan, tmp_path / "nowhere" / "plan.sh")
    (tmp_path / "file").write_text("")
    with pytest.raises(FileProblem, match="Not a directory"):
        write_script(plan, tmp_path / "file" / "plan.sh")
