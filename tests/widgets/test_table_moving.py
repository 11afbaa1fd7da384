from __future__ import annotations

import pytest
from textual.events import MouseScrollDown
from textual.widgets import Input

from capgo_tui.widgets.record_table import RecordTable
from tests.widgets.tables import Phone, looking_at, phones

PAGE = 8
"""Rows in view: 12 lines without the heading and the three of the input."""


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["down", "j", "down", "up", "k"], 1),
        (["G"], 99),
        (["end"], 99),
        (["end", "g"], 0),
        (["end", "home"], 0),
        (["pagedown"], PAGE),
        (["pagedown", "pagedown", "pageup"], PAGE),
        (["ctrl+d"], PAGE // 2),
        (["ctrl+d", "ctrl+d", "ctrl+u"], PAGE // 2),
        (["up"], 0),
        (["pageup"], 0),
        (["end", "down", "pagedown"], 99),
    ],
)
async def test_keys_move_the_cursor_and_it_stays_in_view(keys: list[str], row: int) -> None:
    async with looking_at(*phones(100)) as user:
        assert user.table.page == PAGE
        await user.press(*keys)
        assert user.table.cursor_row == row
        assert user.table.record == phones(100)[row]
        assert user.lines[user.cursor_line].startswith(f"❯ {phones(100)[row].name}")


async def test_a_page_down_moves_the_view_and_keeps_the_cursor_on_its_line() -> None:
    async with looking_at(*phones(100)) as user:
        await user.press("down", "down", "pagedown")
        assert user.cursor_line == 3
        assert user.table.top == PAGE


async def test_the_heading_stays_while_rows_scroll() -> None:
    async with looking_at(*phones(100)) as user:
        heading = user.lines[0]
        await user.press("end")
        assert user.lines[0] == heading
        assert user.lines[-1].startswith(f"❯ {phones(100)[99].name}")


async def test_each_record_that_the_cursor_comes_to_is_told_once() -> None:
    async with looking_at(*phones(5)) as user:
        await user.press("down", "up", "up")
        told = user.told(RecordTable.Highlighted)
        assert [message.record.id for message in told] == [0, 1, 0]  # type: ignore[attr-defined]
        assert all(message.control is user.table for message in told)


async def test_enter_opens_the_record_under_the_cursor() -> None:
    async with looking_at(*phones(5)) as user:
        await user.press("down", "enter")
        assert [message.record.id for message in user.told(RecordTable.Opened)] == [1]  # type: ignore[attr-defined]


async def test_an_empty_table_takes_every_key_and_opens_nothing() -> None:
    async with looking_at() as user:
        await user.press(*"jkgGhlsW", "pagedown", "pageup", "ctrl+d", "ctrl+u", "enter", "left", "right")
        assert user.told(RecordTable.Opened) == []
        assert user.table.record is None


async def test_a_click_selects_and_a_second_click_opens() -> None:
    async with looking_at(*phones(20)) as user:
        await user.click(5, 4)
        assert user.table.cursor_row == 3
        assert user.told(RecordTable.Opened) == []
        await user.click(5, 4)
        assert [message.record.id for message in user.told(RecordTable.Opened)] == [3]  # type: ignore[attr-defined]


async def test_a_double_click_opens_once() -> None:
    async with looking_at(*phones(20)) as user:
        await user.click(5, 6, times=2)
        await user.click(5, 6, times=2)
        assert [message.record.id for message in user.told(RecordTable.Opened)] == [5, 5]  # type: ignore[attr-defined]


async def test_the_click_that_brings_the_focus_opens_nothing() -> None:
    async with looking_at(*phones(20)) as user:
        user.app.query_one(Input).focus()
        await user.settle()
        await user.click(5, 1)
        assert user.table.has_focus
        assert user.told(RecordTable.Opened) == []
        await user.click(5, 1)
        assert len(user.told(RecordTable.Opened)) == 1


async def test_a_click_below_the_last_row_does_nothing() -> None:
    async with looking_at(*phones(2)) as user:
        await user.click(5, 7)
        assert user.table.cursor_row == 0
        assert user.told(RecordTable.Opened) == []


async def test_the_wheel_scrolls_the_view_and_leaves_the_cursor() -> None:
    async with looking_at(*phones(100)) as user:
        await user.pilot._post_mouse_events([MouseScrollDown], RecordTable, offset=(5, 5))
        await user.settle()
        assert user.table.top > 0
        assert user.table.cursor_row == 0
        await user.press("down")
        assert user.table.cursor_row == 1
        assert user.cursor_line == 1


async def test_the_column_cursor_moves_with_h_and_l_and_stops_at_the_ends() -> None:
    async with looking_at(*phones(3)) as user:
        await user.press("l", "right", "l", "l", "s")
        assert user.table.order is not None
        assert user.table.order.column == "state"
        await user.press("h", "left", "h", "s")
        assert user.table.order.column == "name"


async def test_moving_to_a_key_moves_the_cursor_there_if_it_is_shown() -> None:
    async with looking_at(*phones(100)) as user:
        assert user.table.move_to(77)
        await user.settle()
        assert user.table.record == phones(100)[77]
        assert not user.table.move_to("nobody")


async def test_another_size_of_the_terminal_keeps_the_cursor_in_view() -> None:
    async with looking_at(*phones(100), size=(80, 30)) as user:
        await user.press(*["down"] * 20)
        await user.pilot.resize_terminal(40, 10)
        await user.settle()
        assert user.lines[user.cursor_line].startswith("❯ phone-")
        assert user.table.cursor_row == 20


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (10, 4), (3, 3), (1, 1)])
async def test_the_smallest_terminals_are_survived(size: tuple[int, int]) -> None:
    async with looking_at(*phones(30), Phone(99, "日本語" * 9), size=size) as user:
        await user.press(*"jGhlWlllshg", "pagedown", "enter")
        assert user.table.row_count == 31


async def test_every_key_has_a_name_of_its_own_and_says_what_it_does() -> None:
    ids = [binding.id for binding in RecordTable.BINDINGS]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    for binding in RecordTable.BINDINGS:
        assert binding.id.startswith("table.")  # type: ignore[union-attr]
        assert binding.tooltip  # type: ignore[union-attr]
        assert binding.description  # type: ignore[union-attr]


def test_messages_can_be_handled_by_the_name_of_the_table() -> None:
    assert RecordTable.Highlighted.handler_name == "on_record_table_highlighted"
    assert RecordTable.FilterChanged.handler_name == "on_record_table_filter_changed"
