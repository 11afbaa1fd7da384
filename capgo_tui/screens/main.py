"""The main screen: the tree beside the tabs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import ceil
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from capgo_tui.messages import OpenApp, OpenOrganization, ShowTab
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.panes.bundles import BundlesPane
from capgo_tui.panes.channels import ChannelsPane
from capgo_tui.panes.devices import DevicesPane
from capgo_tui.panes.estate import EstatePane
from capgo_tui.panes.list_pane import ListPane, in_front
from capgo_tui.panes.organization import OrganizationPane
from capgo_tui.presenters.times import age
from capgo_tui.screens.detail import DetailScreen
from capgo_tui.services.opening import Look
from capgo_tui.widgets.header_bar import HeaderBar
from capgo_tui.widgets.key_bar import KeyBar
from capgo_tui.widgets.tab_line import Tab
from capgo_tui.widgets.tab_panel import TabPanel

if TYPE_CHECKING:
    from datetime import datetime

    from capgo_tui.services.workspace import Workspace

NARROW = 100
"""Below so many columns the tree folds away."""
TINY = 60
"""Below so many columns one pane at a time is shown."""

TABS = (
    Tab("channels", "1", "Channels", "Chan"),
    Tab("devices", "2", "Devices", "Dev"),
    Tab("bundles", "3", "Bundles", "Bund"),
    Tab("organization", "6", "Organization", "Org"),
)

Pane = ChannelsPane | DevicesPane | BundlesPane | OrganizationPane
PANES: dict[str, Callable[[], Pane]] = {
    "channels": lambda: ChannelsPane(id="channels"),
    "devices": lambda: DevicesPane(id="devices"),
    "bundles": lambda: BundlesPane(id="bundles"),
    "organization": lambda: OrganizationPane(id="organization"),
}

HINT = "Pick an app on the left: enter opens it, / finds one by a few letters, ? tells every key."


class MainScreen(Screen[None]):
    """Routes what is picked to the tabs; reads nothing itself."""

    CSS_PATH = "main.tcss"

    BINDINGS = [
        *(
            Binding(
                tab.key,
                f"show_tab({tab.id!r})",
                tab.label,
                id=f"main.{tab.id}",
                tooltip=f"The {tab.label} tab",
                show=False,
            )
            for tab in TABS
        ),
        Binding(
            "left_square_bracket",
            "step_tab(-1)",
            "previous tab",
            key_display="[",
            id="main.previous-tab",
            tooltip="The tab on the left",
            show=False,
        ),
        Binding(
            "right_square_bracket",
            "step_tab(1)",
            "next tab",
            key_display="]",
            id="main.next-tab",
            tooltip="The tab on the right",
            show=False,
        ),
        Binding(
            "tab", "next_pane", "next pane", id="main.next-pane", tooltip="From the tree to the tabs and back"
        ),
        Binding(
            "shift+tab",
            "next_pane",
            "previous pane",
            id="main.previous-pane",
            tooltip="From the tabs to the tree and back",
            show=False,
        ),
        Binding(
            "escape",
            "back",
            "back",
            id="main.back",
            tooltip="One layer back: the filter, then the tree",
            show=False,
        ),
        Binding(
            "plus",
            "zoom",
            "zoom",
            key_display="+",
            id="main.zoom",
            tooltip="The pane with the focus alone, and back",
            show=False,
        ),
        Binding(
            "underscore",
            "both",
            "both panes",
            key_display="_",
            id="main.both",
            tooltip="Tree and tabs side by side, on any width",
            show=False,
        ),
    ]

    workspace: var[Workspace | None] = var(None, init=False)
    """The connection."""
    app_id: var[str] = var("", init=False)
    """The app that its tabs show; empty before one is picked."""
    org_id: var[str] = var("", init=False)
    """The organization that its tab shows."""

    def __init__(self, open_workspace: Callable[[], Awaitable[Workspace]], look: Look) -> None:
        """Make the screen.

        Args:
            open_workspace: connects, once the first frame stands.
            look: what the header says about where one is.
        """
        super().__init__()
        self._open = open_workspace
        self._look = look
        self._read_at: datetime | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """Header, tree, tabs, keys."""
        yield HeaderBar()
        with Horizontal(id="body"):
            yield EstatePane(self._open, protected=tuple(self._look.protected))
            with TabPanel(TABS, id="tabs"):
                yield Static(HINT, id="hint", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Say where one is; connect after the first frame."""
        header = self.query_one(HeaderBar)
        header.profile, header.colour = self._look.profile, self._look.colour
        self.panel.active = "hint"
        self.estate.focus_rows()
        self.call_after_refresh(self.estate.start)
        self.set_interval(1, self._say_budget)
        self.set_interval(15, self._say_age)

    @property
    def panel(self) -> TabPanel:
        """The tabs."""
        return self.query_one(TabPanel)

    @property
    def estate(self) -> EstatePane:
        """The tree."""
        return self.query_one(EstatePane)

    @property
    def pane(self) -> Pane | None:
        """The tab that is shown; None while there is only the hint."""
        shown = self.panel.query_one(f"#{self.panel.active}")
        return shown if isinstance(shown, Pane) else None

    # Routing -------------------------------------------------------------------------------

    @on(EstatePane.Connected)
    def _connected(self, event: EstatePane.Connected) -> None:
        self.workspace = event.workspace
        self._tell_panes()
        event.workspace.client.budget.watch(lambda _: self._say_budget())
        self._say_budget()

    @on(OpenApp)
    async def _app_picked(self, event: OpenApp) -> None:
        self.app_id, self.org_id = event.app_id, event.org_id or self.org_id
        self._tell_panes()
        shown = self.panel.active
        await self.action_show_tab(shown if shown in PANES and shown != "organization" else "channels")

    @on(OpenOrganization)
    async def _organization_picked(self, event: OpenOrganization) -> None:
        self.org_id = event.org_id
        self._tell_panes()
        await self._bring("organization")

    @on(ShowTab)
    async def _tab_wanted(self, event: ShowTab) -> None:
        await self.action_show_tab(event.tab)

    @on(TabPanel.Asked)
    async def _tab_asked(self, event: TabPanel.Asked) -> None:
        await self.action_show_tab(event.tab)

    @on(ListPane.Opened)
    def _record_opened(self, event: ListPane.Opened) -> None:
        crumbs = (*self._crumbs(), event.title)
        self.app.push_screen(DetailScreen(event.title, crumbs, event.sections, event.document, self._look))

    @on(AppListPane.ProblemsFound)
    def _problems_found(self, event: AppListPane.ProblemsFound) -> None:
        self.estate.apps.mark_warned(event.app_id, warned=event.found)

    @on(ListPane.Facts)
    def _facts(self, event: ListPane.Facts) -> None:
        """Say how much the tab in front shows, and how old it is."""
        if not in_front(event.pane):
            return
        self.panel.note = event.note
        self._read_at = event.read_at
        self._busy = event.busy
        self._say_budget()
        self._say_age()

    # Tabs and panes ------------------------------------------------------------------------

    async def action_show_tab(self, tab: str) -> None:
        """Bring a tab to the front; it is built when it is first asked for."""
        if tab != "organization" and not self.app_id:
            self.notify("Pick an app first: enter opens the one under the cursor.", markup=False)
            return
        pane = self.pane
        if pane is not None and pane.id == tab and self.in_tabs and isinstance(pane, OrganizationPane):
            pane.step_round()
            return
        if tab == "organization" and not self._choose_organization():
            self.notify("There is no organization to show yet.", markup=False)
            return
        await self._bring(tab)

    async def _bring(self, tab: str) -> None:
        """Show a tab and give it the focus."""
        if not self.panel.query(f"#{tab}"):
            await self.panel.mount(PANES[tab]())
            self._tell_panes()
        self.panel.active = tab
        pane = self.pane
        if pane is None:
            return
        pane.show_pane()
        self._leave_tree()
        pane.focus_rows()
        self._say_crumbs()

    def _tell_panes(self) -> None:
        """Tell every tab that is built what it is to show; those behind wait until they come to the front."""
        for pane in self.panel.children:
            if isinstance(pane, Pane):
                pane.workspace = self.workspace
                pane.subject = self.org_id if isinstance(pane, OrganizationPane) else self.app_id

    def _choose_organization(self) -> bool:
        """Take the first organization where none was picked."""
        if not self.org_id and self.workspace is not None:
            self.org_id = next((org.org_id for org in self.workspace.estate.organizations if org.org_id), "")
            self._tell_panes()
        return bool(self.org_id)

    async def action_step_tab(self, by: int) -> None:
        """Go to the tab beside, around the ends; the Organization tab has tabs of its own on the way."""
        pane = self.pane
        if isinstance(pane, OrganizationPane) and pane.step(by):
            return
        if pane is None:
            await self.action_show_tab(TABS[0].id)
            return
        ids = [tab.id for tab in TABS]
        await self.action_show_tab(ids[(ids.index(str(pane.id)) + by) % len(ids)])

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
            self._leave_tree()
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

    def action_zoom(self) -> None:
        """Show the pane with the focus alone, or both again."""
        self.remove_class("-both")
        self.toggle_class("-zoomed")

    def action_both(self) -> None:
        """Show both panes."""
        self.remove_class("-zoomed")
        self.toggle_class("-both")

    def _enter_tree(self) -> None:
        """Unfold the tree and give it the focus."""
        self.add_class("-in-tree")
        self.estate.focus_rows()

    def _leave_tree(self) -> None:
        """Let the tree fold away, where there is no room for it."""
        self.remove_class("-in-tree")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the focus, wherever it came from."""
        self.set_class(self.estate in event.widget.ancestors, "-in-tree")

    def on_resize(self, event: Resize) -> None:
        """Fold by width."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width < TINY, "-tiny")

    # Saying where one is -------------------------------------------------------------------

    def _crumbs(self) -> tuple[str, ...]:
        """Organization, app, tab."""
        pane = self.pane
        if pane is None:
            return ()
        label = next(tab.label for tab in TABS if tab.id == pane.id)
        organizations = self.workspace.estate.organizations if self.workspace is not None else ()
        name = next((org.name or org.org_id for org in organizations if org.org_id == self.org_id), "")
        app = () if isinstance(pane, OrganizationPane) else (self.app_id,)
        return (*((name,) if name else ()), *app, label)

    def _say_crumbs(self) -> None:
        self.query_one(HeaderBar).crumbs = self._crumbs()

    def _say_budget(self) -> None:
        """Say how many requests went out, and count a pause down; written only when the numbers change."""
        header = self.query_one(HeaderBar)
        if self.workspace is None:
            return
        state = self.workspace.client.budget.state()
        header.used, header.limit = state.used, state.limit
        waiting = f"{state.waiting} waiting" if state.waiting else "reading…" if self._busy else ""
        header.note = f"paused {ceil(state.paused_for)}s" if state.paused_for else waiting

    def _say_age(self) -> None:
        """Say how old the rows are; written only when the words change."""
        now = self.workspace.now() if self.workspace is not None else None
        self.query_one(HeaderBar).age = age(self._read_at, now) if now is not None and self._read_at else ""
