"""Changing and deleting an organization, from its own tab or from the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.errors import CapgoError
from capgo_tui.messages import EstateChanged
from capgo_tui.panes.changing import Changing

if TYPE_CHECKING:
    from capgo_tui.models.organization import Organization
    from capgo_tui.models.organization_edit import OrganizationEdit


class ChangingOrganizations(Changing):
    """A pane from which organizations are changed."""

    async def edit_organization(self, org_id: str) -> None:
        """Change an organization by its dialog."""
        from capgo_tui.modals.organization import OrganizationDialog  # noqa: PLC0415 - not for the first frame
        from capgo_tui.services.changes.organizations import edit_organization  # noqa: PLC0415
        from capgo_tui.services.changes.saving import Saving  # noqa: PLC0415

        workspace, record = self.workspace, await self._organization(org_id)
        if workspace is None or record is None:
            return
        listing = workspace.organization(org_id).record
        saver: Saving[Organization, OrganizationEdit, Organization] = Saving(
            workspace,
            lambda shown, edit: edit_organization(workspace, shown, edit),
            record,
            lambda: next(iter(listing.records), None),
        )
        await self.change(OrganizationDialog(saver, opened_by="e"))
        self.post_message(EstateChanged())

    async def delete_organization(self, org_id: str) -> None:
        """Delete an organization, once its name was typed."""
        from capgo_tui.services.changes.organizations import delete_organization  # noqa: PLC0415

        workspace, record = self.workspace, await self._organization(org_id)
        if workspace is None or record is None:
            return
        its_apps = [app.app_id for app in workspace.estate.apps if app.org_id == org_id]
        done = await self.confirm(
            lambda: delete_organization(workspace, record, len(its_apps)),
            f"Delete the organization {record.name or record.id} for ever?",
            opened_by="D",
        )
        if done is not None:
            self.post_message(EstateChanged(frozenset({org_id, *its_apps})))

    async def _organization(self, org_id: str) -> Organization | None:
        """The organization as it was read last; why there is none is said."""
        if self.workspace is None:
            return None
        listing = self.workspace.organization(org_id).record
        try:
            await listing.read()
        except CapgoError as error:
            self.refuse(error)
        return next(iter(listing.records), None)
