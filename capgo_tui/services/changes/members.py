"""Changes of members (contract/api.md 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from capgo_tui.api.verbs import Action
from capgo_tui.models.facts import Facts, member_facts
from capgo_tui.services.changes.change import Change, Reading
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.api import Write
    from capgo_tui.models.member import Member
    from capgo_tui.services.workspace import OrganizationData, Workspace

_LOSES: Final = "All API keys of that person lose their roles here; the key in use may be one of them."

_WANTS_ALL: Final = "Here a key whose mode is not all removes nobody but its owner, and is told ok."


def invite_member(workspace: Workspace, data: OrganizationData, email: str, role: str) -> Change[None]:
    """Invite somebody who has an account; servers answer `NO_EMAIL` for others.

    Raises:
        Misused: the address or the role is none.
    """
    words = workspace.client.speech.generation.member_roles
    warnings = ("A super admin may do everything, deleting the organization included.",)
    return Change(
        title=f"Invite {email}",
        target=Target(Kind.MEMBER, email, email, org_id=data.org_id),
        write=workspace.client.members.prepare_invite(data.org_id, email, role),
        before=None,
        after={"role": words.get(role, role), "invited": True},
        read=_reading(data, email),
        warnings=warnings if "super" in role else (),
    )


def remove_member(workspace: Workspace, data: OrganizationData, member: Member) -> Change[None]:
    """Remove a member, or withdraw an invitation.

    Raises:
        Misused: it is the only super admin, for the server would delete the whole organization; or the
            members were not read.
    """
    name = member.email or member.uid
    invited = bool(member.is_tmp)

    def write() -> Write[None]:
        return workspace.client.members.prepare_remove(data.org_id, member, data.members.records)

    async def check() -> None:
        """Look once more: the other super admin may be gone since the members were read."""
        await data.members.refresh()
        write()

    final = "" if invited else "Undo invites again; the person has to accept, and the keys' roles are lost."
    if no_invitation := workspace.client.speech.why_not(Action.INVITE_MEMBER):
        final = f"Undo cannot take it back, as {no_invitation}."
    return Change(
        title=f"Withdraw the invitation of {name}" if invited else f"Remove {name}",
        target=Target(Kind.MEMBER, name, name, org_id=data.org_id),
        write=write(),
        before=member_facts(member),
        after=None,
        read=_reading(data, name),
        beforehand=None if invited else check,
        warnings=() if invited else (_LOSES,),
        final=final,
        if_broken=_WANTS_ALL if workspace.client.speech.generation.keys_have_modes else "",
        typed="" if invited else name,
    )


def _reading(data: OrganizationData, email: str) -> Reading[None]:
    wanted = email.strip().casefold()

    async def read(_: None) -> Facts | None:
        await data.members.refresh()
        for member in data.members.records:
            if wanted in {(member.email or "").casefold(), member.uid.casefold()}:
                return member_facts(member)
        return None

    return read
