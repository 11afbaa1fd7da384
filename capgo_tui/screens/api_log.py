"""The API log on a screen of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from capgo_tui.messages import PaneFacts, RecordOpened
from capgo_tui.panes.api_log import ApiLogPane
from capgo_tui.panes.header import Header
from capgo_tui.screens.detail import DetailScreen
from capgo_tui.screens.sized import SizedScreen
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.key_bar import KeyBar
from capgo_tui.widgets.tab_line import Tab
from capgo_tui.widgets.tab_panel import TabPanel

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_TAB = Tab("api-log", "", "Requests")


class ApiLogScreen(SizedScreen):
    """Arranges the log; goes back to where one came from."""

    BINDINGS = [shown("escape", "back", "back", "api-log.back", "One layer back: the filter, the log")]

    def __init__(self, workspace: Workspace, look: Look, crumbs: Sequence[str]) -> None:
        """Make the screen.

        Args:
            workspace: whose requests.
            look: what the header says about where one is.
            crumbs: the way to it, raw.
        """
        super().__init__()
        self._workspace = workspace
        self._look = look
        self._crumbs = (*crumbs, "API log")

    def compose(self) -> ComposeResult:
        """Header, the table, keys."""
        yield Header(self._look)
        with TabPanel([_TAB]):
            yield ApiLogPane()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the requests."""
        header, pane = self.query_one(Header), self.query_one(ApiLogPane)
        header.crumbs = self._crumbs
        header.follow(self._workspace)
        self.query_one(TabPanel).active = _TAB.id
        pane.workspace = self._workspace
        pane.subject = self._workspace.client.host
        pane.focus_rows()

    def action_back(self) -> None:
        """Take one layer back."""
        if not self.query_one(ApiLogPane).action_back():
            self.dismiss()

    @on(PaneFacts)
    def _facts(self, event: PaneFacts) -> None:
        self.query_one(TabPanel).note = event.note
        self.query_one(Header).show_facts(event.read_at, busy=event.busy)

    @on(RecordOpened)
    def _opened(self, event: RecordOpened) -> None:
        crumbs = (*self._crumbs, event.title)
        self.app.push_screen(DetailScreen(event, crumbs, self._look, like=self.query_one(Header)))
