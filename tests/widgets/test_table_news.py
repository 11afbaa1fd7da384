"""What a table shows of rows and cells that have just changed."""

from __future__ import annotations

from dataclasses import replace

from capgo_tui.presenters.news import RowNews, Sign
from tests.widgets.tables import looking_at, phones


async def test_a_changed_cell_has_a_glyph_before_it_and_the_row_too() -> None:
    async with looking_at(*phones(4)) as user:
        before = user.lines
        user.table.show_news({2: RowNews(Sign.CHANGED, {"state": "behind"})})
        await user.settle()
        assert user.lines[3] == before[3].replace("  phone", " •phone").replace(" current", "•current")
        assert [line for row, line in enumerate(user.lines) if row != 3] == [
            line for row, line in enumerate(before) if row != 3
        ]
        user.table.show_news({})
        await user.settle()
        assert user.lines == before


async def test_the_first_column_has_the_glyph_of_the_row_alone() -> None:
    async with looking_at(*phones(2)) as user:
        user.table.show_news({1: RowNews(Sign.CHANGED, {"name": "x"})})
        await user.settle()
        assert user.lines[2].startswith(" •phone")
        assert user.lines[2].count("•") == 1


async def test_new_and_gone_rows_have_signs_of_their_own_beside_cursor_and_mark() -> None:
    async with looking_at(*phones(3)) as user:
        await user.press("space")
        user.table.show_news({0: RowNews(Sign.NEW), 1: RowNews(Sign.GONE), 2: RowNews(Sign.NEW)})
        await user.settle()
        assert [line[:2] for line in user.lines[1:4]] == ["■+", "❯-", " +"]


async def test_a_row_that_comes_in_again_changes_in_its_place_and_the_cursor_stays() -> None:
    rows = phones(5)
    async with looking_at(*rows) as user:
        user.table.update([replace(rows[3], state="blocked"), *phones(1, start=9)])
        await user.settle()
        assert user.cursor_line == 1
        assert "blocked" in user.lines[4]
        assert user.table.row_count == 6


async def test_with_an_untouched_cursor_new_rows_before_it_do_not_move_it() -> None:
    rows = phones(5)
    async with looking_at(*rows) as user:
        await user.press("s")
        before = user.table.record
        user.table.update([replace(rows[0], id=77, name="aaa")])
        await user.settle()
        assert user.table.record == before
