"""`--dialect`: the demo cloud plays servers of other generations, in process and on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from capgo_tui.cli import options
from capgo_tui.demo import DIALECTS
from tests.cli.conftest import APP, Cli, start_process

WORLD = Path(__file__).parent.parent / "contract" / "acme-world.json"
KEY = json.loads(WORLD.read_text())["api_keys"][0]["key"]
ASKED = "/statistics/app/com.acme.shop?from=2026-06-01&to=2026-06-04"


@pytest.mark.parametrize(
    ("dialect", "unknown_path", "header", "statistics"),
    [
        ("current", "application/json", "authorization", list),
        ("seed", "text/plain; charset=UTF-8", "authorization", list),
        ("2025-01", "text/plain; charset=UTF-8", "capgkey", dict),
        ("2025-11", "application/json", "authorization", list),
    ],
)
def test_the_demo_server_speaks_it_over_real_http(
    dialect: str, unknown_path: str, header: str, statistics: type
) -> None:
    with start_process("demo-server", "--world", str(WORLD), "--dialect", dialect) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        with httpx.Client(base_url=address, headers={header: KEY}, trust_env=False) as client:
            unknown, found = client.get("/nothing"), client.get(ASKED)
        process.terminate()
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, unknown_path)
    assert found.status_code == 200
    assert isinstance(found.json(), statistics)


@pytest.mark.parametrize("dialect", ["seed", "2025-01"])
def test_the_demo_cloud_speaks_it_in_process(demo: Cli, dialect: str) -> None:
    run = demo("get", f"/channel?app_id={APP}&channel=production", "--dialect", dialect)
    assert run.code == 0
    assert "rolloutEnabled" not in run.out
    assert json.loads(run.out)["version"]["name"]


def test_the_command_line_knows_every_one() -> None:
    assert options.DIALECTS == DIALECTS


def test_the_demo_cloud_has_to_play_one(cli: Cli) -> None:
    run = cli("channels", APP, "--demo", "--dialect", "auto")
    assert (run.code, run.out) == (2, "")
    assert "needs a dialect to play" in run.err


@pytest.mark.parametrize("dialect", ["seed", "2025-01", "2025-11"])
def test_doctor_says_which_generation_it_is_and_how_it_knows(demo: Cli, dialect: str) -> None:
    run = demo("doctor", "--dialect", dialect)
    assert run.code == 0
    said = {"2025-11": "dialect 2025-11: its version is from before July 2026"}
    assert said.get(dialect, "dialect auto, 2025-01 or seed: it knows no /app") in run.out


def test_doctor_knows_a_server_of_today_by_its_version(demo: Cli) -> None:
    assert "dialect current: its version is of July 2026 or later" in demo("doctor").out
