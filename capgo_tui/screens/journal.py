"""The journal on a screen of its own: all changes, those of this profile, those of the app in front."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult

from capgo_tui.messages import MakeAgain, PaneFacts, RecordOpened, ShowPlan, TakeBack
from capgo_tui.panes.front import in_front
from capgo_tui.panes.header import Header
from capgo_tui.panes.journal import ALL, APP, PROFILE, JournalPane
from capgo_tui.panes.undoing import Undoing
from capgo_tui.screens.detail import DetailScreen
from capgo_tui.screens.plan import PlanScreen
from capgo_tui.screens.sized import SizedScreen
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.key_bar import KeyBar
from capgo_tui.widgets.tab_line import Tab
from capgo_tui.widgets.tab_panel import TabPanel

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_CRUMB: Final = "Journal"


class JournalScreen(SizedScreen):
    """Arranges the journal; goes back to where one came from."""

    BINDINGS = [
        quiet("1", "show('all')", "journal.all", "All changes in the journal"),
        quiet("2", "show('profile')", "journal.profile", "Those of this profile on this server"),
        quiet("3", "show('app')", "journal.app", "Those of the app that is open"),
        shown(
            "tab,shift+tab,left_square_bracket,right_square_bracket",
            "next",
            "whose",
            "journal.next",
            "The next of all, this profile, this app",
        ),
        shown("escape", "back", "back", "journal.back", "One layer back: the range, the filter, the journal"),
    ]

    def __init__(self, workspace: Workspace, look: Look, crumbs: Sequence[str], app_id: str) -> None:
        """Make the screen.

        Args:
            workspace: whose journal.
            look: what the header says about where one is.
            crumbs: the way to it, raw.
            app_id: the app that is open; empty for none.
        """
        super().__init__()
        self._workspace = workspace
        self._look = look
        self._crumbs = (*crumbs, _CRUMB)
        self._app_id = app_id
        self._tabs = (
            Tab(ALL, "1", "All"),
            Tab(PROFILE, "2", "This profile", "Profile"),
            *((Tab(APP, "3", "This app", "App"),) if app_id else ()),
        )

    def compose(self) -> ComposeResult:
        """Header, the table of each scope, keys."""
        yield Header(self._look)
        with TabPanel(self._tabs):
            for tab in self._tabs:
                yield JournalPane(tab.id)
        yield Undoing()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show all changes; another scope is read when it is asked for."""
        header = self.query_one(Header)
        header.crumbs = self._crumbs
        header.follow(self._workspace)
        self.query_one(Undoing).workspace = self._workspace
        self.panel.active = ALL  # first, as what is in front reads by itself
        for pane in self.query(JournalPane):
            pane.workspace = self._workspace
            pane.subject = self._app_id if pane.id == APP else str(pane.id)
        self.pane.focus_rows()
        self._unwatch = (
            self._workspace.watch(self._reload),
            self._workspace.client.watch_read_only(lambda _: self.refresh_bindings()),
        )

    def on_unmount(self) -> None:
        """Look no longer."""
        for unwatch in self._unwatch:
            unwatch()

    def on_screen_resume(self) -> None:
        """Show what was done meanwhile."""
        self._reload()

    @property
    def panel(self) -> TabPanel:
        """The tables."""
        return self.query_one(TabPanel)

    @property
    def pane(self) -> JournalPane:
        """The table in front."""
        return self.panel.query_one(f"#{self.panel.active}", JournalPane)

    def _reload(self) -> None:
        """Read the journal again, as far as it was read."""
        if self.is_mounted and self.panel.active:
            for pane in self.query(JournalPane):
                if pane.has_begun:
                    pane.load(refresh=True)

    # Keys ----------------------------------------------------------------------------------

    def action_show(self, scope: str) -> None:
        """Bring a scope to the front."""
        if scope not in {tab.id for tab in self._tabs}:
            self.notify("No app is open, so there is no journal of one.", markup=False)
            return
        self.panel.active = scope
        self.pane.show_pane()
        self.pane.focus_rows()

    def action_next(self) -> None:
        """Bring the next scope to the front."""
        ids = [tab.id for tab in self._tabs]
        self.action_show(ids[(ids.index(self.panel.active) + 1) % len(ids)])

    def action_back(self) -> None:
        """Take one layer back."""
        if not self.pane.action_back():
            self.dismiss()

    # Routing -------------------------------------------------------------------------------

    @on(TabPanel.Asked)
    def _tab_asked(self, event: TabPanel.Asked) -> None:
        self.action_show(event.tab)

    @on(PaneFacts)
    def _facts(self, event: PaneFacts) -> None:
        if in_front(event.pane):
            self.panel.note = event.note
            self.query_one(Header).show_facts(event.read_at, busy=event.busy)

    @on(TakeBack)
    def _take_back(self, event: TakeBack) -> None:
        self.query_one(Undoing).take_back(event.entries)

    @on(MakeAgain)
    def _make_again(self) -> None:
        self.query_one(Undoing).redo_last()

    @on(ShowPlan)
    def _plan_made(self, event: ShowPlan) -> None:
        self.app.push_screen(PlanScreen(event.plan, self._look, self._crumbs, event.job))

    @on(RecordOpened)
    def _entry_opened(self, event: RecordOpened) -> None:
        crumbs = (*self._crumbs, event.title)
        self.app.push_screen(DetailScreen(event, crumbs, self._look, like=self.query_one(Header)))
