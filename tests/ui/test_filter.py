"""A user narrows a table by what is written behind the slash."""

from __future__ import annotations

from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt


async def test_terms_about_columns_leave_what_fits(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.types("/pub:yes !deskt")
    await user.press("enter")
    assert user.sees("production")
    assert not user.sees("desktop")
    assert not user.sees("beta ")


async def test_what_cannot_be_read_is_said_and_the_terms_before_it_hold(user_at: UserAt) -> None:
    async with user_at(120, 40) as user:
        await user.opens(SHOP, tab="1")
        await user.types("/pub:yes nme:x")
        assert "There is no column nme. Columns: name." in user.line_with("/pub:yes")
        assert user.sees("production")
        assert not user.sees("staging")
        await user.press("escape")
        assert user.sees("staging")
        assert not user.sees("There is no column")


async def test_a_problem_goes_as_soon_as_it_is_mended(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.types("/platform:")
    assert "Nothing stands behind" in user.line_with("/platform:")
    await user.types("electron")
    assert "Nothing stands behind" not in user.line_with("/platform:")
    assert not user.sees("android")
