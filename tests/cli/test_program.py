"""How runs end: exit codes, pipes that close, ctrl+c, crashes; and what is imported on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from capgo_tui.cli.exit_codes import exit_code
from capgo_tui.errors import CapgoError, Misused, RateLimited, RefusalKind, Refused, Unexpected, Unreachable
from tests.cli.conftest import (
    APP,
    MANY_DEVICES,
    PROGRAM,
    WRONG_KEY,
    Answers,
    Cli,
    Run,
    Server,
    run_process,
    serve,
    start_process,
)


def refused(kind: RefusalKind, status: int = 400) -> Refused:
    """A refusal that means this."""
    return Refused("no", status=status, kind=kind)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CapgoError("x"), 1),
        (Unexpected("x"), 1),
        (refused(RefusalKind.BROKEN, 500), 1),
        (refused(RefusalKind.MISSING, 404), 1),
        (refused(RefusalKind.INVALID), 1),
        (Misused("x"), 2),
        (refused(RefusalKind.BAD_LOGIN, 401), 4),
        (refused(RefusalKind.NO_RIGHT), 4),
        (refused(RefusalKind.PLAN, 402), 4),
        (Unreachable("x"), 5),
        (RateLimited("x", retry_after=1), 5),
        (refused(RefusalKind.BROKEN, 503), 5),
    ],
)
def test_each_kind_of_error_has_its_code(error: CapgoError, code: int) -> None:
    assert exit_code(error) == code


def test_the_version_and_the_help_end_well(cli: Cli) -> None:
    version = cli("--version")
    assert (version.code, version.err) == (0, "")
    assert version.out.startswith("capgo-tui 0.")
    assert cli("--help").code == 0
    assert cli("devices", "-h").code == 0


@pytest.mark.parametrize(
    "argv",
    [
        ("--nonsense",),
        ("nonsense",),
        ("channels",),
        ("orgs", "-o", "xml"),
        ("orgs", "--ou", "json"),
        ("stats",),
        ("audit", "acme", "--limit", "0"),
        ("audit", "acme", "--limit", "5", "--all"),
        ("devices", APP, "--all", "--device", "x"),
        ("completion", "tcsh"),
        ("demo-server", "--port", "70000"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_2_with_a_sentence_and_where_help_is(cli: Cli, argv: tuple[str, ...]) -> None:
    run = cli(*argv)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("capgo-tui: ")
    assert "--help" in run.err


def test_the_demo_takes_no_server_and_no_key(cli: Cli) -> None:
    for option in (("--host", "https://api.capgo.app"), ("--profile", "x"), ("--key-file", "x")):
        run = cli("orgs", "--demo", *option)
        assert run.code == 2
        assert "--demo is a cloud of its own" in run.err


def test_options_may_stand_before_the_command_too(cli: Cli) -> None:
    assert cli("--demo", "orgs").out == cli("orgs", "--demo").out != ""


def test_no_key_is_4_and_says_where_it_was_looked_for(cli: Cli, home: Path) -> None:
    run = cli("orgs")
    assert (run.code, run.out) == (4, "")
    assert "No API key found" in run.err
    assert "CAPGO_TOKEN" in run.err
    assert str(home / ".capgo") in run.err


def test_a_wrong_key_is_4_and_not_shown(cli: Cli, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    run = cli("orgs", "--host", server.address, "-v")
    assert (run.code, run.out) == (4, "")
    assert "401 invalid_apikey" in run.err
    assert "tried: GET /organization" in run.err
    assert WRONG_KEY not in run.err


@pytest.mark.parametrize(
    "argv",
    [("channels", "com.not.mine"), ("bundles", "com.not.mine"), ("stats", "app", "com.not.mine")],
    ids=" ".join,
)
def test_no_right_is_4_whatever_the_status(demo: Cli, argv: tuple[str, ...]) -> None:
    assert demo(*argv).code == 4


def test_a_plan_that_has_lapsed_is_4(demo: Cli) -> None:
    run = demo("stats", "user")
    assert run.code == 4
    assert "402 subscription_required" in run.err


def test_an_unknown_device_is_1(demo: Cli) -> None:
    assert demo("devices", APP, "--device", "00000000-0000-4000-8000-000000000000").code == 1


def test_a_refused_connection_is_5_and_the_sentence_has_the_address(
    cli: Cli, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    run = cli("orgs", "--host", nobody)
    assert (run.code, run.out) == (5, "")
    assert f"{nobody.removeprefix('http://')} refused the connection" in run.err


def test_a_rate_limit_is_5_and_says_so(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty wrong keys block the address (contract/api.md 2.4)."""
    with serve(["--port", "0"], tmp_path) as server:
        monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
        runs = [cli("get", "/organization", "--host", server.address) for _ in range(21)]
    assert [run.code for run in runs] == [4] * 20 + [5]
    assert "429 too_many_requests" in runs[-1].err


