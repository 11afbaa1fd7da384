from __future__ import annotations

from dataclasses import replace
from typing import Any

from capgo_tui.widgets.record_table import FilterProgress, RecordTable, SortBy, TableState
from tests.widgets.tables import COLUMNS, Looker, Phone, TableApp, looking_at, phones


def named(*names: str) -> list[Phone]:
    return [Phone(number, name) for number, name in enumerate(names)]


def orders(user: Looker) -> list[SortBy | None]:
    told: list[Any] = user.told(RecordTable.Sorted)
    return [message.order for message in told]


def progress(user: Looker) -> list[FilterProgress]:
    told: list[Any] = user.told(RecordTable.FilterChanged)
    return [message.progress for message in told]


# Sorting ------------------------------------------------------------------------------------


async def test_s_sorts_up_then_down_then_not_at_all_and_the_heading_says_so() -> None:
    async with looking_at(*named("b", "c", "a")) as user:
        await user.press("s")
        assert (user.names, "name ▲" in user.lines[0]) == (["a", "b", "c"], True)
        await user.press("s")
        assert (user.names, "name ▼" in user.lines[0]) == (["c", "b", "a"], True)
        await user.press("s")
        assert user.names == ["b", "c", "a"]
        assert "▲" not in user.lines[0]
        assert "▼" not in user.lines[0]
        assert orders(user) == [SortBy("name"), SortBy("name", descending=True), None]


async def test_a_click_on_a_heading_sorts_by_that_column() -> None:
    async with looking_at(*phones(10)) as user:
        x = user.lines[0].index("state")
        await user.click(x, 0)
        assert user.table.order == SortBy("state")
        assert [record.state for record in map(user.table._rows.__getitem__, range(10))] == sorted(
            phone.state for phone in phones(10)
        )
        await user.press("s")
        assert user.table.order == SortBy("state", descending=True)


async def test_a_sorted_column_is_shown_whatever_its_level() -> None:
    async with looking_at(*phones(3)) as user:
        user.table.sort_by(SortBy("id", descending=True))
        await user.settle()
        assert "id ▼" in user.lines[0]


async def test_sorting_keeps_the_cursor_on_its_record_at_its_height() -> None:
    async with looking_at(*phones(500)) as user:
        await user.press(*["pagedown"] * 3, "down", "down")
        record, height = user.table.record, user.cursor_line
        await user.press("s")
        assert user.table.record == record
        assert user.cursor_line == height


async def test_a_cursor_that_was_not_moved_stays_on_the_first_row_of_a_sorted_stream() -> None:
    async with looking_at(*named("m", "z")) as user:
        await user.press("s")
        user.table.append([Phone(10, "b"), Phone(11, "a")])
        await user.settle()
        assert user.names == ["a", "b", "m", "z"]
        assert user.table.record == Phone(11, "a")


async def test_rows_that_stream_in_above_leave_a_moved_cursor_and_the_view_where_they_are() -> None:
    async with looking_at(*phones(200)) as user:
        await user.press("s", "pagedown", "down")
        before = user.lines
        user.table.append([Phone(1_000 + number, "a-first") for number in range(50)])
        await user.settle()
        assert user.lines == before
        assert user.table.cursor_row == 50 + 9


async def test_rows_that_stream_in_above_do_not_carry_a_scrolled_view_away() -> None:
    async with looking_at(*phones(200)) as user:
        await user.press("s", "down")
        user.table.scroll_to(y=100, animate=False)
        await user.settle()
        before = user.names
        user.table.append([Phone(1_000 + number, "a-first") for number in range(50)])
        await user.settle()
        assert user.names == before


async def test_many_rows_are_sorted_in_slices_and_the_heading_says_at_once_what_was_asked() -> None:
    async with looking_at(*phones(60_000)) as user:
        user.table.sort_by(SortBy("name"))
        await user.pilot.pause()
        assert "name ▲" in user.lines[0]
        await user.settle()
        assert user.names[:2] == sorted(phone.name for phone in phones(60_000))[:2]


# Filtering ----------------------------------------------------------------------------------


