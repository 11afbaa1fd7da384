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


async def test_values_are_picked_with_how_many_rows_have_each(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("f")
    assert "32" in user.line_with(" android ")
    await user.types("electron")
    await user.press("space")
    assert user.sees("✓ electron")
    await user.press("enter")
    assert "2 of 65" in user.line_with("/platform=electron")


async def test_two_values_of_a_column_are_one_term_and_other_terms_stay(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.types("/!canary")
    await user.press("enter", "f", "space", "down", "down", "enter")
    assert user.sees("/!canary platform=android")
    await user.press("f", "down", "space", "enter")
    assert user.sees("/!canary platform=android,ios")


async def test_escape_leaves_the_filter_as_it_was(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("f", "space", "escape")
    assert not user.sees("platform=")


async def test_a_value_with_blanks_is_quoted_and_an_empty_cell_can_be_picked(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("f")
    await user.types("bundle deleted")
    assert not user.sees("No value")
    await user.press("escape", "f")
    await user.types("empty")
    await user.press("enter")
    assert user.sees('problems=""')
    assert not user.sees("legacy")


async def test_problems_alone_are_shown_and_all_again(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("F")
    assert user.sees("legacy")
    assert not user.sees("staging")
    await user.press("F")
    assert user.sees("staging")
    await user.press("3", "F")
    assert user.sees("nothing is a problem here")


async def test_a_filter_that_was_picked_is_added_to_at_its_end(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("F")
    await user.types("/ bigcorp")
    await user.press("enter")
    assert "2 of 65" in user.line_with("/state:blocked,fails,depends bigcorp")


async def test_a_click_on_the_cross_shows_all_again(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.types("/platform:ios")
    await user.press("enter")
    assert user.line_with("/platform:ios").rstrip("│ ").endswith("×")
    await user.clicks("#devices #filter-drop")
    assert not user.sees("platform:ios")
    assert user.sees("android")
