"""Pictures of every kind of chart, with each set of glyphs, at both sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from capgo_tui.widgets.chart import Glyphs
from tests.widgets.chart.charts import GALLERY, ChartApp

SIZES = [pytest.param((114, 32), id="small"), pytest.param((200, 66), id="large")]
"""Six charts of about 56 × 10, as on a terminal of 80 × 24, and of about 98 × 21."""

Compare = Callable[..., bool]


@pytest.mark.parametrize("glyphs", list(Glyphs))
@pytest.mark.parametrize("size", SIZES)
def test_every_kind_of_chart(snap_compare: Compare, size: tuple[int, int], glyphs: Glyphs) -> None:
    """Bars with a spike, compared bars, a level with a gap and a limit, six lines, shares, a ranking."""
    assert snap_compare(ChartApp([make() for make in GALLERY], glyphs), terminal_size=size)


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "nord"])
def test_other_themes(snap_compare: Compare, theme: str) -> None:
    """The colours of the theme, told apart; the cursor on the thirteenth day."""

    async def run(pilot: Pilot[None]) -> None:
        pilot.app.theme = theme
        await pilot.pause()

    app = ChartApp([make() for make in GALLERY], Glyphs.BRAILLE, cursor=12)
    assert snap_compare(app, terminal_size=(114, 32), run_before=run)


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: series are letters, the hatched day and the cursor can still be told."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = ChartApp([make() for make in GALLERY], Glyphs.BRAILLE, cursor=12)
    assert snap_compare(app, terminal_size=(114, 32))
