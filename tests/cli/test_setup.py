"""`config`, `doctor` and `completion`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from capgo_tui.cli.completion import places, script
from capgo_tui.cli.options import DIALECTS
from capgo_tui.cli.parser import build_parser
from capgo_tui.cli.terminal_facts import Mark, terminal_findings
from capgo_tui.demo import DIALECTS as SPOKEN
from tests.cli.conftest import WRONG_KEY, Answers, Cli, Server


def test_the_path_of_the_settings_is_alone_on_stdout(cli: Cli, home: Path, tmp_path: Path) -> None:
    assert cli("config", "path").out == f"{home}/config/capgo-tui/config.toml\n"
    other = tmp_path / "other.toml"
    assert cli("config", "path", "--config", str(other)).out == f"{other}\n"


def test_the_schema_is_a_settings_file_without_a_setting(cli: Cli) -> None:
    run = cli("config", "schema")
    assert tomllib.loads(run.out) == {}
    assert "# key_command = " in run.out
    assert json.loads(cli("config", "schema", "--json").out)["properties"]["profiles"]


def test_what_holds_is_shown_with_its_file(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('profile = "prod"\n[profiles.prod]\nbudget = 7\n')
    run = cli("config", "show", "--config", str(file))
    assert run.out.startswith(f"# {file}\n")
    shown = tomllib.loads(run.out)
    assert (shown["profile"], shown["profiles"]["prod"]["budget"]) == ("prod", 7)
    assert "# defaults; there is no " in cli("config", "show").out


def test_a_check_names_file_key_and_what_is_allowed_and_ends_with_1(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('theem = "x"\n[profiles.prod]\nbudget = "many"\nhost = "http://far.example"\n')
    run = cli("config", "check", "--config", str(file))
    why = ": over http:// everybody on the way can read the key"
    assert run.code == 1
    assert run.out.splitlines() == [
        f"{file}: profiles.prod.budget must be a whole number from 1 to 2000, without quotes",
        f"{file}: profiles.prod.host must begin with https://{why}",
        f"{file}: theem is not a setting; did you mean theme?",
    ]
    file.write_text("")
    assert cli("config", "check", "--config", str(file)).code == 0


def test_a_check_of_what_is_no_toml_says_line_and_column(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("a = 1\nb = \n")
    run = cli("config", "check", "--config", str(file))
    assert run.code == 1
    assert "line 2, column 5" in run.err


def test_a_hostile_settings_file_does_not_reach_the_terminal_raw(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('"a\\u001b[2J" = 1\ntheme = "\\u001b]0;x\\u0007"\n')
    for action in ("check", "show"):
        run = cli("config", action, "--config", str(file))
        assert "\x1b" not in run.out + run.err


def test_the_doctor_finds_everything_well_with_the_demo(demo: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    run = demo("doctor")
    assert run.code == 0
    assert "✗" not in run.out
    assert "256 colours" in run.out
    assert "it takes the key, which sees" in run.out
    assert "July 2025 or later" in run.out


def test_the_doctor_says_where_the_key_was_and_never_shows_it(
    there: Cli, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    run = there("doctor", "--ascii")
    assert run.code == 0
    assert "+ …0001 from the variable CAPGO_TOKEN" in run.out.replace("\ufffd", "…")
    assert f"server {server.address} by CAPGO_HOST" in run.out
    assert server.key not in run.out


def test_the_doctor_goes_on_without_a_key(cli: Cli, server: Server) -> None:
    run = cli("doctor", "--host", server.address)
    assert run.code == 1
    assert "✗ No API key found" in run.out
    assert "✓ it answers" in run.out
    assert "? not asked whether it takes the key" in run.out


def test_the_doctor_tells_a_wrong_key_from_a_server_that_is_away(
    cli: Cli,
    server: Server,
    nobody: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", WRONG_KEY)
    wrong = cli("doctor", "--host", server.address)
    assert wrong.code == 1
    assert "✓ it answers" in wrong.out
    assert "✗ GET /organization: " in wrong.out
    assert "401 invalid_apikey" in wrong.out
    away = cli("doctor", "--host", nobody)
    assert away.code == 1
    assert "✗ GET /ok: " in away.out
    assert "refused the connection" in away.out
    assert "GET /organization" not in away.out


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((404, "text/plain", "404 Not Found"), "before July 2025"),
        ((404, "application/json", '{"error":"not_found","message":"Not found"}'), "July 2025 or later"),
        ((200, "application/json", "[]"), "its age cannot be told"),
        ((404, "text/html", "<html>nothing</html>"), "its age cannot be told"),
    ],
)
def test_the_doctor_tells_generations_of_servers_apart(
    there: Cli,
    answers: Answers,
    answer: tuple[int, str, str],
    says: str,
) -> None:
    assert says in there("doctor", "--host", answers(*answer)).out


def test_the_doctor_counts_what_is_wrong_in_the_settings(demo: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("one = 1\ntwo = 2\n")
    run = demo("doctor", "--config", str(file))
    assert run.code == 1
    assert f"✗ {file}: 2 not understood" in run.out


@pytest.mark.parametrize(
    ("environ", "encoding", "size", "mark", "says"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "utf-8", (80, 24), Mark.GOOD, "16 million colours"),
        ({"TERM": "xterm-256color"}, "utf-8", (80, 24), Mark.GOOD, "256 colours"),
        ({"TERM": "linux"}, "utf-8", (80, 24), Mark.GOOD, "16 colours"),
        ({"TERM": "vt100"}, "utf-8", (80, 24), Mark.GOOD, "no colours"),
        ({"TERM": "dumb"}, "utf-8", (80, 24), Mark.BAD, "nothing can be drawn"),
        ({}, "utf-8", None, Mark.BAD, "TERM is not set"),
        ({"TERM": "xterm", "LANG": "C"}, "ascii", (80, 24), Mark.BAD, "ascii and not UTF-8 (locale C)"),
        (
            {"TERM": "xterm", "LC_ALL": "de_DE.UTF-8"},
            "UTF-8",
            (80, 24),
            Mark.GOOD,
            "UTF-8 (locale de_DE.UTF-8)",
        ),
        ({"TERM": "xterm"}, "utf-8", (60, 24), Mark.NOTE, "60 × 24: narrow"),
        ({"TERM": "xterm"}, "utf-8", (39, 24), Mark.BAD, "39 × 24: too small"),
        ({"TERM": "xterm"}, "utf-8", None, Mark.NOTE, "its size is not known"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "utf-8", (80, 24), Mark.NOTE, "NO_COLOR is set"),
        ({"TERM": "tmux-256color", "TMUX": "x"}, "utf-8", (80, 24), Mark.GOOD, "inside tmux"),
        ({"TERM": "xterm", "TMUX": "x"}, "utf-8", (80, 24), Mark.NOTE, "inside tmux, but TERM is xterm"),
        ({"TERM": "screen", "STY": "x"}, "utf-8", (80, 24), Mark.GOOD, "inside screen"),
        ({"TERM": "xterm", "SSH_CONNECTION": "x"}, "utf-8", (80, 24), Mark.NOTE, "over SSH"),
        ({"TERM": "xterm"}, "utf-8", (80, 24), Mark.NOTE, "copies by asking the terminal (OSC 52)"),
        ({"TERM": "vt100"}, "utf-8", (80, 24), Mark.NOTE, "copies into a file"),
        ({"TERM": "xterm", "TMUX": "x"}, "utf-8", (80, 24), Mark.NOTE, "copies into tmux's buffer"),
        ({"TERM": "xterm", "DISPLAY": ":0"}, "utf-8", (80, 24), Mark.GOOD, "copies with xclip"),
    ],
)
def test_a_terminal_is_judged_by_what_it_says_of_itself(
    environ: dict[str, str], encoding: str, size: tuple[int, int] | None, mark: Mark, says: str
) -> None:
    known = None if size is None else os.terminal_size(size)
    findings = terminal_findings(environ, encoding=encoding, size=known, platform="linux", find=str)
    assert any(finding.mark is mark and says in finding.said for finding in findings)


def completed_by_bash(line: str, tmp_path: Path) -> list[str]:
    """What bash offers behind a line."""
    words = line.split(" ")
    (tmp_path / "capgo.bash").write_text(script("bash"))
    quoted = " ".join(f"'{word}'" for word in words)
    code = (
        f"source '{tmp_path}/capgo.bash'; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; "
        "_capgo_tui; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stderr == ""
    return done.stdout.split()


def completed_by_fish(line: str, tmp_path: Path) -> list[str]:
    """What fish offers behind a line."""
    (tmp_path / "capgo.fish").write_text(script("fish"))
    code = f"source '{tmp_path}/capgo.fish'; complete -C '{line}'"
    done = subprocess.run(
        ["fish", "-N", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stderr == ""
    return [offer.partition("\t")[0] for offer in done.stdout.splitlines()]


def completed_by_zsh(line: str, tmp_path: Path) -> list[str]:
    """What zsh offers behind a line; its builtins work at a prompt only, so they print here."""
    words = line.split(" ")
    (tmp_path / "capgo.zsh").write_text(script("zsh"))
    quoted = " ".join(f"'{word}'" for word in words)
    code = f"""
        compdef() {{ defined="$*" }}
        compadd() {{ print -rl -- "${{@:2}}" }}
        _files() {{ print -rl -- * }}
        _describe() {{ print -rl -- "${{(P@)@[-1]}}" }}
        source '{tmp_path}/capgo.zsh'
        words=({quoted}); CURRENT={len(words)}
        [[ $defined == '_capgo_tui capgo-tui' ]] && _capgo_tui
    """
    done = subprocess.run(["zsh", "-f", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stderr == ""
    return [offer.partition(":")[0] for offer in done.stdout.splitlines()]


SHELLS = {"bash": completed_by_bash, "fish": completed_by_fish, "zsh": completed_by_zsh}


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("capgo-tui ", {"orgs", "devices", "demo-server"}, {"app"}),
        ("capgo-tui de", {"devices", "demo-server"}, set()),
        ("capgo-tui devices x --", {"--all", "--output", "--demo"}, {"--port", "--days"}),
        ("capgo-tui devices x -o ", {"table", "json", "ndjson", "csv"}, {"--all"}),
        ("capgo-tui stats ", {"app", "org", "by-app"}, {"orgs"}),
        ("capgo-tui stats app x --", {"--days", "--from"}, {"--limit"}),
        ("capgo-tui config ", {"path", "show", "check", "schema", "keys"}, {"orgs"}),
        ("capgo-tui completion ", {"bash", "zsh", "fish"}, {"orgs"}),
        ("capgo-tui orgs --key-file ma", {"magic.key"}, {"orgs"}),
    ],
)
def test_a_shell_offers_what_may_follow(
    shell: str, line: str, offered: set[str], not_offered: set[str], tmp_path: Path
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "magic.key").touch()
    offers = set(SHELLS[shell](line, tmp_path))
    assert offered <= offers
    assert not not_offered & offers


def test_every_command_and_option_is_in_every_script() -> None:
    bash, zsh, fish = (script(shell) for shell in ("bash", "zsh", "fish"))
    for place in places(build_parser()):
        for word in (*place.follow, *place.options):
            for name in word.names:
                assert name in bash
                assert name in zsh
                assert name.lstrip("-") in fish


def test_the_demo_server_is_offered_in_the_dialects_that_it_speaks() -> None:
    assert DIALECTS == SPOKEN
