from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from capgo_tui.widgets.record_table import MarkCount, RecordTable, SortBy, TableState
from tests.widgets.tables import Looker, Phone, TableApp, looking_at, phones


def counts(user: Looker) -> list[MarkCount]:
    told: list[Any] = user.told(RecordTable.Marked)
    return [message.count for message in told]


def ids(user: Looker) -> list[int]:
    return [phone.id for phone in user.table.marked_records()]


async def test_marks_are_seen_and_outlive_a_filter() -> None:
    async with looking_at(*phones(6)) as user:
        user.table.mark([1, 2])
        await user.settle()
        assert user.gutter.rstrip() == "❯■■"
        user.table.set_filter("current")
        await user.settle()
        assert user.table.marked == {1, 2}
        assert ids(user) == [1, 2]
        assert user.table.mark_count == MarkCount(2, hidden=1)


# One by one ---------------------------------------------------------------------------------


async def test_space_marks_and_goes_one_row_down_and_unmarks_again() -> None:
    async with looking_at(*phones(6)) as user:
        await user.press("space", "space", "j", "space")
        assert user.gutter == "■■ ■❯    "[: len(user.gutter)]
        assert ids(user) == [0, 1, 3]
        await user.press("g", "space")
        assert ids(user) == [1, 3]
        assert user.table.cursor_row == 1
        assert counts(user) == [MarkCount(1), MarkCount(2), MarkCount(3), MarkCount(2)]


async def test_space_on_the_last_row_stays_there_and_an_empty_table_takes_no_mark() -> None:
    async with looking_at(*phones(2)) as user:
        await user.press("G", "space")
        assert ids(user) == [1]
        assert user.table.cursor_row == 1
    async with looking_at() as user:
        await user.press("space", "v", "j", "asterisk", "space")
        assert user.table.mark_count == MarkCount()


async def test_a_mark_is_drawn_with_the_cursor_on_it_and_in_no_colour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with looking_at(*phones(3)) as user:
        await user.press("space", "k")
        first = next(iter(user.strips[1])).style
        assert user.lines[1].startswith("■")
        assert first is not None
        assert first.reverse


# All ----------------------------------------------------------------------------------------


async def test_the_star_marks_all_that_the_filter_shows_and_then_unmarks_them() -> None:
    async with looking_at(*phones(40)) as user:
        user.table.mark([1])
        user.table.set_filter("current")
        await user.settle()
        await user.press("asterisk")
        assert user.table.mark_count == MarkCount(21, hidden=1)
        await user.press("asterisk")
        assert user.table.mark_count == MarkCount(1, hidden=1)
        await user.press("space", "asterisk")
        assert user.table.mark_count == MarkCount(21, hidden=1)


async def test_the_backslash_takes_all_marks_away_also_hidden_ones() -> None:
    async with looking_at(*phones(40)) as user:
        await user.press("asterisk")
        user.table.set_filter("behind")
        await user.settle()
        assert user.table.mark_count.hidden == 20
        await user.press("backslash")
        assert user.table.mark_count == MarkCount()
        assert "■" not in user.gutter


async def test_a_hundred_thousand_rows_are_marked_and_moved_over_in_one_range() -> None:
    async with looking_at(*phones(100_000)) as user:
        await user.press("asterisk")
        assert user.table.mark_count == MarkCount(100_000)
        await user.press("asterisk", "j", "v", "G", "k", "k")
        assert user.table.mark_count == MarkCount(99_997, drawing=True)
        await user.press("v")
        assert len(user.table.marked_records()) == 99_997


# A range ------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["v", "space"])
async def test_a_range_follows_the_cursor_and_is_kept(end: str) -> None:
    async with looking_at(*phones(9)) as user:
        await user.press("j", "j", "v", "j", "j")
        assert user.table.marked == {2, 3, 4}
        assert user.gutter.rstrip() == "  ■■■"
        await user.press("k", "k", "k")
        assert user.table.marked == {1, 2}
        await user.press(end, "j", "j", "j")
        assert user.table.marked == {1, 2}
        assert not user.table.mark_count.drawing


async def test_a_range_that_is_dropped_leaves_what_was_marked_before() -> None:
    async with looking_at(*phones(9)) as user:
        user.table.mark([1, 7])
        await user.press("v", "G")
        assert user.table.mark_count == MarkCount(9, drawing=True)
        assert user.table.drop_range()
        assert user.table.marked == {1, 7}
        assert not user.table.drop_range()


