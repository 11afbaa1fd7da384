"""Writes statistics to a file; imported when it is asked for."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from capgo_tui.panes.exporting import show_dialog
from capgo_tui.panes.stats_sharing import path_of
from capgo_tui.presenters.charts.exporting import chart_part
from capgo_tui.presenters.exports import Export, ExportForm, ExportPart, export_rows, table_forms
from capgo_tui.presenters.stats.choice import Measure
from capgo_tui.presenters.stats.rows import app_columns, app_rows, day_columns, day_rows
from capgo_tui.services.statistics.gathering import Gathered, Whose

if TYPE_CHECKING:
    from capgo_tui.panes.stats_view import StatsView
    from capgo_tui.services.workspace import Workspace

_DRAWS_NOTHING: Final = "The server draws no pictures of its own: they ended in February 2025."
_DRAWS_NOT_ALL: Final = "The server draws apps and organizations, but not everything at once."


def _pictures(workspace: Workspace, known: Gathered) -> tuple[list[ExportPart], str]:
    """The server's own pictures, where it draws some (contract/api-seed.md 3.7), else why there are none."""
    path, period = path_of(known.subject), known.shown
    speech, statistics = workspace.client.speech, workspace.client.statistics
    if not speech.generation.draws:
        return [], _DRAWS_NOTHING
    if not any(path.split("/")[2] in generation.draws for generation in speech.candidates):
        return [], _DRAWS_NOT_ALL

    async def picture(metric: str) -> bytes:
        return (await statistics.picture(path, metric, period.first, period.last)).encode()

    parts = [
        ExportPart(
            f"The server's picture: {Measure(metric).title}",
            (ExportForm("SVG", "svg", partial(picture, metric)),),
            ending=f"-{metric}-by-server",
        )
        for metric in ("mau", "storage", "bandwidth")
    ]
    return parts, ""


def open_dialog(view: StatsView) -> None:
    """Ask what is written: the numbers, or the chart."""
    known, chart, workspace = view.known, view.chart.chart, view.workspace
    if known is None or chart is None or workspace is None:
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
    pictures, why_none = _pictures(workspace, known)
    parts = [ExportPart(count, table_forms(table)), chart_part(chart), *pictures]
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{name}-statistics-{known.shown}").strip("-.")
    show_dialog(view, "Export statistics", parts, stem[:150], note=why_none)
