"""What happened in the story's organizations in the last 90 days, told as the audit log tells it.

A record's history is told backwards from the row as it is now, so that the log always ends where the
world begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from capgo_tui.demo import records
from capgo_tui.demo.errors import Json
from capgo_tui.demo.journal import changed
from capgo_tui.demo.rows import AuditRow, Bundle, Channel
from capgo_tui.demo.state import World
from capgo_tui.demo.timestamps import rest
from capgo_tui.demo.world import people

KEPT = timedelta(days=90)
"""How long the server keeps a line."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change: how many days ago, what the columns held before, and by whom."""

    days_ago: float
    before: Json
    actor: str = "super admin"
    """The name of a key, a person's address, or `system`."""


@dataclass(frozen=True, slots=True)
class _Line:
    at: datetime
    table: str
    record_id: str
    org_id: str
    operation: str
    old: Json | None
    new: Json | None
    actor: str


@dataclass(frozen=True, slots=True)
class _Record:
    """A row as it is now, and where the log files it."""

    table: str
    id: str
    org_id: str
    final: Json
    by: str = "ci pipeline"
    """Who made it."""
    moves: bool = True
    """Whether an edit moves its `updated_at`."""


def past(world: World) -> list[AuditRow]:
    """Write the log, oldest line first."""
    since = world.now - KEPT
    lines = sorted((line for line in _lines(world) if line.at >= since), key=lambda line: line.at)
    return [_row(world, number, line) for number, line in enumerate(lines, start=5001)]


def _lines(world: World) -> Iterator[_Line]:
    for app_id, org_id in (
        (people.SHOP, people.ACME),
        (people.BUILDS, people.ACME),
        (people.ORDERS, people.NORTHWIND),
    ):
        for channel in world.channels_of(app_id):
            record = _Record("channels", str(channel.id), org_id, records.whole(channel))
            yield from _history(
                world, record, _EDITS.get((app_id, channel.name), ()), _linked(world, channel)
            )
    for bundle in world.bundles.values():
        if bundle.app_id in {people.SHOP, people.KIOSK, people.ORDERS} or _is_sample(bundle):
            edits = _BUNDLE_EDITS.get((bundle.app_id, bundle.name), ())
            record = _Record("app_versions", str(bundle.id), bundle.owner_org, records.bundle(bundle))
            yield from _history(world, record, edits, {})
    for app_id in (people.SHOP, people.KIOSK, people.NEXT, people.WALLET):
        app = world.apps[app_id]
        edits = [Edit(52, {"retention": 7776000}, "mia@acme.example")] if app_id == people.SHOP else []
        record = _Record("apps", app_id, app.owner_org, records.app(world, app), by="jonas@acme.example")
        yield from _history(world, record, edits, {})
    yield from _organization_lines(world)


def _is_sample(bundle: Bundle) -> bool:
    return bundle.app_id == people.BUILDS and bundle.id >= 40_290


def _organization_lines(world: World) -> Iterator[_Line]:
    acme = _Record(
        "orgs", people.ACME, people.ACME, records.whole(world.organizations[people.ACME]), moves=False
    )
    edits = [
        Edit(71, {"website": None}, "mia@acme.example"),
        Edit(44, {"management_email": "office@acme.example"}, "super admin"),
    ]
    yield from _history(world, acme, edits, {})
    ages = {people.TOMAS: 80.0, people.LENA: 5.0, people.PRIYA: 66.0}
    for member in world.members_of(people.ACME):
        if member.user_id in ages:
            joined = rest(world.now - timedelta(days=ages[member.user_id]))
            final = {**records.member(member), "created_at": joined}
            record = _Record("org_users", str(member.id), people.ACME, final, by="mia@acme.example")
            demoted = [Edit(20, {"rbac_role_name": "org_billing_admin"}, "mia@acme.example")]
            yield from _history(world, record, demoted if member.user_id == people.PRIYA else [], {})


_BUNDLE_EDITS: dict[tuple[str, str], Sequence[Edit]] = {
    (people.SHOP, "1.5.0"): (Edit(1.4, {"comment": None}, "mia@acme.example"),),
    (people.SHOP, "1.3.2"): (Edit(67, {"deleted": False, "deleted_at": None}, "mia@acme.example"),),
}
"""What was done to bundles."""

