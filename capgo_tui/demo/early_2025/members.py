"""/organization/members (contract/api-seed.md 3.2)."""

from __future__ import annotations

from capgo_tui.demo import journal
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import checks
from capgo_tui.demo.early_2025.denials import failed, pretty, says
from capgo_tui.demo.early_2025.organizations import want
from capgo_tui.demo.early_2025.readers import body_or_query
from capgo_tui.demo.early_2025.rights import RIGHTS, TODAY, may_in_organization, right_of, role_of
from capgo_tui.demo.errors import Json, no_such_row
from capgo_tui.demo.members import leave
from capgo_tui.demo.rows import Member, User
from capgo_tui.demo.state import World

OF_ONE_ORGANIZATION = {"orgId": checks.text}
OF_ONE_PERSON = {"orgId": checks.text, "email": checks.email}
_INVITE = {**OF_ONE_PERSON, "invite_type": checks.one_of(*RIGHTS)}


def read(call: Call) -> Answer:
    """List members and invitations; one person without a picture spoils the list."""
    asked = checks.checked(OF_ONE_ORGANIZATION, body_or_query(call, "Cannot get organization members"))
    row = want(call, "read", asked["orgId"])
    people = [shown(call.world, member) for member in call.world.members_of(row.id)]
    issues = [
        checks.wrong_type("string", None, [place, "image_url"])
        for place, person in enumerate(people)
        if person["image_url"] is None
    ]
    if issues:
        raise failed("Cannot get organization members", pretty(issues))
    return Answer(people)


def shown(world: World, member: Member) -> Json:
    """Write a member: four fields."""
    user = world.users[member.user_id]
    return {"uid": user.id, "email": user.email, "image_url": user.image_url, "role": role_of(member)}


def invite(call: Call) -> Answer:
    """Invite a person who has an account."""
    asked = checks.checked(_INVITE, body_or_query(call, "Cannot create organization members"))
    org_id, right = want(call, "admin", asked["orgId"]).id, asked["invite_type"]
    user = call.world.user_with(asked["email"])
    problem = None
    if not may_in_organization(call.world, call.key, "super_admin", org_id):
        problem = "NO_RIGHTS"
    elif user is None:
        problem = "NO_EMAIL"
    elif call.world.member(org_id, user.id):
        problem = "ALREADY_INVITED"
    if problem or user is None:
        raise says(problem or "NO_EMAIL", error=None)
    number = call.world.new_number()
    role = TODAY.get(right, "org_member")
    member = Member(number, org_id, user.id, role, is_tmp=True, created_at=call.now, updated_at=call.now)
    member.user_right = right
    call.world.members[number] = member
    journal.inserted(call, member)
    return Answer({"status": "OK"})


def remove(call: Call) -> Answer:
    """Remove a person, if the key may at all: with another mode than all this is said and not done."""
    asked = checks.checked(OF_ONE_PERSON, body_or_query(call, "Cannot delete organization members"))
    org_id = want(call, "admin", asked["orgId"]).id
    user = call.world.user_with(asked["email"])
    if user is None:
        raise says("User not found", error=no_such_row())
    if call.key.mode == "all" or user.id == call.key.user_id:
        take_out(call, org_id, user)
    return Answer({"status": "OK"})


def take_out(call: Call, org_id: str, user: User) -> None:
    """Remove a person who is a member; the last super admin takes the organization along."""
    member = call.world.member(org_id, user.id)
    if member is None:
        return
    others = [m for m in call.world.members_of(org_id) if m is not member and _leads(m)]
    if _leads(member) and not others:
        journal.deleted(call, call.world.organizations[org_id])
        call.world.delete_organization(org_id)
        return
    leave(call, member)


def _leads(member: Member) -> bool:
    return not member.is_tmp and right_of(member) == "super_admin"
