"""The audit log: one line for each change, with both records and who did it (contract/api.md 3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from capgo_tui.demo import records
from capgo_tui.demo.calls import Call
from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import App, AuditRow, Bundle, Channel, Member, Organization

Audited = Organization | App | Channel | Bundle | Member
"""The rows whose changes are written down."""

_TABLES: dict[type[Audited], str] = {
    Organization: "orgs",
    App: "apps",
    Channel: "channels",
    Bundle: "app_versions",
    Member: "org_users",
}


def inserted(call: Call, row: Audited) -> None:
    """Write down that a row is new."""
    _write(call, row, "INSERT", None, _record(call, row))


def deleted(call: Call, row: Audited) -> None:
    """Write down that a row is about to go."""
    _write(call, row, "DELETE", _record(call, row), None)


@contextmanager
def updating(call: Call, row: Audited) -> Iterator[None]:
    """Write down what the block changes in a row, and nothing where it changes nothing.

    The row moves to the end of its table, where the database would find it.
    """
    _ = call.world.audit  # the past is told from rows that have not changed yet
    before = _record(call, row)
    yield
    after = _record(call, row)
    if before == after:
        return
    _move(call, row)
    _write(call, row, "UPDATE", before, after)


def _move(call: Call, row: Audited) -> None:
    world = call.world
    match row:
        case Organization():
            world.rewrite(world.organizations, row.id)
        case App():
            world.rewrite(world.apps, row.app_id)
        case Channel():
            world.rewrite(world.channels, row.id)
        case Bundle():
            world.rewrite(world.bundles, row.id)
        case Member():
            world.rewrite(world.members, row.id)


def _record(call: Call, row: Audited) -> Json:
    match row:
        case App():
            return records.app(call.world, row)
        case Bundle():
            return records.bundle(row)
        case Member():
            return records.member(row)
    return records.whole(row)


def _write(call: Call, row: Audited, operation: str, old: Json | None, new: Json | None) -> None:
    world, key = call.world, call.key
    log = world.audit
    owner = world.users.get(key.user_id)
    log.append(
        AuditRow(
            id=log[-1].id + 1 if log else 1,
            created_at=call.now,
            table_name=_TABLES[type(row)],
            record_id=str(row.app_id if isinstance(row, App) else row.id),
            operation=operation,
            user_id=key.user_id,
            org_id=_organization(row),
            old_record=old,
            new_record=new,
            changed_fields=changed(old, new) if old and new else None,
            actor_type="apikey",
            actor_user_id=key.user_id,
            actor_user_email=owner.email if owner else None,
            actor_apikey_id=key.id,
            actor_apikey_name=key.name,
        )
    )


def changed(old: Json, new: Json) -> list[str]:
    """Name the fields that differ, in the database's order: short names first."""
    return sorted((name for name in new if old.get(name) != new[name]), key=lambda name: (len(name), name))


def _organization(row: Audited) -> str:
    match row:
        case Organization():
            return row.id
        case Member():
            return row.org_id
    return row.owner_org