async def test_a_filter_shows_what_matches_in_any_column_and_says_how_much() -> None:
    async with looking_at(*phones(100)) as user:
        user.table.set_filter("behind 00007919")
        await user.settle()
        assert user.table.row_count == 0
        user.table.set_filter("BEHIND 07919")
        await user.settle()
        assert user.names == ["phone-07919"]
        assert progress(user)[-1] == FilterProgress("BEHIND 07919", 1, 100)
        assert user.table.filter == "BEHIND 07919"
        user.table.set_filter("")
        await user.settle()
        assert user.table.row_count == 100
        assert progress(user)[-1] == FilterProgress("", 100, 100)


async def test_pages_are_filtered_as_they_come_and_the_counts_follow() -> None:
    async with looking_at(*named("ann", "bob")) as user:
        user.table.set_filter("ann")
        user.table.append([Phone(10, "anna"), Phone(11, "carl")])
        await user.settle()
        assert user.names == ["ann", "anna"]
        assert progress(user)[-1] == FilterProgress("ann", 2, 4)


async def test_pages_that_come_while_many_rows_are_filtered_are_not_lost() -> None:
    async with looking_at(*phones(20_000)) as user:
        user.table.set_filter("phone-00")
        user.table.append([Phone(100_000, "phone-00-late"), Phone(100_001, "other")])
        await user.settle()
        await user.press("end")
        assert user.table.record == Phone(100_000, "phone-00-late")
        assert user.table.total == 20_002


async def test_a_filter_that_is_typed_on_takes_the_place_of_the_one_before() -> None:
    async with looking_at(*phones(20_000)) as user:
        for text in ("p", "ph", "phone-0000"):
            user.table.set_filter(text)
        await user.settle()
        assert user.table.row_count == sum("phone-0000" in phone.name for phone in phones(20_000))


async def test_the_cursor_keeps_its_record_through_a_filter_and_back() -> None:
    async with looking_at(*phones(100)) as user:
        await user.press(*["down"] * 3)
        user.table.set_filter("behind")
        await user.settle()
        assert user.table.record == phones(100)[3]
        user.table.set_filter("")
        await user.settle()
        assert user.table.cursor_row == 3


async def test_a_filter_that_hides_all_and_is_cleared_gives_the_cursor_back() -> None:
    async with looking_at(*phones(100)) as user:
        await user.press(*["down"] * 3)
        user.table.set_filter("nothing like it")
        await user.settle()
        assert user.table.record is None
        assert user.told(RecordTable.Highlighted)[-1].record is None  # type: ignore[attr-defined]
        user.table.set_filter("")
        await user.settle()
        assert user.table.cursor_row == 3


# Refreshing ---------------------------------------------------------------------------------


async def test_a_refresh_keeps_cursor_marks_and_view_by_key() -> None:
    async with looking_at(*phones(100)) as user:
        user.table.mark([10, 11])
        await user.press("pagedown", "down", "down")
        blocked = [replace(phone, state="blocked") for phone in phones(100)]
        user.table.replace([*phones(3, start=900), *blocked])
        await user.settle()
        assert user.table.record == blocked[10]
        assert [line[0] for line in user.lines[1:6]] == [" ", " ", "■", "■", " "]
        assert user.table.marked_records() == blocked[10:12]


async def test_a_refresh_keeps_to_the_record_even_of_a_cursor_that_was_not_moved() -> None:
    async with looking_at(*phones(5)) as user:
        user.table.restore(TableState())
        user.table.replace(reversed(phones(5)))
        await user.settle()
        assert user.table.record == phones(5)[0]
        assert user.cursor_line == 5


async def test_a_refresh_without_the_cursors_record_leaves_the_cursor_at_its_height() -> None:
    async with looking_at(*phones(50)) as user:
        await user.press(*["down"] * 4)
        user.table.replace(phone for phone in phones(50) if phone.id != 4)
        await user.settle()
        assert user.cursor_line == 5
        assert user.table.record == phones(50)[5]


