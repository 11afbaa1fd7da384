"""The Organization tab: its details, members, keys and audit log, each behind a tab of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget

from capgo_tui.panes.api_keys import KeysPane
from capgo_tui.panes.audit import AuditPane
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.panes.members import MembersPane
from capgo_tui.panes.organization_details import OrganizationDetails
from capgo_tui.presenters.details import Row
from capgo_tui.widgets.tab_line import Tab, TabLine, step

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

TABS = (
    Tab("org-details", "", "Details"),
    Tab("org-members", "", "Members"),
    Tab("org-keys", "", "Keys"),
    Tab("org-audit", "", "Audit"),
)


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
