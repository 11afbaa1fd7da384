"""`demo-server`: the demo cloud on loopback, as a process."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Server, run_process, serve, start_process

WORLD = Path(__file__).parent.parent / "contract" / "acme-world.json"


def test_what_it_prints_can_be_pasted(server: Server) -> None:
    assert f"{server.key}  super admin" in server.said
    assert f"CAPGO_TOKEN={server.key} capgo-tui --host {server.address}" in server.said


def test_the_same_is_read_over_http_as_in_process(there: Cli, server: Server) -> None:
    over_http = there("apps", "-o", "json")
    assert over_http.code == 0
    assert over_http.out == run_process("apps", "--demo", "-o", "json").out


def test_a_world_of_its_own_is_served(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = json.loads(WORLD.read_text())
    with serve(["--port", "0", "--world", str(WORLD)], tmp_path) as server:
        monkeypatch.setenv("CAPGO_TOKEN", world["api_keys"][0]["key"])
        run = cli("apps", "--host", server.address, "-o", "json")
    assert {app["app_id"] for app in json.loads(run.out)} == {app["app_id"] for app in world["apps"]}


def test_it_ends_on_ctrl_c_without_a_traceback() -> None:
    with start_process("demo-server") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("listening on ")
        process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stderr.read()
    assert process.returncode in (0, 130)


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = run_process("demo-server", "--port", str(taken.getsockname()[1]))
    assert (run.code, run.out) == (1, "")
    assert "cannot be used" in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "cannot be read: No such file"), ("{", "holds no world"), ("[]", "holds no world")],
)
def test_a_world_that_is_missing_or_broken_is_a_sentence(
    cli: Cli, tmp_path: Path, content: str | None, says: str
) -> None:
    file = tmp_path / "world.json"
    if content is not None:
        file.write_text(content)
    run = cli("demo-server", "--world", str(file))
    assert (run.code, run.out) == (1, "")
    assert str(file) in run.err
    assert says in run.err


def test_without_uvicorn_it_says_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from capgo_tui.cli import main; sys.exit(main(['demo-server']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "capgo-tui[server]" in done.stderr
    assert "Traceback" not in done.stderr
