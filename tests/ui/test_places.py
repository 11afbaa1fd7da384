"""A user goes back and forth, sets bookmarks, and finds the program as it was left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt

WALLET = "com.acme.wallet"


async def test_one_goes_back_to_where_one_was_and_forth_again(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("3")
    await user.opens(WALLET, tab="2")
    await user.press("less_than_sign")
    assert WALLET in user.line_with("capgo")
    await user.press("less_than_sign", "less_than_sign")
    assert user.tab in {"bundles", "channels"}
    assert SHOP in user.line_with("capgo")
    await user.press("greater_than_sign", "greater_than_sign", "greater_than_sign")
    assert user.tab == "devices"
    assert WALLET in user.line_with("capgo")
    await user.press("greater_than_sign")
    assert "This is the last place." in user.told


async def test_the_header_names_the_app_that_a_command_opened_in_the_same_tab(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.types(f":app {WALLET}")
    await user.press("enter")
    assert user.tab == "devices"
    assert WALLET in user.line_with("capgo")
    await user.press("less_than_sign")
    assert SHOP in user.line_with("capgo")


async def test_a_bookmark_keeps_the_filter_and_is_found_by_a_few_letters(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.types("/platform:ios")
    await user.press("enter", "B")
    assert "Bookmarked" in user.told
    await user.press("escape")
    await user.opens(WALLET, tab="1")
    await user.press("apostrophe")
    await user.types("platform")
    await user.press("enter")
    assert user.tab == "devices"
    assert user.sees("/platform:ios")
    assert SHOP in user.line_with("capgo")


async def test_a_bookmark_is_taken_away(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("B", "apostrophe", "delete")
    assert user.sees("is gone.")
    assert not user.sees("Bookmarks")


async def test_apps_and_organizations_are_places_too(user: User) -> None:
    await user.press("apostrophe")
    await user.types("wallet")
    await user.press("enter")
    assert WALLET in user.line_with("capgo")
    await user.press("apostrophe")
    await user.types("acme mobile")
    await user.press("enter")
    assert user.tab == "organization"


async def test_the_next_start_opens_where_this_one_ended(user_at: UserAt, tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        await user.opens(SHOP, tab="2")
        await user.types("/platform:ios")
        await user.press("enter", "S")
        await user.types("os")
        await user.press("enter", "j", "j")
        row = user.line_with("❯")[:60]
    async with user_at(80, 24, start_in_demo=False, session_file=file) as user:
        assert user.tab == "devices"
        assert user.sees("/platform:ios")
        assert user.line_with("❯").startswith(row)
        await user.press("escape")
        assert not user.sees("/platform:ios")


async def test_the_demo_remembers_nothing(user_at: UserAt, tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with user_at(80, 24, session_file=file) as user:
        await user.opens(SHOP, tab="2")
    assert not file.exists()


async def test_bookmarks_that_cannot_be_written_are_said(user_at: UserAt, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    async with user_at(80, 24, start_in_demo=False, session_file=tmp_path / "state" / "session.json") as user:
        await user.opens(SHOP, tab="1")
        await user.press("B")
        assert "Kept until the program ends only" in user.told


@pytest.mark.parametrize("key", ["less_than_sign", "greater_than_sign", "B", "apostrophe"])
async def test_before_anything_is_open_the_keys_do_no_harm(user: User, key: str) -> None:
    await user.press(key, "escape")
    assert user.tab == "hint"
