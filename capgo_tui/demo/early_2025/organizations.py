"""/organization: POST updates, PUT creates (contract/api-seed.md 3.1)."""

from __future__ import annotations

from capgo_tui.demo import journal, timestamps
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import checks
from capgo_tui.demo.early_2025.denials import no_organization_access
from capgo_tui.demo.early_2025.readers import body_or_query
from capgo_tui.demo.early_2025.rights import may_in_organization
from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import Binding, Member, Organization

_READ = {"orgId": checks.optional(checks.text)}
_UPDATE = {
    "orgId": checks.text,
    "logo": checks.optional(checks.text),
    "name": checks.optional(checks.text),
    "management_email": checks.optional(checks.email),
}
_CREATE = {"name": checks.text}


def read(call: Call) -> Answer:
    """Give one organization, or every one in which the key's owner has a role."""
    asked = checks.checked(_READ, body_or_query(call, "Cannot get organization"))
    org_id = asked.get("orgId")
    if org_id:
        return Answer(shown(want(call, "read", org_id)))
    mine = (
        row
        for row in call.world.organizations.values()
        if may_in_organization(call.world, call.key, "read", row.id)
    )
    return Answer([shown(row) for row in mine])


def want(call: Call, least: str, org_id: str) -> Organization:
    """Give an organization in which the key's owner has at least a right.

    Raises:
        Denial: 400, also for one that does not exist.
    """
    if not may_in_organization(call.world, call.key, least, org_id):
        raise no_organization_access(org_id)
    return call.world.organizations[org_id]


def shown(row: Organization, *, changed: bool = False) -> Json:
    """Write an organization: eight fields; an update writes times in another style than a list."""
    write = timestamps.rest if changed else timestamps.driver
    return {
        "id": row.id,
        "created_by": row.created_by,
        "created_at": write(row.created_at),
        "updated_at": write(row.updated_at),
        "logo": row.logo,
        "name": row.name,
        "management_email": row.management_email,
        "customer_id": row.customer_id,
    }


def update(call: Call) -> Answer:
    """Change an organization; the `id` of the answer is the person's."""
    changes, row = change(call)
    data = [shown(row, changed=True)] if changes else []
    return Answer({"status": "Organization updated", "id": call.key.user_id, "data": data})


def change(call: Call) -> tuple[Json, Organization]:
    """Do what a body asks for, and give the changes and the row."""
    asked = checks.checked(_UPDATE, body_or_query(call, "Cannot create organization"))
    row = want(call, "admin", asked.pop("orgId"))
    with journal.updating(call, row):
        for name, value in asked.items():
            setattr(row, name, value)
    return asked, row


def create(call: Call) -> Answer:
    """Create an organization of the key's owner; whatever else the body says is dropped."""
    asked = checks.checked(_CREATE, body_or_query(call, "Cannot update organization"))
    world, owner = call.world, call.world.users[call.key.user_id]
    row = Organization(
        id=world.new_uuid(),
        name=asked["name"],
        created_by=owner.id,
        management_email=owner.email,
        created_at=call.now,
        updated_at=call.now,
        logo=None,
    )
    number = world.new_number()
    member = Member(number, row.id, owner.id, "org_super_admin", created_at=call.now, updated_at=call.now)
    world.organizations[row.id] = row
    world.members[number] = member
    call.key.bindings = [*call.key.bindings, Binding("org", row.id, "org_super_admin")]
    journal.inserted(call, row)
    journal.inserted(call, member)
    return Answer({"status": "Organization created", "id": row.id})
