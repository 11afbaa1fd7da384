"""What of a chart can be written to a file: the picture, and the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.charts.svg import chart_svg
from capgo_tui.presenters.exports import Export, ExportForm, ExportPart, table_forms

if TYPE_CHECKING:
    from capgo_tui.presenters.charts.chart import Chart


def chart_part(chart: Chart) -> ExportPart:
    """Offer a chart as SVG, and its series as a table with a row for each place."""
    columns = ("place", *(series.name for series in chart.series))
    rows = [
        (chart.labels[place], *(series.values[place] for series in chart.series))
        for place in range(chart.places)
    ]
    picture = ExportForm("SVG", "svg", lambda: chart_svg(chart).encode())
    return ExportPart(
        f"The chart: {chart.title}", (picture, *table_forms(Export(chart.title, columns, rows)))
    )
