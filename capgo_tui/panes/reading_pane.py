"""A table that reads one list of the workspace: when it loads, what it says meanwhile, and how it fails."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Label

from capgo_tui.errors import CapgoError
from capgo_tui.messages import PaneFacts
from capgo_tui.panes.filtering import FilteringPane
from capgo_tui.panes.front import in_front
from capgo_tui.panes.remembering import recall, recall_columns, remember
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.counts import count_text, found_text, marks_text
from capgo_tui.presenters.details import Row
from capgo_tui.safe_text import clean
from capgo_tui.widgets.filter_bar import FilterBar
from capgo_tui.widgets.problem_view import problem_content, problem_line
from capgo_tui.widgets.record_table import RecordTable, TableState

if TYPE_CHECKING:
    from capgo_tui.presenters.times import Now
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace

RecordT = TypeVar("RecordT")


class ReadingPane(FilteringPane, Generic[RecordT]):
    """Filter, banner and table over one list; which list is told by `subject`."""

    DEFAULT_CSS = """
    ReadingPane {
        .pane-banner {
            width: 1fr;
            height: auto;
            max-height: 3;
            padding: 0 1;
            background: $warning-muted;
            display: none;
            &.-shown { display: block; }
        }
    }
    """

    noun: str = "record"
    """What one row is called."""
    nouns: str = ""
    """What several rows are called; empty for the noun with an s."""
    legend: Sequence[Row] = ()
    """What its marks and words mean, for the help."""
    at_first: int | None = None
    """How many records are read without being asked; None for all."""

    days_text: str = ""
    """The days that it is over, in words that mean them at the next start too; empty for a tab over none."""
    remembers: ClassVar[bool] = True
    """Whether filter, order, columns and cursor are kept for the next start."""

    workspace: reactive[Workspace | None] = reactive(None, init=False)
    """The connection to read over."""
    subject: reactive[str] = reactive("", init=False)
    """Whose list it is: an app's id, or an organization's; empty for none."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self._states: dict[str, TableState] = {}
        self._shown: Listing[RecordT] | None = None
        self._busy = False

    # What a pane says of itself ------------------------------------------------------------

    @abstractmethod
    def columns(self) -> tuple[Column[RecordT], ...]:
        """The columns for the present subject."""

    @abstractmethod
    def listing(self, workspace: Workspace) -> Listing[RecordT]:
        """The list of the present subject."""

    @abstractmethod
    def key_of(self, record: RecordT) -> object:
        """What a record is recognised by after a refresh."""

    async def read_around(self, workspace: Workspace, *, refresh: bool) -> None:
        """Read what the columns join with; each pane that joins says what."""

    @property
    def plural(self) -> str:
        """What several rows are called."""
        return self.nouns or f"{self.noun}s"

    @property
    def empty_text(self) -> str:
        """What an empty list says."""
        return f"No {self.plural}."

    @property
    def remark(self) -> str:
        """What is said behind the count; nothing unless a pane has something to say."""
        return ""

    @property
    def news_text(self) -> str:
        """What is said before the count, of what changed; nothing unless a pane is watched."""
        return ""

    # Drawing -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Filter, banner, table."""
        yield FilterBar(self.leave_filter)
        yield Label(classes="pane-banner", markup=False)
        yield from self.compose_rows()

    def compose_rows(self) -> ComposeResult:
        """The table, and what stands beside it."""
        yield RecordTable[RecordT]((), key=self.key_of)

    def on_mount(self) -> None:
        """Ages grow by themselves: look at them again every minute."""
        self.set_interval(60, self._grow_older)

    def _grow_older(self) -> None:
        if in_front(self):
            self.table.redraw()

    @property
    def table(self) -> RecordTable[RecordT]:
        """The table."""
        return self.query_one(RecordTable)

    def watch_workspace(self) -> None:
        """Another connection: nothing that is shown holds any more."""
        self._states.clear()
        self._switch()

    def watch_subject(self, old: str) -> None:
        """Another app or organization: keep how the old one was looked at."""
        if old and self._shown is not None:
            self._states[old] = self.table.state
        self._switch()

    def _switch(self) -> None:
        """Show the list of the subject as far as it is loaded, and load on if this pane is in front."""
        self.workers.cancel_node(self)
        self._shown, self._busy = None, False
        self._banner(None)
        if self.workspace is None or not self.subject:
            self.table.replace(())
            return
        listing = self._shown = self.listing(self.workspace)
        state = self._states.get(self.subject) or recall(self)
        recall_columns(self)
        self.table.set_columns(self.columns())
        self.table.replace(listing.records)
        self.table.restore(state)
        self.filter_bar.show_text(state.filter)
        if in_front(self):
            self.load()

    def show_pane(self) -> None:
        """Come to the front: load what was not loaded yet."""
        self.show_changes()
        if self._shown is not None and not self._shown.begun and not self._busy:
            self.load()

    def show_changes(self) -> None:
        """Show the records that are loaded now, where a change has read some of them again."""
        listing = self._shown
        if listing is not None and listing.begun and not self._busy:
            self.table.replace(listing.records)
            self.table.recompute()
        self._say()

    @on(RecordTable.Highlighted)
    @on(RecordTable.Sorted)
    @on(RecordTable.FilterChanged)
    def _looked_at(self) -> None:
        """Keep how it is looked at, for the next start and for bookmarks."""
        if self._shown is not None and self.remembers:
            remember(self)

    # Loading -------------------------------------------------------------------------------

    @work(exclusive=True, group="load")
    async def load(self, *, refresh: bool = False) -> None:
        """Read the list into the table, page by page."""
        workspace, listing = self.workspace, self._shown
        if workspace is None or listing is None:
            return
        self._set_busy(busy=True)
        try:
            if refresh and listing.begun:
                await listing.refresh()
                self.table.replace(listing.records)
            else:
                await self._read_on(listing)
        except CapgoError as error:
            self._failed(listing, error)
        else:
            self.table.stale = False
            self._banner(None)
        self._set_busy(busy=False)
        await self.read_around(workspace, refresh=refresh)
        self.table.recompute()

    async def _read_on(self, listing: Listing[RecordT]) -> None:
        """Read pages until the list is complete, or long enough for not having been asked for more."""
        while not listing.complete and (self.at_first is None or len(listing.records) < self.at_first):
            await self._read_page(listing)

    async def _read_page(self, listing: Listing[RecordT]) -> None:
        """Read one page into the table."""
        whole_before = listing.records
        page = await listing.advance()
        if listing is not self._shown:
            return
        if listing.records is whole_before:
            self.table.append(page)
        else:
            self.table.replace(listing.records)
        self._say()

    def _failed(self, listing: Listing[RecordT], error: CapgoError) -> None:
        """Say why; rows that are there stay, and are older than they look."""
        if listing is not self._shown:
            return
        if listing.records:
            self.table.stale = True
            self._banner(problem_line(error))
        else:
            self.table.placeholder = self.trouble(error)

    def trouble(self, error: CapgoError) -> Content:
        """What an empty table says of a list that could not be read."""
        return problem_content(error, retry="r tries again")

    @work(exclusive=True, group="load")
    async def read_more(self, pages: int | None) -> None:
        """Read so many pages more, or all.

        It may take the place of a first reading that was still under way, so it also reads what that
        would have read around the list.
        """
        workspace, listing = self.workspace, self._shown
        if workspace is None or listing is None:
            return
        self._set_busy(busy=True)
        try:
            while not listing.complete and pages != 0:
                await self._read_page(listing)
                pages = None if pages is None else pages - 1
        except CapgoError as error:
            self._failed(listing, error)
        self._set_busy(busy=False)
        await self.read_around(workspace, refresh=False)
        self.table.recompute()

    @property
    def has_begun(self) -> bool:
        """Whether its list was read, or the first page of it."""
        return self._shown is not None and self._shown.begun

    @property
    def loaded_records(self) -> Sequence[RecordT]:
        """All records that are loaded, in the server's order, whatever the filter shows."""
        return self._shown.records if self._shown is not None else ()

    @property
    def is_busy(self) -> bool:
        """Whether pages are on their way."""
        return self._busy

    def step(self, _by: int) -> bool:
        """Go to a tab within this one; there is none."""
        return False

    def step_round(self) -> None:
        """Go to the next tab within this one; there is none."""

    @property
    def has_more(self) -> bool:
        """Whether the server has more than is loaded."""
        return self._shown is not None and self._shown.begun and not self._shown.complete

    @property
    def now(self) -> Now:
        """The clock of the world that is shown."""
        if self.workspace is None:
            raise RuntimeError("a pane without a connection shows no record")
        return self.workspace.now

    def warn(self, text: Content) -> None:
        """Say above the rows what is not as it should be."""
        self._banner(text)

    def _banner(self, text: Content | None) -> None:
        """Show or hide the line above the rows."""
        banner = self.query_one(".pane-banner", Label)
        banner.set_class(text is not None, "-shown")
        banner.update(text or "")

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.refresh_bindings()
        self._say()

    def _say(self) -> None:
        """Tell how much is shown, and put words into an empty table."""
        listing = self._shown
        if listing is None:
            self.post_message(PaneFacts(self, "", None, busy=False))
            return
        if listing.complete and not listing.records:
            self.table.placeholder = Content(self.empty_text)
        elif self._busy and not listing.records:
            self.table.placeholder = Content.styled(f"reading {self.plural}…", "$foreground-muted")
        count, complete = len(listing.records), listing.complete
        within = count if self.table.only is None else len(self.table.only)
        whole = complete or self.table.only is not None
        found = found_text(self.table.row_count, within, complete=whole) if self.table.filter else ""
        self.filter_bar.found = found
        problem = self.table.filter_problem if self.table.filter else None
        self.filter_bar.problem = None if problem is None else (clean(str(problem)), problem.start)
        note = count_text(count, self.noun, self.plural, complete=complete) if listing.begun else ""
        if note and self.table.only is not None:
            note = f"{within:,} of {note}"
        note = " · ".join(part for part in (self.news_text, note, self.remark) if part)
        marks = self.table.mark_count
        if marked := marks_text(marks.marked, marks.hidden, drawing=marks.drawing):
            note = f"{marked} · {note}"  # the marks first: the end is cut off where there is no room
        self.post_message(PaneFacts(self, note, listing.read_at, busy=self._busy))
