"""Plans for members: remove several (contract/api.md 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import Misused
from capgo_tui.models.member import only_super_admin
from capgo_tui.presenters.member import member_state, role_text
from capgo_tui.services.changes.members import remove_member
from capgo_tui.services.plans.building import GONE, counted, going_row, skipped_row
from capgo_tui.services.plans.plan import Plan, PlanRow

if TYPE_CHECKING:
    from capgo_tui.models.member import Member
    from capgo_tui.services.workspace import OrganizationData, Workspace

LAST: Final = "the last super admin: the server would delete the whole organization"
"""Why somebody stays who would be the only super admin once the others are removed."""


async def remove_members(workspace: Workspace, data: OrganizationData, members: Sequence[Member]) -> Plan:
    """Remove members and withdraw invitations; the last super admin is skipped.

    Raises:
        CapgoError: the members cannot be read, so nobody could say who is the last super admin.
    """
    return await _remove(workspace, data, [_name(member) for member in members])


async def _remove(workspace: Workspace, data: OrganizationData, names: Sequence[str]) -> Plan:
    await data.members.refresh()
    present = {_name(member): member for member in data.members.records}
    staying = list(data.members.records)
    rows = []
    for name in names:
        member = present.get(name)
        if member is None:
            rows.append(skipped_row(name, name, "", GONE))
            continue
        rows.append(_row(workspace, data, member, staying))
        if rows[-1].goes:
            staying.remove(member)

    async def again(rows: Sequence[PlanRow]) -> Plan:
        return await _remove(workspace, data, [row.key for row in rows])

    return Plan(
        title=f"Remove {counted(names, 'members')}",
        rows=tuple(rows),
        workspace=workspace,
        made_at=workspace.now(),
        again=again,
    )


def _row(workspace: Workspace, data: OrganizationData, member: Member, staying: Sequence[Member]) -> PlanRow:
    """Remove somebody, unless nobody else of those who stay is a super admin."""
    now = f"{role_text(member.role)}, {member_state(member)}"
    if only_super_admin(staying) is member:
        return skipped_row(_name(member), _name(member), now, LAST)
    try:
        change = remove_member(workspace, data, member)
    except Misused as error:
        return skipped_row(_name(member), _name(member), now, error.said)
    then = "invitation withdrawn" if member.is_tmp else "removed"
    return going_row(workspace, change, now=now, then=then)


def _name(member: Member) -> str:
    """What people and the changes of members know one by."""
    return member.email or member.uid
