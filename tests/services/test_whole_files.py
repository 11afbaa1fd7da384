"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from capgo_tui.services.whole_files import FileExists, FileProblem, write_whole


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file() or path.is_symlink())


def test_a_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "a.csv", b"x")
    assert path.read_bytes() == b"x"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert names_in(tmp_path) == ["a.csv"]


def test_the_home_folder_is_understood(home: Path) -> None:
    assert write_whole(Path("~/a.csv"), b"x") == home / "a.csv"


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")
    with pytest.raises(FileExists, match=r"There is a file a\.csv already"):
        write_whole(path, b"x")
    assert path.read_text() == "mine"
    write_whole(path, b"x", overwrite=True)
    assert path.read_bytes() == b"x"
    assert names_in(tmp_path) == ["a.csv"]


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.symlink_to(tmp_path / "gone")
    with pytest.raises(FileExists):
        write_whole(path, b"x")
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (".", "is a folder"),
        ("no/such/a.csv", "cannot be written: No such file"),
        ("a.txt/b.csv", "cannot be written: Not a directory"),
        ("~nobody-there/a.csv", "is no name for a file"),
        ("a\0b", "is no name for a file"),
    ],
)
def test_what_is_no_place_for_a_file_is_said(home: Path, name: str, says: str) -> None:
    (home / "a.txt").write_text("x")
    with pytest.raises(FileProblem, match=says):
        write_whole(Path(name), b"x")


def test_a_name_that_is_too_long_is_said(home: Path) -> None:
    with pytest.raises(FileProblem, match=r"is no name for a file|cannot be written"):
        write_whole(Path("x" * 5_000), b"x")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_is_read_only_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileProblem, match="cannot be written: Permission denied"):
            write_whole(tmp_path / "a.csv", b"x")
    finally:
        tmp_path.chmod(0o700)


def test_a_place_where_the_system_takes_no_file_is_said() -> None:
    with pytest.raises(FileProblem, match="cannot be written"):
        write_whole(Path("/proc/a.csv"), b"x")
