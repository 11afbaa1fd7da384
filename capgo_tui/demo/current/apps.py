"""/app (contract/api.md 3.5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from capgo_tui.demo import javascript, journal, records
from capgo_tui.demo.access import may_in_app, may_in_organization
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.app_ids import valid, want_app_id
from capgo_tui.demo.errors import Json, Refusal, database_error, no_such_row
from capgo_tui.demo.paging import CAP, PAGE
from capgo_tui.demo.rows import App
from capgo_tui.demo.timestamps import driver

LONGEST_RETENTION = 63113903
"""Seconds: two years."""

_TEXTS_IN_THE_FIRST_ANSWER = (
    *("retention", "channel_device_count", "manifest_bundle_count", "rollout_channel_count"),
    "build_timeout_seconds",
)
_CHANGEABLE = {
    "name": "name",
    "icon": "icon_url",
    "retention": "retention",
    "expose_metadata": "expose_metadata",
    "allow_device_custom_id": "allow_device_custom_id",
    "need_onboarding": "need_onboarding",
    "existing_app": "existing_app",
    "block_provider_infra_requests": "block_provider_infra_requests",
    "ios_store_url": "ios_store_url",
    "android_store_url": "android_store_url",
}
"""What PUT takes, and the columns behind it."""


def read_all(call: Call) -> Answer:
    """List apps in no defined order; here paging works, because both numbers are read as integers."""
    page, limit = _numbers(call.query)
    org_id = call.query.get("org_id")
    if org_id and not may_in_organization(call.key, "org.read", org_id):
        message = "You do not have access to this organization"
        raise Refusal("user_does_not_have_access_to_this_organization", message, {"org_id": org_id})
    rows = [
        row
        for row in call.world.apps.values()
        if (not org_id or row.owner_org == org_id)
        and may_in_app(call.world, call.key, "app.read", row.app_id)
    ]
    start = page * limit
    return Answer([records.app(call.world, row) for row in rows[start : start + min(limit, CAP)]])


def _numbers(query: dict[str, str]) -> tuple[int, int]:
    page = javascript.parse_int(query.get("page", "")) or 0
    asked = query.get("limit")
    limit = javascript.parse_int(asked) if asked else PAGE
    if limit is None:
        error = database_error("22P02", 'invalid input syntax for type bigint: "NaN"')
        raise Refusal("cannot_get_apps", "Cannot get apps", {"supabaseError": error})
    if page < 0 or limit < 0:
        error = database_error("2201X", "OFFSET must not be negative")
        raise Refusal("cannot_get_apps", "Cannot get apps", {"supabaseError": error})
    return page, limit


def read(call: Call) -> Answer:
    """Give one app."""
    return Answer(records.app(call.world, _own(call, "app.read")))


def _asked(call: Call) -> str:
    return valid(call.params.get("id", "demo"))  # /app/demo is a route of its own, for one method only


def _own(call: Call, right: str) -> App:
    app_id = _asked(call)
    if not may_in_app(call.world, call.key, right, app_id):
        raise Refusal("cannot_access_app", "You can't access this app", {"app_id": app_id}, status=401)
    return call.world.apps[app_id]


def create(call: Call) -> Answer:
    """Create an app; the answer comes through another driver, with some numbers as texts."""
    body = call.body_or_query()
    app_id = want_app_id(body)
    for name in ("name", "owner_org"):
        if not body.get(name):
            raise Refusal(f"missing_{name}", f"Missing {name}", {"body": body})
    owner_org = body["owner_org"]
    if not may_in_organization(call.key, "org.create_app", owner_org):
        message = "You can't access this organization"
        raise Refusal("cannot_access_organization", message, {"org_id": owner_org}, status=403)
    if app_id in call.world.apps:
        detail = f"Key (app_id)=({app_id}) already exists."
        more = {"app_id": app_id, "constraint": "apps_pkey", "detail": detail}
        raise Refusal("app_id_already_exists", "App ID already exists", more, status=409)
    row = App(
        id=call.world.new_uuid(),
        app_id=app_id,
        name=body["name"],
        owner_org=owner_org,
        user_id=call.key.user_id,
        icon_url=body.get("icon") or "",
        default_upload_channel="dev",
        created_at=call.now,
        updated_at=None,
        build_timeout_updated_at=call.now,
        need_onboarding=bool(body.get("need_onboarding")),
        existing_app=bool(body.get("existing_app")),
        ios_store_url=body.get("ios_store_url"),
        android_store_url=body.get("android_store_url"),
    )
    call.world.apps[app_id] = row
    journal.inserted(call, row)
    return Answer(_through_the_driver(call, row))


def _through_the_driver(call: Call, row: App) -> Json:
    answer = records.app(call.world, row)
    for name in answer:
        value: Any = getattr(row, name, None)
        if isinstance(value, datetime):
            answer[name] = driver(value)
    return {**answer, **{name: str(answer[name]) for name in _TEXTS_IN_THE_FIRST_ANSWER}}


def create_demo(call: Call) -> Answer:
    """Refuse what the server does for beginners: this cloud makes no demo apps."""
    if not call.body_or_query().get("owner_org"):
        raise Refusal("missing_owner_org", "Missing owner_org")
    raise Refusal("cannot_create_demo_app", "This demo cloud makes no demo apps")


def update(call: Call) -> Answer:
    """Change an app's settings."""
    body = call.body_or_query()
    row = _own(call, "app.update_settings")
    retention = javascript.number(body["retention"]) if body.get("retention") is not None else 0
    if retention > LONGEST_RETENTION:
        message = f"Retention cannot be bigger than {LONGEST_RETENTION} (2 years)"
        raise Refusal("retention_to_big", message, {"retention": body["retention"]})
    if retention < 0:
        raise Refusal(
            "retention_to_small", "Retention cannot be smaller than 0", {"retention": body["retention"]}
        )
    changes = {column: body[name] for name, column in _CHANGEABLE.items() if name in body}
    if not changes:
        raise Refusal("cannot_update_app", "Cannot update app", {"supabaseError": no_such_row()})
    with journal.updating(call, row):
        for column, value in changes.items():
            setattr(row, column, value)
        row.updated_at = call.now
    return Answer(records.app(call.world, row))


def delete(call: Call) -> Answer:
    """Delete an app with everything in it; immediate and final."""
    app_id = _asked(call)
    if not may_in_app(call.world, call.key, "app.delete", app_id):
        raise Refusal("cannot_delete_app", "You can't access this app", {"app_id": app_id})
    journal.deleted(call, call.world.apps[app_id])
    call.world.delete_app(app_id)
    return Answer({"status": "ok"})