_EDITS: dict[tuple[str, str], Sequence[Edit]] = {
    (people.SHOP, "production"): (
        Edit(2.9, {"rollout_version": None, "rollout_enabled": False}, "jonas@acme.example"),
        Edit(2.6, {"rollout_percentage_bps": 0}, "jonas@acme.example"),
        Edit(2.2, {"rollout_percentage_bps": 500}),
    ),
    (people.SHOP, "staging"): (Edit(40, {"allow_emulator": False}, "developer"),),
    (people.SHOP, "enterprise"): (Edit(29, {"disable_auto_update": "major"}, "mia@acme.example"),),
    (people.SHOP, "legacy"): (Edit(70, {"public": True, "ios": True}, "org admin"),),
    (people.SHOP, "desktop"): (Edit(64, {"android": True}), Edit(61, {"allow_device_self_set": True})),
    (people.SHOP, "paused"): (
        Edit(58, {"rollout_version": None, "rollout_enabled": False, "rollout_percentage_bps": 0}),
        Edit(32, {"rollout_paused_at": None, "rollout_pause_reason": None}, "system"),
    ),
    (people.ORDERS, "production"): (Edit(21, {"disable_auto_update": "none"}, "northwind"),),
}
"""What was done to channels; the last edit of each was made when the row says that it was written."""


def _linked(world: World, channel: Channel) -> dict[float, int]:
    """Say which bundles a channel had before, by how many days ago it left them."""
    if channel.app_id == people.BUILDS or channel.name not in {"production", "beta", "staging"}:
        return {}
    own = sorted(
        (b for b in world.bundles_of(channel.app_id) if b.storage_provider == "r2"),
        key=lambda b: b.created_at,
    )
    if channel.name == "production":
        own = [bundle for bundle in own if "-" not in bundle.name]
    until = next((place for place, bundle in enumerate(own) if bundle.id == channel.version), 0)
    steps = pairwise(own[: until + 1])
    return {
        (world.now - after.created_at).total_seconds() / 86400 - 0.2: before.id for before, after in steps
    }


def _history(
    world: World, record: _Record, edits: Sequence[Edit], versions: dict[float, int]
) -> Iterator[_Line]:
    """Tell a record's history backwards: its edits, then how it came to be."""
    steps = [*edits, *(Edit(age, {"version": before}, "ci pipeline") for age, before in versions.items())]
    steps.sort(key=lambda step: step.days_ago)
    new, made = record.final, datetime.fromisoformat(record.final["created_at"])
    moments = [*(world.now - timedelta(days=step.days_ago) for step in steps), made]
    for step, at, earlier in zip(steps, moments, moments[1:], strict=False):
        if at <= made:
            break
        old = {**new, **step.before}
        if record.moves:
            new = {**new, "updated_at": rest(at)}
            old["updated_at"] = rest(max(earlier, made))
        yield _Line(at, record.table, record.id, record.org_id, "UPDATE", old, new, step.actor)
        new = old
    if record.moves:
        new = {**new, "updated_at": record.final["created_at"]}
    yield _Line(made, record.table, record.id, record.org_id, "INSERT", None, new, record.by)


def _row(world: World, number: int, line: _Line) -> AuditRow:
    key = next((key for key in world.api_keys.values() if key.name == line.actor), None)
    user = world.user_with(line.actor) or (world.users.get(key.user_id) if key else None)
    owner = world.organizations[line.org_id].created_by
    if user is None and line.actor == "ci pipeline":
        key = next((key for key in world.api_keys.values() if key.name == "uploader"), None)
        user = world.users.get(owner)
    kind: Any = "apikey" if key else "user" if user else "system"
    return AuditRow(
        id=number,
        created_at=line.at,
        table_name=line.table,
        record_id=line.record_id,
        operation=line.operation,
        user_id=user.id if user else None,
        org_id=line.org_id,
        old_record=line.old,
        new_record=line.new,
        changed_fields=changed(line.old, line.new) if line.old and line.new else None,
        actor_type=kind,
        actor_user_id=user.id if user else None,
        actor_user_email=user.email if user else None,
        actor_apikey_id=key.id if key else None,
        actor_apikey_name=key.name if key else None,
    )
