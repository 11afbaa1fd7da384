"""/bundle, POST and PUT, and /bundle/metadata (contract/api.md 3.7)."""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import urlsplit

from capgo_tui.demo import javascript, journal, records
from capgo_tui.demo.access import may_in_app
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.app_ids import no_access, valid, want_app_id
from capgo_tui.demo.errors import Json, Refusal, database_error, no_such_row
from capgo_tui.demo.rows import Bundle, Organization

_NUMBER = r"(?:0|[1-9]\d*)"
_PART = r"(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)"
SEMVER = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_PART}(?:\.{_PART})*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?"
)
"""A strict semantic version, without a `v`."""


def put(call: Call) -> Answer:
    """Set a bundle to a channel."""
    body = call.body_or_query()
    given: Json = {name: body[name] for name in ("app_id", "version_id", "channel_id") if name in body}
    if len([value for value in given.values() if value]) < 3:
        raise Refusal("missing_required_fields", "Missing required fields", given)
    app_id = valid(body["app_id"])
    channel_id = _row_number(body["channel_id"])
    if not may_in_app(call.world, call.key, "channel.promote_bundle", app_id, channel_id):
        raise no_access(app_id, channel_id=body["channel_id"])
    bundle = _bundle(call, app_id, body["version_id"])
    if bundle is None:
        raise Refusal("cannot_find_version", "Cannot find version")
    channel = call.world.channels.get(channel_id or 0)
    if channel is None or channel.app_id != app_id:
        raise Refusal("cannot_find_channel", "Cannot find channel")
    with journal.updating(call, channel):
        channel.version = bundle.id
        channel.updated_at = call.now
    return Answer({"status": "success", "message": f"Bundle {bundle.name} set to channel {channel.name}"})


def _row_number(value: Any) -> int | None:
    number = javascript.number(value)
    return None if math.isnan(number) or math.isinf(number) else int(number)


def _bundle(call: Call, app_id: str, number: Any) -> Bundle | None:
    bundle = call.world.bundles.get(_row_number(number) or 0)
    return bundle if bundle and bundle.app_id == app_id and not bundle.deleted else None


def post(call: Call) -> Answer:
    """Register a bundle that lies elsewhere; the name of a deleted one stays taken."""
    body = call.body_or_query()
    app_id = want_app_id(body)
    for field in ("version", "external_url", "checksum"):
        if not body.get(field):
            raise Refusal(f"missing_{field}", f"Missing required fields: {field}")
    name = body["version"]
    if not may_in_app(call.world, call.key, "app.upload_bundle", app_id):
        raise Refusal("cannot_create_bundle", "You can't access this app", {"app_id": app_id})
    _want_format(name, body["external_url"])
    app = call.world.apps[app_id]
    _want_encryption(call.world.organizations[app.owner_org], body)
    if call.world.bundle_named(app_id, name):
        raise Refusal("version_already_exists", "Version already exists", {"version": name})
    if call.world.bundle_named(app_id, name, deleted_too=True):
        text = 'duplicate key value violates unique constraint "app_versions_name_app_id_key"'
        raise Refusal(
            "cannot_create_bundle", "Cannot create bundle", {"supabaseError": database_error("23505", text)}
        )
    row = Bundle(
        id=call.world.new_number(),
        app_id=app_id,
        name=name,
        owner_org=app.owner_org,
        user_id=call.key.user_id,
        created_at=call.now,
        updated_at=call.now,
        external_url=body["external_url"],
        checksum=body["checksum"],
        session_key=body.get("session_key"),
        key_id=body.get("key_id"),
        storage_provider="external",
    )
    call.world.bundles[row.id] = row
    journal.inserted(call, row)
    return Answer({"status": "success", "bundle": records.bundle(row)})


def _want_format(name: Any, url: Any) -> None:
    if not isinstance(name, str) or not SEMVER.fullmatch(name):
        message = "Version must be valid semver format (e.g., 1.0.0, 1.0.0-alpha.1)"
        raise Refusal("invalid_version_format", message, {"version": name})
    if not isinstance(url, str) or urlsplit(url).scheme != "https":
        raise Refusal("invalid_protocol", "External URL must use HTTPS protocol", {"external_url": url})


def _want_encryption(organization: Organization, body: Json) -> None:
    if not organization.enforce_encrypted_bundles:
        return
    if not body.get("session_key"):
        raise Refusal("encryption_required", "This organization requires encrypted bundles")
    wanted = organization.required_encryption_key
    if wanted and not body.get("key_id"):
        raise Refusal("encryption_key_required", "This organization requires bundles encrypted with its key")
    if wanted and not wanted.startswith(str(body["key_id"])):
        raise Refusal("encryption_key_mismatch", "The bundle was encrypted with another key")


def post_metadata(call: Call) -> Answer:
    """Set a bundle's link and comment."""
    body = call.body_or_query()
    if not body.get("app_id") or not body.get("version_id"):
        given: Json = {name: body[name] for name in ("app_id", "version_id") if name in body}
        raise Refusal("missing_required_fields", "Missing required fields", given)
    app_id = valid(body["app_id"])
    if not may_in_app(call.world, call.key, "app.upload_bundle", app_id):
        message = "You can't update metadata for this app"
        raise Refusal("cannot_update_bundle_metadata", message, {"app_id": app_id})
    row = _bundle(call, app_id, body["version_id"])
    if row is None:
        raise Refusal("cannot_find_version", "Cannot find version", {"supabaseError": no_such_row()})
    fields = {name: body[name] for name in ("link", "comment") if name in body}
    if not fields:
        raise Refusal("no_fields_to_update", "No fields to update")
    with journal.updating(call, row):
        for column, value in fields.items():
            setattr(row, column, value)
        row.updated_at = call.now
    return Answer({"status": "ok"})
