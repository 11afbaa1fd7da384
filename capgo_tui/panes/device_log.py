"""The Log of a device: what it reported itself, told by an undocumented route (contract/api.md 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from capgo_tui.api import background
from capgo_tui.api.device_log import PAGE
from capgo_tui.errors import CapgoError
from capgo_tui.panes.front import in_front
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.device_log import PROBLEM_TERM, log_columns, log_details, meaning_text
from capgo_tui.services.device_log import Reported
from capgo_tui.services.listing import Listing
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.fields_view import ScrollPane
from capgo_tui.widgets.problem_view import problem_line
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace

EVERY: Final = 10.0
"""Seconds between two looks at what is new while it is followed: six requests a minute."""

NOT_ASKED: Final = (
    "What the device itself reported is told by a route of the server that is not documented, "
    "POST /private/stats. It is not asked unless the settings allow that. "
    "In the settings file, whose name capgo-tui config path says:\n\n"
    "    [profiles.NAME]\n"
    "    private_api = true\n\n"
    "It reads and changes nothing; the key needs the right app.read_logs, which a reader of the app has."
)


class DeviceLogOff(ScrollPane):
    """Says how the log is switched on."""

    DEFAULT_CSS = "DeviceLogOff { padding: 1 2; }"

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(NOT_ASKED, markup=False)

    def show_pane(self) -> None:
        """There is nothing to read."""

    def focus_rows(self) -> None:
        """Give the focus to the text."""
        self.focus()

    def action_back(self) -> bool:
        """There is no layer here."""
        return False


class DeviceLogPane(ListPane[Reported]):
    """The newest lines first; older ones come when the last row is reached. The subject is the device."""

    noun = "line"
    at_first = PAGE
    problem_term = PROBLEM_TERM
    legend = (
        Row("✗", "a problem: F shows these alone"),
        Row("normal, download", "the life of the app, a bundle on its way"),
        Row("download failed", "a bundle did not arrive whole"),
        Row("install failed", "a bundle arrived and did not start: the device went back"),
        Row("refused", "the server gave no bundle; the Why says which rule"),
        Row("crash", "something in the app broke"),
    )

    DEFAULT_CSS = """
    DeviceLogPane .log-meaning { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    """

    BINDINGS = [
        shown(
            "R", "follow", "follow", "detail.follow", "Look for new lines every 10 seconds; again stops it"
        ),
    ]

    def __init__(self, workspace: Workspace, data: AppData, device_id: str) -> None:
        """Make the pane; nothing is read before it is shown.

        Args:
            workspace: the connection.
            data: the app of the device.
            device_id: the device.
        """
        super().__init__()
        self._over = workspace
        self._data = data
        self._device_id = device_id
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Read the newest lines."""
        self.workspace = self._over
        self.subject = self._device_id

    def compose_rows(self) -> ComposeResult:
        """The table; below it what the line under the cursor means, which a narrow table has to cut."""
        yield from super().compose_rows()
        yield Static(classes="log-meaning", markup=False)

    def columns(self) -> tuple[Column[Reported], ...]:
        """Lines."""
        return log_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[Reported]:
        """The log of the device."""
        if self._log is None:
            self._log = Listing(self._data.device_logs.of(self.subject).pages, workspace.now)
        return self._log

    _log: Listing[Reported] | None = None

    def key_of(self, record: Reported) -> object:
        """A line keeps its number, or what it says."""
        return record.key

    def title_of(self, record: Reported) -> str:
        """A line goes by its action."""
        return record.line.action or "line"

    def details_of(self, record: Reported) -> Sequence[Section]:
        """A line in full."""
        return log_details(record, self.now)

    def document_of(self, record: Reported) -> object:
        """A line as the server sent it."""
        return record.line.raw()

    @property
    def empty_text(self) -> str:
        """What a silent device says."""
        return "This device reported nothing, or the server has let go of it."

    @property
    def remark(self) -> str:
        """Whether it is followed."""
        return "following" if self._timer is not None else ""

    def action_reload(self) -> None:
        """Ask for what came since; also if the server refused before."""
        self._data.device_logs.forget()
        super().action_reload()

    # Following -----------------------------------------------------------------------------

    def action_follow(self) -> None:
        """Look for new lines again and again, or no longer."""
        if self._timer is None:
            self._timer = self.set_interval(EVERY, self.look_again)
            self.look_again()
        else:
            self._stop_following()
        self._say()

    def look_again(self) -> None:
        """Look for new lines, unless nobody looks or the server asked for a pause."""
        seen = in_front(self) and self.screen.is_current and self.app.app_focus
        if seen and self.has_begun and not self.is_busy and not self.connection.client.budget.paused_for:
            self._catch_up()

    @work(exclusive=True, group="load")
    async def _catch_up(self) -> None:
        listing = self.listing(self.connection)
        try:
            with background():  # what the user asks for goes first
                await listing.refresh()
        except CapgoError as error:
            self._stop_following()
            self.warn(Content("No longer following. ") + problem_line(error))
        else:
            self.table.replace(listing.records)
        self._say()

    def _stop_following(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(RecordTable.Highlighted)
    def _moved(self, event: RecordTable.Highlighted) -> None:
        """Say what the line means; reaching the last row reads on."""
        meaning = meaning_text(event.record) if event.record is not None else ""
        self.query_one(".log-meaning", Static).update(Content(meaning))
        if event.record is None or not self.table.at_end or self.table.filter:
            return
        if self.has_more and not self.is_busy:
            self.read_more(1)
