"""What the history does when its file is damaged, cannot be written, or is of another time."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from capgo_tui.rules.statistics.periods import Period
from capgo_tui.services.history import DAYS, Covered, History
from capgo_tui.services.history.schema import LATEST, STEPS
from tests.services.history.conftest import Starts
from tests.services.history.test_reading import asked
from tests.services.history.writing_program import KEY, NOW, PERIOD, year_of
from tests.services.statistics.conftest import EXAMPLE, SHOP, days

NOBODY = 65534


def write_year(file: Path, mau: float = 1) -> None:
    """Put a year into a file."""
    history = History(file)
    assert history.keep_days(KEY, Covered(DAYS, PERIOD, NOW), year_of(mau))
    history.close()


def damage(file: Path) -> None:
    """Overwrite the middle of a file, as a bad disk does."""
    with file.open("r+b") as bytes_of:
        bytes_of.seek(file.stat().st_size // 2)
        bytes_of.write(b"\xff" * 20_000)


def write_nonsense(file: Path) -> None:
    """Put something into the file that is no database."""
    file.parent.mkdir(parents=True)
    file.write_bytes(b"these are no pages of a database at all\n" * 400)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def others(file: Path) -> list[str]:
    """What lies beside the file."""
    return sorted(path.name for path in file.parent.iterdir() if path.name != file.name)


async def test_a_file_that_is_no_database_is_set_aside_and_told_once(starts: Starts, file: Path) -> None:
    write_nonsense(file)
    async with starts() as workspace:
        reading = await workspace.statistics.read(SHOP, EXAMPLE)
        problem = workspace.statistics.take_history_problem()
        assert workspace.statistics.take_history_problem() is None
    assert (len(reading.days), reading.problem) == (3, None)
    assert problem is not None
    aside = next(name for name in others(file) if ".corrupt-" in name)
    assert str(file.with_name(aside)) in problem.said
    assert contents(file.parent)[aside].startswith(b"these are no pages")
    async with starts() as again:
        await again.statistics.read(SHOP, EXAMPLE)
        assert asked(again) == [], "the new file works"
        assert again.statistics.take_history_problem() is None


async def test_a_file_with_damaged_pages_is_set_aside_as_well(starts: Starts, file: Path) -> None:
    await asyncio.to_thread(write_year, file)
    await asyncio.to_thread(damage, file)
    async with starts() as workspace:
        for first in range(1, 28):
            reading = await workspace.statistics.read(SHOP, days(f"2025-06-{first:02}", "2025-12-31"))
            assert reading.days[-1].day == date(2025, 12, 31)
            assert reading.problem is None
        problem = workspace.statistics.take_history_problem()
    assert problem is not None
    assert "damaged" in problem.said
    assert any(".corrupt-" in name for name in others(file))


def test_a_file_that_another_program_has_replaced_meanwhile_stays(file: Path) -> None:
    write_year(file)
    damage(file)
    slow, quick = History(file), History(file)
    slow.apps_of(KEY)  # has the damaged file open
    quick.days(KEY, PERIOD)
    assert quick.take_problem() is not None
    write_year(file, mau=7)
    assert {day.mau for day in slow.days(KEY, PERIOD).days} == {7}
    assert slow.take_problem() is None
    assert sum(name.count(".corrupt-") and not name.endswith(("-wal", "-shm")) for name in others(file)) == 1
    slow.close()
    quick.close()


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that this process may read and not write; what is in it, too."""
    folder = Path(tempfile.mkdtemp())
    (folder / "inside").mkdir()
    write_year(folder / "inside" / "statistics.sqlite")
    (folder / "inside" / "statistics.sqlite").chmod(0o444)
    (folder / "inside").chmod(0o555)
    folder.chmod(0o755)
    was_root = os.geteuid() == 0
    if was_root:  # to whom no folder is read-only
        os.seteuid(NOBODY)
    try:
        yield folder / "inside"
    finally:
        if was_root:
            os.seteuid(0)
        (folder / "inside").chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["statistics.sqlite", "new.sqlite", "deeper/new.sqlite"])
