"""A user holds two records against each other."""

from __future__ import annotations

from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt


async def marks_canaries(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("slash")
    await user.types("canary")
    await user.press("enter", "space", "space")


async def test_two_marked_rows_stand_side_by_side_what_differs_first(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await marks_canaries(user)
        before = user.requests
        await user.press("equals_sign")
        assert user.requests == before
        assert user.sees("7 of 16 fields differ")
        assert user.line_with("≠ bundle").split()[-4:-1] == ["1.4.2", "│", "1.4.1"]
        lines = user.screen.splitlines()
        differs = [place for place, line in enumerate(lines) if "≠" in line]
        same = [place for place, line in enumerate(lines) if "│ = " in line]
        assert max(differs) < min(same)
        await user.press("escape")
        assert user.tab == "devices"


async def test_with_fewer_or_more_marks_it_says_what_to_do(user: User) -> None:
    await user.opens(SHOP)
    await user.press("equals_sign")
    assert "mark exactly two with space; none is marked" in user.told
    await user.press("space", "equals_sign")
    assert "1 is marked" in user.told
    await user.press("space", "space", "equals_sign")
    assert "3 are marked" in user.told


async def test_channels_and_bundles_can_be_compared_too(user: User) -> None:
    await user.opens(SHOP)
    await user.press("g", "space", "space", "equals_sign")
    assert user.sees("channel production")
    assert user.sees("fields differ")
    await user.press("escape", "3", "space", "space", "equals_sign")
    assert user.sees("≠ name")
    await user.press("q")
    assert user.tab == "bundles"
