"""Charts as SVG documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from capgo_tui.presenters.charts.chart import Chart, ChartSeries, Mark
from capgo_tui.presenters.charts.svg import chart_svg, describe
from tests.widgets.chart.charts import GALLERY, GIB, adopted, bars, ranked, spiked, stored

SVG = "{http://www.w3.org/2000/svg}"


def elements(svg: str, name: str) -> list[ET.Element]:
    """The elements of a name."""
    return list(ET.fromstring(svg).iter(f"{SVG}{name}"))


def words(svg: str) -> list[str]:
    """Every text that is drawn."""
    return [element.text or "" for element in elements(svg, "text")]


@pytest.mark.parametrize("make", GALLERY)
def test_every_kind_of_chart_is_a_document_of_its_own(make: Callable[[], Chart]) -> None:
    svg = chart_svg(make())
    assert svg == chart_svg(make())
    assert elements(svg, "title")[0].text == make().title
    assert not elements(svg, "script")
    assert "href" not in svg
    assert "url(" not in svg


def test_a_bar_for_every_day_and_the_growing_one_looks_otherwise() -> None:
    svg = chart_svg(bars([1, 2, 3], partial_from=2))
    drawn = [
        each
        for each in elements(svg, "rect")
        if each.get("fill") == "#1f6fb2" and each.get("height") != "10.0"
    ]
    heights = [float(each.get("height", "0")) for each in drawn]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert [each.get("fill-opacity") for each in drawn] == [None, None, "0.4"]


def test_a_gap_parts_a_line() -> None:
    assert len(elements(chart_svg(stored()), "polyline")) >= 2


def test_it_says_in_words_what_it_shows() -> None:
    said = describe(spiked())
    assert "30 places, 2026-10-24 to 2026-11-22." in said
    assert "bandwidth: at most 12.0 GiB (2026-11-05), last 1.1 GiB." in said
    assert "2026-11-05: spike 3.0×." in said


def test_marks_ticks_and_the_limit_are_written() -> None:
    assert "▲ 5 Nov spike 3.0×" in words(chart_svg(spiked()))
    assert "plan 4.6 GiB" in words(chart_svg(stored()))
    assert "plan 400.0 GiB, above the chart" in words(chart_svg(replace(stored(), limit=400 * GIB)))
    assert "100%" in words(chart_svg(adopted()))


def test_a_ranking_grows_with_its_rows_and_says_what_is_not_known() -> None:
    svg = chart_svg(ranked(), height=120)
    assert "not known" in words(svg)
    assert "40.0 GiB" in words(svg)


def test_without_a_value_it_says_so() -> None:
    assert "No value is known." in words(chart_svg(bars([None, None])))


def test_a_servers_words_are_text_and_nothing_else() -> None:
    evil = '\x1b[31m"><script>alert(1)</script>&\x00\u202e'
    chart = replace(
        bars([1, 2]),
        title=evil,
        series=(ChartSeries(evil, (1, 2)),),
        marks=(Mark(1, evil),),
        limit=2,
        limit_name=evil,
    )
    svg = chart_svg(chart)
    assert not elements(svg, "script")
    assert not set("\x1b\x00\u202e") & set(svg)
    assert any("<script>" in text for text in words(svg))


def test_every_series_is_in_the_legend_however_long_the_names_are() -> None:
    names = [f"com.acme.a-name-that-goes-on-and-on.{place}" for place in range(6)]
    chart = replace(bars([1, 2]), series=tuple(ChartSeries(name, (1, 2)) for name in names), partial_from=1)
    svg = chart_svg(chart)
    boxes = [box for box in elements(svg, "rect") if box.get("width") == "10.0" and box.get("y") == "29.0"]
    assert len(boxes) == 6
    assert max(float(box.get("x", 0)) for box in boxes) < 720
    assert any(word.startswith("today") for word in words(svg))


def test_lines_reach_both_edges() -> None:
    svg = chart_svg(stored())
    axis = [line for line in elements(svg, "line") if line.get("y1") == line.get("y2")][-1]
    places = [
        float(point.split(",")[0])
        for drawn in elements(svg, "polyline")
        for point in drawn.get("points", "").split()
    ]
    assert min(places) == float(axis.get("x1", 0))
    assert max(places) == float(axis.get("x2", 0))
