"""A chart as something that can be exported: its picture, and its series as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.charts.svg import chart_svg
from capgo_tui.presenters.exports import Export, ExportForm, ExportPart, table_forms

if TYPE_CHECKING:
    from capgo_tui.presenters.charts.chart import Chart


def chart_part(chart: Chart, name: str) -> ExportPart:
    """Offer a chart as SVG, and its series in the formats of tables: a row for each place.

    Args:
        chart: what is drawn.
        name: what it is called; raw.
    """
    rows = [
        (label, *(series.values[place] for series in chart.series))
        for place, label in enumerate(chart.labels)
    ]
    table = Export(name, ("day", *(series.name for series in chart.series)), rows)
    picture = ExportForm("SVG, a picture", "svg", lambda: chart_svg(chart).encode())
    return ExportPart(name, (picture, *table_forms(table)))
