"""/organization/audit (contract/api.md 3.3)."""

from __future__ import annotations

import math

from capgo_tui.demo import javascript, records, schema
from capgo_tui.demo.access import may_in_organization
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.organizations import want_expiring_key
from capgo_tui.demo.errors import Refusal, database_error

_READ = {
    "orgId": schema.string(),
    "tableName": schema.optional(schema.string()),
    "operation": schema.optional(schema.string()),
}
MOST = 100
"""Rows on a page at most."""


def read(call: Call) -> Answer:
    """Give a page of the log, newest first."""
    body = call.body_or_query()
    asked = schema.checked(_READ, body)
    org_id = asked["orgId"]
    if org_id not in call.world.organizations or not may_in_organization(call.key, "org.read_audit", org_id):
        raise Refusal("invalid_org_id", "You can't access this organization", {"org_id": org_id})
    want_expiring_key(call, org_id)
    page, limit = _whole(body.get("page"), 0), min(_whole(body.get("limit"), 50) or 50, MOST)
    rows = [
        row
        for row in reversed(call.world.audit)
        if row.org_id == org_id
        and asked.get("tableName") in {None, "", row.table_name}
        and asked.get("operation") in {None, "", row.operation}
    ]
    start = page * limit
    if start > len(rows):
        details = f"An offset of {start} was requested, but there are only {len(rows)} rows."
        error = database_error("PGRST103", "Requested range not satisfiable", details)
        raise Refusal("cannot_get_audit_logs", "Cannot get audit logs", {"error": error})
    data = [records.whole(row) for row in rows[start : start + limit]]
    return Answer({"data": data, "total": len(rows), "page": page, "limit": limit})


def _whole(value: object, default: int) -> int:
    number = math.nan if value is None or value == "" else javascript.number(value)
    return default if math.isnan(number) or number < 0 else int(number)
