"""Shows a chart, with a cursor on one of its places."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from capgo_tui.presenters.charts.chart import Chart
from capgo_tui.presenters.charts.glyphs import Glyphs
from capgo_tui.safe_text import clean_lines
from capgo_tui.widgets.bindings import quiet
from capgo_tui.widgets.chart.palette import NAMES, Inks, series_colours
from capgo_tui.widgets.chart.picture import paint, with_cursor
from capgo_tui.widgets.chart.sheet import PLAIN, Picture


class ChartView(Widget, can_focus=True):
    """Draws a chart, and draws it again only when the chart, the size, the glyphs or the theme are others.

    A cursor on one of the places is moved by keys or a click; who owns it tells others.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    ChartView {
        background: $surface;
        color: $foreground;
        height: 1fr;
        text-align: center;
        & > .chart--title { text-style: bold; }
        & > .chart--muted { color: $text-muted; }
        & > .chart--axis { color: $foreground 40%; }
        & > .chart--grid { color: $foreground 18%; }
        & > .chart--mark { color: $text-warning; text-style: bold; }
        & > .chart--limit { color: $text-error; }
        & > .chart--faint { color: $foreground 55%; }
        & > .chart--cursor { color: $foreground 45%; }
        & > .chart--lit { background: $foreground 10%; }
        &:focus > .chart--cursor { color: $text-accent; text-style: bold; }
        &:focus > .chart--lit { background: $primary-muted; }
        &:ansi {
            & > .chart--muted, & > .chart--axis, & > .chart--grid, & > .chart--faint { text-style: dim; }
            & > .chart--lit { background: $surface; text-style: bold; }
        }
    }
    """

    COMPONENT_CLASSES = {f"chart--{name}" for name in (*NAMES, "lit")}
    """Parts with colours of their own; the series have those of `palette.series_colours`."""

    BINDINGS = [
        quiet("h,left", "step(-1)", "chart.left", "The place on the left: the day before"),
        quiet("l,right", "step(1)", "chart.right", "The place on the right: the day after"),
        quiet("g,home", "go(0)", "chart.first", "The first place"),
        quiet("G,end", "go(-1)", "chart.last", "The last place: today"),
    ]

    chart: reactive[Chart | None] = reactive(None, init=False)
    """What is drawn; None shows the placeholder."""
    cursor: reactive[int | None] = reactive(None, init=False)
    """The place that the cursor is on; None for nowhere."""
    glyphs: reactive[Glyphs] = reactive(Glyphs.BRAILLE, init=False)
    """What it is drawn with."""
    placeholder: reactive[Content | str] = reactive("", init=False)
    """What is said where there is no chart; a str is literal text."""
    stale: reactive[bool] = reactive(default=False, init=False)
    """Whether what is drawn is older than it should be; the owner says it in words."""

    @dataclass
    class Moved(Message):
        """The user put the cursor on another place."""

        view: ChartView
        place: int

        @property
        def control(self) -> ChartView:
            """The chart."""
            return self.view

    def __init__(
        self,
        chart: Chart | None = None,
        *,
        glyphs: Glyphs = Glyphs.BRAILLE,
        id: str | None = None,  # noqa: A002 - as everywhere in textual
        classes: str | None = None,
    ) -> None:
        """Make it.

        Args:
            chart: what is drawn at first.
            glyphs: what it is drawn with.
            id: its id.
            classes: its classes.
        """
        super().__init__(id=id, classes=classes)
        self.set_reactive(ChartView.chart, chart)
        self.set_reactive(ChartView.glyphs, glyphs)
        self.drawings = 0
        """How often it was drawn; looking at it does not draw it again."""
        self._base: tuple[object, Picture] | None = None
        self._pictured: tuple[object, Picture] | None = None
        self._inks: Inks | None = None
        self._words: tuple[object, list[Strip]] | None = None

    # Drawing -------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of the picture, or of the words in its place."""
        width = self.size.width
        inks = self._inks or self._read_inks()
        if self.chart is None:
            return self._placeholder_line(y)
        picture = self._picture(self.chart)
        if y >= len(picture.lines):
            return Strip.blank(width, self.rich_style)
        segments = [Segment(text, inks.style(ink)) for text, ink in picture.runs(y)]
        return Strip(segments, sum(cell_len(segment.text) for segment in segments)).adjust_cell_length(
            width, inks.style(PLAIN)
        )

    def _picture(self, chart: Chart) -> Picture:
        """The picture with its cursor, drawn only if it is not known."""
        colours = not self.app.no_color
        made_for = (chart, self.size, self.glyphs, colours)
        if self._base is None or self._base[0] != made_for:
            self._base = (made_for, paint(chart, *self.size, self.glyphs, colours=colours))
            self._pictured = None
            self.drawings += 1
        if self.cursor is None:
            return self._base[1]
        if self._pictured is None or self._pictured[0] != self.cursor:
            picture = with_cursor(self._base[1], chart, self.cursor, self.glyphs, colours=colours)
            self._pictured = (self.cursor, picture)
        return self._pictured[1]

    def _read_inks(self) -> Inks:
        """The colours of the theme, as they are now."""
        app = self.app
        named = {PLAIN: self.rich_style}
        named |= {name: self.get_component_rich_style(f"chart--{name}") for name in NAMES}
        if self.stale:
            named[PLAIN] = named["muted"]
        series = series_colours(app.theme_variables, dark=app.current_theme.dark, ansi=app.native_ansi_color)
        lit = self.get_component_rich_style("chart--lit")
        self._inks = Inks(named, series, Style(bgcolor=lit.bgcolor, bold=lit.bold))
        return self._inks

    def _placeholder_line(self, y: int) -> Strip:
        """One line of what is said, in the middle."""
        words = self.placeholder
        made_for = (words, self.size)
        if self._words is None or self._words[0] != made_for:
            content = words if isinstance(words, Content) else Content(clean_lines(words))
            style = self.get_visual_style("chart--muted")
            self._words = (made_for, Visual.to_strips(self, content, self.size.width, None, style))
        lines = self._words[1]
        at = y - max(0, (self.size.height - len(lines)) // 2)
        return lines[at] if 0 <= at < len(lines) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Colours have changed, or the focus has come or gone."""
        super().notify_style_update()
        self._inks = self._words = None

    def watch_stale(self) -> None:
        """Look old, or fresh."""
        self._inks = None

    # The cursor ----------------------------------------------------------------------------

    def show(self, chart: Chart | None) -> None:
        """Draw another chart; the cursor stays on its label, if that is still there."""
        label = None
        if self.chart is not None and self.cursor is not None and self.cursor < self.chart.places:
            label = self.chart.labels[self.cursor]
        self.chart = chart
        self.cursor = chart.labels.index(label) if chart is not None and label in chart.labels else None

    def watch_chart(self) -> None:
        """Let the cursor not stand beyond the chart."""
        if self.cursor is not None and (self.chart is None or self.cursor >= self.chart.places):
            self.cursor = None

    def action_step(self, by: int) -> None:
        """Move the cursor; without one it comes to the last place."""
        if self.chart is not None and self.chart.places:
            self._move(self.chart.places - 1 if self.cursor is None else self.cursor + by)

    def action_go(self, place: int) -> None:
        """Put the cursor on a place, counted from the end where it is negative."""
        if self.chart is not None and self.chart.places:
            self._move(place % self.chart.places)

    def on_click(self, event: Click) -> None:
        """Put the cursor where the mouse is."""
        if self.chart is None:
            return
        picture = self._picture(self.chart)
        at = event.y if picture.are_rows else event.x
        if picture.are_rows and not any(first <= at <= last for first, last in picture.spans):
            return
        if picture.spans:  # between two places it is the nearer one
            self._move(min(range(len(picture.spans)), key=lambda place: _far(at, picture.spans[place])))

    def _move(self, place: int) -> None:
        if self.chart is None:
            return
        place = max(0, min(place, self.chart.places - 1))
        if place != self.cursor:
            self.cursor = place
            self.post_message(self.Moved(self, place))


def _far(at: int, span: tuple[int, int]) -> int:
    """How far a column or line is from those of a place."""
    first, last = span
    return max(first - at, at - last, 0)
