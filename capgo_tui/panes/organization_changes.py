"""Making, changing and deleting organizations; imported at the first of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.api.verbs import Action
from capgo_tui.messages import EstateChanged
from capgo_tui.modals.new_organization import NewOrganizationDialog
from capgo_tui.modals.organization import OrganizationDialog
from capgo_tui.models.organization import Organization
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit
from capgo_tui.panes.dialects import is_settled, lacking
from capgo_tui.services.changes.organizations import (
    create_organization,
    delete_organization,
    edit_organization,
)
from capgo_tui.services.changes.saving import Saving
from capgo_tui.services.workspace import Workspace

if TYPE_CHECKING:
    from capgo_tui.panes.changing import Changing
    from capgo_tui.services.estate import OrgEntry


async def make(pane: Changing, workspace: Workspace) -> OrgEntry | None:
    """Make an organization; give it as the tree shows it."""
    if not await is_settled(pane, workspace, Action.CREATE_ORGANIZATION):
        return None
    before = {org.org_id for org in workspace.estate.organizations}
    saver = Saving[Workspace, OrganizationDraft, str](workspace, create_organization, workspace)
    dialog = NewOrganizationDialog("New organization", saver, opened_by="N")
    dialog.lacks = lacking(workspace, OrganizationDraft)
    if await pane.change(dialog) is None:
        return None
    return next((org for org in workspace.estate.organizations if org.org_id not in before), None)


async def edit(pane: Changing, workspace: Workspace, org_id: str) -> None:
    """Change an organization."""
    if not await is_settled(pane, workspace, Action.UPDATE_ORGANIZATION, org_id):
        return
    listing = workspace.organization(org_id).record
    if not await pane.loaded(listing):
        return
    saver = Saving[Organization, OrganizationEdit, Organization](
        workspace,
        lambda shown, edit: edit_organization(workspace, shown, edit),
        listing.records[0],
        lambda: next(iter(listing.records), None),
    )
    dialog = OrganizationDialog(saver, opened_by="e")
    dialog.lacks = lacking(workspace, OrganizationEdit)
    await pane.change(dialog)
    pane.post_message(EstateChanged())


async def delete(pane: Changing, workspace: Workspace, org_id: str) -> None:
    """Delete an organization, once its name was typed."""
    listing = workspace.organization(org_id).record
    if not await pane.loaded(listing):
        return
    record = listing.records[0]
    its_apps = [app.app_id for app in workspace.estate.apps if app.org_id == org_id]
    done = await pane.confirm(
        lambda: delete_organization(workspace, record, len(its_apps)),
        f"Delete the organization {record.name or record.id} for ever?",
        opened_by="D",
    )
    if done is not None:
        pane.post_message(EstateChanged(frozenset({org_id, *its_apps})))
