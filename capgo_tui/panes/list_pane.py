"""What every pane with a table has in common: filter, refresh, open a record."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input

from capgo_tui.api.verbs import Action
from capgo_tui.messages import RecordOpened
from capgo_tui.panes.changing import Changing
from capgo_tui.panes.watched_pane import WatchedPane
from capgo_tui.presenters.details import Section
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.presenters.places import Place
    from capgo_tui.presenters.why_page import WhyPage

RecordT = TypeVar("RecordT")


class ListPane(WatchedPane[RecordT], Changing):
    """A table over one list, and what its keys do."""

    BINDINGS = [
        shown(
            "slash",
            "filter",
            "filter",
            "list.filter",
            "Show the rows that hold these words",
            display="/",
            priority=True,
        ),
        shown(
            "f", "view('values')", "values", "list.facets", "Filter by values, with how many rows have each"
        ),
        quiet("F", "problems", "list.problems", "Show what has a problem alone; again shows all"),
        quiet("S", "view('order')", "list.order", "Pick the column to sort by"),
        quiet("vertical_line", "view('columns')", "list.columns", "Pick the columns, their order and widths"),
        shown("r", "reload", "refresh", "list.refresh", "Read again; rows stay until new ones are here"),
        shown("y", "copy", "copy", "list.copy", "Copy the row or the marked ones: a menu", priority=True),
        quiet("E", "export", "list.export", "Write rows to a file: CSV, JSON, NDJSON or Markdown"),
        quiet("equals_sign", "compare", "list.compare", "Compare the two marked rows", display="="),
        quiet("o", "open_console", "list.console", "Open it in Capgo's web console"),
    ]

    problem_term: ClassVar[str] = ""
    """The filter that leaves the records with a problem; empty where none can have one."""
    writes: ClassVar[Mapping[str, Action]] = {}
    """The actions that change something, and what each of them sends."""

    @abstractmethod
    def title_of(self, record: RecordT) -> str:
        """What a record is called, as raw text."""

    @abstractmethod
    def details_of(self, record: RecordT) -> Sequence[Section]:
        """A record in full."""

    def why_of(self, record: RecordT) -> WhyPage | None:  # noqa: ARG002 - for those that have one
        """Why a record is as it is; None where nothing explains it."""
        return None

    def curl_of(self, record: RecordT) -> str:  # noqa: ARG002 - for panes whose records are requests
        """A record as a request for a shell; empty where records are no requests."""
        return ""

    def document_of(self, record: RecordT) -> object:
        """A record as the server sent it."""
        return record.raw()  # type: ignore[attr-defined]

    def why_not(self, action: str) -> str:
        """Why an action cannot be done; empty if nothing is known to be in its way."""
        if action == "problems" and not self.problem_term:
            return f"nothing is a problem here: {self.plural} are only listed"
        write = self.writes.get(action)
        if write is None or self.workspace is None:
            return ""
        return self.workspace.why_not(write, self.right_scope)

    @property
    def right_scope(self) -> str:
        """The app or organization in which a right to change something would hold."""
        return self.subject

    def chosen(self) -> RecordT | None:
        """The record under the cursor; without one it is said that there is none."""
        if self.table.record is None:
            self.notify(f"There is no {self.noun} under the cursor.", markup=False)
        return self.table.record

    def reveal(self, key: object) -> None:
        """Put the cursor on a record; a filter that hides it goes."""
        if not self.table.move_to(key) and self.table.filter:
            self.filter_bar.show_text("")
            self.table.set_filter("")
            self.table.move_to(key)

    def look_at(self, place: Place) -> None:
        """Filter and sort as a link says, and open the record that it names."""
        if place.filter:
            self.filter_by(place.filter)
        if place.sort:
            self.table.sort_by(SortBy(place.sort, place.descending))
        if place.record:
            self._show_record(place.record)

    @work(exclusive=True, group="arrange")
    async def _show_record(self, wanted: str) -> None:
        from capgo_tui.panes.finding import show_record  # noqa: PLC0415 - not before a link names one

        await show_record(self, wanted)

    @property
    def rows(self) -> Widget:
        """The table."""
        return self.table

    def apply_filter(self, text: str) -> None:
        """Show the rows that hold these words."""
        self.table.set_filter(text)

    def filter_by(self, text: str) -> None:
        """Filter as if it had been typed."""
        self.filter_bar.show_text(text)
        self.table.set_filter(text)

    def action_problems(self) -> None:
        """Show what has a problem alone, or all again."""
        from capgo_tui.panes import viewing  # noqa: PLC0415 - not before it is asked for

        viewing.toggle_problems(self)

    @work(exclusive=True, group="edit")
    async def action_view(self, what: str) -> None:
        """Pick values to filter by, an order, or columns."""
        from capgo_tui.panes import viewing  # noqa: PLC0415

        if self.workspace is not None and self.subject:
            picks = {
                "values": viewing.pick_values,
                "order": viewing.pick_order,
                "columns": viewing.pick_columns,
            }
            await picks[what](self)

    def action_reload(self) -> None:
        """Read again."""
        self.forget_news()
        self.load(refresh=True)

    def action_back(self) -> bool:
        """Take one layer back, if there is one here: the range, then the filter; marks stay."""
        if self.table.drop_range():
            return True
        if not self.table.filter:
            return False
        self.filter_bar.action_drop()
        return True

    @on(RecordTable.FilterChanged)
    @on(RecordTable.Marked)
    def _told_how_many(self, event: RecordTable.FilterChanged | RecordTable.Marked) -> None:
        event.stop()
        self._say()

    @on(RecordTable.Opened)
    def _row_opened(self, event: RecordTable.Opened) -> None:
        event.stop()
        self.post_message(self.opened(event.record))

    def opened(self, record: RecordT) -> RecordOpened:
        """What is shown of a record in full."""
        from capgo_tui.panes import record_views, sharing  # noqa: PLC0415 - not before it is asked for

        return RecordOpened(
            self.title_of(record),
            self.told_details(record),
            self.document_of(record),
            copies=lambda: sharing.copies_of(self, [record], record),
            console=lambda: sharing.console_of(self, record),
            views=record_views.views_of(self, record),
            beside=self._beside,
        )

    def _beside(self, by: int) -> RecordOpened | None:
        """Go so many rows on; what is shown of the record there, None at either end."""
        row, record = self.table.cursor_row, self.table.record
        self.table.action_move(by)
        moved = self.table.record
        if self.table.cursor_row == row or moved is record or moved is None:
            return None
        return self.opened(moved)

    def action_compare(self) -> None:
        """Show the two marked records side by side."""
        from capgo_tui.modals.compare import CompareScreen  # noqa: PLC0415 - not before it is asked for

        marked = self.table.marked_records()
        if len(marked) != 2:
            count = "none is" if not marked else "1 is" if len(marked) == 1 else f"{len(marked):,} are"
            self.notify(f"= compares two rows: mark exactly two with space; {count} marked.", markup=False)
            return
        self.app.push_screen(
            CompareScreen(*((self.title_of(each), self.details_of(each)) for each in marked))
        )

    # Sharing -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where a text is typed, a letter is a letter."""
        if action == "copy" and isinstance(self.screen.focused, Input):
            return False
        return super().check_action(action, parameters)

    def action_copy(self) -> None:
        """Ask what is to be copied."""
        from capgo_tui.panes import sharing  # noqa: PLC0415

        sharing.open_menu(self)

    def action_export(self) -> None:
        """Ask what is to be written to a file."""
        from capgo_tui.panes import exporting  # noqa: PLC0415

        exporting.open_dialog(self)

    def action_open_console(self) -> None:
        """Open the record in the web console, or the list where there is none."""
        from capgo_tui.panes import sharing  # noqa: PLC0415

        self.post_message(sharing.console_of(self, self.table.record))
