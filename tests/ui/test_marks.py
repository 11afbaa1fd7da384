"""A user marks rows for what is to be done with several of them."""

from __future__ import annotations

import pytest

from tests.driver import User
from tests.ui.conftest import UserAt
from tests.ui.scans import loads_all


async def test_marked_rows_are_counted_beside_the_rows(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.press("space", "space", "space")
    assert user.sees("3 marked · 65 devices")
    await user.press("slash")
    await user.types("canary-1")
    await user.press("enter")
    assert user.sees("3 marked, 2 hidden by the filter · 65 devices")
    await user.press("asterisk", "escape")
    assert user.sees("2 marked · 65 devices")
    await user.press("backslash")
    assert not user.sees("marked")


async def test_escape_drops_the_range_then_the_filter_then_goes_to_the_tree_and_marks_stay(
    user: User,
) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.press("space", "slash")
    await user.types("android")
    await user.press("enter", "v", "j", "j")
    assert user.sees("drawing a range")
    await user.press("escape")
    assert not user.sees("drawing a range")
    assert user.sees("/android")
    assert user.sees("1 marked, 1 hidden by the filter")
    await user.press("escape")
    assert not user.sees("/android")
    assert user.sees("1 marked · 65 devices")
    await user.press("escape")
    assert user.app.screen.query_one("AppTree").has_focus
    assert user.sees("1 marked · 65 devices")


async def test_marks_are_kept_per_app_and_come_back_with_it(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.press("j", "v", "j", "j")
    await user.opens("com.acme.kiosk", tab="2")
    assert not user.sees("marked")
    await user.press("space")
    await user.opens("com.acme.shop", tab="2")
    assert user.sees("3 marked · 65 devices")
    assert not user.sees("drawing a range")
    await user.press("1")
    assert not user.sees("marked")
    await user.press("2")
    assert user.sees("3 marked · 65 devices")


async def test_marks_survive_a_refresh_and_a_sort(user: User) -> None:
    await user.opens("com.acme.shop", tab="3")
    await user.press("space", "j", "space", "s", "r")
    assert user.sees("2 marked · 18 bundles")
    assert user.screen.count("■") == 2


async def test_every_list_of_an_organization_can_be_marked(user: User) -> None:
    await user.opens("com.acme.shop", tab="6")
    for _ in range(3):
        await user.press("right_square_bracket", "space")
        assert user.sees("1 marked · ")


async def test_a_hundred_thousand_devices_are_marked_at_one_key(user_at: UserAt) -> None:
    async with user_at(budget=5000) as user:
        await user.opens("com.acme.wallet", tab="2")
        await loads_all(user)
        user.app.clear_notifications()
        await user.press("asterisk")
        assert user.sees("100,000 marked · 100,000 devices")
        await user.press("space")
        assert user.sees("99,999 marked · 100,000 devices")
        await user.press("v", "G")
        assert user.sees("99,999 marked, drawing a range")


@pytest.mark.parametrize("width", [80, 60, 40])
async def test_the_count_of_marks_is_seen_on_a_narrow_terminal(user_at: UserAt, width: int) -> None:
    async with user_at(width, 24) as user:
        await user.opens("com.acme.wallet", tab="2")
        await user.press("space")
        assert user.sees("1 marked · 5,000 devices")


async def test_the_help_tells_how_to_mark(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.press("question_mark")
    for words in ("Mark or unmark the record", "Begin a range", "Mark all rows", "Take all marks away"):
        assert user.sees(words)