async def test_sorting_keeps_what_a_range_held_and_draws_on_from_the_cursor() -> None:
    records = [Phone(number, name) for number, name in enumerate("dbca")]
    async with looking_at(*records) as user:
        await user.press("v", "j")
        user.table.sort_by(SortBy("name"))
        await user.settle()
        assert user.names == ["a", "b", "c", "d"]
        assert user.table.marked == {0, 1}
        await user.press("j")
        assert user.table.mark_count == MarkCount(3, drawing=True)
        assert user.table.drop_range()
        assert user.table.marked == {0, 1}


async def test_a_filter_that_hides_the_cursor_ends_the_range_and_marks_nobody_else() -> None:
    async with looking_at(*phones(9)) as user:
        await user.press("v", "j")
        user.table.set_filter("current")
        await user.settle()
        assert user.table.mark_count == MarkCount(2, hidden=1)
        await user.press("j", "j")
        assert user.table.marked == {0, 1}


async def test_pages_that_come_into_a_sorted_table_are_not_in_the_range() -> None:
    async with looking_at(*[Phone(number, name) for number, name in enumerate("bdf")]) as user:
        await user.press("s", "v", "j")
        user.table.append([Phone(7, "c"), Phone(8, "e")])
        await user.settle()
        assert user.names == ["b", "c", "d", "e", "f"]
        assert user.table.marked == {0, 1}
        await user.press("j")
        assert user.table.marked == {0, 1, 8}


async def test_pages_that_come_at_the_end_leave_the_range_as_it_is() -> None:
    async with looking_at(*phones(5)) as user:
        await user.press("v", "j", "j")
        user.table.append(phones(5, start=5))
        user.table.recompute()
        await user.settle()
        await user.press("k")
        assert user.table.mark_count == MarkCount(2, drawing=True)


# The mouse ----------------------------------------------------------------------------------


async def test_a_click_with_ctrl_marks_and_opens_nothing() -> None:
    async with looking_at(*phones(6)) as user:
        await user.click(5, 3, control=True)
        assert (ids(user), user.table.cursor_row) == ([2], 2)
        await user.click(5, 5, control=True)
        assert ids(user) == [2, 4]
        await user.click(5, 5, control=True)
        assert ids(user) == [2]
        assert user.told(RecordTable.Opened) == []


async def test_a_click_with_shift_marks_from_the_cursor_to_the_row() -> None:
    async with looking_at(*phones(6)) as user:
        await user.press("j")
        await user.click(5, 5, shift=True)
        assert (ids(user), user.table.cursor_row) == ([1, 2, 3, 4], 4)
        await user.click(5, 4, shift=True)
        assert ids(user) == [1, 2, 3, 4]


# Staying on the record ----------------------------------------------------------------------


async def test_marks_stay_on_their_records_through_sorting_filtering_and_a_refresh() -> None:
    async with looking_at(*phones(50)) as user:
        await user.press("space", "j", "space")
        await user.press("s")
        user.table.set_filter("phone")
        user.table.replace([replace(phone, state="blocked") for phone in reversed(phones(50))])
        await user.settle()
        assert user.table.marked == {0, 2}
        assert {phone.state for phone in user.table.marked_records()} == {"blocked"}


async def test_marks_come_back_with_the_state_of_the_table_before_and_after_its_rows() -> None:
    async with looking_at(*phones(6)) as user:
        await user.press("v", "j")
        kept = user.table.state
        assert kept.marked == {0, 1}
        user.table.replace(phones(6, start=50))
        user.table.restore(TableState())
        await user.settle()
        assert user.table.mark_count == MarkCount()
        user.table.replace(())
        user.table.restore(kept)
        await user.settle()
        assert user.table.mark_count == MarkCount()
        user.table.append(phones(6))
        await user.settle()
        assert user.table.mark_count == MarkCount(2)
        assert counts(user)[-1] == MarkCount(2)


async def test_marks_that_are_made_before_the_table_is_on_the_screen_are_told() -> None:
    table = RecordTable[Phone]((), key=lambda phone: phone.id)
    table.append(phones(3))
    table.mark([1])
    app = TableApp(table)
    async with app.run_test() as pilot:
        user = Looker(app, pilot)
        await user.settle()
        assert counts(user) == [MarkCount(1)]
