"""`--fault`: the demo cloud fails as ordered, in process and on loopback."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import httpx
import pytest

from capgo_tui.demo.fault_specs import FORMS
from tests.cli.conftest import APP, Cli, run_process, start_process

WORLD = Path(__file__).parent.parent / "contract" / "acme-world.json"


def test_the_demo_cloud_fails_as_ordered(demo: Cli) -> None:
    run = demo("channels", APP, "--fault", "status=500@/channel")
    assert (run.code, run.out) == (1, "")
    assert "500 unknown_error" in run.err


def test_several_faults_may_be_ordered_and_spare_what_is_not_below_them(demo: Cli) -> None:
    faults = ("--fault", "cut@/device", "--fault", "status=403@/bundle")
    assert demo("devices", APP, *faults).code == 5
    assert demo("bundles", APP, *faults).code == 1
    assert demo("channels", APP, *faults).code == 0


def test_a_fault_without_the_demo_cloud_is_wrong_usage(cli: Cli) -> None:
    run = cli("channels", APP, "--fault", "cut@/device")
    assert (run.code, run.out) == (2, "")
    assert "Add --demo" in run.err


@pytest.mark.parametrize("command", [("demo-server",), ("channels", APP, "--demo"), ("--demo",)])
def test_a_fault_that_is_none_is_wrong_usage_and_gets_the_forms(command: tuple[str, ...]) -> None:
    run = run_process(*command, "--fault", "boom@/channel")
    assert (run.code, run.out) == (2, "")
    assert "'boom@/channel'" in run.err
    assert all(form in run.err for form, _ in FORMS)
    assert "Traceback" not in run.err


def test_the_manual_names_every_form(cli: Cli) -> None:
    said = cli("demo-server", "--help").out
    for form, _ in FORMS:
        assert form in said


def test_the_demo_server_cuts_real_connections_before_or_after_the_change_and_stays_quiet() -> None:
    key = json.loads(WORLD.read_text())["api_keys"][0]["key"]
    faults = ("--fault", "cut-after@/channel:POSTx1", "--fault", "cut@/channel:POSTx1")
    with start_process("demo-server", "--world", str(WORLD), *faults) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        with httpx.Client(base_url=address, headers={"capgkey": key}, trust_env=False) as client:
            seen = [_change_and_read(client, allow_dev=flag) for flag in (False, True)]
        process.terminate()
        said = process.communicate()[1]
    assert seen == [False, False]
    assert said.rstrip().splitlines()[-1].lstrip().startswith("try: ")


def _change_and_read(client: httpx.Client, *, allow_dev: bool) -> bool:
    """Break off a change; says what the channel is then."""
    with pytest.raises(httpx.RemoteProtocolError, match="peer closed connection"):
        client.post("/channel", json={"app_id": APP, "channel": "beta", "allow_dev": allow_dev})
    answer = client.get("/channel", params={"app_id": APP, "channel": "beta"})
    return bool(answer.json()["allow_dev"])


def test_the_demo_server_stops_without_a_traceback_while_an_answer_hangs() -> None:
    with start_process("demo-server", "--fault", "hang@/app") as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        with httpx.Client(base_url=address, trust_env=False) as client:
            asked = socket.create_connection((client.base_url.host, client.base_url.port or 0))
            asked.sendall(b"GET /app HTTP/1.1\r\nhost: demo\r\n\r\n")
            assert client.get("/ok").status_code == 200  # so the one before has been taken in
        process.terminate()
        said = process.communicate()[1]
        asked.close()
    assert process.returncode == 0
    assert "Traceback" not in said
