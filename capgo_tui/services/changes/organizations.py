"""Changes of organizations (contract/api.md 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from capgo_tui.errors import RefusalKind, Refused
from capgo_tui.models.facts import Facts, as_fact, facts_of
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.organization import Organization
    from capgo_tui.services.workspace import Workspace


def create_organization(workspace: Workspace, draft: OrganizationDraft) -> Change[str]:
    """Make an organization; the key in use becomes its super admin."""
    known = {entry.org_id for entry in workspace.estate.organizations}

    async def read(new_id: str | None) -> Facts | None:
        """Without an answer, one of that name that was not there before is taken for the new one."""
        if new_id is not None:  # the list has fifty at most (contract/api.md 3.1)
            made = await workspace.client.organizations.read(new_id)
            return facts_of(made, OrganizationEdit)
        if not known:
            return None
        estate = await workspace.read_estate()
        for entry in estate.organizations:
            if entry.org_id not in known and entry.name == draft.name and entry.record is not None:
                return facts_of(entry.record, OrganizationEdit)
        return None

    async def again() -> None:
        await workspace.read_estate()

    return Change(
        title=f"Make organization {draft.name}",
        target=Target(Kind.ORGANIZATION, "", draft.name),
        write=workspace.client.organizations.prepare_create(draft),
        before=None,
        after=_wanted(draft),
        read=read,
        afterwards=again,
        told=lambda new_id: {"id": new_id},
        final="Undo cannot take it back: delete the organization in the tree.",
    )


def edit_organization(
    workspace: Workspace, organization: Organization, edit: OrganizationEdit
) -> Change[Organization]:
    """Change an organization.

    Raises:
        Misused: nothing is to change.
    """
    edit = _as_kept(edit).without_unchanged(organization)
    before = facts_of(organization, OrganizationEdit)
    data = workspace.organization(organization.id)

    async def read(answer: Organization | None) -> Facts | None:
        await data.record.refresh()
        present = next(iter(data.record.records), None)
        if present is None:
            return None
        seen = facts_of(present, OrganizationEdit)
        return {**facts_of(answer, OrganizationEdit), **seen} if answer is not None else seen

    async def again() -> None:
        await workspace.read_estate()

    return Change(
        title=f"Change organization {organization.name or organization.id}",
        target=_target(organization),
        write=workspace.client.organizations.prepare_update(organization.id, edit),
        before=before,
        after=_wanted(edit),
        read=read,
        afterwards=again if "name" in edit.given() else None,
        final=_not_told([name for name in edit.given() if name not in before]),
    )


def delete_organization(workspace: Workspace, organization: Organization, apps: int) -> Change[None]:
    """Delete an organization with all of its apps.

    Args:
        workspace: the connection.
        organization: which.
        apps: how many apps the key sees in it.
    """
    number = "no app" if not apps else "1 app" if apps == 1 else f"{apps} apps"
    why = f"All of its apps go too, with channels, bundles and overrides: {number} that this key sees."

    async def read(_: None) -> Facts | None:
        try:
            present = await workspace.client.organizations.read(organization.id)
        except Refused as error:
            if error.kind is not RefusalKind.NO_RIGHT:  # as unknown ids are refused (api.md 3.1)
                raise
            return None
        return facts_of(present, OrganizationEdit)

    async def again() -> None:
        await workspace.read_estate()

    return Change(
        title=f"Delete organization {organization.name or organization.id}",
        target=_target(organization),
        write=workspace.client.organizations.prepare_delete(organization.id),
        before=facts_of(organization, OrganizationEdit),
        after=None,
        read=read,
        afterwards=again,
        warnings=(why,),
        final="A deleted organization cannot be brought back.",
        typed=organization.name or organization.id,
    )


def _as_kept(edit: OrganizationEdit) -> OrganizationEdit:
    """The edit with its website as the server keeps it: `acme.example` becomes `https://acme.example/`."""
    if not isinstance(edit.website, str):
        return edit
    return replace(edit, website=_address(edit.website))


def _wanted(edit: OrganizationDraft | OrganizationEdit) -> Facts:
    """What is wanted, as the server keeps it."""
    wanted = {name: as_fact(value) for name, value in edit.given().items()}
    return {**wanted, "website": _address(edit.website)} if isinstance(edit.website, str) else wanted


def _address(website: str) -> str:
    address = website.strip()
    parts = urlsplit(address if "://" in address else f"https://{address}")
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/"))


def _not_told(names: Sequence[str]) -> str:
    """Why changes of fields cannot be taken back that the server tells only in its answer."""
    labels = ", ".join(label_of(name) for name in names)
    return f"What is set now cannot be read, so that part cannot be undone: {labels}." if names else ""


def _target(organization: Organization) -> Target:
    name = organization.name or organization.id
    return Target(Kind.ORGANIZATION, organization.id, name, org_id=organization.id)
