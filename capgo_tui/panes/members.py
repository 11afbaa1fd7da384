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
from capgo_tui.widgets.bindings import shown

if TYPE_CHECKING:
    from capgo_tui.models.member import Member
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


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

    @work(exclusive=True, group="edit")
    async def action_invite(self) -> None:
        """Invite somebody."""
        from capgo_tui.panes import member_changes  # noqa: PLC0415

        await member_changes.invite(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_remove(self) -> None:
        """Remove one, or plan to remove the marked ones."""
        from capgo_tui.panes import member_changes  # noqa: PLC0415

        await member_changes.remove(self, self.connection)
