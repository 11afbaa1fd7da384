"""The Adoption tab: which bundles an app's devices run, day by day, and how fast each was taken up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from capgo_tui.errors import CapgoError, Refused
from capgo_tui.messages import NarrowDevices
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.panes.remembering import recall_days, remember
from capgo_tui.presenters.adoption import AdoptionFacts, adoption_columns, adoption_document
from capgo_tui.presenters.adoption_details import adoption_details
from capgo_tui.presenters.charts.adoption import curve_chart, stack_chart
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.numbers import whole
from capgo_tui.presenters.stats.look_text import range_text
from capgo_tui.rules.statistics.adoption import Adoption
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.services.statistics.adopting import Adopting, stuck_of
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.chart import ChartView, Glyphs
from capgo_tui.widgets.filter_bar import FilterBar
from capgo_tui.widgets.problem_view import problem_line
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.adoption import Course
    from capgo_tui.rules.statistics.stuck import Stuck
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace

_NOT_FOUND = 404
_TIGHT = 64
"""Cells of a pane in which not every column has room."""
BESIDE = 2
"""Blank cells beside the chart."""
NO_NATIVES = "This server does not tell native builds.\n\nn goes back to bundles."
NOTHING = Adoption((), (), None, None, frozenset())


class AdoptionPane(ListPane["Course"]):
    """Shares of bundles or native builds: a chart above, a table of the same below."""

    DEFAULT_CSS = """
    AdoptionPane {
        ChartView { height: 11fr; min-height: 6; padding: 0 1; }
        RecordTable { height: 9fr; }
    }
    """

    legend: Sequence[Row] = (
        Row("today", "the share of the devices that asked on that day; today is not over"),
        Row("since", "the first day shown on which a device ran it"),
        Row("→50% →90%", "days from its release, else from its first device, to that share"),
        Row("≤30d, early", "it was so on the first day shown, so it may have been sooner"),
        Row("ETA", "when the next level is reached if it goes on as in the last 7 known days"),
        Row("not enough data", "fewer than 4 whole days of it are known in the last two weeks"),
        Row("stalled", "it rises by less than 0.1% a day, or would take more than a year"),
        Row(
            "stuck",
            "loaded devices on it that changed nothing for a week while another bundle, at least as old, "
            "waits for their next check; they may be asleep: nobody tells",
        ),
        Row("stuck ?", "no device is loaded yet: . reads some of them and counts"),
        Row("trend", "its share over the days shown; · is a day without data"),
        Row("▲", "a release; in the curve of a bundle also the days of 50% and 90%"),
    )

    BINDINGS = [
        shown(
            "t", "range", "range", "adoption.range", "Which days: 7, 30, 90, 12 months, month, cycle, others"
        ),
        shown("n", "kind", "native", "adoption.kind", "From bundles to native builds, and back"),
        shown(
            "full_stop",
            "stuck",
            "stuck",
            "adoption.stuck",
            "The devices stuck on this bundle, else all stuck ones, in the Devices tab",
            display=".",
        ),
        quiet("h", "day(-1)", "adoption.day-before", "The shares of the day before", priority=True),
        quiet("l", "day(1)", "adoption.day-after", "The shares of the day after", priority=True),
    ]

    can_follow = False  # its rows are worked out of statistics

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self._adopting: Adopting | None = None
        self._range = Range(RangeKind.DAYS)
        self._recalled: Workspace | None = None
        self._stuck: Stuck | None = None
        self._is_native = False
        self._is_curve = False

    # What it shows -------------------------------------------------------------------------

    @property
    def noun(self) -> str:  # type: ignore[override]
        """What one row is called."""
        return "native build" if self._is_native else "bundle"

    @property
    def days_text(self) -> str:  # type: ignore[override]
        """The days that are picked."""
        return range_text(self._range)

    @property
    def chart(self) -> ChartView:
        """The chart above the table."""
        return self.query_one(ChartView)

    @property
    def adoption(self) -> Adoption:
        """What became of the bundles, as far as it is read."""
        return NOTHING if self._adopting is None else self._adopting.adoption

    def compose_rows(self) -> ComposeResult:
        """The chart above the table."""
        chart = ChartView()
        chart.can_focus = False  # the keys of the table hold, and its own are keys of this pane
        yield chart
        yield from super().compose_rows()

    def columns(self) -> tuple[Column[Course], ...]:
        """Shares on the day under the cursor of the chart, and what goes for all days."""
        stuck = None if self._stuck is None else self._stuck.by_bundle()
        facts = AdoptionFacts(
            self.adoption,
            self.chart.cursor,
            stuck,
            is_native=self._is_native,
            ascii_only=self.chart.glyphs is Glyphs.ASCII,
            is_tight=0 < self.size.width < _TIGHT,
        )
        return adoption_columns(facts)

    def listing(self, workspace: Workspace) -> Listing[Course]:
        """The courses over the days that are picked; over a new connection those of the last time."""
        if workspace is not self._recalled:
            self._recalled, self._range = workspace, recall_days(self, self._range)
        self.chart.glyphs = Glyphs(workspace.look.charts)
        period = self._range.shown(workspace.statistics.today)
        self._adopting = Adopting(workspace, self.subject, period, is_native=self._is_native)
        self._stuck = None
        self.chart.show(None)
        return self._adopting.listing

    def key_of(self, record: Course) -> object:
        """Courses go by their name."""
        return record.name

    def title_of(self, record: Course) -> str:
        """What a record is called."""
        return f"adoption of {record.name}"

    def details_of(self, record: Course) -> Sequence[Section]:
        """A course in full, with every day."""
        stuck = None if self._stuck is None else len(self._stuck.on(record.name))
        return adoption_details(record, self.adoption, stuck=stuck)

    def document_of(self, record: Course) -> object:
        """A course as it was worked out."""
        return adoption_document(record, self.adoption)

    @property
    def empty_text(self) -> str:
        """What days without devices say."""
        return f"No device asked for updates in these days ({self._range}).\nt picks others."

    @property
    def remark(self) -> str:
        """The days, what is not known of them, and how many devices are stuck."""
        words = [str(self._range)]
        if without := self.adoption.without_data:
            words.append(f"{without} {'day' if without == 1 else 'days'} without data")
        if (
            self._adopting is not None
            and self._adopting.problem is not None
            and self._adopting.is_from_history
        ):
            words.append("from the local history")
        if self._stuck is not None:
            of = f"{whole(self._stuck.looked_at)}{'' if self._stuck.complete else ' loaded'}"
            words.append(f"{whole(len(self._stuck.devices))} of {of} devices stuck")
        elif not self._is_native and self.adoption.courses:
            words.append(". counts stuck devices")
        return " · ".join(words)

    # Reading -------------------------------------------------------------------------------

    async def read_around(self, workspace: Workspace, *, refresh: bool) -> None:
        """Learn when bundles were made; say how old the days are where they could not be read."""
        adopting = self._adopting
        if adopting is None:
            return
        if not self._is_native and adopting.listing.begun:
            errors = await workspace.app(self.subject).read_neighbours(refresh=refresh)
            if errors:
                self.warn(problem_line(errors[0]))
        if adopting is not self._adopting:
            return
        if adopting.problem is not None:
            self.table.stale = self.chart.stale = True
            self.warn(problem_line(adopting.problem))
        else:
            self.chart.stale = False
        adopting.arrange()
        self._arrange()

    def on_resize(self) -> None:
        """The legend has more room, or less."""
        self.call_after_refresh(self._draw)

    def show_changes(self) -> None:
        """Tell it again with what is known now."""
        if self._adopting is not None and self._adopting.listing.begun and not self.is_busy:
            self._adopting.arrange()
            self._arrange()
        super().show_changes()

    def _failed(self, listing: Listing[Course], error: CapgoError) -> None:
        """Where a server has no native builds, the way back is said."""
        super()._failed(listing, error)
        if self._is_native and isinstance(error, Refused) and error.status == _NOT_FOUND:
            self.table.placeholder = Content(NO_NATIVES)

    def _arrange(self) -> None:
        """Draw all that is known."""
        adopting, workspace = self._adopting, self.workspace
        if adopting is None or workspace is None:
            return
        self.table.replace(adopting.listing.records)
        self._draw()
        self._say()
        if not self._is_native:
            self.count_stuck(workspace)

    @work(exclusive=True, group="arrange")
    async def count_stuck(self, workspace: Workspace) -> None:
        """Count the stuck devices, as far as devices are loaded."""
        self._stuck = await stuck_of(workspace.app(self.subject))
        self.table.set_columns(self.columns())
        self._say()

    def _draw(self) -> None:
        """Draw the chart, and the shares of its day in the table."""
        adoption, course = self.adoption, self.table.record
        self.chart.display = not adoption.is_empty
        if adoption.is_empty:
            self.chart.show(None)
        elif self._is_curve and course is not None:
            self.chart.show(curve_chart(adoption, course))
        else:
            title = f"{self.noun}s, {self._range}"
            self.chart.show(stack_chart(adoption, title, self.size.width - BESIDE))
        self.table.set_columns(self.columns())

    @on(ChartView.Moved)
    def _day_moved(self, event: ChartView.Moved) -> None:
        event.stop()
        self.table.set_columns(self.columns())

    @on(RecordTable.Highlighted)
    def _row_moved(self) -> None:
        if self._is_curve:
            self._draw()

    # Keys ----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Days are not moved while a filter is typed; nothing can be stuck on a native build."""
        if action == "day":
            return not any(bar.has_focus_within for bar in self.query(FilterBar))
        if action == "stuck":
            return not self._is_native
        return super().check_action(action, parameters)

    @on(RecordTable.Opened)
    def _picked(self, event: RecordTable.Opened) -> None:
        """First its curve, then the record in full."""
        if self._is_curve:
            return
        event.prevent_default()
        event.stop()
        self._is_curve = True
        self._draw()

    def action_back(self) -> bool:
        """The range of marks first, then the curve, then the day, then the filter."""
        if self.table.drop_range():
            return True
        if self._is_curve or self.chart.cursor is not None:
            if not self._is_curve:
                self.chart.cursor = None
            self._is_curve = False
            self._draw()
            return True
        return super().action_back()

    def action_day(self, by: int) -> None:
        """Go to the day before or after."""
        self.chart.action_step(by)

    def action_export(self) -> None:
        """Write the chart, or rows, to a file."""
        chart = self.chart.chart
        if chart is None:
            super().action_export()
            return
        from capgo_tui.panes import exporting  # noqa: PLC0415 - not before it is asked for
        from capgo_tui.presenters.charts.exports import chart_part  # noqa: PLC0415

        parts = [*exporting.parts_of(self), chart_part(chart, f"the chart of {self.plural}")]
        exporting.show_dialog(self, "Export adoption", parts, exporting.stem_of(self))

    @work(exclusive=True, group="edit")
    async def action_range(self) -> None:
        """Pick other days."""
        from capgo_tui.panes.stats_menus import ask_range  # noqa: PLC0415 - not before it is asked for

        picked = await ask_range(self, self.connection, self._range)
        if picked is not None and picked != self._range:
            self._range = picked
            remember(self)
            self._ask_again()

    def action_kind(self) -> None:
        """From bundles to native builds, and back."""
        self._is_native = not self._is_native
        self._is_curve = False
        self._ask_again()

    def _ask_again(self) -> None:
        """Other days, or other series: the list is another one."""
        self._states.pop(self.subject, None)
        self._switch()
        self.refresh_bindings()

    @work(exclusive=True, group="stuck")
    async def action_stuck(self) -> None:
        """Show the stuck devices in the Devices tab; where no device is loaded, read some first."""
        from capgo_tui.panes.stuck import pick_stuck  # noqa: PLC0415 - not before it is asked for

        app_id, course = self.subject, self.table.record
        narrowing = await pick_stuck(self, self.connection, course.name if course is not None else None)
        if app_id != self.subject:
            return
        self._arrange()
        if narrowing is not None:
            self.post_message(NarrowDevices(app_id, narrowing))
