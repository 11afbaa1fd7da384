"""/device (contract/api.md 3.9)."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice

from capgo_tui.demo import javascript, timestamps
from capgo_tui.demo.access import may_in_app, sees_channel
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.app_ids import no_access, valid, want_app_id
from capgo_tui.demo.errors import Json, Refusal, no_such_row
from capgo_tui.demo.paging import CAP, PAGE
from capgo_tui.demo.rows import Channel, Device
from capgo_tui.demo.tables import Place

_CHANGED_AFTER = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z| \d\d:\d\d:\d\d(?:\.\d{1,6})?)", re.IGNORECASE
)


def read(call: Call) -> Answer:
    """Give one device, or a page of an app's devices behind a cursor."""
    body = call.body_or_query()
    device_id = body.get("device_id")
    if device_id:
        device_id = device_id.lower()
        if isinstance(body.get("app_id"), str):
            call.limits.count_device("get", body["app_id"], device_id, call.instant)
    app_id = want_app_id(body)
    if not may_in_app(call.world, call.key, "app.read_devices", app_id):
        raise no_access(app_id)
    if device_id:
        return _one(call, app_id, device_id)
    return _page(call, app_id, body)


def _one(call: Call, app_id: str, device_id: str) -> Answer:
    device = call.world.devices_of(app_id).get(device_id)
    if device is None:
        raise Refusal("device_not_found", "Cannot find device", {"device_id": device_id}, status=404)
    return Answer(_shown(call, [device])[0])


def _page(call: Call, app_id: str, body: Json) -> Answer:
    limit, order, changed_after = _limit(body), _order(body), _changed_after(body)
    devices = call.world.devices_of(app_id)
    cursor, custom_only = body.get("cursor"), "customIdMode" in body
    after = _place(cursor, exact=order is not None)
    if order is None:
        found = devices.by_id(after[1] if after else "", changed_after=changed_after, custom_only=custom_only)
    elif cursor and "|" in cursor and after is None:
        return Answer({"data": [], "hasMore": False})
    else:
        found = devices.by_time(
            after, newest_first=order == "desc", changed_after=changed_after, custom_only=custom_only
        )
    rows = list(islice(found, min(limit + 1, CAP)))
    if len(rows) <= limit:
        return Answer({"data": _shown(call, rows), "hasMore": False})
    rows.pop()
    last = rows[-1]
    next_cursor = f"{timestamps.rest(last.updated_at)}|{last.device_id}"
    return Answer({"data": _shown(call, rows), "nextCursor": next_cursor, "hasMore": True})


def _limit(body: Json) -> int:
    given = body.get("limit")
    if given is None or given == "":
        return PAGE
    number = javascript.number(given)
    if not number.is_integer() or number <= 0:
        raise Refusal("invalid_limit", "limit must be a positive integer", {"limit": given})
    return int(number)


def _order(body: Json) -> str | None:
    order = body.get("order")
    if order is None or order == "":
        return None
    if order not in {"asc", "desc"}:
        raise Refusal("invalid_order", "order must be asc or desc", {"order": order})
    return str(order)


def _changed_after(body: Json) -> datetime | None:
    given = body.get("updated_at")
    if given is None or given == "":
        return None
    message = "updated_at must be an ISO timestamp with Z or YYYY-MM-DD HH:MM:SS"
    refusal = Refusal("invalid_updated_at", message, {"updated_at": given})
    if not isinstance(given, str) or not _CHANGED_AFTER.fullmatch(given):
        raise refusal
    try:
        return timestamps.read(given)
    except ValueError as error:
        raise refusal from error


def _place(cursor: object, *, exact: bool) -> Place | None:
    """Read a cursor; without `exact` only the id behind the bar matters."""
    if not isinstance(cursor, str) or "|" not in cursor:
        return None
    moment, _, device_id = cursor.partition("|")
    try:
        return timestamps.read(moment), device_id
    except ValueError:
        return None if exact else (timestamps.read("1970-01-01"), device_id)


