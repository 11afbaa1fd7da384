"""POST /channel: create or update by name (contract/api.md 3.6)."""

from __future__ import annotations

from typing import Any

from capgo_tui.demo import journal
from capgo_tui.demo.access import may_in_app, sees_channel
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current import rollouts
from capgo_tui.demo.current.app_ids import no_access, want_app_id
from capgo_tui.demo.errors import Json, Refusal, unknown_error
from capgo_tui.demo.rows import Bundle, Channel

STRATEGIES = {"major", "minor", "patch", "version_number", "none"}
PLATFORMS = ("ios", "android", "electron")

_FLAGS = {
    "public": "public",
    "ios": "ios",
    "android": "android",
    "electron": "electron",
    "allow_device_self_set": "allow_device_self_set",
    "allow_emulator": "allow_emulator",
    "allow_device": "allow_device",
    "allow_dev": "allow_dev",
    "allow_prod": "allow_prod",
    "disableAutoUpdateUnderNative": "disable_auto_update_under_native",
}
"""The flags of the body, and the columns behind them."""

_UNLINKED = {None, "", "builtin", "unknown"}
"""What `version` says to put devices back on the built-in bundle."""


def post(call: Call) -> Answer:
    """Create a channel or update the one of that name; what is left out stays as it is."""
    body = call.body()
    app_id = want_app_id(body)
    name = body.get("channel")
    row = call.world.channel_named(app_id, name) if name else None
    _want_rights(call, body, app_id, row)
    changes = rollouts.read(call, body)
    if not isinstance(name, str) or not name:
        raise unknown_error()
    if row is not None:
        _update(call, row, body, changes)
        return Answer({"status": "ok"})
    if changes.given:
        raise Refusal("cannot_find_channel", "Cannot find channel", {"app_id": app_id, "channel": name})
    row = _create(call, app_id, name, body)
    return Answer(
        {"status": "ok"} if row.version is None else {"status": "ok", "id": row.id, "public": row.public}
    )


def _want_rights(call: Call, body: Json, app_id: str, row: Channel | None) -> None:
    if row is None:
        if not may_in_app(call.world, call.key, "app.create_channel", app_id):
            raise no_access(app_id)
        return
    wanted = ["channel.update_settings"]
    if "version" in body or rollouts.concerned(body):
        wanted.append("channel.promote_bundle")
    if not all(may_in_app(call.world, call.key, right, app_id, row.id) for right in wanted):
        if not sees_channel(call.world, call.key, row):
            raise no_access(app_id)
        raise no_access(app_id, channel=row.name)


def _columns(call: Call, app_id: str, body: Json, no_such_bundle: Refusal) -> Json:
    columns: Json = {}
    for field, column in _FLAGS.items():
        if field in body:
            if not isinstance(body[field], bool):
                raise unknown_error()
            columns[column] = body[field]
    if "disableAutoUpdate" in body:
        strategy = body["disableAutoUpdate"]
        if not isinstance(strategy, str) or strategy not in STRATEGIES:
            raise unknown_error()
        columns["disable_auto_update"] = strategy
    if "version" in body:
        bundle = _bundle(call, app_id, body["version"], no_such_bundle)
        columns["version"] = bundle.id if bundle else None
    return columns


def _bundle(call: Call, app_id: str, name: Any, no_such_bundle: Refusal) -> Bundle | None:
    if name is None or (isinstance(name, str) and name in _UNLINKED):
        return None
    bundle = call.world.bundle_named(app_id, name)
    if bundle is None:
        raise no_such_bundle
    return bundle


def _one_platform_public(columns: Json, row: Channel) -> None:
    """Switch electron off where a channel goes public for only one of ios and android."""
    if not columns.get("public") or "electron" in columns:
        return
    if "ios" in columns and "android" in columns and columns["ios"] != columns["android"]:
        columns["electron"] = False
    elif {"ios", "android"} & columns.keys():
        ios, android = columns.get("ios", row.ios), columns.get("android", row.android)
        if ios != android:
            columns["electron"] = False


def _update(call: Call, row: Channel, body: Json, changes: rollouts.Changes) -> None:
    columns = _columns(call, row.app_id, body, unknown_error())
    if call.unlinks_on_post and "version" not in body:
        columns["version"] = None  # as before 6 July 2026 (contract/api.md 3.6)
    _one_platform_public(columns, row)
    rollout = changes.columns(call, row, columns.get("version", row.version))
    with journal.updating(call, row):
        for column, value in {**columns, **rollout}.items():
            setattr(row, column, value)
        row.updated_at = call.now
    _unpublish_others(call, row)


def _create(call: Call, app_id: str, name: str, body: Json) -> Channel:
    world, app = call.world, call.world.apps[app_id]
    columns = _columns(call, app_id, body, Refusal("cannot_find_version", "Cannot find version"))
    row = Channel(
        id=world.new_number(),
        app_id=app_id,
        name=name,
        owner_org=app.owner_org,
        created_by=call.key.user_id,
        rollout_id=world.new_uuid(),
        rbac_id=world.new_uuid(),
        created_at=call.now,
        updated_at=call.now,
    )
    _one_platform_public(columns, row)
    for column, value in columns.items():
        setattr(row, column, value)
    _ = world.audit
    world.channels[row.id] = row
    world.rewrite(world.apps, app_id)  # its rollout counters are written again
    journal.inserted(call, row)
    _unpublish_others(call, row)
    return row


def _unpublish_others(call: Call, row: Channel) -> None:
    """Keep one public channel per platform: the newest wins, silently."""
    if not row.public:
        return
    for other in call.world.channels_of(row.app_id):
        shares = any(getattr(row, platform) and getattr(other, platform) for platform in PLATFORMS)
        if other is not row and other.public and shares:
            with journal.updating(call, other):
                other.public = False
                other.updated_at = call.now
