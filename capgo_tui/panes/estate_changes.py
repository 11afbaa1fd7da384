"""The keys of the tree that change something: organizations and apps."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work

from capgo_tui.panes.changing import Changing
from capgo_tui.services.estate import AppEntry, OrgEntry
from capgo_tui.widgets.app_tree import AppTree
from capgo_tui.widgets.bindings import shown

if TYPE_CHECKING:
    from capgo_tui.api import Action

_ON_A_ROW = frozenset({"edit", "delete"})
_ANYWHERE = frozenset({"new_app", "new_organization"})


class EstateChanges(Changing):
    """The tree, as far as it changes something."""

    BINDINGS = [
        shown("e", "edit", "edit", "tree.edit", "Change the app or organization under the cursor"),
        shown("n", "new_app", "new app", "tree.new-app", "Make an app in the organization under the cursor"),
        shown("N", "new_organization", "new org", "tree.new-organization", "Make an organization"),
        shown("D", "delete", "delete", "tree.delete", "Delete the app or organization under the cursor"),
    ]

    @abstractmethod
    def go_to(self, entry: OrgEntry | AppEntry | None) -> None:
        """Show what is read, with the cursor on an entry; on its own one if that is None."""

    @abstractmethod
    def pick(self, entry: AppEntry) -> None:
        """Open an app."""

    @property
    def entry(self) -> OrgEntry | AppEntry | None:
        """The app or organization under the cursor; None where there is neither."""
        node = self.query_one(AppTree).cursor_node
        data = node.data if node is not None else None
        if isinstance(data, OrgEntry):
            return data if data.org_id else None
        return data if isinstance(data, AppEntry) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about a row needs one, and all of it a connection."""
        if action in _ON_A_ROW and (self.workspace is None or self.entry is None):
            return False
        if action in _ANYWHERE and self.workspace is None:
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why an action that changes something cannot be done; empty if nothing is known to be in its way."""
        if self.workspace is None or action not in _ON_A_ROW | _ANYWHERE:
            return ""
        return self.workspace.why_not(*self._right(action))

    def _right(self, action: str) -> tuple[Action, str]:
        """What an action sends, and in which app or organization a right to it would hold."""
        from capgo_tui.api.verbs import Action  # noqa: PLC0415 - not for the first frame

        entry = self.entry
        org_id = entry.org_id if entry is not None else ""
        if action == "new_organization":
            return Action.CREATE_ORGANIZATION, ""
        if action == "new_app":
            return Action.CREATE_APP, org_id
        if isinstance(entry, AppEntry):
            return (Action.UPDATE_APP if action == "edit" else Action.DELETE_APP), entry.app_id
        return (Action.UPDATE_ORGANIZATION if action == "edit" else Action.DELETE_ORGANIZATION), org_id

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Change what is under the cursor."""
        from capgo_tui.panes import app_changes, organization_changes  # noqa: PLC0415

        entry = self.entry
        if isinstance(entry, AppEntry):
            await app_changes.edit(self, self.connection, entry.app_id)
        elif entry is not None:
            await organization_changes.edit(self, self.connection, entry.org_id)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete what is under the cursor."""
        from capgo_tui.panes import app_changes, organization_changes  # noqa: PLC0415

        entry = self.entry
        if isinstance(entry, AppEntry):
            await app_changes.delete(self, self.connection, entry.app_id)
        elif entry is not None:
            await organization_changes.delete(self, self.connection, entry.org_id)

    @work(exclusive=True, group="edit")
    async def action_new_organization(self) -> None:
        """Make an organization, and put the cursor on it."""
        from capgo_tui.panes import organization_changes  # noqa: PLC0415

        made = await organization_changes.make(self, self.connection)
        if made is not None:
            self.go_to(made)

    @work(exclusive=True, group="edit")
    async def action_new_app(self) -> None:
        """Make an app, and open it."""
        from capgo_tui.panes import app_changes  # noqa: PLC0415

        entry = self.entry
        made = await app_changes.make(self, self.connection, entry.org_id if entry is not None else "")
        if made is not None:
            self.go_to(made)
            self.pick(made)