async def test_a_shorter_list_pulls_the_cursor_back_to_its_end() -> None:
    async with looking_at(*phones(50)) as user:
        await user.press("end")
        user.table.replace(phones(3))
        await user.settle()
        assert user.table.cursor_row == 2
        assert user.names == [phone.name for phone in phones(3)]


async def test_a_newer_reading_of_the_record_under_the_cursor_is_told() -> None:
    async with looking_at(*phones(5)) as user:
        await user.press("down")
        newer = replace(phones(5)[1], state="blocked")
        user.table.append([newer])
        await user.settle()
        assert user.told(RecordTable.Highlighted)[-1].record == newer  # type: ignore[attr-defined]
        assert "blocked" in user.lines[2]


async def test_other_columns_of_the_same_records_are_shown_at_once() -> None:
    async with looking_at(*phones(5)) as user:
        await user.press("s")
        user.table.set_columns(COLUMNS[1:])
        await user.settle()
        assert user.lines[0].split() == ["state"]
        assert user.table.order is None


async def test_what_columns_say_anew_is_shown_sorted_and_filtered_anew() -> None:
    words = {0: "b", 1: "a"}
    columns = (replace(COLUMNS[0], text=lambda p: words[p.id], sort=lambda p: words[p.id]), *COLUMNS[1:])
    async with looking_at(*phones(2), columns=columns) as user:
        await user.press("s")
        assert user.names == ["a", "b"]
        words.update({0: "aa", 1: "c"})
        user.table.recompute()
        await user.settle()
        assert user.names == ["aa", "c"]


async def test_what_was_said_before_the_table_is_on_the_screen_is_not_forgotten() -> None:
    table = RecordTable(COLUMNS, key=lambda phone: phone.id)
    table.append(phones(20))
    table.restore(TableState(filter="behind", sort=SortBy("id", descending=True), wide=True))
    assert table.row_count == 10
    assert table.record == phones(20)[19]
    assert table.move_to(1)
    app = TableApp(table)
    async with app.run_test(size=(80, 10)) as pilot:
        user = Looker(app, pilot)
        await user.settle()
        assert user.table.record == phones(20)[1]
        assert user.lines[-1].startswith(f"❯ {phones(20)[1].name}")
        assert [message.record for message in user.told(RecordTable.Highlighted)] == [phones(20)[1]]  # type: ignore[attr-defined]


# State --------------------------------------------------------------------------------------


async def test_a_table_is_restored_as_it_was_looked_at_once_its_records_are_there() -> None:
    async with looking_at(*phones(300)) as user:
        user.table.set_filter("behind")
        await user.press("l", "W", "h", "s", "s", *["pagedown"] * 4, "down")
        state, lines = user.table.state, user.lines
        assert state.sort == SortBy("name", descending=True)
        assert (state.wide, state.column, state.filter) == (True, "name", "behind")

    async with looking_at() as user:
        user.table.restore(state)
        for page in range(3):
            user.table.append(phones(100, start=100 * page))
            await user.settle()
        assert user.lines == lines
        assert user.table.state == state


async def test_a_state_waits_for_its_record_and_is_not_lost_before_that() -> None:
    state = TableState(cursor=7, height=3)
    async with looking_at() as user:
        user.table.restore(state)
        user.table.append(phones(5))
        await user.settle()
        assert user.table.state == state
        await user.press("down")
        user.table.append(phones(5, start=5))
        await user.settle()
        assert user.table.cursor_row == 1  # who has moved meanwhile is not moved again


async def test_a_state_with_a_column_that_there_is_not_is_restored_without_it() -> None:
    async with looking_at(*phones(5)) as user:
        user.table.restore(TableState(sort=SortBy("gone"), column="gone"))
        await user.press("s")
        assert user.table.order == SortBy("name")


async def test_a_fresh_state_forgets_where_the_cursor_was() -> None:
    async with looking_at(*phones(100)) as user:
        await user.press("end")
        user.table.replace(phones(100))
        user.table.restore(TableState())
        await user.settle()
        assert (user.table.cursor_row, user.table.top) == (0, 0)
