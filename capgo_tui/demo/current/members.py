"""/organization/members (contract/api.md 3.2)."""

from __future__ import annotations

from capgo_tui.demo import journal, schema
from capgo_tui.demo.access import RANKS, may_in_organization, rank_in_organization
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.organizations import want_expiring_key
from capgo_tui.demo.errors import Json, Refusal, no_such_row
from capgo_tui.demo.members import leave
from capgo_tui.demo.rows import Member
from capgo_tui.demo.state import World

_ROLES = {
    "org_member": "org_member",
    "org_billing_admin": "org_billing_admin",
    "org_admin": "org_admin",
    "org_super_admin": "org_super_admin",
    "read": "org_member",
    "upload": "org_member",
    "write": "org_member",
    "admin": "org_admin",
    "super_admin": "org_super_admin",
    "invite_read": "org_member",
    "invite_upload": "org_member",
    "invite_write": "org_member",
    "invite_admin": "org_admin",
    "invite_super_admin": "org_super_admin",
}
"""What an invitation may say, and the role that comes of it."""

_READ = {"orgId": schema.string()}
_INVITE = {"orgId": schema.string(), "email": schema.email, "invite_type": schema.one_of(*_ROLES)}
_REMOVE = {"orgId": schema.string(), "email": schema.email}


def read(call: Call) -> Answer:
    """List members and open invitations (`is_tmp`)."""
    org_id = schema.checked(_READ, call.body_or_query())["orgId"]
    _want_right(call, "org.read_members", org_id)
    want_expiring_key(call, org_id)
    return Answer([_shown(call.world, member) for member in call.world.members_of(org_id)])


def _shown(world: World, member: Member) -> Json:
    return {
        "uid": member.user_id,
        "email": world.users[member.user_id].email,
        "image_url": "",
        "role": member.role,
        "is_tmp": member.is_tmp,
    }


def _want_right(call: Call, right: str, org_id: str) -> None:
    if org_id not in call.world.organizations or not may_in_organization(call.key, right, org_id):
        raise Refusal("cannot_access_organization", "You can't access this organization", {"orgId": org_id})


def invite(call: Call) -> Answer:
    """Invite a person who has an account."""
    asked = schema.checked(_INVITE, call.body_or_query())
    org_id, role = asked["orgId"], _ROLES[asked["invite_type"]]
    _want_right(call, "org.invite_user", org_id)
    user = call.world.user_with(asked["email"])
    problem = None
    if role == "org_super_admin" and not may_in_organization(call.key, "org.update_user_roles", org_id):
        problem = "NO_RIGHTS"
    elif user is None:
        problem = "NO_EMAIL"
    elif call.world.member(org_id, user.id):
        problem = "ALREADY_INVITED"
    if problem or user is None:
        message = "Error inviting user to organization"
        raise Refusal("error_inviting_user_to_organization", message, {"data": problem})
    number = call.world.new_number()
    member = Member(number, org_id, user.id, role, is_tmp=True, created_at=call.now, updated_at=call.now)
    call.world.members[number] = member
    journal.inserted(call, member)
    return Answer({"status": "ok"})


def remove(call: Call) -> Answer:
    """Remove a person and the bindings of their keys; the only super admin takes the organization along."""
    asked = schema.checked(_REMOVE, call.body_or_query())
    org_id, email = asked["orgId"], asked["email"]
    _want_right(call, "org.update_user_roles", org_id)
    user = call.world.user_with(email)
    if user is None:
        raise Refusal("user_not_found", "User not found", {"error": no_such_row()}, status=404)
    member = call.world.member(org_id, user.id)
    if member is None:
        message = "User is not a member of this organization"
        raise Refusal("organization_member_not_found", message, {"orgId": org_id, "email": email}, status=404)
    if RANKS.get(member.role, 0) > rank_in_organization(call.key, org_id):
        message = "Cannot delete a member with a role higher than your own"
        raise Refusal("cannot_delete_higher_priority_role", message, {"orgId": org_id}, status=403)
    if _is_super_admin(member) and not _others_stay(call.world, member):
        journal.deleted(call, call.world.organizations[org_id])
        call.world.delete_organization(org_id)
        return Answer({"status": "ok"})
    leave(call, member)
    return Answer({"status": "ok"})


def _is_super_admin(member: Member) -> bool:
    return member.role == "org_super_admin" and not member.is_tmp


def _others_stay(world: World, leaving: Member) -> bool:
    """Say whether another super admin remains.

    Raises:
        Refusal: the others' roles have an end date.
    """
    others = [m for m in world.members_of(leaving.org_id) if _is_super_admin(m) and m is not leaving]
    if others and all(other.expires_at for other in others):
        message = "Cannot remove the last super admin from the organization"
        raise Refusal("CANNOT_REMOVE_LAST_SUPER_ADMIN", message, {"orgId": leaving.org_id})
    return bool(others)