async def test_a_folder_that_cannot_be_written_turns_the_history_off_for_the_run(
    starts: Starts, locked_folder: Path, name: str
) -> None:
    before = contents(locked_folder)
    async with starts(path=locked_folder / name) as workspace:
        reading = await workspace.statistics.read(SHOP, EXAMPLE)
        problem = workspace.statistics.take_history_problem()
        assert (len(reading.days), reading.problem) == (3, None)
        assert problem is not None
        assert str(locked_folder / name) in problem.said
        assert "Permission denied" in problem.said
        await workspace.statistics.read(SHOP, days("2026-06-01", "2026-06-02"))
        assert workspace.statistics.take_history_problem() is None
    assert contents(locked_folder) == before


async def test_a_folder_in_the_place_of_the_file_is_left_alone(starts: Starts, file: Path) -> None:
    await asyncio.to_thread(file.mkdir, parents=True)
    async with starts() as workspace:
        assert len((await workspace.statistics.read(SHOP, EXAMPLE)).days) == 3
        problem = workspace.statistics.take_history_problem()
    assert problem is not None
    assert "directory" in problem.said
    assert others(file) == []


_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from capgo_tui.services.history import DAYS, Covered, History
from tests.services.history.writing_program import KEY, NOW, PERIOD, year_of

