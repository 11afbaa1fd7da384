"""Charts in the terminal: what a chart says as data is drawn with the glyphs that the terminal has."""

from capgo_tui.presenters.charts.glyphs import Glyphs, choose_glyphs
from capgo_tui.widgets.chart.widget import ChartView

__all__ = ["ChartView", "Glyphs", "choose_glyphs"]
