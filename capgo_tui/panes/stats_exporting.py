"""Writes statistics to a file; imported when it is asked for."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from capgo_tui.panes.exporting import show_dialog
from capgo_tui.presenters.charts.exporting import chart_part
from capgo_tui.presenters.exports import Export, ExportForm, ExportPart, export_rows, table_forms
from capgo_tui.presenters.stats.rows import app_columns, app_rows, day_columns, day_rows
from capgo_tui.services.statistics.gathering import Gathered, Whose

if TYPE_CHECKING:
    from capgo_tui.panes.stats_view import StatsView


def _pictures(view: StatsView, known: Gathered) -> list[ExportPart]:
    """The server's own pictures, where it draws some (contract/api-seed.md 3.7); none of everything."""
    workspace, subject = view.workspace, known.subject
    if workspace is None or not workspace.client.speech.generation.draws:
        return []
    if subject.whose is Whose.EVERYTHING:
        return []
    statistics, period = workspace.client.statistics, known.shown
    path = (
        f"/statistics/app/{subject.app_id}"
        if subject.whose is Whose.APP
        else f"/statistics/org/{subject.org_id}"
    )

    async def picture(metric: str) -> bytes:
        return (await statistics.picture(path, metric, period.first, period.last)).encode()

    return [
        ExportPart(f"The server's picture: {metric}", (ExportForm("SVG", "svg", partial(picture, metric)),))
        for metric in ("mau", "storage", "bandwidth")
    ]


def open_dialog(view: StatsView) -> None:
    """Ask what is written: the numbers, or the chart."""
    known, chart = view.known, view.chart.chart
    if known is None or chart is None:
        view.notify("There are no statistics to export yet.", markup=False)
        return
    name = view.name_of(known.subject)
    if known.subject.whose is Whose.BY_APP:
        columns = tuple(column.key for column in app_columns())
        rows = export_rows(app_columns(), app_rows(known, view.choice))
        noun = "app"
    else:
        days = day_columns(view.choice)
        columns = tuple(column.key for column in days)
        rows = export_rows(days, day_rows(known, view.choice)[::-1])
        noun = "day"
    title = f"{name}: statistics, {known.shown}"
    table = Export(title, columns, rows)
    count = f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'}"
    parts = [ExportPart(count, table_forms(table)), chart_part(chart), *_pictures(view, known)]
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{name}-statistics-{known.shown}").strip("-.")
    show_dialog(view, "Export statistics", parts, stem[:150])
