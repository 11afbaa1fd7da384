"""How the Stats tab looks: head, cards, chart and table of what is known."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.widgets import Static

from capgo_tui.messages import OpenApp, PaneFacts, RecordOpened
from capgo_tui.presenters.stats.cards import cards_of
from capgo_tui.presenters.stats.chart import stats_chart
from capgo_tui.presenters.stats.choice import Choice
from capgo_tui.presenters.stats.rows import AppRow, DayRow, app_columns, app_rows, day_columns, day_rows
from capgo_tui.presenters.stats.states import head_parts, nothing_to_draw, warning
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.safe_text import clean, clean_lines
from capgo_tui.services.statistics.gathering import Gathered, Subject, Whose
from capgo_tui.widgets.chart import ChartView
from capgo_tui.widgets.problem_view import problem_content, problem_line
from capgo_tui.widgets.record_table import RecordTable
from capgo_tui.widgets.stat_cards import StatCards, has_room

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace


class StatsView(Vertical):
    """Shows what is known in the way that was chosen; reads nothing."""

    DEFAULT_CSS = """
    StatsView {
        background: $surface;
        #stats-head { height: 1; padding: 0 1; text-wrap: nowrap; }
        #stats-note { height: auto; max-height: 3; padding: 0 1; background: $warning-muted; display: none; }
        #stats-note.-shown { display: block; }
        ChartView { height: 3fr; min-height: 7; padding: 0; margin: 0 1; }
        RecordTable { height: 2fr; min-height: 7; }
    }
    """

    workspace: reactive[Workspace | None] = reactive(None, init=False)
    """The connection to read over."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self.choice = Choice(Range(RangeKind.DAYS))
        """How it is looked at; kept while other apps are looked at."""
        self.known: Gathered | None = None
        """What was read; None before the first answer."""
        self.busy = False
        """Whether more is on its way."""

    def compose(self) -> ComposeResult:
        """Head, cards, what is not right, chart, table."""
        yield Static(id="stats-head")
        yield StatCards()
        yield Static(id="stats-note")
        yield ChartView()
        yield RecordTable[Any]((), key=_key)

    @property
    @abstractmethod
    def looked_at(self) -> Subject | None:
        """Whose statistics are shown; None for nobody's."""

    # Drawing -------------------------------------------------------------------------------

    @property
    def chart(self) -> ChartView:
        """The chart."""
        return self.query_one(ChartView)

    @property
    def table(self) -> RecordTable[Any]:
        """The table."""
        return self.query_one(RecordTable)

    @property
    def billing_day(self) -> int:
        """The day of the month on which billing cycles begin."""
        return self.workspace.look.billing_day if self.workspace is not None else 1

    def draw(self) -> None:
        """Show what is known, or why nothing is."""
        known = self.known
        limits = self.workspace.look.limits if self.workspace is not None else {}
        cards = self.query_one(StatCards)
        cards.picked = self.choice.measure
        self._draw_head()
        words = self._words()
        if known is None or words is not None:
            self.chart.placeholder = words or Content("")
            self.chart.show(None)
            cards.cards = ()
            self.table.placeholder = ""
            self.table.replace(())
            self._warn(None)
            return
        cards.cards = cards_of(known, limits, self.billing_day)
        self.chart.show(stats_chart(known, self.choice, limits, self.billing_day))
        self._draw_table(known)
        if known.problem is not None:
            self._warn(problem_line(known.problem))
        else:
            said = warning(known, self.choice)
            self._warn(Content(said) if said else None)
        self.chart.stale = self.table.stale = known.problem is not None
        self.tell()

    def _words(self) -> Content | None:
        """What is said in place of a chart; None if there is one."""
        known = self.known
        if known is None:
            word = "reading statistics…" if self.busy else "There is nothing to show yet."
            return Content.styled(word, "$foreground-muted")
        if known.problem is not None and not known.days:
            return problem_content(known.problem, retry="r tries again")
        said = nothing_to_draw(known, self.choice)
        return Content(clean_lines(said)) if said else None

    def _draw_head(self) -> None:
        """Say whose figures of which days, as far as there is room."""
        subject, known = self.looked_at, self.known
        if subject is None or self.workspace is None:
            self.query_one("#stats-head", Static).update("")
            return
        name = clean(self.name_of(subject), 60)
        head, room = Content.styled(name, "bold"), self.size.width - 2 - cell_len(name)
        known = known or Gathered(subject, self.choice.range, self.workspace.statistics.today)
        for part in head_parts(known, self.choice, self.billing_day):
            room -= cell_len(part) + 3
            if room < 0:
                break
            head = head + Content.styled(" · ", "$foreground-muted") + Content(part)
        self.query_one("#stats-head", Static).update(head)

    def name_of(self, subject: Subject) -> str:
        """How the statistics of somebody are headed, raw."""
        match subject.whose:
            case Whose.APP:
                return subject.app_id
            case Whose.EVERYTHING:
                return "Everything this key reaches"
        name = self.workspace.name_of(subject.org_id) if self.workspace is not None else subject.org_id
        return f"{name}, app by app" if subject.whose is Whose.BY_APP else name

    def _draw_table(self, known: Gathered) -> None:
        if known.subject.whose is Whose.BY_APP:
            self.table.set_columns(app_columns())
            self.table.replace(app_rows(known, self.choice))
        else:
            self._set_day_columns(known)
            self.table.replace(day_rows(known, self.choice))

    def _set_day_columns(self, known: Gathered) -> None:
        room = self.size.width or self.app.size.width
        self.table.set_columns(day_columns(self.choice, room=room, days=known.shown.length))

    def _warn(self, text: Content | None) -> None:
        """Say above the chart what is not as it should be."""
        note = self.query_one("#stats-note", Static)
        note.set_class(text is not None, "-shown")
        note.update(text or "")

    def on_resize(self, event: Resize) -> None:
        """Give cards four lines where there is room."""
        high = has_room(self.query_one(StatCards).cards or (None,), event.size.height)
        self.query_one(StatCards).set_class(high, "-high")
        self._draw_head()
        if self.known is not None and self.known.subject.whose is not Whose.BY_APP and self.table.row_count:
            self._set_day_columns(self.known)

    def tell(self) -> None:
        """Say how much is shown, of what age."""
        read_at = self.known.read_at if self.known is not None else None
        self.post_message(PaneFacts(self, self._note(), read_at, busy=self.busy))

    def _note(self) -> str:
        """What the lower border says."""
        known = self.known
        if known is None or (known.problem is not None and not known.days):
            return ""
        cards = self.query_one(StatCards)
        outlook = next((card.outlook for card in cards.cards if card.measure is self.choice.measure), "")
        rows = self.table.row_count
        word = ("app" if known.subject.whose is Whose.BY_APP else "day") + ("" if rows == 1 else "s")
        parts = [
            "" if cards.has_class("-high") else outlook,
            "from the local history" if known.from_history else "",
            f"{rows} {word}",
        ]
        return " · ".join(part for part in parts if part)

    # The cursors ---------------------------------------------------------------------------

    @on(ChartView.Moved)
    def _chart_moved(self, event: ChartView.Moved) -> None:
        event.stop()
        known, chart = self.known, self.chart.chart
        if known is None or chart is None or not self._follows:
            return
        is_apps = known.subject.whose is Whose.BY_APP
        self.table.move_to(chart.labels[event.place] if is_apps else known.shown.dates()[event.place])

    @on(RecordTable.Highlighted)
    def _table_moved(self, event: RecordTable.Highlighted) -> None:
        event.stop()
        row = event.record
        if self._follows and isinstance(row, DayRow | AppRow) and self.chart.chart is not None:
            self.chart.cursor = row.place

    @property
    def _follows(self) -> bool:
        """Whether chart and table have the same places: not where the chart has days and the table apps."""
        known, chart = self.known, self.chart.chart
        if known is None or chart is None:
            return False
        return known.subject.whose is not Whose.BY_APP or chart.places == len(known.apps)

    @on(RecordTable.Opened)
    def _row_opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        row, known = event.record, self.known
        if isinstance(row, AppRow) and known is not None:
            self.post_message(OpenApp(row.app_id, known.subject.org_id))
        elif isinstance(row, DayRow):
            from capgo_tui.presenters.stats.details import day_details, day_document  # noqa: PLC0415

            title = f"{row.day:%d %b %Y}".lstrip("0")
            self.post_message(RecordOpened(title, day_details(row), day_document(row)))


def _key(row: DayRow | AppRow) -> Hashable:
    """Days are recognised by their date, apps by their id."""
    return row.day if isinstance(row, DayRow) else row.app_id
