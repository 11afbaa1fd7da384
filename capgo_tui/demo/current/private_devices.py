"""/private/devices and /private/channel_device (contract/api.md 4)."""

from __future__ import annotations

from itertools import islice
from typing import Any

from capgo_tui.demo import schema, timestamps
from capgo_tui.demo.access import may_in_app
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.app_ids import no_access, want_app_id
from capgo_tui.demo.current.devices import set_override
from capgo_tui.demo.current.logs import want_app
from capgo_tui.demo.errors import Json, Refusal
from capgo_tui.demo.paging import CAP
from capgo_tui.demo.rows import Channel, Device


def _ordering(value: Any, path: schema.Path) -> list[Json]:
    return [] if isinstance(value, dict) else [schema.wrong_type("object", value, path)]


_READ = {
    "appId": schema.string(),
    "count": schema.optional(schema.boolean),
    "versionName": schema.optional(schema.string()),
    "devicesId": schema.optional(schema.array(schema.string())),
    "search": schema.optional(schema.string()),
    "customIdMode": schema.optional(schema.boolean),
    "order": schema.optional(schema.array(_ordering)),
    "cursor": schema.optional(schema.string()),
    "limit": schema.optional(schema.integer(1)),
}


def read(call: Call) -> Answer:
    """Give whole rows of devices, with the channel that the app itself asks for, or only their number."""
    asked = schema.checked(_READ, call.body())
    want_app(call, "app.read_devices", asked["appId"])
    devices = call.world.devices_of(asked["appId"])
    narrowed = any(asked.get(name) for name in ("versionName", "devicesId", "search", "customIdMode"))
    if asked.get("count") and not narrowed:
        return Answer({"count": len(devices)})
    after = (asked.get("cursor") or "").partition("|")[2]
    custom_only = bool(asked.get("customIdMode"))
    found = (
        row for row in devices.by_id(after, changed_after=None, custom_only=custom_only) if _fits(row, asked)
    )
    if asked.get("count"):
        return Answer({"count": sum(1 for _ in found)})
    limit = int(asked.get("limit", CAP))
    rows = list(islice(found, min(limit + 1, CAP)))
    if len(rows) <= limit:
        return Answer({"data": [_whole(row) for row in rows], "hasMore": False})
    rows.pop()
    cursor = f"{timestamps.rest(rows[-1].updated_at)}|{rows[-1].device_id}"
    return Answer({"data": [_whole(row) for row in rows], "nextCursor": cursor, "hasMore": True})


def _fits(row: Device, asked: Json) -> bool:
    if asked.get("versionName") and row.version_name != asked["versionName"]:
        return False
    if asked.get("devicesId") and row.device_id not in {name.lower() for name in asked["devicesId"]}:
        return False
    search = (asked.get("search") or "").lower()
    return not search or search in row.device_id or search in row.custom_id.lower()


def _whole(row: Device) -> Json:
    return {
        "updated_at": timestamps.rest(row.updated_at),
        "device_id": row.device_id,
        "version": None,
        "app_id": row.app_id,
        "platform": row.platform,
        "plugin_version": row.plugin_version,
        "os_version": row.os_version,
        "version_build": row.version_build,
        "custom_id": row.custom_id,
        "is_prod": row.is_prod,
        "is_emulator": row.is_emulator,
        "id": row.id,
        "version_name": row.version_name,
        "default_channel": row.default_channel,
        "key_id": row.key_id,
        "install_source": row.install_source,
        "country_code": row.country_code,
    }


def post_override(call: Call) -> Answer:
    """Point a device at a channel by the channel's number."""
    channel, device_id = _override(call)
    set_override(call, channel, device_id)
    return Answer({"status": "ok"})


def delete_override(call: Call) -> Answer:
    """Take a device's override away."""
    channel, device_id = _override(call)
    if not may_in_app(call.world, call.key, "channel.manage_forced_devices", channel.app_id, channel.id):
        raise no_access(channel.app_id, channel_id=channel.id)
    call.world.override(channel.app_id, device_id, None, call.now)
    return Answer({"status": "ok"})


def _override(call: Call) -> tuple[Channel, str]:
    body = call.body()
    app_id = want_app_id(body)
    device_id, channel_id = body.get("device_id"), body.get("channel_id")
    if not device_id or not channel_id:
        raise Refusal("missing_device_id_or_channel_id", "Missing device_id or channel_id", {"body": body})
    channel = call.world.channels.get(channel_id) if isinstance(channel_id, int) else None
    if channel is None or channel.app_id != app_id:
        raise Refusal("channel_not_found", "Cannot find channel", status=404)
    return channel, device_id


def want_session(call: Call) -> Answer:  # noqa: ARG001 - a handler like the others
    """Refuse a key where only a login session may read."""
    raise Refusal("no_authorization", "A login session is required", status=401)
