"""Charts as cells: what is drawn where, and what is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len

from capgo_tui.presenters.charts.chart import Chart, ChartSeries, Mark, Shape, fold
from capgo_tui.presenters.charts.glyphs import Glyphs, choose_glyphs
from capgo_tui.presenters.numbers import whole
from capgo_tui.widgets.chart.picture import paint, with_cursor
from capgo_tui.widgets.chart.sheet import Picture
from tests.widgets.chart.charts import GALLERY, GIB, bars, compared, days, lines, many, ranked, spiked, stored

SIZES = [(24, 4), (30, 7), (56, 10), (80, 24), (110, 30), (200, 60)]


def rows_of(picture: Picture, sign: str) -> list[int]:
    """The lines that hold a sign."""
    return [number for number, line in enumerate(picture.text.splitlines()) if sign in line]


@pytest.mark.parametrize("make", GALLERY)
@pytest.mark.parametrize("glyphs", list(Glyphs))
@pytest.mark.parametrize("colours", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_a_picture_is_exactly_as_large_as_it_is_to_be(
    make: object, glyphs: Glyphs, size: tuple[int, int], *, colours: bool
) -> None:
    chart = make()  # type: ignore[operator]
    picture = with_cursor(paint(chart, *size, glyphs, colours=colours), chart, 3, glyphs, colours=colours)
    lines_drawn = picture.text.split("\n")
    assert len(lines_drawn) == size[1]
    assert {cell_len(line) for line in lines_drawn} == {size[0]}
    assert glyphs is not Glyphs.ASCII or picture.text.isascii()


def test_a_bar_is_as_high_as_its_value() -> None:
    picture = paint(bars([100, 50, 0, 100]), 40, 12, Glyphs.ASCII)
    heights = [sum(line[first] == "#" for line in picture.text.splitlines()) for first, _ in picture.spans]
    assert heights[0] == heights[3]
    assert heights[1] == pytest.approx(heights[0] / 2, abs=1)
    assert heights[2] == 0


@pytest.mark.parametrize("count", [2, 7, 30, 90])
@pytest.mark.parametrize("glyphs", list(Glyphs))
def test_the_last_day_stands_at_the_right_edge(glyphs: Glyphs, count: int) -> None:
    assert paint(bars([5] * count), 79, 12, glyphs).spans[-1][1] == 78
    level = ChartSeries("stored", (GIB,) * count)
    drawn = paint(lines(level), 79, 12, glyphs)
    assert drawn.spans[-1] == (78, 78)
    assert any(line[78][0] != " " and line[78][1] == "series-0" for line in drawn.lines)


def test_today_is_drawn_in_its_own_way_in_every_shape() -> None:
    def of_today(chart: Chart, glyphs: Glyphs) -> str:
        picture = paint(replace(chart, partial_from=chart.places - 1), 60, 12, glyphs)
        top, below = picture.plot
        return "".join(line[picture.spans[-1][0]][0] for line in picture.lines[top : below - 1]).strip()

    halves = (ChartSeries("new", (50.0,) * 30), ChartSeries("old", (50.0,) * 30))
    shares = Chart("Adoption", "percent", Shape.STACKED, days(30), halves, is_share=True)
    assert set(of_today(shares, Glyphs.BLOCK)) == {"▚"}
    assert set(of_today(shares, Glyphs.ASCII)) == {"a", "b"}
    assert set(of_today(bars([5, 5]), Glyphs.ASCII)) == {":"}
    assert set(of_today(lines(ChartSeries("stored", (GIB,) * 60)), Glyphs.ASCII)) == {"."}


def test_a_note_in_the_legend_is_whole_or_left_out() -> None:
    chart = replace(bars([5, 5]), title="A title that takes most of the room", partial_from=1)
    before = ChartSeries("the 30 days before", (4, 4), is_faint=True)
    chart = replace(chart, series=(*chart.series, before))
    texts = [paint(chart, width, 9, Glyphs.ASCII).text.splitlines()[0] for width in range(60, 110)]
    assert all("today" not in text or text.endswith(": today so far") for text in texts)
    assert "today so far" in texts[-1]
    assert "today" not in texts[0]


def test_bars_go_down_from_zero_for_what_became_less() -> None:
    picture = paint(bars([100, -100]), 40, 12, Glyphs.ASCII)
    drawn = picture.text.splitlines()
    zero = next(number for number, line in enumerate(drawn) if line.lstrip().startswith("0 "))
    left = [number for number, line in enumerate(drawn) if "#" in line[:20]]
    right = [number for number, line in enumerate(drawn) if "#" in line[22:]]
    assert max(left) == zero == min(right)


def test_a_day_that_nobody_knows_is_a_gap_and_not_zero() -> None:
    line = ChartSeries("stored", (GIB, None, GIB))
    picture = paint(lines(line), 40, 10, Glyphs.ASCII)
    drawn = next(text for text in picture.text.splitlines()[1:] if "*" in text)
    assert drawn.count("*") == 2
    assert "-" not in drawn


def test_ticks_are_round_numbers_of_the_unit_and_stand_equally_apart() -> None:
    picture = paint(spiked(), 60, 16, Glyphs.BRAILLE)
    ticks = [line.split("┤")[0].strip() for line in picture.text.splitlines() if "┤" in line]
    assert ticks == ["12 GiB", "8 GiB", "4 GiB", "0"]
    rows = rows_of(picture, "┤")
    assert len({after - before for before, after in pairwise(rows)}) == 1


def test_the_axis_says_days_as_people_do_and_ends_with_the_newest() -> None:
    labels = paint(bars([1.0] * 30), 56, 10, Glyphs.BRAILLE).text.splitlines()[-2].split("  ")
    assert [label.strip() for label in labels if label.strip()] == [
        "25 Oct",
        "1 Nov",
        "8 Nov",
        "15 Nov",
        "22 Nov",
    ]


def test_a_year_has_months_on_its_axis_and_the_year_where_it_begins() -> None:
    labels = paint(bars([1.0] * 365), 80, 10, Glyphs.BRAILLE).text.splitlines()[-2].split()
    assert "2026" in labels
    assert labels[-1] == "Nov"


def test_more_days_than_dots_show_the_highest_so_that_no_spike_is_lost() -> None:
    values = [1.0] * 365
    values[200] = 1000.0
    picture = paint(bars(values), 56, 12, Glyphs.BRAILLE)
    assert "highest of 4 days" in picture.text
    assert any(sign not in " ┈" for sign in picture.text.splitlines()[1][8:])


def test_what_happened_is_marked_on_its_day_and_listed_newest_first() -> None:
    picture = paint(spiked(), 56, 10, Glyphs.BRAILLE)
    assert picture.text.splitlines()[-1].rstrip() == "▲ 13 Nov release 2.3.0  ▲ 5 Nov spike 3.0×"
    axis = picture.text.splitlines()[-3]
    assert axis.count("▲") == 2


def test_today_is_hatched_and_said_to_be_so_far() -> None:
    assert "today so far" in paint(bars([5, 5], partial_from=1), 56, 10, Glyphs.BRAILLE).text
    drawn = paint(bars([5, 5], partial_from=1), 40, 10, Glyphs.ASCII).text
    assert "#" in drawn
    assert "::" in drawn


def test_the_cursor_tells_its_day_and_every_value() -> None:
    chart = spiked()
    picture = with_cursor(paint(chart, 80, 10, Glyphs.BRAILLE), chart, 12, Glyphs.BRAILLE)
    assert picture.text.splitlines()[-1].rstrip() == (
        "Thu 5 Nov  █ bandwidth 12.0 GiB  ━ 7-day mean 5.8 GiB  ▲ spike 3.0×"
    )


def test_the_cursor_says_where_a_value_is_not_known() -> None:
    chart = bars([3, None, 4])
    picture = with_cursor(paint(chart, 40, 10, Glyphs.BRAILLE), chart, 1, Glyphs.BRAILLE)
    assert picture.text.splitlines()[-1].rstrip() == "Sat 21 Nov  █ —"


def test_a_near_limit_is_a_line_and_a_far_one_only_words() -> None:
    assert rows_of(paint(stored(), 60, 14, Glyphs.BRAILLE), "╌╌╌")
    far = paint(replace(stored(), limit=400 * GIB), 90, 14, Glyphs.BRAILLE)
    assert not rows_of(far, "╌╌╌")
    assert "plan 400.0 GiB, above the chart" in far.text


def test_without_colours_lines_differ_by_letters() -> None:
    text = paint(many(), 80, 16, Glyphs.BRAILLE, colours=False).text
    assert "A shop" in text.replace("com.acme.", "")
    assert "FFFF" in text
    assert "━" not in text


def test_the_compared_period_stands_behind_as_points() -> None:
    with_it = paint(compared(), 80, 16, Glyphs.ASCII).text
    assert ". before" in with_it
    without = replace(compared(), series=compared().series[:1])
    assert with_it.count(".") > paint(without, 80, 16, Glyphs.ASCII).text.count(".") + 10


def test_stacked_shares_fill_the_column_in_the_order_of_the_series() -> None:
    chart = Chart(
        "Adoption",
        "percent",
        Shape.STACKED,
        days(2),
        (ChartSeries("old", (75.0, None)), ChartSeries("new", (25.0, None))),
        whole,
        is_share=True,
    )
    drawn = paint(chart, 40, 12, Glyphs.ASCII).text.splitlines()
    column = "".join(line[8] for line in drawn[1:9])
    assert column == "BBAAAAAA"
    assert all(line[-2] == " " for line in drawn[1:9])  # nothing is known of the second day


def test_a_ranking_has_a_bar_and_a_number_for_each_name() -> None:
    text = paint(ranked(), 60, 8, Glyphs.BRAILLE).text
    shop, news = (next(line for line in text.splitlines() if name in line) for name in ("shop", "news"))
    assert shop.count("█") > news.count("█") > 0
    assert "40.0 GiB" in shop
    assert next(line for line in text.splitlines() if "日本語" in line).rstrip().endswith("—")


def test_a_ranking_that_is_too_long_says_how_much_is_missing() -> None:
    text = paint(ranked(), 60, 4, Glyphs.BRAILLE).text
    assert "com.acme.newsreader" in text
    assert "2 more are in the table" in text


@pytest.mark.parametrize(
    ("chart", "size", "words"),
    [
        (bars([None, None]), (60, 10), "There is nothing to draw: no value is known."),
        (bars([1, 2]), (20, 3), "no room for a chart"),
        (bars([1, 2]), (5, 1), "no r…"),
    ],
)
def test_what_cannot_be_drawn_is_said(chart: Chart, size: tuple[int, int], words: str) -> None:
    assert words in paint(chart, *size, Glyphs.BRAILLE).text


@pytest.mark.parametrize("size", [(0, 0), (1, 0), (0, 5), (1, 1)])
def test_no_room_at_all_is_no_problem(size: tuple[int, int]) -> None:
    assert len(paint(bars([1]), *size, Glyphs.BRAILLE).lines) == size[1]


@pytest.mark.parametrize("values", [[0, 0], [7], [1e-3, 2e-3], [1e18, 2e18], [-5, -5]])
def test_odd_values_are_drawn(values: list[float]) -> None:
    picture = paint(bars(values), 60, 12, Glyphs.BRAILLE)
    assert "MAU" in picture.text
    assert rows_of(picture, "┤")


def test_a_servers_words_reach_the_terminal_cleaned() -> None:
    evil = "\x1b]0;owned\x07\u202e[/b]"
    chart = replace(
        bars([1, 2]),
        title=evil,
        series=(ChartSeries(evil, (1, 2)),) * 2,
        marks=(Mark(1, evil),),
        limit=2,
        limit_name=evil,
    )
    text = with_cursor(paint(chart, 120, 20, Glyphs.BRAILLE), chart, 1, Glyphs.BRAILLE).text
    assert "owned" in text
    assert not set("\x1b\x07\u202e") & set(text)


@pytest.mark.parametrize(
    ("setting", "environ", "chosen"),
    [
        ("auto", {"TERM": "xterm-256color"}, Glyphs.BRAILLE),
        ("auto", {"TERM": "tmux-256color"}, Glyphs.BRAILLE),
        ("auto", {"TERM": "linux"}, Glyphs.ASCII),
        ("auto", {"TERM": "vt100"}, Glyphs.ASCII),
        ("block", {"TERM": "linux"}, Glyphs.BLOCK),
        ("ascii", {"TERM": "xterm"}, Glyphs.ASCII),
    ],
)
def test_glyphs_are_chosen_by_the_setting_then_by_the_terminal(
    setting: str, environ: dict[str, str], chosen: Glyphs
) -> None:
    assert choose_glyphs(setting, ascii_only=False, environ=environ) is chosen
    assert choose_glyphs(setting, ascii_only=True, environ=environ) is Glyphs.ASCII


def test_a_terminal_that_is_not_unicode_gets_ascii() -> None:
    assert choose_glyphs("auto", ascii_only=False, environ={}, encoding="iso-8859-1") is Glyphs.ASCII


def test_the_smallest_series_are_put_together() -> None:
    series = [ChartSeries(f"app {place}", (float(place), None)) for place in range(1, 9)]
    folded = fold(series, most=3)
    assert [each.name for each in folded] == ["app 7", "app 8", "others"]
    assert folded[-1].values == (21.0, None)
