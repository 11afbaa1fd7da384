"""The Members tab of an organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from capgo_tui.api.verbs import Action
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.member import member_columns, member_details
from capgo_tui.services.changes.members import invite_member, remove_member
from capgo_tui.services.changes.saving import Saving
from capgo_tui.widgets.bindings import shown

if TYPE_CHECKING:
    from capgo_tui.modals.member import Invitation
    from capgo_tui.models.member import Member
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import OrganizationData, Workspace


class MembersPane(ListPane["Member"]):
    """The members of an organization."""

    noun = "member"
    legend = (Row("invited", "has an open invitation, and will get this role"),)

    BINDINGS = [
        shown("n", "invite", "invite", "members.invite", "Invite somebody who has a Capgo account"),
        shown(
            "D",
            "remove",
            "remove",
            "members.remove",
            "Remove the member, or withdraw the invitation; with marks, of all of them",
        ),
    ]
    writes = {"invite": Action.INVITE_MEMBER, "remove": Action.REMOVE_MEMBER}

    def columns(self) -> tuple[Column[Member], ...]:
        """Members."""
        return member_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[Member]:
        """The members."""
        return workspace.organization(self.subject).members

    def key_of(self, record: Member) -> object:
        """A person may be a member and invited again, so both count."""
        return (record.uid or record.email, record.is_tmp)

    def title_of(self, record: Member) -> str:
        """A member goes by the address."""
        return f"member {record.email}"

    def details_of(self, record: Member) -> Sequence[Section]:
        """A member in full."""
        return member_details(record, self.now)

    # Changing ------------------------------------------------------------------------------

    @property
    def data(self) -> OrganizationData:
        """What is loaded of the organization that is shown."""
        if self.workspace is None:
            raise RuntimeError("a pane without a connection shows no record")
        return self.workspace.organization(self.subject)

    @work(exclusive=True, group="edit")
    async def action_invite(self) -> None:
        """Invite somebody."""
        from capgo_tui.modals.member import InviteDialog  # noqa: PLC0415 - not before something is changed

        workspace, data = self.workspace, self.data
        if workspace is None:
            return
        saver: Saving[OrganizationData, Invitation, None] = Saving(
            workspace, lambda org, wanted: invite_member(workspace, org, wanted.email, wanted.role), data
        )
        known = [member.email for member in data.members.records if member.email]
        done = await self.change(InviteDialog(self._organization_name(), saver, known, opened_by="n"))
        if done is not None:
            self._reveal(done.change.target.key)

    def _reveal(self, email: str) -> None:
        """Put the cursor on whoever has an address."""
        for member in self.data.members.records:
            if (member.email or "").casefold() == email.casefold():
                self.reveal(self.key_of(member))

    def _organization_name(self) -> str:
        known = self.workspace.estate.organizations if self.workspace is not None else ()
        return next((org.name or org.org_id for org in known if org.org_id == self.subject), self.subject)

    @work(exclusive=True, group="edit")
    async def action_remove(self) -> None:
        """Remove one, or plan to remove the marked ones."""
        workspace, data = self.workspace, self.data
        member = self.table.record
        if workspace is None:
            return
        if self.table.marked:
            from capgo_tui.services.plans.members import remove_members  # noqa: PLC0415

            await self.plan(remove_members(workspace, data, self.table.marked_records()))
            return
        if member is None:
            self.notify("There is no member under the cursor.", markup=False)
            return
        name = member.email or member.uid
        text = (
            f"Withdraw the invitation of {name}?"
            if member.is_tmp
            else f"Remove {name} from {self._organization_name()}?"
        )
        await self.confirm(lambda: remove_member(workspace, data, _again(data, member)), text, opened_by="D")


def _again(data: OrganizationData, member: Member) -> Member:
    """The member as it was read last."""
    return next((known for known in data.members.records if known.uid == member.uid), member)
