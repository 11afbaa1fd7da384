"""A user writes rows to a file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import SHOP, goes_on
from tests.ui.conftest import UserAt

CHANNELS = f"{SHOP}-channels-2026-11-21"


def rows_in(path: Path) -> list[list[str]]:
    with path.open(newline="") as file:
        return list(csv.reader(file))


def names_in(folder: Path, pattern: str) -> list[str]:
    return sorted(path.name for path in folder.glob(pattern))


def words_on(user: User) -> str:
    """All that is on the screen, as if no line were broken."""
    return re.sub(r"[│\s]+", " ", user.screen)


async def test_enter_writes_all_rows_with_all_columns_under_the_proposed_name(user: User, home: Path) -> None:
    await user.opens(SHOP)
    await user.press("E")
    assert user.sees("9 channels, all")
    assert user.sees(f"{CHANNELS}.csv")
    await user.press("enter")
    heading, *rows = rows_in(home / f"{CHANNELS}.csv")
    assert heading[0] == "name"
    assert "created_by" in heading or len(heading) > 12
    assert [row[0] for row in rows][:2] == ["production", "beta"]
    assert len(rows) == 9
    assert "Written: 9 channels, all" in user.told
    assert f"{CHANNELS}.csv" in user.told.replace("\n", "")


async def test_the_rows_are_written_in_the_order_in_which_they_are_shown(user: User, home: Path) -> None:
    await user.opens(SHOP)
    await user.press("s", "s", "E", "enter")
    names = [row[0] for row in rows_in(home / f"{CHANNELS}.csv")[1:]]
    assert names == sorted(names, key=str.casefold, reverse=True)


async def test_the_marked_rows_come_first_then_those_of_the_filter_then_all(user: User, home: Path) -> None:
    await goes_on(user, "android", tab="2")
    await user.press("space", "space", "E")
    assert user.sees("2 devices, marked")
    await user.press("shift+tab", "shift+tab", "enter")
    assert user.sees("that the filter shows")
    assert user.sees("65 devices, all")
    await user.press("down", "enter")
    await user.goes_to("file")
    await user.press("enter")
    platforms = {row[1] for row in rows_in(home / f"{SHOP}-devices-2026-11-21.csv")[1:]}
    assert platforms == {"android"}


async def test_the_marked_rows_alone_are_written(user: User, home: Path) -> None:
    await user.opens(SHOP)
    await user.press("space", "j", "space", "E", "enter")
    assert [row[0] for row in rows_in(home / f"{CHANNELS}.csv")[1:]] == ["production", "staging"]


@pytest.mark.parametrize(
    ("letters", "suffix", "count"),
    [
        ("json", "json", lambda text: len(json.loads(text))),
        ("ndjson", "ndjson", lambda text: len([json.loads(line) for line in text.splitlines()])),
        ("mark", "md", lambda text: text.count("\n| ") - 2),
    ],
)
async def test_the_name_follows_the_format(
    user: User, home: Path, letters: str, suffix: str, count: Callable[[str], int]
) -> None:
    await user.opens(SHOP)
    await user.press("E")
    await user.picks("format", letters)
    assert user.sees(f"{CHANNELS}.{suffix}")
    await user.press("ctrl+s")
    assert count((home / f"{CHANNELS}.{suffix}").read_text()) == 9


async def test_a_name_of_ones_own_is_kept_whatever_the_format(user: User, home: Path) -> None:
    await user.opens(SHOP)
    await user.press("E", "ctrl+u")
    await user.types("mine.txt")
    await user.picks("format", "ndjson")
    await user.press("ctrl+s")
    assert (home / "mine.txt").read_text().startswith('{"name":"production"')


async def test_a_file_that_is_there_is_asked_about_before_it_goes(user: User, home: Path) -> None:
    path = home / f"{CHANNELS}.csv"
    path.write_text("mine")
    await user.opens(SHOP)
    await user.press("E", "enter")
    assert user.sees(f"There is a file {CHANNELS}.csv already")
    assert user.sees("ctrl+o write over it")
    assert path.read_text() == "mine"
    await user.press("ctrl+o")
    assert len(rows_in(path)) == 10
    assert names_in(home, "*csv*") == [path.name]


async def test_a_folder_is_refused_with_what_to_do(user: User, home: Path) -> None:
    (home / "folder").mkdir()
    await user.opens(SHOP)
    await user.press("E", "ctrl+u")
    await user.types("folder")
    await user.press("enter")
    assert "is a folder. Name a file in it." in words_on(user)
    await user.press("ctrl+u", "enter")
    assert user.sees("Name a file.")


async def test_a_place_that_takes_no_file_is_said_and_the_name_stays(user: User) -> None:
    await user.opens(SHOP)
    await user.press("E", "ctrl+u")
    await user.types("/proc/x.csv")
    await user.press("enter")
    assert user.sees("/proc/x.csv cannot be written")
    await user.press("escape")
    assert not user.sees("Export channels")


async def test_more_on_the_server_is_said(user: User) -> None:
    await user.opens("com.acme.wallet", tab="2")
    await user.press("E")
    assert user.sees("5,000 devices, all that are loaded")
    assert user.sees("More devices are on the server: only what is loaded is written.")


async def test_over_ssh_the_text_can_be_copied_instead(
    user_at: UserAt, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
    async with user_at() as user:
        await user.opens(SHOP)
        await user.press("E")
        assert user.sees("You are here over SSH: the file is written on this machine.")
        await user.press("ctrl+y")
        assert user.app.clipboard.startswith("name,bundle,")
        assert "The CSV of 9 channels was sent to the terminal" in user.told
        assert names_in(home, "*.csv") == []


async def test_hostile_names_are_no_formulas_and_no_controls_in_the_file(user: User, home: Path) -> None:
    await user.opens("com.hostile.names", tab="2")
    await user.press("E", "enter")
    heading, *rows = rows_in(home / "com.hostile.names-devices-2026-11-21.csv")
    assert rows
    for row in rows:
        assert len(row) == len(heading)
        assert [cell for cell in row if not (cell == "" or cell.isprintable())] == []
        assert [cell for cell in row if cell.startswith(("=", "+", "@"))] == []


async def test_the_members_of_an_organization_are_written_under_its_name(user: User, home: Path) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("right_square_bracket", "E", "enter")
    assert "jonas@acme.example" in (home / "Acme-Mobile-members-2026-11-21.csv").read_text()


async def test_the_api_keys_are_written_without_a_secret(user: User, demo: Demo, home: Path) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("right_square_bracket", "right_square_bracket", "E", "enter")
    (name,) = names_in(home, "*keys*.csv")
    text = (home / name).read_text()
    assert text
    assert all(row.key not in text for row in demo.world.api_keys.values() if row.key)


async def test_the_journal_is_exported_too(user: User, home: Path) -> None:
    await user.opens(SHOP)
    await user.press("J", "E")
    assert "There is no change to export" in user.told


async def test_a_command_writes_by_the_suffix_and_over_a_file_only_with_a_mark(
    user: User, home: Path
) -> None:
    await user.opens(SHOP)
    await user.press("space", "space", "colon")
    await user.types("export two.ndjson")
    await user.press("enter")
    assert len((home / "two.ndjson").read_text().splitlines()) == 2
    user.app.clear_notifications()
    (home / "out.ndjson").write_text("mine")
    await user.press("colon")
    await user.types("export out.ndjson")
    await user.press("enter")
    assert user.sees("There is a file out.ndjson already")
    assert ":export! out.ndjson writes over it" in words_on(user)
    await user.press("escape", "backslash", "colon")
    await user.types("export! out.ndjson")
    await user.press("enter")
    assert len((home / "out.ndjson").read_text().splitlines()) == 9


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
async def test_a_suffix_that_is_no_format_is_refused_with_those_there_are(user: User, name: str) -> None:
    await user.opens(SHOP)
    await user.press("colon")
    await user.types(f"export {name}")
    await user.press("enter")
    assert user.sees("The name of the file says the format")
    assert user.sees(".csv, .json, .ndjson, .md")


async def test_without_a_table_there_is_nothing_to_export(user: User) -> None:
    await user.press("colon")
    await user.types("export out.csv")
    await user.press("enter")
    assert user.sees("There is no table here to export.")
