"""What the keys of the Members tab change; imported when one of them is first pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.modals.member import Invitation, InviteDialog
from capgo_tui.models.member import Member
from capgo_tui.services.changes.members import invite_member, remove_member
from capgo_tui.services.changes.saving import Saving
from capgo_tui.services.plans.members import remove_members
from capgo_tui.services.workspace import OrganizationData

if TYPE_CHECKING:
    from capgo_tui.panes.list_pane import ListPane
    from capgo_tui.services.workspace import Workspace


async def invite(pane: ListPane[Member], workspace: Workspace) -> None:
    """Invite somebody, and put the cursor on the invitation."""
    data = workspace.organization(pane.subject)
    if not await pane.loaded(data.members):
        return
    saver = Saving[OrganizationData, Invitation, None](
        workspace, lambda org, wanted: invite_member(workspace, org, wanted.email, wanted.role), data
    )
    known = [member.email for member in data.members.records if member.email]
    done = await pane.change(InviteDialog(workspace.name_of(data.org_id), saver, known, opened_by="n"))
    if done is None:
        return
    for member in data.members.records:
        if (member.email or "").casefold() == done.change.target.key.casefold():
            pane.reveal(pane.key_of(member))


async def remove(pane: ListPane[Member], workspace: Workspace) -> None:
    """Remove a member or withdraw an invitation, or plan to for the marked ones."""
    data = workspace.organization(pane.subject)
    if pane.table.marked:
        await pane.plan(remove_members(workspace, data, pane.table.marked_records()))
        return
    member = pane.chosen()
    if member is None:
        return
    name = member.email or member.uid
    await pane.confirm(
        lambda: remove_member(workspace, data, _as_read(data, member)),
        f"Withdraw the invitation of {name}?"
        if member.is_tmp
        else f"Remove {name} from {workspace.name_of(data.org_id)}?",
        opened_by="D",
    )


def _as_read(data: OrganizationData, member: Member) -> Member:
    """The member as it was read last."""
    return next((known for known in data.members.records if known.uid == member.uid), member)
