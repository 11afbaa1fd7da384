"""A user chooses the columns of a table, and what it is sorted by."""

from __future__ import annotations

from tests.driver import User
from tests.ui.cloud import SHOP


def heading(user: User) -> list[str]:
    """The headings of the table in front."""
    line = next(line for line in user.screen.splitlines() if "name" in line or "device" in line.split())
    return line.strip("│┃ ").split()


async def test_columns_are_hidden_moved_and_shown_again(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("vertical_line")
    await user.types("problems")
    await user.press("space")
    await user.press("enter")
    assert "problems" not in user.line_with("bundle")
    await user.press("2", "1")
    assert "problems" not in user.line_with("bundle")
    await user.press("vertical_line", "ctrl+l")
    assert "problems" in user.line_with("bundle")


async def test_a_column_goes_to_the_left_and_gets_wider(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("vertical_line", "down", "shift+up", "greater_than_sign", "greater_than_sign")
    assert user.sees("19 cells")
    await user.press("enter")
    line = user.line_with("problems")
    assert line.index("bundle") < line.index("name")


async def test_columns_are_named_in_the_command_line(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("colon")
    await user.types("cols name updated id")
    await user.press("enter")
    line = user.line_with("updated")
    assert line.index("name") < line.index("updated") < line.index(" id")
    assert "problems" not in line
    await user.press("colon")
    await user.types("cols nme")
    await user.press("enter")
    assert "There is no column nme" in user.told or user.sees("There is no column nme")


async def test_the_order_is_picked_from_a_list_and_turned_round(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("S")
    await user.types("name")
    await user.press("enter")
    assert user.sees("name ▲")
    await user.press("S", "enter")
    assert user.sees("name ▼")
    await user.press("S")
    await user.types("as they")
    await user.press("enter")
    assert not user.sees("▼")


async def test_the_order_is_named_in_the_command_line(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("colon")
    await user.types("sort name desc")
    await user.press("enter")
    assert user.sees("name ▼")