def _shown(call: Call, rows: list[Device]) -> list[Json]:
    if not rows:
        return []
    app_id = rows[0].app_id
    numbers = {b.name: b.id for b in call.world.bundles.values() if b.app_id == app_id}
    forced = {place[1]: target for place, target in call.world.overrides.items() if place[0] == app_id}
    shown = []
    for row in rows:
        device: Json = {
            "updated_at": timestamps.driver(row.updated_at),
            "device_id": row.device_id,
            "custom_id": row.custom_id,
            "is_prod": row.is_prod,
            "is_emulator": row.is_emulator,
            "install_source": row.install_source,
            "version_name": row.version_name,
            "version": numbers.get(row.version_name),
            "app_id": row.app_id,
            "platform": row.platform,
            "plugin_version": row.plugin_version,
            "os_version": row.os_version,
            "version_build": row.version_build,
            "key_id": row.key_id,
            "country_code": row.country_code,
        }
        channel = call.world.channels.get(forced.get(row.device_id, 0))
        if channel:
            device["channel"] = channel.name
        shown.append(device)
    return shown


def post(call: Call) -> Answer:
    """Point a device at a channel; the device need not exist."""
    body = call.body()
    app_id, device_id, name = body.get("app_id"), body.get("device_id"), body.get("channel")
    if isinstance(app_id, str) and app_id and device_id:
        _count_write(call, app_id, device_id, name)
    if not device_id or not app_id:
        raise Refusal("missing_device_id_or_app_id", "Missing device_id or app_id", {"body": body})
    app_id = valid(app_id)
    if "version_id" in body:
        raise Refusal("invalid_version_id", "Cannot set version to device, use channel instead")
    if not name:
        if not may_in_app(call.world, call.key, "app.manage_devices", app_id):
            raise no_access(app_id)
        return Answer({"status": "ok"})
    channel = call.world.channel_named(app_id, name)
    if channel is None or not sees_channel(call.world, call.key, channel):
        raise Refusal("channel_not_found", "Cannot find channel", {"dbError": no_such_row()}, status=404)
    set_override(call, channel, device_id)
    return Answer({"status": "ok"})


def _count_write(call: Call, app_id: str, device_id: str, channel: object) -> None:
    call.limits.count_device("set", app_id, device_id, call.instant)
    if isinstance(channel, str) and channel:
        call.limits.count_override(app_id, device_id, channel, call.instant)
    call.limits.count_device_write(app_id, call.ip, call.instant)


def set_override(call: Call, channel: Channel, device_id: str) -> None:
    """Point a device at a channel.

    Raises:
        Refusal: the key may not, or the channel is public.
    """
    if not may_in_app(call.world, call.key, "channel.manage_forced_devices", channel.app_id, channel.id):
        message = "You can't manage forced devices for this channel"
        raise Refusal("cannot_access_channel", message, {"app_id": channel.app_id, "channel": channel.name})
    if channel.public:
        raise Refusal("public_channel_override", "Cannot set channel override for public channel")
    call.world.override(channel.app_id, device_id, channel.id, call.now)


def delete(call: Call) -> Answer:
    """Take a device's override away; ok also where there was none."""
    body = call.body_or_query()
    app_id, device_id = body.get("app_id"), body.get("device_id")
    if isinstance(app_id, str) and app_id and device_id:
        call.limits.count_device("delete", app_id, device_id, call.instant)
        call.limits.count_device_write(app_id, call.ip, call.instant)
    if not device_id:
        raise Refusal("missing_device_id", "Missing device_id", {"body": body})
    app_id = want_app_id(body)
    if not may_in_app(call.world, call.key, "app.manage_devices", app_id):
        raise no_access(app_id)
    channel_id = call.world.overrides.get((app_id, device_id))
    if channel_id and may_in_app(call.world, call.key, "channel.manage_forced_devices", app_id, channel_id):
        call.world.override(app_id, device_id, None, call.now)
    return Answer({"status": "ok"})
