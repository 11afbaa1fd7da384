"""The Stats tab is found again as it was left, linked to, bookmarked and copied from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from capgo_tui.presenters.deep_links import read_link
from capgo_tui.presenters.places import Place
from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt


async def test_the_next_start_shows_the_same_statistics(user_at: UserAt, tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        await user.opens(SHOP, tab="4")
        await user.press("t", "9", "m", "b", "c", "T", "i", "o")
        assert user.sees("Acme Mobile · 90 days, "), user.screen
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        assert user.tab == "stats", user.screen
        assert user.sees("Acme Mobile · 90 days, "), user.screen
        assert user.sees("Bandwidth, added up")
        assert user.sees("┄ the 90 days before")
        await user.opens("com.acme.wallet", tab="4")
        assert user.sees("com.acme.wallet · 90 days, "), user.screen


async def test_a_session_that_somebody_broke_shows_the_usual_days(user_at: UserAt, tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        await user.opens(SHOP, tab="4")
        await user.press("t", "9")
    file.write_text(file.read_text().replace("90d mau", "ninety [b]mau"))
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        assert user.sees("com.acme.shop · 30 days, "), user.screen


async def test_a_bookmark_of_statistics_leads_back_to_them(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("t", "7", "m", "s", "B")
    assert "com.acme.shop › Stats  7d storage" in user.told
    await user.press("t", "3", "m", "m", "apostrophe")
    await user.types("7d storage")
    await user.press("enter")
    assert user.sees("com.acme.shop · 7 days, 15 Nov – 21 Nov · level")


async def test_y_copies_the_day_its_numbers_the_table_the_request_and_a_link(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("t", "7", "j", "y")
    for line in ("y  id", "r  JSON", "t  TSV", "c  curl", "l  link"):
        assert user.sees(line), user.screen
    await user.press("y")
    assert user.app.clipboard == "2026-11-21"
    await user.press("j", "y", "r")
    assert json.loads(user.app.clipboard)["day"] == "2026-11-20"
    await user.press("y", "t")
    lines = user.app.clipboard.splitlines()
    assert lines[0].split("\t")[:3] == ["day", "mau", "bandwidth"]
    assert [line.split("\t")[0] for line in lines[1:]] == [f"2026-11-{day}" for day in range(15, 22)]
    await user.press("y", "c")
    assert (
        "/statistics/app/com.acme.shop?from=2026-11-15&to=2026-11-22&noAccumulate=true" in user.app.clipboard
    )
    await user.press("y", "l")
    assert read_link(user.app.clipboard) == Place(app_id=SHOP, tab="stats", filter="7d mau")


async def test_where_not_all_have_room_the_picked_figure_is_told_against_a_year_ago(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await user.opens(SHOP, tab="4")
        assert "y+59%" in user.line_with("MAU 4,765")
        assert "y+481%" not in user.line_with("MAU 4,765")
        await user.press("m", "s")
        assert "58.2 MiB +54% y+481%" in user.line_with("MAU 4,765")


async def test_an_app_of_a_ranking_is_copied_and_linked_to_as_it_is_looked_at(user: User) -> None:
    await user.opens(SHOP, tab="4")
    await user.press("i", "p", "j", "y", "r")
    copied = json.loads(user.app.clipboard)
    assert copied["app_id"].startswith("com.acme.")
    assert copied["mau"] > 0
    await user.press("y", "l")
    assert read_link(user.app.clipboard).filter == "30d mau by-app"
    await user.press("y", "c")
    assert "breakdown=true" in user.app.clipboard


async def test_of_an_organization_from_the_tree_no_link_is_promised(user: User) -> None:
    await user.press("home", "4", "y")
    assert user.sees("A link leads to an app"), user.screen


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("stats 7d storage", "com.acme.shop · 7 days, 15 Nov – 21 Nov · level"),
        ("stats organization 2026-10", "Acme Mobile · 1 Oct – 31 Oct · daily"),
        ("stats by-app share", "Share of MAU by app"),
        ("stats per-app", "MAU: devices new in the cycle"),
        ("stats bandwith", "bandwith is neither days nor a figure."),
    ],
)
async def test_the_command_takes_days_figures_and_whose(user: User, typed: str, words: str) -> None:
    await user.opens(SHOP, tab="1")
    await user.types(f":{typed}")
    await user.press("enter")
    assert user.sees(words), user.screen
