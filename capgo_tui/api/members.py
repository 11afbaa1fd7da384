"""Members of an organization: asking for them, inviting and removing them (contract/api.md 3.2)."""

from __future__ import annotations

from collections.abc import Collection

from capgo_tui.api.answers import read_nothing
from capgo_tui.api.decode import read_list
from capgo_tui.api.dialects.speech import Speech
from capgo_tui.api.transport import Transport
from capgo_tui.api.verbs import Action
from capgo_tui.api.write import Write
from capgo_tui.errors import Misused
from capgo_tui.models import checks
from capgo_tui.models.member import ROLES, Member, only_super_admin


class Members:
    """What can be asked and changed about members."""

    def __init__(self, transport: Transport, verbs: Speech) -> None:
        self._transport = transport
        self._verbs = verbs

    async def read_all(self, org_id: str) -> list[Member]:
        """Get every member and open invitation of an organization, in no order.

        Raises:
            Refused: the key may not read them (`cannot_access_organization`).
            CapgoError: any other of its kinds.
        """
        payload = await self._transport.get("/organization/members", {"orgId": org_id})
        return read_list(Member, payload, "GET /organization/members")

    def prepare_invite(self, org_id: str, email: str, role: str) -> Write[None]:
        """Invite somebody who has an account. Nothing is sent before `CapgoClient.send`.

        Refused with `error_inviting_user_to_organization`: no such account, or invited already.

        Raises:
            Misused: the id is missing, or the address or the role (`models.member.ROLES`) is none.
        """
        checks.want_email(email)
        checks.want_one_of(role, ROLES, "invite_type", "role")
        words = self._verbs.generation.member_roles
        if words and role not in words:
            raise Misused(f"This server knows no {role}.", field="invite_type")
        fields = {"orgId": org_id, "email": email, "invite_type": words.get(role, role)}
        return Write(verb=self._verbs[Action.INVITE_MEMBER], parts={}, fields=fields, read=read_nothing)

    def prepare_remove(self, org_id: str, member: Member, members: Collection[Member]) -> Write[None]:
        """Remove a member, or withdraw an invitation. Nothing is sent before `CapgoClient.send`.

        The keys of that person lose their roles in the organization, the key in use perhaps among them.

        Args:
            org_id: the organization.
            member: who is to go.
            members: all of them, just read: removing the only super admin would delete the organization with
                all of its apps, and the server would answer ok (contract/api.md 0.2).

        Raises:
            Misused: it is the only super admin, is not among the members, or has no address.
        """
        if all(member.uid != known.uid for known in members):
            raise Misused(
                "That is no member of the organization.",
                next_step="Read the members again.",
                field="email",
            )
        only = only_super_admin(members)
        if only is not None and only.uid == member.uid:
            raise Misused(
                "This is the only super admin: the server would delete the whole organization with all apps.",
                next_step="Make somebody else a super admin first; to delete the organization, delete it.",
                field="email",
            )
        fields = {"orgId": org_id, "email": member.email}
        return Write(verb=self._verbs[Action.REMOVE_MEMBER], parts={}, fields=fields, read=read_nothing)
