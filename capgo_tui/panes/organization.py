"""The Organization tab: its details, members, keys and audit log, each behind a tab of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import CapgoError
from capgo_tui.messages import PaneFacts
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.panes.organization_lists import AuditPane, KeysPane, MembersPane
from capgo_tui.presenters.details import Row
from capgo_tui.presenters.organization import organization_details
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.fields_view import FieldsView
from capgo_tui.widgets.problem_view import problem_content
from capgo_tui.widgets.tab_line import Tab, TabLine, step

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

TABS = (
    Tab("org-details", "", "Details"),
    Tab("org-members", "", "Members"),
    Tab("org-keys", "", "Keys"),
    Tab("org-audit", "", "Audit"),
)


class OrganizationDetails(Vertical):
    """The fields of an organization; they mostly came with the tree already."""

    BINDINGS = [shown("r", "reload", "refresh", "organization.refresh", "Read the organization again")]
    DEFAULT_CSS = "OrganizationDetails .pane-problem { padding: 1 2; display: none; }"

    workspace: reactive[Workspace | None] = reactive(None, init=False)
    """The connection to read over."""
    subject: reactive[str] = reactive("", init=False)
    """The organization's id."""

    def compose(self) -> ComposeResult:
        """Fields, or why there are none."""
        yield FieldsView()
        yield Static(classes="pane-problem")

    def watch_workspace(self) -> None:
        """Another connection."""
        self._draw()

    def watch_subject(self) -> None:
        """Another organization."""
        self._draw()

    def show_pane(self) -> None:
        """Come to the front."""
        if self.workspace is not None and self.subject:
            self.load()

    def focus_rows(self) -> None:
        """Give the focus to the fields."""
        self.query_one(FieldsView).focus()

    @work(exclusive=True, group="load")
    async def load(self, *, refresh: bool = False) -> None:
        """Read the organization, if it did not come with the tree."""
        if self.workspace is None:
            return
        listing = self.workspace.organization(self.subject).record
        try:
            await (listing.refresh() if refresh else listing.read())
        except CapgoError as error:
            self._fail(error)
        else:
            self._draw()

    def action_reload(self) -> None:
        """Read again."""
        self.load(refresh=True)

    def _draw(self) -> None:
        """Show what is loaded."""
        if self.workspace is None or not self.subject:
            return
        problem = self.query_one(".pane-problem")
        problem.display = False
        listing = self.workspace.organization(self.subject).record
        for record in listing.records:
            self.query_one(FieldsView).sections = organization_details(record, self.workspace.now)
        self.post_message(PaneFacts(self, "", listing.read_at, busy=False))

    def _fail(self, error: CapgoError) -> None:
        """Say why there are no fields, or no newer ones."""
        problem = self.query_one(".pane-problem", Static)
        problem.update(problem_content(error, retry="r tries again"))
        problem.display = True


class OrganizationPane(Vertical):
    """Four tabs over one organization."""

    legend: Sequence[Row] = (Row("6  [ ]", "again: the next of Details, Members, Keys, Audit"),)

    workspace: reactive[Workspace | None] = reactive(None, init=False)
    """The connection to read over."""
    subject: reactive[str] = reactive("", init=False)
    """The organization's id."""
    active: reactive[str] = reactive(TABS[0].id, init=False)
    """The id of the tab that is shown."""

    def compose(self) -> ComposeResult:
        """A line of tabs, and what they show."""
        yield TabLine(TABS).data_bind(OrganizationPane.active)
        yield OrganizationDetails(id="org-details").data_bind(
            OrganizationPane.workspace, OrganizationPane.subject
        )
        for kind, name in ((MembersPane, "org-members"), (KeysPane, "org-keys"), (AuditPane, "org-audit")):
            pane = kind(id=name)
            pane.display = False
            yield pane.data_bind(OrganizationPane.workspace, OrganizationPane.subject)

    @property
    def shown(self) -> Widget:
        """The child that is shown."""
        return self.query_one(f"#{self.active}")

    def watch_active(self, old: str, new: str) -> None:
        """Show another child."""
        self.query_one(f"#{old}").display = False
        self.query_one(f"#{new}").display = True
        self.show_pane()
        self.focus_rows()

    def watch_subject(self) -> None:
        """Another organization: the children take it first, then the one in front loads."""
        self.call_after_refresh(self.show_pane)

    def show_pane(self) -> None:
        """Come to the front."""
        shown = self.shown
        if isinstance(shown, ListPane | OrganizationDetails):
            shown.show_pane()

    def focus_rows(self) -> None:
        """Give the focus to what is shown."""
        shown = self.shown
        if isinstance(shown, ListPane | OrganizationDetails):
            shown.focus_rows()

    def action_back(self) -> bool:
        """Take one layer back in what is shown."""
        shown = self.shown
        return isinstance(shown, ListPane) and shown.action_back()

    def step(self, by: int) -> bool:
        """Go to the next or the previous tab; false beyond either end."""
        target = step(TABS, self.active, by)
        if target is not None:
            self.active = target
        return target is not None

    def step_round(self) -> None:
        """Go to the next tab, from the last to the first."""
        if not self.step(1):
            self.active = TABS[0].id

    @on(TabLine.Asked)
    def _tab_asked(self, event: TabLine.Asked) -> None:
        event.stop()
        self.active = event.tab
