"""The columns of statistics in tables of little room."""

from __future__ import annotations

import pytest

from capgo_tui.presenters.stats.choice import Against, Choice, Measure
from capgo_tui.presenters.stats.rows import day_columns
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.widgets.record_table.layout import lay_out

NO_SIZES = {"mau", "change", "share"}


@pytest.mark.parametrize("room", [58, 78])
@pytest.mark.parametrize("against", list(Against))
@pytest.mark.parametrize("is_summed", [True, False])
@pytest.mark.parametrize("measure", [Measure.MAU, Measure.BANDWIDTH, Measure.STORAGE, Measure.PER_USER])
def test_no_number_of_a_day_is_cut_where_there_is_little_room(
    measure: Measure, against: Against, room: int, *, is_summed: bool
) -> None:
    choice = Choice(Range(RangeKind.DAYS), measure, is_summed=is_summed, against=against)
    laid = lay_out(day_columns(choice, room=room), room=room, screen=room + 2)
    sizes = {one.column.key: one.width for one in laid.placed if one.column.right}
    least = len("255,277") if measure is Measure.MAU else len("366.4 GiB")
    sizes = {key: width for key, width in sizes.items() if key not in NO_SIZES}
    assert all(width >= least for width in sizes.values()), sizes
    day = next(one for one in laid.placed if one.column.key == "day")
    assert day.width >= len("Sat 21 Nov")
