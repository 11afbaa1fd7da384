"""The main screen: the tree beside the tabs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import var
from textual.widgets import Static

from capgo_tui.messages import (
    EstateChanged,
    NarrowDevices,
    OpenApp,
    OpenOrganization,
    PaneFacts,
    ProblemsFound,
    RecordOpened,
    ShowPlan,
)
from capgo_tui.panes.alerting import Alerting
from capgo_tui.panes.changing import Changing
from capgo_tui.panes.estate import EstatePane
from capgo_tui.panes.front import TabPane, in_front
from capgo_tui.panes.header import Header
from capgo_tui.panes.undoing import Undoing
from capgo_tui.presenters.places import Place
from capgo_tui.safe_text import clean
from capgo_tui.screens.tabs import DEVICES, ORGANIZATION, STATS, TAB_IDS, TABS, build_pane
from capgo_tui.screens.watching import WatchingScreen
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.key_bar import KeyBar
from capgo_tui.widgets.tab_panel import TabPanel

if TYPE_CHECKING:
    from capgo_tui.errors import CapgoError
    from capgo_tui.panes.devices import DevicesPane
    from capgo_tui.panes.stats import StatsPane
    from capgo_tui.services.workspace import Workspace

HINT = "Pick an app on the left: enter opens it, / finds one by a few letters, ? tells every key."


class MainScreen(WatchingScreen):
    """Routes what is picked to the tabs; reads nothing itself."""

    BINDINGS = [
        *(quiet(tab.key, f"show_tab({tab.id!r})", f"main.{tab.id}", f"The {tab.label} tab") for tab in TABS),
        quiet("left_square_bracket", "step_tab(-1)", "main.previous-tab", "The tab on the left", display="["),
        quiet("right_square_bracket", "step_tab(1)", "main.next-tab", "The tab on the right", display="]"),
        shown("tab", "next_pane", "next pane", "main.next-pane", "From the tree to the tabs and back"),
        quiet("shift+tab", "next_pane", "main.previous-pane", "From the tabs to the tree and back"),
        quiet("escape", "back", "main.back", "One layer back: the range, the filter, then the tree"),
    ]

    workspace: var[Workspace | None] = var(None, init=False)
    """The connection."""
    app_id: var[str] = var("", init=False)
    """The app that its tabs show; empty before one is picked."""
    org_id: var[str] = var("", init=False)
    """The organization that its tab shows."""

    def __init__(
        self, open_workspace: Callable[[], Awaitable[Workspace]], look: Look, place: Place | None = None
    ) -> None:
        """Make the screen.

        Args:
            open_workspace: connects, once the first frame stands.
            look: what the header says about where one is.
            place: where it opens; None for the tree.
        """
        super().__init__(classes="-in-tree")  # where the focus begins
        self._open = open_workspace
        self._place = place
        self.look = look
        """What the header says about where one is."""

    def compose(self) -> ComposeResult:
        """Header, tree, tabs, keys."""
        yield Header(self.look)
        with Horizontal(id="body"):
            yield EstatePane(self._open, protected=tuple(self.look.protected))
            with TabPanel(TABS, id="tabs"):
                yield Static(HINT, id="hint", markup=False)
        yield Undoing()
        yield Alerting()
        yield self.make_watching()
        yield KeyBar()

    def on_mount(self) -> None:
        """Connect after the first frame."""
        self.panel.active = "hint"
        self.estate.focus_rows()
        self.app.call_after_refresh(self.estate.start)

    @property
    def panel(self) -> TabPanel:
        """The tabs."""
        return self.query_one(TabPanel)

    @property
    def estate(self) -> EstatePane:
        """The tree."""
        return self.query_one(EstatePane)

    @property
    def tree_pane(self) -> EstatePane:
        """What folds away on a narrow terminal."""
        return self.estate

    @property
    def tab(self) -> str:
        """The id of the tab that is shown; empty while there is only the hint."""
        return self.panel.active if self.panel.active in TAB_IDS else ""

    @property
    def pane(self) -> TabPane | None:
        """The pane that is shown; None while there is only the hint."""
        return cast("TabPane", self.panel.query_one(f"#{self.tab}")) if self.tab else None

    # Routing -------------------------------------------------------------------------------

    @on(EstatePane.Connected)
    def _connected(self, event: EstatePane.Connected) -> None:
        self.workspace = event.workspace
        self._tell_panes()
        self.query_one(Header).follow(event.workspace)
        event.workspace.client.watch_read_only(lambda _: self.refresh_bindings())
        event.workspace.watch(self._show_changes)
        event.workspace.watch_history(self._tell_history)
        self.query_one(Undoing).workspace = event.workspace
        self.query_one(Alerting).follow(event.workspace)
        self.watching.follow(event.workspace)

    @on(Alerting.Changed)
    def _alerts_changed(self) -> None:
        """Mark in tree and header what fired."""
        if self.workspace is not None:
            fired = (each.alert.scope.id for each in self.workspace.alerts.fired)
            self.estate.apps.mark_alerts(each for each in fired if each)
            self.query_one(Header).say_alerts()

    @on(EstatePane.Read)
    async def _estate_read(self) -> None:
        """Go to where the program was asked to open, or where it was left, once."""
        asked, self._place = self._place, None
        if asked is not None:
            await self.arrive(asked)
        elif not self.tab and (left := self.place_left) is not None:
            await self.arrive(left)

    @on(OpenApp)
    async def _app_picked(self, event: OpenApp) -> None:
        await self.open_app(event.app_id, event.org_id)

    async def open_app(self, app_id: str, org_id: str, tab: str = "") -> None:
        """Show an app in the tabs; in the tab that is in front if none is named."""
        self.app_id, self.org_id = app_id, org_id or self.org_id
        self.estate.apps.mark_current(app_id)
        self._tell_panes()
        here = self.tab if self.tab not in {"", ORGANIZATION} else TAB_IDS[0]
        await self._bring(tab or here)

    @on(OpenOrganization)
    async def _organization_picked(self, event: OpenOrganization) -> None:
        await self.open_organization(event.org_id)

    async def open_organization(self, org_id: str) -> None:
        """Show an organization."""
        self.org_id = org_id
        self._tell_panes()
        await self._bring(ORGANIZATION)

    @on(EstateChanged)
    def _estate_changed(self, event: EstateChanged) -> None:
        """Let the tree follow; tabs of what is no more go back to the hint."""
        if self.workspace is not None:
            self.workspace.forget(event.gone)
        self.estate.show_changes()
        shown_is_gone = (self.org_id if self.tab == ORGANIZATION else self.app_id) in event.gone
        self.app_id = "" if self.app_id in event.gone else self.app_id
        self.org_id = "" if self.org_id in event.gone else self.org_id
        self._tell_panes()
        if shown_is_gone and self.tab:
            self.panel.active, self.panel.note = "hint", ""
            self._enter_tree()
        elif self.pane is not None:
            self.pane.show_pane()
        self._say_crumbs()

    @on(TabPanel.Asked)
    async def _tab_asked(self, event: TabPanel.Asked) -> None:
        await self.action_show_tab(event.tab)

    @on(RecordOpened)
    def _record_opened(self, event: RecordOpened) -> None:
        from capgo_tui.screens.detail import DetailScreen  # noqa: PLC0415 - not before the first record

        crumbs = (*self.crumbs, event.title)
        self.app.push_screen(DetailScreen(event, crumbs, self.look, like=self.query_one(Header)))

    @on(NarrowDevices)
    async def _narrowed(self, event: NarrowDevices) -> None:
        if event.app_id == self.app_id:
            await self._bring(DEVICES)
            cast("DevicesPane", self.pane).narrow(event.narrowing)

    @on(ShowPlan)
    def _plan_made(self, event: ShowPlan) -> None:
        from capgo_tui.screens.plan import PlanScreen  # noqa: PLC0415 - not before the first plan

        self.app.push_screen(PlanScreen(event.plan, self.look, self.crumbs, event.job))

    @on(ProblemsFound)
    def _problems_found(self, event: ProblemsFound) -> None:
        self.estate.apps.mark_warned(event.app_id, warned=event.found)

    @on(PaneFacts)
    def _facts(self, event: PaneFacts) -> None:
        """Say how much the tab in front shows, and how old it is."""
        if not in_front(event.pane):
            return
        self.panel.note = event.note
        self.query_one(Header).show_facts(event.read_at, busy=event.busy)

    # Tabs and panes ------------------------------------------------------------------------

    async def action_show_tab(self, tab: str) -> None:
        """Bring a tab to the front; it is built when it is first asked for."""
        if tab == STATS and (org_id := self._organization_for_stats()):
            await self._bring(STATS)
            cast("StatsPane", self.pane).show_organization(org_id)
            return
        pane = self.pane
        if pane is not None and self.tab == tab and self.in_tabs:
            pane.step_round()
            return
        if tab != ORGANIZATION and not self.app_id:
            self.notify("Pick an app first: enter opens the one under the cursor.", markup=False)
            return
        if tab == ORGANIZATION and not self._choose_organization():
            self.notify("There is no organization to show yet.", markup=False)
            return
        await self._bring(tab)

    async def _bring(self, tab: str) -> None:
        """Show a tab and give it the focus."""
        if not self.panel.query(f"#{tab}"):
            await self.panel.mount(build_pane(tab))
            self._tell_panes()
        self.panel.active = tab
        pane = self.pane
        if pane is None:
            return
        pane.show_pane()
        self.fold_tree()
        pane.focus_rows()
        self._say_crumbs()

    def _tell_panes(self) -> None:
        """Tell every tab that is built what it is to show; those behind wait until they come to the front."""
        for child in self.panel.children:
            if child.id in TAB_IDS:
                pane = cast("TabPane", child)
                pane.workspace = self.workspace
                pane.subject = self.org_id if child.id == ORGANIZATION else self.app_id

    def _show_changes(self) -> None:
        """Have tree and tabs show what was read by others, such as after a change."""
        for pane in (self.estate, *self.panel.walk_children()):
            if isinstance(pane, Changing):
                pane.show_changes()
        self._say_crumbs()

    def _tell_history(self, problem: CapgoError) -> None:
        """Say once that the local history of statistics is damaged or not kept."""
        self.notify(clean(str(problem), 600), severity="warning", markup=False, timeout=15)

    def _choose_organization(self) -> bool:
        """Take the first organization where none was picked."""
        if not self.org_id and self.workspace is not None:
            self.org_id = next((org.org_id for org in self.workspace.estate.organizations if org.org_id), "")
            self._tell_panes()
        return bool(self.org_id)

    def _organization_for_stats(self) -> str:
        """The organization on whose line in the tree the cursor is; empty where an app is looked at."""
        tree = self.estate.apps
        return tree.organization_under_cursor if tree.has_focus or not self.app_id else ""

    async def action_step_tab(self, by: int) -> None:
        """Go to the tab beside, around the ends; the Organization tab has tabs of its own on the way."""
        pane = self.pane
        if pane is None:
            await self.action_show_tab(TAB_IDS[0])
        elif not pane.step(by):
            await self.action_show_tab(TAB_IDS[(TAB_IDS.index(self.tab) + by) % len(TAB_IDS)])

    @property
    def in_tabs(self) -> bool:
        """Whether the tabs have the focus."""
        return self.focused is not None and self.panel in self.focused.ancestors

    def action_next_pane(self) -> None:
        """From the tree to the tabs, and back."""
        pane = self.pane
        if self.in_tabs or pane is None:
            self._enter_tree()
        else:
            self.fold_tree()
            pane.focus_rows()

    def action_back(self) -> None:
        """Take one layer back, if there is one."""
        self.go_back()

    def go_back(self) -> bool:
        """Take one layer back: the filter, then from the tabs to the tree; false if there is none."""
        if not self.in_tabs:
            return self.estate.action_back()
        pane = self.pane
        if pane is None or not pane.action_back():
            self._enter_tree()
        return True

    def _enter_tree(self) -> None:
        """Unfold the tree and give it the focus."""
        self.unfold_tree()
        self.estate.focus_rows()

    # Saying where one is -------------------------------------------------------------------

    @property
    def crumbs(self) -> tuple[str, ...]:
        """Organization, app, tab."""
        if not self.tab:
            return ()
        label = next(tab.label for tab in TABS if tab.id == self.tab)
        organizations = self.workspace.estate.organizations if self.workspace is not None else ()
        name = next((org.name or org.org_id for org in organizations if org.org_id == self.org_id), "")
        app = () if self.tab == ORGANIZATION or not self.app_id else (self.app_id,)
        return (*((name,) if name else ()), *app, label)

    def _say_crumbs(self) -> None:
        self.query_one(Header).crumbs = self.crumbs
        self.visited()

    @property
    def connected(self) -> Workspace | None:
        """The connection."""
        return self.workspace

    @property
    def open_app_id(self) -> str:
        """The app that its tabs show; empty for none."""
        return self.app_id

    @property
    def here(self) -> Place | None:
        """The app or the organization and the tab; None before one is open."""
        if not self.tab:
            return None
        if self.tab != ORGANIZATION:
            return Place(app_id=self.app_id, tab=self.tab)
        active = getattr(self.pane, "active", "org-details")
        return Place(org_id=self.org_id, tab=str(active).removeprefix("org-"))