history = History(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
assert history.keep_days(KEY, Covered(DAYS, PERIOD, NOW), year_of(1))
assert len(history.days(KEY, PERIOD).days) == PERIOD.length
print(history.take_problem())
"""
"""No file may become larger than 20 000 bytes, which a write finds out as it does on a full disk."""


async def test_a_full_disk_turns_the_history_off_for_the_run(file: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _ON_A_FULL_DISK, str(file)),
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    assert str(file) in said.decode()
    assert "in memory" in said.decode()
    history = History(file)
    assert history.days(KEY, PERIOD).days == (), "nothing is there by half"
    assert history.take_problem() is None
    history.close()


async def test_a_writer_that_was_killed_leaves_whole_years(starts: Starts, file: Path) -> None:
    for _ in range(3):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.services.history.writing_program", str(file), "1"),
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"written\n"
        process.kill()
        await process.wait()
        async with starts() as workspace:
            reading = await workspace.statistics.read(SHOP, PERIOD)
            assert asked(workspace) == []
            assert workspace.statistics.take_history_problem() is None
        assert len(reading.days) == PERIOD.length
        assert len({day.mau for day in reading.days}) == 1, "no change is there by half"


async def test_two_programs_write_at_once_and_the_newest_answer_counts(file: Path) -> None:
    """Both begin with no file, so both make one."""
    programs = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.services.history.writing_program", str(file), mau, "12"),
            cwd=Path(__file__).parents[3],
        )
        for mau in ("100", "100")
    ]
    assert [await program.wait() for program in programs] == [0, 0]
    history = History(file)
    assert {day.mau for day in history.days(KEY, PERIOD).days} == {111}
    assert history.take_problem() is None
    history.close()


def test_an_answer_that_is_older_than_what_is_known_changes_nothing(file: Path) -> None:
    history = History(file)
    june = Period(date(2025, 6, 1), date(2025, 6, 30))
    history.keep_days(KEY, Covered(DAYS, PERIOD, NOW), year_of(2))
    history.keep_days(KEY, Covered(DAYS, june, NOW.replace(year=2025, month=8)), year_of(1)[151:181])
    assert {day.mau for day in history.days(KEY, PERIOD).days} == {2}
    assert history.days(KEY, june).asked_at == NOW
    history.close()


def test_a_file_that_another_program_holds_is_passed_over(file: Path) -> None:
    write_year(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        history = History(file, patience=0.05)
        assert not history.keep_days(KEY, Covered(DAYS, PERIOD, NOW), year_of(2))
        assert {day.mau for day in history.days(KEY, PERIOD).days} == {1}, "reading goes on"
        other.execute("ROLLBACK")
        assert history.keep_days(KEY, Covered(DAYS, PERIOD, NOW), year_of(2))
        assert history.take_problem() is None
        history.close()


async def test_what_could_not_be_kept_is_shown_all_the_same(starts: Starts, file: Path) -> None:
    async with starts() as workspace:
        await workspace.statistics.read(SHOP, days("2026-06-02", "2026-06-02"))
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        async with starts(patience=0.05) as workspace:
            reading = await workspace.statistics.read(SHOP, EXAMPLE)
            usage = await workspace.statistics.usage(SHOP.id, EXAMPLE)
            readings = await workspace.statistics.by_app("3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701", EXAMPLE)
            assert workspace.statistics.take_history_problem() is None
        other.execute("ROLLBACK")
    for each in (reading, usage, readings.total, readings.apps[SHOP.id]):
        assert [day.day.day for day in each.days] == [1, 2, 3]


# Other times -------------------------------------------------------------------------------


def old_file(file: Path, steps: int) -> None:
    """A file as the program wrote it that knew so many steps, with one day in it."""
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as connection:
        for step in STEPS[:steps]:
            for statement in step:
                connection.execute(statement)
        connection.execute(
            "INSERT INTO scopes (id, host, kind, name) VALUES (1, ?, 'app', ?)", (KEY.host, KEY.name)
        )
        connection.execute("INSERT INTO figures VALUES (1, '2026-06-02', 'mau', 77, 1795219200, 2)")
        connection.execute("INSERT INTO asked VALUES (1, 'days', '2026-06-02', 1795219200, 1)")
        connection.execute(f"PRAGMA user_version = {steps}")
        connection.commit()


@pytest.mark.parametrize("steps", range(1, LATEST))
async def test_a_file_of_an_older_program_is_brought_up_to_date_with_all_it_knows(
    starts: Starts, file: Path, steps: int
) -> None:
    await asyncio.to_thread(old_file, file, steps)
    async with starts() as workspace:
        day = days("2026-06-02", "2026-06-02")
        reading = await workspace.statistics.read(SHOP, day)
        assert asked(workspace) == []
        assert [day.mau for day in reading.days] == [77]
        await workspace.statistics.usage(SHOP.id, EXAMPLE)
        assert workspace.statistics.take_history_problem() is None
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (LATEST,)
        assert connection.execute("SELECT count(*) > 0 FROM usage").fetchone() == (1,)


async def test_a_step_that_fails_leaves_the_file_as_it_was(starts: Starts, file: Path) -> None:
    await asyncio.to_thread(old_file, file, 1)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE usage (of_something_else)")
    async with starts() as workspace:
        assert len((await workspace.statistics.read(SHOP, EXAMPLE)).days) == 3
        problem = workspace.statistics.take_history_problem()
    assert problem is not None
    assert "already exists" in problem.said
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert "organization" not in str(connection.execute("SELECT sql FROM sqlite_schema").fetchall())


async def test_a_file_of_a_newer_program_is_left_alone(starts: Starts, file: Path) -> None:
    await asyncio.to_thread(write_year, file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = contents(file.parent)
    async with starts() as workspace:
        assert len((await workspace.statistics.read(SHOP, EXAMPLE)).days) == 3
        problem = workspace.statistics.take_history_problem()
    assert problem is not None
    assert "newer" in problem.said
    assert contents(file.parent) == before


def test_numbers_that_no_file_can_hold_do_no_harm(file: Path) -> None:
    history = History(file)
    june = Period(date(2025, 6, 1), date(2025, 6, 1))
    day = replace(year_of(1)[151], mau=10**30, bandwidth=float("nan"), storage=float("inf"))
    assert history.keep_days(KEY, Covered(DAYS, june, NOW), [day])
    (known,) = history.days(KEY, june).days
    assert (known.mau, known.bandwidth, known.storage) == (1e30, None, None)
    history.close()
