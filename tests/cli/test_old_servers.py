"""Servers of early 2025 on loopback, asked by the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from capgo_tui.cli.backends import CliBackends
from capgo_tui.cli.parser import parse
from capgo_tui.cli.start import prepare
from tests.cli.conftest import APP, Cli, Server, serve
from tests.statements import states


@pytest.fixture(scope="module", params=["seed", "2025-01"])
def old_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo server as one of early 2025."""
    with serve(["--port", "0", "--dialect", request.param], tmp_path_factory.mktemp("old")) as server:
        yield server


@states("S2-01")
@pytest.mark.parametrize(
    ("argv", "host"),
    [
        ((), "https://api.capgo.app"),
        (("--host", "https://x.supabase.co/functions/v1/"), "https://x.supabase.co/functions/v1"),
    ],
)
def test_the_cloud_is_asked_unless_another_host_is_named(argv: tuple[str, ...], host: str) -> None:
    assert CliBackends(prepare(parse(argv))).look.host == host


@states("S2-01", "S2-04", "S2-28", "S2-45", "S2-88")
@pytest.mark.parametrize("root", ["", "/functions/v1"])
def test_what_the_pages_list_is_read_wherever_the_paths_begin(
    cli: Cli, old_server: Server, monkeypatch: pytest.MonkeyPatch, root: str
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", old_server.key)
    monkeypatch.setenv("CAPGO_HOST", old_server.address + root)

    def names(*argv: str, field: str = "name") -> list[str]:
        run = cli(*argv, "-o", "json")
        return [row[field] for row in json.loads(run.out)] if run.code == 0 else [run.err]

    assert "Acme Mobile" in names("orgs")
    assert "production" in names("channels", APP)
    acme = dict(zip(names("orgs"), names("orgs", field="id"), strict=True))["Acme Mobile"]
    assert "mia@acme.example" in names("members", acme, field="email")
    keys = names("keys")
    assert "super admin" in keys or "This server lists no API keys" in keys[0]
