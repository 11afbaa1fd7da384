"""What the keys of the tree change: organizations and apps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from capgo_tui.errors import CapgoError
from capgo_tui.messages import EstateChanged
from capgo_tui.panes.organization_changes import ChangingOrganizations
from capgo_tui.services.estate import AppEntry, OrgEntry
from capgo_tui.widgets.app_tree import AppTree
from capgo_tui.widgets.bindings import shown

if TYPE_CHECKING:
    from capgo_tui.models.app import App
    from capgo_tui.models.app_edit import AppDraft, AppEdit
    from capgo_tui.models.organization_edit import OrganizationDraft
    from capgo_tui.services.changes.change import Done
    from capgo_tui.services.workspace import Workspace

_ON_A_ROW = frozenset({"edit", "delete"})


class EstateChanges(ChangingOrganizations):
    """The tree, as far as it changes something."""

    BINDINGS = [
        shown("e", "edit", "edit", "tree.edit", "Change the app or organization under the cursor"),
        shown("n", "new_app", "new app", "tree.new-app", "Make an app in the organization under the cursor"),
        shown("N", "new_organization", "new organization", "tree.new-organization", "Make an organization"),
        shown("D", "delete", "delete", "tree.delete", "Delete the app or organization under the cursor"),
    ]

    @property
    def entry(self) -> OrgEntry | AppEntry | None:
        """The app or organization under the cursor; None where there is neither."""
        node = self.query_one(AppTree).cursor_node
        data = node.data if node is not None else None
        if isinstance(data, OrgEntry):
            return data if data.org_id else None
        return data if isinstance(data, AppEntry) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about a row needs one."""
        if action in _ON_A_ROW and (self.workspace is None or self.entry is None):
            return False
        if action in {"new_app", "new_organization"} and self.workspace is None:
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why an action that changes something cannot be done; empty if nothing is known to be in its way."""
        from capgo_tui.api.verbs import Action  # noqa: PLC0415 - not for the first frame

        entry = self.entry
        org_id = entry.org_id if entry is not None else ""
        is_app = isinstance(entry, AppEntry)
        scope = entry.app_id if isinstance(entry, AppEntry) else org_id
        asked = {
            "new_app": (Action.CREATE_APP, org_id),
            "new_organization": (Action.CREATE_ORGANIZATION, ""),
            "edit": (Action.UPDATE_APP if is_app else Action.UPDATE_ORGANIZATION, scope),
            "delete": (Action.DELETE_APP if is_app else Action.DELETE_ORGANIZATION, scope),
        }.get(action)
        return self.workspace.why_not(*asked) if asked is not None and self.workspace is not None else ""

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Change what is under the cursor."""
        entry = self.entry
        if isinstance(entry, AppEntry):
            await self._edit_app(entry)
        elif entry is not None:
            await self.edit_organization(entry.org_id)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete what is under the cursor."""
        entry = self.entry
        if isinstance(entry, AppEntry):
            await self._delete_app(entry)
        elif entry is not None:
            await self.delete_organization(entry.org_id)

    @work(exclusive=True, group="edit")
    async def action_new_organization(self) -> None:
        """Make an organization."""
        from capgo_tui.modals.new_organization import NewOrganizationDialog  # noqa: PLC0415
        from capgo_tui.services.changes.organizations import create_organization  # noqa: PLC0415
        from capgo_tui.services.changes.saving import Saving  # noqa: PLC0415

        workspace = self.workspace
        if workspace is None:
            return
        before = {org.org_id for org in workspace.estate.organizations}
        saver: Saving[Workspace, OrganizationDraft, str] = Saving(workspace, create_organization, workspace)
        done = await self.change(NewOrganizationDialog("New organization", saver, opened_by="N"))
        if done is not None:
            new = [org for org in workspace.estate.organizations if org.org_id not in before]
            self.go_to(next(iter(new), None))

    @work(exclusive=True, group="edit")
    async def action_new_app(self) -> None:
        """Make an app, and open it."""
        from capgo_tui.modals.new_app import NewAppDialog  # noqa: PLC0415
        from capgo_tui.services.changes.apps import create_app  # noqa: PLC0415
        from capgo_tui.services.changes.saving import Saving  # noqa: PLC0415
        from capgo_tui.widgets.form import Option  # noqa: PLC0415

        workspace, entry = self.workspace, self.entry
        if workspace is None:
            return
        saver: Saving[Workspace, AppDraft, App] = Saving(workspace, create_app, workspace)
        estate = workspace.estate
        organizations = [
            Option(org.org_id, org.name or org.org_id, _count(len(org.apps)))
            for org in estate.organizations
            if org.org_id
        ]
        taken = {app.app_id for app in estate.apps}
        org_id = entry.org_id if entry is not None else ""
        done = await self.change(NewAppDialog(saver, organizations, taken, org_id=org_id, opened_by="n"))
        if done is not None:
            self._open_new(done)

    def _open_new(self, done: Done[Any]) -> None:
        """Open the app that was made, if its maker may see it (contract/api.md 2.2)."""
        app_id = done.change.target.name
        known = self.workspace.estate.apps if self.workspace is not None else []
        made = next((app for app in known if app.app_id == app_id), None)
        if made is None:
            self.notify(
                "The app was made, but this key has no right to see it: give it a role in the app.",
                severity="warning",
                markup=False,
            )
        else:
            self.go_to(made)
            self.pick(made)

    async def _edit_app(self, entry: AppEntry) -> None:
        from capgo_tui.modals.app import AppDialog  # noqa: PLC0415
        from capgo_tui.services.changes.apps import edit_app  # noqa: PLC0415
        from capgo_tui.services.changes.saving import Saving  # noqa: PLC0415

        workspace, record = self.workspace, await self._app(entry)
        if workspace is None or record is None:
            return
        saver: Saving[App, AppEdit, App] = Saving(
            workspace,
            lambda app, edit: edit_app(workspace, app, edit),
            record,
            lambda: workspace.app(entry.app_id).record,
        )
        await self.change(AppDialog(saver, opened_by="e"))
        self.post_message(EstateChanged())

    async def _delete_app(self, entry: AppEntry) -> None:
        from capgo_tui.services.changes.apps import delete_app, known_contents  # noqa: PLC0415

        workspace, record = self.workspace, await self._app(entry)
        if workspace is None or record is None:
            return
        done = await self.confirm(
            lambda: delete_app(workspace, record),
            f"Delete the app {entry.app_id}? {known_contents(workspace.app(entry.app_id))}",
            opened_by="D",
        )
        if done is not None:
            self.post_message(EstateChanged(frozenset({entry.app_id})))

    async def _app(self, entry: AppEntry) -> App | None:
        """The app as it was read last; why there is none is said."""
        if self.workspace is None:
            return None
        data = self.workspace.app(entry.app_id)
        if data.record is None:
            try:
                data.take_record(await self.workspace.client.apps.read(entry.app_id))
            except CapgoError as error:
                self.refuse(error)
        return data.record

    # What the pane gives -------------------------------------------------------------------

    def go_to(self, entry: OrgEntry | AppEntry | None) -> None:
        """Put the cursor on an app or organization."""
        raise NotImplementedError

    def pick(self, entry: AppEntry) -> None:
        """Open an app."""
        raise NotImplementedError


def _count(apps: int) -> str:
    return f"{apps} app{'' if apps == 1 else 's'}"
