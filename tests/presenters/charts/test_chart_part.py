"""Charts as files."""

from __future__ import annotations

import inspect

from capgo_tui.presenters.charts.exporting import chart_part
from tests.widgets.chart.charts import compared


def test_a_chart_is_a_picture_or_a_row_for_each_place() -> None:
    part = chart_part(compared())
    made = {form.suffix: form.make() for form in part.forms}
    assert not any(inspect.isawaitable(each) for each in made.values())
    assert bytes(made["svg"]).startswith(b"<svg ")  # type: ignore[arg-type]
    lines = bytes(made["csv"]).decode().splitlines()  # type: ignore[arg-type]
    assert lines[0] == "place,these days,before"
    assert len(lines) == 31
    assert lines[1].startswith("2026-10-24,900")
