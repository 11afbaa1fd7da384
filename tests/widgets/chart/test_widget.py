"""The chart on the screen: what moves its cursor, and how often it is drawn."""

from __future__ import annotations

from capgo_tui.widgets.chart import ChartView, Glyphs
from tests.widgets.chart.charts import ChartApp, bars, ranked, spiked


async def test_keys_move_the_cursor_and_stop_at_the_ends() -> None:
    app = ChartApp([spiked()], Glyphs.BRAILLE)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("h", "h", "left", "l", "home", "h", "G", "right")
        assert app.moved == [29, 28, 27, 28, 0, 29]
        assert app.view.cursor == 29


async def test_a_click_puts_the_cursor_on_the_day_below_it() -> None:
    app = ChartApp([bars([1, 2, 3])], Glyphs.BRAILLE)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.click(ChartView, offset=(50, 4))
        assert app.moved == [2]


async def test_a_click_on_a_ranking_puts_the_cursor_on_its_row() -> None:
    app = ChartApp([ranked()], Glyphs.BRAILLE)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.click(ChartView, offset=(5, 4))
        assert app.moved == [1]


async def test_looking_and_moving_draw_nothing_again() -> None:
    app = ChartApp([spiked()], Glyphs.BRAILLE)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.pause()
        assert app.view.drawings == 1
        await pilot.press("h", "h", "h")
        await pilot.hover(ChartView)
        app.view.refresh()
        await pilot.pause()
        assert app.view.drawings == 1


async def test_another_size_theme_or_chart_is_drawn() -> None:
    app = ChartApp([spiked()], Glyphs.BRAILLE)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.resize_terminal(100, 20)
        await pilot.pause()
        narrow = app.view.drawings
        assert narrow > 1
        app.view.show(bars([1, 2]))
        await pilot.pause()
        assert app.view.drawings == narrow + 1
        app.view.glyphs = Glyphs.ASCII
        await pilot.pause()
        assert app.view.drawings == narrow + 2


async def test_the_cursor_stays_on_its_day_when_other_days_are_shown() -> None:
    app = ChartApp([bars([1.0] * 30)], Glyphs.BRAILLE)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("h", "h")
        app.view.show(bars([1.0] * 7))
        assert app.view.cursor == 5
        app.view.show(ranked())
        assert app.view.cursor is None


async def test_without_a_chart_words_are_shown_as_they_are() -> None:
    app = ChartApp([bars([1])], Glyphs.BRAILLE)
    async with app.run_test(size=(120, 20)) as pilot:
        app.view.show(None)
        app.view.placeholder = "reading [b]statistics[/b]…"
        await pilot.pause()
        drawn = "".join(app.view.render_line(y).text for y in range(app.view.size.height))
        assert "reading [b]statistics[/b]…" in drawn
