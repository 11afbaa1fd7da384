"""/organization (contract/api.md 3.1)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from capgo_tui.demo import journal, records, schema
from capgo_tui.demo.access import may_in_organization
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.errors import Json, Refusal, database_error, invalid_body
from capgo_tui.demo.rows import Binding, Member, Organization
from capgo_tui.demo.timestamps import driver

LISTED = 50
"""How many organizations the list shows at most."""

_READ = {"orgId": schema.optional(schema.string()), "page": schema.optional(schema.number)}
_CREATE = {
    "name": schema.string(minimum=3),
    "email": schema.optional(schema.email),
    "estimatedMau": schema.optional(schema.integer(0, 1_000_000)),
    "website": schema.optional(schema.string()),
    "intent": schema.optional(schema.one_of("ota", "builder", "both", "exploring", "unknown")),
}
_UPDATE = {
    "orgId": schema.string(),
    "name": schema.optional(schema.string()),
    "logo": schema.optional(schema.string()),
    "website": schema.optional(schema.nullable(schema.string())),
    "management_email": schema.optional(schema.email),
    "require_apikey_expiration": schema.optional(schema.boolean),
    "max_apikey_expiration_days": schema.optional(schema.nullable(schema.number)),
    "enforce_hashed_api_keys": schema.optional(schema.boolean),
    "enforce_encrypted_bundles": schema.optional(schema.boolean),
    "required_encryption_key": schema.optional(schema.nullable(schema.string())),
    "enforcing_2fa": schema.optional(schema.boolean),
    "password_policy_config": schema.optional(schema.nullable(schema.anything)),
}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+", re.IGNORECASE)


def read(call: Call) -> Answer:
    """Give one organization, or the first 50 that the key has an organization-scope binding in."""
    asked = schema.checked(_READ, call.body_or_query())
    org_id = asked.get("orgId")
    if org_id:
        return Answer(records.organization(_one(call, org_id)))
    mine = {binding.org_id for binding in call.key.bindings if binding.scope == "org"}
    visible = [row for row in call.world.organizations.values() if row.id in mine]
    start = int(asked.get("page") or 0) * LISTED
    return Answer([records.organization(row) for row in visible[start : start + LISTED]])


def _one(call: Call, org_id: str) -> Organization:
    row = call.world.organizations.get(org_id)
    if row is None or not may_in_organization(call.key, "org.read", org_id):
        raise Refusal("invalid_org_id", "You can't access this organization", {"org_id": org_id})
    want_expiring_key(call, org_id)
    return row


def want_expiring_key(call: Call, org_id: str) -> None:
    """Refuse a key without an end date where the organization wants one (contract/api.md 2.1)."""
    row = call.world.organizations.get(org_id)
    if row and row.require_apikey_expiration and call.key.expires_at is None:
        raise Refusal(
            "org_requires_expiring_key",
            "This organization requires API keys with an expiration date",
            {"orgId": org_id},
            status=401,
        )


def create(call: Call) -> Answer:
    """Create an organization, with the key's owner and the key itself as super admins."""
    asked = schema.checked(_CREATE, call.body_or_query())
    name = sanitized_name(asked["name"])
    website = _website(asked.get("website"))
    roles = {binding.role for binding in call.key.bindings if binding.scope == "org"}
    if "org.create" not in call.key.global_permissions or not roles & {"org_admin", "org_super_admin"}:
        raise Refusal("permission_denied", "Permission denied: org.create", status=403)
    world, owner = call.world, call.world.users[call.key.user_id]
    _want_free_name(call, "cannot_create_org", "Cannot create org", name)
    org_id = world.new_uuid()
    row = Organization(
        id=org_id,
        name=name,
        created_by=owner.id,
        management_email=asked.get("email") or owner.email,
        created_at=call.now,
        updated_at=call.now,
        logo=None,
        customer_id=f"pending_{org_id}",
        website=website,
        onboarding={"intent": asked.get("intent", "unknown")},
    )
    member = Member(
        world.new_number(), org_id, owner.id, "org_super_admin", created_at=call.now, updated_at=call.now
    )
    world.organizations[org_id] = row
    world.members[member.id] = member
    call.key.bindings = [*call.key.bindings, Binding("org", org_id, "org_super_admin")]
    journal.inserted(call, row)
    journal.inserted(call, member)
    return Answer({"id": org_id})


