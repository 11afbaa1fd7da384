"""The connections that the screens get from the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from capgo_tui.cli.backends import CliBackends
from capgo_tui.cli.parser import parse
from capgo_tui.cli.start import prepare
from capgo_tui.config import BadKey
from capgo_tui.errors import Misused, Refused
from capgo_tui.secret import Secret
from capgo_tui.services.opening import Backends, Look
from tests.cli.conftest import WRONG_KEY, Server

Make = Callable[..., Backends]


@pytest.fixture
def backends() -> Make:
    """What a command line gives the screens."""
    return lambda *argv: CliBackends(prepare(parse(argv)))


def test_without_a_key_the_screens_are_told_so_and_opening_says_why(backends: Make) -> None:
    assert not backends().key_found
    assert not backends().start_in_demo


async def test_opening_without_a_key_is_an_error_with_a_next_step(backends: Make) -> None:
    with pytest.raises(BadKey, match="No API key found") as caught:
        await backends().open()
    assert "CAPGO_TOKEN" in caught.value.next_step


def test_a_command_that_gives_a_key_counts_as_found_and_is_not_run_before_the_first_frame(
    backends: Make, tmp_path: Path
) -> None:
    trace = tmp_path / "ran"
    file = tmp_path / "config.toml"
    file.write_text(f'[profiles.work]\nkey_command = ["touch", "{trace}"]\n')
    assert backends("--config", str(file), "--profile", "work").key_found
    assert not trace.exists()


def test_the_look_is_that_of_the_profile(backends: Make, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    of_profile = 'colour = "red"\nprotected = ["prod*"]\napps = ["a.b"]\nhost = "x.example"\n'
    file.write_text(f'profile = "work"\n[profiles.work]\n{of_profile}')
    look = Look("work", "red", "https://x.example", ("prod*",), ("a.b",))
    made = backends("--config", str(file)).look
    assert made.data is not None
    assert made.data.is_relative_to(tmp_path)
    assert replace(made, data=None) == look


def test_statistics_are_kept_in_the_data_folder_unless_switched_off_or_in_the_demo(
    backends: Make, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    assert backends().history_file == home / "data" / "capgo-tui" / "statistics.sqlite"
    assert backends("--demo").history_file is None
    for unwanted in ("false", '"perhaps"'):
        file.write_text(f"history = {unwanted}\n")
        assert backends("--config", str(file)).history_file is None


async def test_a_pasted_key_opens_the_chosen_server_and_is_found_again_once_it_is_saved(
    backends: Make, server: Server
) -> None:
    pasted = Secret(server.key)
    first = backends("--host", server.address)
    async with await first.open_with(pasted) as client:
        assert client.host == server.address
        assert await client.organizations.read_all()
    assert first.save_key(pasted).stat().st_mode & 0o777 == 0o600
    second = backends("--host", server.address)
    assert second.key_found
    async with await second.open() as client:
        assert await client.organizations.read_all()


async def test_a_wrong_pasted_key_is_refused_by_the_server(backends: Make, server: Server) -> None:
    async with await backends("--host", server.address).open_with(Secret(WRONG_KEY)) as client:
        with pytest.raises(Refused, match="invalid_apikey"):
            await client.get_json("/organization")


async def test_the_demo_opens_with_its_own_clock(backends: Make) -> None:
    opened = backends("--demo")
    assert opened.start_in_demo
    assert opened.key_found
    client, now = await opened.open_demo()
    async with client:
        assert await client.health.ok()
    assert f"{now():%Y-%m-%d}" == "2026-11-21"
    assert now().tzinfo is not None


async def test_the_budget_of_the_profile_is_kept(backends: Make, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[profiles.default]\nbudget = 7\n")
    async with await backends("--config", str(file)).open_with(Secret(WRONG_KEY)) as client:
        assert client.budget.state().limit == 7


async def test_read_only_of_the_command_line_holds_for_a_key_and_for_the_demo(
    backends: Make, server: Server
) -> None:
    ways = backends("--read-only", "--host", server.address)
    async with await ways.open_with(Secret(server.key)) as client:
        assert client.read_only
        before = await client.channels.read_all("com.acme.shop")
        with pytest.raises(Misused, match="read-only"):
            await client.send(client.channels.prepare_delete("com.acme.shop", "beta"))
        assert await client.channels.read_all("com.acme.shop") == before
    client, _ = await backends("--read-only", "--demo").open_demo()
    async with client:
        assert client.read_only
    assert not ways.look.read_only  # the profile does not say so


async def test_read_only_of_the_profile_holds_for_found_and_pasted_keys(
    backends: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    file = tmp_path / "config.toml"
    file.write_text("[profiles.work]\nread_only = true\n")
    ways = backends("--config", str(file), "--profile", "work")
    assert ways.look.read_only
    for client in (await ways.open(), await ways.open_with(Secret(WRONG_KEY)), (await ways.open_demo())[0]):
        async with client:
            assert client.read_only
    async with await backends("--config", str(file)).open() as client:
        assert not client.read_only


def test_an_unknown_profile_is_refused_before_anything_opens(backends: Make) -> None:
    with pytest.raises(Misused, match="There is no profile"):
        backends("--profile", "nobody")
