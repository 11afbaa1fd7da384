"""The Details tab of an organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Static

from capgo_tui.api.verbs import Action
from capgo_tui.errors import CapgoError
from capgo_tui.messages import PaneFacts
from capgo_tui.panes.changing import Changing
from capgo_tui.presenters.organization import organization_details
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.fields_view import FieldsView
from capgo_tui.widgets.problem_view import problem_content

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace


class OrganizationDetails(Vertical, Changing):
    """The fields of an organization; they mostly came with the tree already."""

    BINDINGS = [
        shown("r", "reload", "refresh", "organization.refresh", "Read the organization again"),
        shown("e", "edit", "edit", "organization.edit", "Change its name, addresses and rules"),
        shown("D", "delete", "delete", "organization.delete", "Delete it with all of its apps"),
    ]
    writes: ClassVar[Mapping[str, Action]] = {
        "edit": Action.UPDATE_ORGANIZATION,
        "delete": Action.DELETE_ORGANIZATION,
    }
    """The actions that change something, and what each of them sends."""
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

    def show_changes(self) -> None:
        """Show what a change has read again."""
        self._draw()

    def why_not(self, action: str) -> str:
        """Why an action that changes something cannot be done; empty if nothing is known to be in its way."""
        write = self.writes.get(action)
        if write is None or self.workspace is None:
            return ""
        return self.workspace.why_not(write, self.subject)

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Change the organization."""
        from capgo_tui.panes import organization_changes  # noqa: PLC0415

        await organization_changes.edit(self, self.connection, self.subject)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete the organization."""
        from capgo_tui.panes import organization_changes  # noqa: PLC0415

        await organization_changes.delete(self, self.connection, self.subject)

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