def sanitized_name(name: str) -> str:
    """Strip markup from a name.

    Raises:
        Refusal: nothing is left.
    """
    left = re.sub(r"<[^>]*>", "", name).strip()
    if not left:
        raise invalid_body("sanitized_name_empty")
    return left


def _website(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    given = text.strip()
    parts = urlsplit(given if re.match(r"[a-z][a-z0-9+.-]*:", given, re.IGNORECASE) else f"https://{given}")
    host = parts.netloc.lower()
    if parts.scheme not in {"http", "https"} or not (
        _HOST.fullmatch(host.partition(":")[0]) or host == "localhost"
    ):
        raise invalid_body("website_must_be_a_valid_url")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{parts.path or '/'}{query}{fragment}"


def _want_free_name(call: Call, code: str, message: str, name: str, own: Organization | None = None) -> None:
    creator = own.created_by if own else call.key.user_id
    taken = any(
        r.name == name and r.created_by == creator and r is not own for r in call.world.organizations.values()
    )
    if taken:
        text = 'duplicate key value violates unique constraint "unique_name_created_by"'
        raise Refusal(code, message, {"error": database_error("23505", text)})


def update(call: Call) -> Answer:
    """Change an organization; `updated_at` stays as it is, and nothing but `orgId` changes nothing."""
    asked = schema.checked(_UPDATE, call.body_or_query())
    org_id = asked.pop("orgId")
    row = call.world.organizations.get(org_id)
    if row is None or not may_in_organization(call.key, "org.update_settings", org_id):
        raise Refusal("cannot_access_organization", "You can't access this organization", {"orgId": org_id})
    want_expiring_key(call, org_id)
    _check_policies(asked)
    if "name" in asked:
        asked["name"] = sanitized_name(asked["name"])
        _want_free_name(call, "cannot_update_org", "Cannot update org", asked["name"], row)
    if "website" in asked:
        asked["website"] = _website(asked["website"])
    with journal.updating(call, row):
        for name, value in asked.items():
            setattr(row, name, value)
    return Answer({"status": "Organization updated", "id": org_id, "data": _whole(row)})


def _check_policies(asked: Json) -> None:
    days = asked.get("max_apikey_expiration_days")
    if days is not None and not 1 <= days <= 365:
        raise Refusal("invalid_max_expiration_days", "Maximum expiration days must be between 1 and 365")
    encryption = asked.get("required_encryption_key")
    if encryption is not None and len(encryption) not in {20, 21}:
        raise Refusal("invalid_required_encryption_key", "Encryption key must be 20 or 21 characters")
    if asked.get("enforcing_2fa"):
        raise Refusal(
            "requires_2fa_to_enforce_2fa", "You must have 2FA enabled to enforce it in the organization"
        )


def _whole(row: Organization) -> Json:
    data: Json = records.whole(row)
    for name in data:
        value: Any = getattr(row, name)
        if isinstance(value, datetime):
            data[name] = driver(value)
    return data


def delete(call: Call) -> Answer:
    """Delete an organization with everything in it; immediate and final."""
    org_id = call.body_or_query().get("orgId")
    if not org_id:
        raise Refusal("missing_org_id", "Missing orgId")
    row = call.world.organizations.get(org_id) if isinstance(org_id, str) else None
    if row is None or not may_in_organization(call.key, "org.delete", org_id):
        message = "You can't delete this organization"
        raise Refusal("invalid_org_id", message, {"org_id": org_id}, status=403)
    journal.deleted(call, row)
    call.world.delete_organization(row.id)
    return Answer({"status": "ok"})
