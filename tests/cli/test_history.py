"""`history`: what is kept of statistics, and letting go of it."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from capgo_tui.rules.statistics.figures import DayFigures
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.history import BUNDLES, DAYS, Covered, History, Key
from capgo_tui.services.history.schema import LATEST
from capgo_tui.services.statistics.reading import UsageDay
from tests.cli.conftest import APP, PROGRAM, Cli, serve

HOST = "https://api.capgo.app"
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
AT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def file(home: Path) -> Path:
    """Where the history belongs."""
    return home / "data" / "capgo-tui" / "statistics.sqlite"


@pytest.fixture
def kept(file: Path) -> Path:
    """A month of an app and of an organization."""
    history = History(file)
    days = [DayFigures(day, mau=1, bandwidth=2) for day in JUNE.dates()]
    app = Key(HOST, "app", "com.acme.shop")
    history.keep_days(app, Covered(DAYS, JUNE, AT), days)
    history.keep_days(Key(HOST, "organization", "3f6c1b2a"), Covered(DAYS, JUNE, AT), days[:1])
    history.keep_usage(app, Covered(BUNDLES, JUNE, AT), [UsageDay(JUNE.first, {"1.0.0": 100}, {"1.0.0": 9})])
    history.close()
    return file


def rows(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (count,) = connection.execute(
            "SELECT (SELECT count(*) FROM figures) + (SELECT count(*) FROM usage)"
        ).fetchone()
    return int(count)


def test_what_is_kept_is_shown_by_whose_it_is(cli: Cli, kept: Path) -> None:
    run = cli("history", "show", "--wide")
    assert run.code == 0
    app, organization = run.out.splitlines()[-2:]
    assert app.split()[:6] == [HOST, "app", "com.acme.shop", "2026-06-01", "2026-06-30", "61"]
    assert organization.split()[:6] == [HOST, "organization", "3f6c1b2a", "2026-06-01", "2026-06-01", "2"]
    assert f"{kept} has " in run.err


@pytest.mark.parametrize("form", ["json", "ndjson", "csv"])
def test_what_is_kept_in_every_form(cli: Cli, kept: Path, form: str) -> None:
    assert kept.exists()
    out = cli("history", "show", "-o", form).out
    if form == "json":
        first = json.loads(out)[0]
    elif form == "ndjson":
        first = json.loads(out.splitlines()[0])
    else:
        first = next(csv.DictReader(io.StringIO(out)))
        assert int(first["rows"]) == 61
        assert int(first["bytes"]) > 1000
    assert (first["host"], first["name"]) == (HOST, "com.acme.shop")
    assert (first["first_day"], first["last_day"]) == ("2026-06-01", "2026-06-30")


def test_without_a_file_nothing_is_kept_and_none_is_made(cli: Cli, file: Path) -> None:
    for command in (("show", "-o", "json"), ("prune", "--before", "2026-01-01"), ("clear", "--yes")):
        run = cli("history", *command)
        assert run.code == 0
        assert "Nothing is kept" in run.err
    assert cli("history", "show", "-o", "json").out == "[]\n"
    assert not file.exists()


def test_pruning_leaves_the_named_day_and_what_comes_after_it(cli: Cli, kept: Path) -> None:
    run = cli("history", "prune", "--before", "2026-06-11")
    assert run.code == 0
    assert "23 of 63 rows are forgotten" in run.err
    (left,) = json.loads(cli("history", "show", "-o", "json").out)
    assert (left["first_day"], left["last_day"], left["figures"], left["usage"]) == (
        "2026-06-11",
        "2026-06-30",
        40,
        0,
    )
    assert rows(kept) == 40


def test_pruning_wants_a_day(cli: Cli) -> None:
    assert cli("history", "prune").code == 2
    run = cli("history", "prune", "--before", "yesterday")
    assert run.code == 2
    assert "2026-06-01" in run.err


def test_clearing_asks_and_without_anybody_to_ask_refuses(cli: Cli, kept: Path) -> None:
    run = cli("history", "clear")
    assert run.code == 2
    assert "--yes" in run.err
    assert rows(kept) == 63
    assert cli("history", "clear", "--yes").code == 0
    assert rows(kept) == 0


@pytest.mark.parametrize(("answer", "left"), [("y\n", 0), ("\n", 63), ("n\n", 63)])
def test_clearing_believes_the_answer(kept: Path, answer: str, left: int) -> None:
    ours, its = pty.openpty()
    with subprocess.Popen([*PROGRAM, "history", "clear"], stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        said = os.read(ours, 1000).decode()
        assert "Forget all 63 rows" in said
        os.write(ours, answer.encode())
        assert process.wait() == 0
    os.close(ours)
    assert rows(kept) == left


def test_a_damaged_file_is_set_aside_and_said(cli: Cli, kept: Path) -> None:
    kept.write_bytes(b"no database " * 1000)
    run = cli("history", "show")
    assert run.code == 1
    assert "set aside as" in run.err
    assert [path.name.split(".corrupt-")[0] for path in kept.parent.glob("*.corrupt-*")] == [kept.name]
    assert cli("history", "show", "-o", "json").out == "[]\n"


@pytest.mark.parametrize("command", [("show",), ("prune", "--before", "2030-01-01"), ("clear", "--yes")])
def test_a_file_of_a_newer_program_is_refused_and_left_alone(
    cli: Cli, kept: Path, command: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    run = cli("history", *command)
    assert run.code == 1
    assert "newer" in run.err
    assert rows(kept) == 63


def test_names_that_servers_chose_move_no_terminal(cli: Cli, file: Path) -> None:
    history = History(file)
    history.keep_days(
        Key(HOST, "app", "com.\x1b[2Jevil\u202e"), Covered(DAYS, JUNE, AT), [DayFigures(JUNE.first, mau=1)]
    )
    history.close()
    for form in ("table", "csv", "json"):
        out = cli("history", "show", "-o", form).out
        assert "evil" in out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_what_stats_and_adoption_saw_is_there_without_the_server(
    cli: Cli, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = datetime.now(UTC).date() - timedelta(days=10)
    old = ("stats", "app", APP, "--to", last.isoformat(), "--days", "4")
    new = ("adoption", APP, "--days", "7")
    with serve(["--port", "0", "--dialect", "2025-01"], tmp_path) as server:
        monkeypatch.setenv("CAPGO_TOKEN", server.key)
        monkeypatch.setenv("CAPGO_HOST", server.address)
        seen, adopted = cli(*old), cli(*new)
    assert (seen.code, adopted.code) == (0, 0)
    assert file.exists()
    again = cli(*old)
    assert (again.code, again.out) == (0, seen.out), "days long gone are not asked for again"
    gone = cli("adoption", APP, "--days", "9")
    assert gone.code == 5, "two days more than are kept"
    assert "1.4.2" in gone.out
    assert "the days of the local history" in gone.err
    assert "refused the connection" in gone.err
