"""/device of the German page: overrides of the channel and of the version (S2-109 to S2-136)."""

from __future__ import annotations

from capgo_tui.demo import timestamps
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import devices
from capgo_tui.demo.early_2025.apps import want_app
from capgo_tui.demo.early_2025.denials import says
from capgo_tui.demo.early_2025.readers import body_or_query, fields_of, json_only
from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import Device
from capgo_tui.demo.seed_pages.pages import page_of

_ONE = (
    *("created_at", "updated_at", "device_id", "version", "app_id", "platform", "plugin_version"),
    "os_version",
)
"""What one device shows: less than a list does."""


def read(call: Call) -> Answer:
    """Give one device, or a page of an app's devices."""
    body = fields_of(body_or_query(call, "Cannot get devices"))
    app_id = want_app(call, "read", body)
    bundles = devices.Bundles(call.world, app_id)
    found = call.world.devices_of(app_id)
    if not body.get("device_id"):
        rows = page_of(found.by_id("", changed_after=None, custom_only=False), body.get("page"))
        return Answer([shown(row, bundles) for row in rows])
    device = found.get(body["device_id"])
    if device is None:
        raise says("Cannot find device", error="Unknown device")
    whole = shown(device, bundles)
    return Answer({name: whole[name] for name in _ONE if name in whole})


def shown(device: Device, bundles: devices.Bundles) -> Json:
    """Write a device: twelve fields, of which four are left out where nothing is known."""
    number = bundles.number_of(device)
    optional = {
        "created_at": timestamps.rest(device.created_at),
        "updated_at": timestamps.rest(device.updated_at),
        "platform": device.platform if device.platform in {"ios", "android"} else None,
        "os_version": device.os_version or None,
    }
    return {
        **{name: value for name, value in optional.items() if value is not None},
        "device_id": device.device_id,
        "custom_id": device.custom_id,
        "version": {"id": number, "name": device.version_name},
        "app_id": device.app_id,
        "plugin_version": device.plugin_version,
        "version_build": device.version_build,
        "is_prod": device.is_prod,
        "is_emulator": device.is_emulator,
    }


def post(call: Call) -> Answer:
    """Point a device at a version (by name), at a channel, or at both."""
    body = json_only(call, "Cannot post devices", first="device_id")
    device_id, app_id = devices.want_device(call, body)
    version, channel = body.get("version_id"), body.get("channel")
    bundle = call.world.bundle_named(app_id, version) if version else None
    if version and bundle is None:
        raise says("Cannot find version", error="Unknown version")
    if channel:
        row = devices.want_channel(call, app_id, channel)
        call.world.override(app_id, device_id, row.id, call.now)
    if bundle:
        call.world.version_overrides[app_id, device_id] = bundle.id
    return Answer({"status": "ok"})


def delete(call: Call) -> Answer:
    """Take both overrides of a device away; the device stays."""
    answer = devices.delete(call)
    body = fields_of(body_or_query(call, "Cannot delete devices"))
    call.world.version_overrides.pop((body["app_id"], body["device_id"]), None)
    return answer