def test_a_web_page_instead_of_json_is_1_with_a_sentence(
    cli: Cli, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    run = cli("orgs", "--host", answers(200, "text/html", "<html>Welcome to the hotel</html>"))
    assert (run.code, run.out) == (1, "")
    assert "capgo-tui: " in run.err
    assert "Traceback" not in run.err


def test_a_gateways_error_is_5(cli: Cli, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    assert cli("orgs", "--host", answers(503, "text/html", "<html>busy</html>")).code == 5


def test_the_hosts_own_words_are_cleaned_on_stderr(
    cli: Cli, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    body = '{"error":"cannot_get_apps","message":"\\u001b]0;owned\\u0007\\u202eevil"}'
    run = cli("apps", "--host", answers(400, "application/json", body))
    assert run.code == 1
    assert "owned" in run.err
    assert not {"\x1b", "\x07", "\u202e"} & set(run.err)


def test_a_settings_file_that_is_no_toml_ends_the_start(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("profile = \n")
    run = cli("orgs", "--demo", "--config", str(file))
    assert (run.code, run.out) == (1, "")
    assert "line 1, column 11" in run.err


def test_an_unknown_setting_is_a_warning_and_not_an_end(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("colours = 3\n")
    run = cli("orgs", "--demo", "--config", str(file), "-o", "json")
    assert run.code == 0
    assert "colours is not a setting" in run.err


def test_a_profile_brings_host_and_key(cli: Cli, server: Server, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(server.key)
    file = tmp_path / "config.toml"
    file.write_text(f'profile = "local"\n[profiles.local]\nhost = "{server.address}"\nkey_file = "key"\n')
    run = cli("orgs", "--config", str(file), "-o", "json")
    assert run.code == 0
    assert "chmod 600" in run.err, "the file was made readable for others"
    key.chmod(0o600)
    assert cli("orgs", "--config", str(file), "-o", "json") == Run(0, run.out, "")


def test_plain_http_to_another_machine_is_refused_before_anything_is_sent(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    run = cli("orgs", "--host", "http://api.capgo.app")
    assert run.code == 2
    assert "everybody on the way can read the key" in run.err


@pytest.mark.parametrize(
    "argv",
    [
        ("orgs",),
        ("keys", "-o", "json"),
        ("devices", APP, "-o", "csv"),
        ("get", "/apikey"),
        ("channels", "com.not.mine"),
        ("doctor",),
        ("config", "show"),
    ],
    ids=" ".join,
)
def test_the_key_is_in_no_output_and_in_no_log(
    there: Cli, server: Server, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    log = tmp_path / "run.log"
    more = () if argv[0] == "config" else ("-v", "--log-file", str(log))
    run = there(*argv, *more)
    assert server.key not in run.out
    assert server.key not in run.err
    if more:
        assert server.key not in log.read_text()
        assert "key …0001 from the variable CAPGO_TOKEN" in log.read_text()
        assert "GET /" in log.read_text()
        assert "GET /" in run.err


def test_a_log_that_cannot_be_written_is_said_and_the_run_goes_on(demo: Cli, tmp_path: Path) -> None:
    run = demo("orgs", "--log-file", str(tmp_path))
    assert run.code == 0
    assert "There will be no log" in run.err


def test_a_crash_of_the_program_is_a_traceback_without_the_key(server: Server) -> None:
    code = (
        "import sys\n"
        "from capgo_tui.cli import main, reads\n"
        "async def broken(client, arguments, now):\n"
        f"    value_of_a_local = 'a' 'b' 'c'; raise RuntimeError('header {server.key} \\x1b[2J')\n"
        "reads.READS['orgs'] = broken\n"
        "sys.exit(main(['orgs', '--demo']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RuntimeError: header …0001" in done.stderr
    assert "Please report it" in done.stderr
    assert server.key not in done.stderr
    assert "abc" not in done.stderr
    assert "\x1b" not in done.stderr


def test_a_reader_that_goes_away_ends_the_run_silently_and_early(tmp_path: Path) -> None:
    """As with `| head -1`; the log shows that reading stopped."""
    log = tmp_path / "run.log"
    argv = ("devices", MANY_DEVICES, "--all", "-o", "ndjson", "--demo", "--log-file", str(log))
    with start_process(*argv) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("{")
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141
    assert log.read_text().count("GET /device") < 50, "the app has a hundred pages"


def test_head_sees_one_line_and_nothing_is_said() -> None:
    line = f"{' '.join(PROGRAM)} devices {MANY_DEVICES} --demo | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("device")
    assert "Broken" not in done.stderr
    assert "Traceback" not in done.stderr


def test_help_into_a_closed_pipe_is_silent_too() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(PROGRAM)} --help | true"], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_1_with_a_sentence() -> None:
    line = f"{' '.join(PROGRAM)} orgs --demo > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_is_130_without_a_traceback(tmp_path: Path) -> None:
    with serve(["--port", "0", "--latency-ms", "60000"], tmp_path) as server:
        environ = {**os.environ, "CAPGO_TOKEN": server.key}
        with start_process("orgs", "-v", "--host", server.address, env=environ) as process:
            assert process.stderr is not None
            assert "key …" in process.stderr.readline(), "the key is found; the request is under way"
            process.send_signal(signal.SIGINT)
            rest = process.stderr.read()
        assert process.returncode == 130
        assert "Traceback" not in rest


def loaded_by(code: str, names: str) -> list[str]:
    """Which of these modules are loaded after running some code, as in an install without extras."""
    # httpx loads rich for its own command line where click happens to be installed: a base install has none.
    hide = "import sys; sys.modules['click'] = None\n"
    ask = f"\nimport sys; print('loaded:', *[n for n in {names.split()!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", hide + code + ask], capture_output=True, text=True, check=True
    )
    return done.stdout.rpartition("loaded:")[2].split()


def test_importing_the_command_line_loads_no_screen_and_no_network() -> None:
    heavy = "textual rich httpx pydantic plotext starlette asyncio logging platformdirs tomllib"
    assert loaded_by("import capgo_tui.cli", heavy) == []
    help_only = "from capgo_tui.cli import main\nmain(['orgs', '--help'])"
    assert loaded_by(help_only, heavy) == []


def test_reading_loads_no_screen() -> None:
    for argv in (["orgs", "--demo"], ["devices", APP, "--demo", "-o", "json"], ["doctor", "--demo"]):
        code = f"from capgo_tui.cli import main\nmain({argv!r})"
        assert loaded_by(code, "textual rich plotext uvicorn") == []
        assert loaded_by(code, "httpx pydantic") == ["httpx", "pydantic"]


def test_the_program_runs_as_a_module_and_as_a_command() -> None:
    assert run_process("--version").out.startswith("capgo-tui ")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("capgo-tui")), "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("capgo-tui ")
