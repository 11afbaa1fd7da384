"""/device: arrays by page, and overrides that cannot be read back (contract/api-seed.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from zlib import crc32

from capgo_tui.demo import timestamps
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025.apps import Version, want_app
from capgo_tui.demo.early_2025.denials import broken, failed, says
from capgo_tui.demo.early_2025.readers import body_or_query, fields_of, json_only
from capgo_tui.demo.errors import Json, no_such_row
from capgo_tui.demo.paging import CAP, ImpossibleRange, range_of
from capgo_tui.demo.rows import Channel, Device
from capgo_tui.demo.state import World


def read(call: Call) -> Answer:
    """Give one device, or a page of an app's devices."""
    body = fields_of(body_or_query(call, "Cannot get devices"))
    app_id = want_app(call, "read", body)
    if body.get("device_id"):
        return Answer(_one(call, app_id, body["device_id"]))
    try:
        first, last = range_of(body.get("page"))
    except ImpossibleRange:
        return Answer([])
    # The end of the range is taken for a number of rows: page 0 has 49, and the 50th device is on no page.
    length = CAP if call.is_self_hosted else min(last, CAP)
    return Answer(page(call.world, app_id, first, length))


def _one(call: Call, app_id: str, device_id: str) -> Json:
    device = call.world.devices_of(app_id).get(device_id)
    if device is None:
        raise says("Cannot find device")
    bundles = Bundles(call.world, app_id)
    version = bundles.known.get(bundles.number_of(device))
    if version is None:
        raise says("Cannot find version", error=no_such_row())
    return shown(device, version)


class Bundles:
    """The bundles of an app as its devices name them, deleted and hidden ones too."""

    known: dict[int, Version]
    """By number."""

    def __init__(self, world: World, app_id: str) -> None:
        self.known = {b.id: Version(b.id, b.name) for b in world.bundles.values() if b.app_id == app_id}
        for name, number in world.hidden_bundles.get(app_id, {}).items():
            self.known[number] = Version(number, name)
        self._numbers = {version.name: version.id for version in self.known.values()}

    def number_of(self, device: Device) -> int:
        """Give the number of the bundle that a device runs; one of its own where no row tells it."""
        if device.version is not None:
            return device.version
        number = self._numbers.get(device.version_name)
        return crc32(device.version_name.encode("utf-8", "surrogatepass")) if number is None else number


def page(world: World, app_id: str, start: int, length: int) -> list[Json]:
    """Give some devices of an app; none at all where no bundle of theirs is left.

    They have no order; within a page they come by the number of their bundle, as they mostly did.
    """
    bundles = Bundles(world, app_id)
    found = world.devices_of(app_id).by_id("", changed_after=None, custom_only=False)
    rows = sorted(islice(found, start, start + length), key=bundles.number_of)
    if not any(bundles.number_of(device) in bundles.known for device in rows):
        return []
    return [shown(device, bundles.known.get(number, number)) for device, number in _numbered(rows, bundles)]


def _numbered(rows: Sequence[Device], bundles: Bundles) -> Iterator[tuple[Device, int]]:
    return ((device, bundles.number_of(device)) for device in rows)


def shown(device: Device, version: Version | int) -> Json:
    """Write a device: eleven fields; the version is a bare number where its row is gone."""
    return {
        "updated_at": timestamps.rest(device.updated_at),
        "device_id": device.device_id,
        "custom_id": device.custom_id,
        "is_prod": device.is_prod,
        "is_emulator": device.is_emulator,
        "version": version if isinstance(version, int) else version.shown(),
        "app_id": device.app_id,
        "platform": device.platform,
        "plugin_version": device.plugin_version,
        "os_version": device.os_version,
        "version_build": device.version_build,
    }


def post(call: Call) -> Answer:
    """Point a device at a channel; one that has an override keeps it, which is not said."""
    body = json_only(call, "Cannot post devices", first="device_id")
    device_id, app_id = want_device(call, body)
    if body.get("version_id"):
        raise says("Cannot set version to device, use channel instead")
    if body.get("channel"):
        channel = want_channel(call, app_id, body["channel"])
        if channel.public:
            raise says("Cannot set channel override for public channel")
        if (app_id, device_id) not in call.world.overrides:
            call.world.override(app_id, device_id, channel.id, call.now)
    return Answer({"status": "ok"})


def want_device(call: Call, body: Json) -> tuple[str, str]:
    """Give the device's id in small letters, and the app's.

    Raises:
        Denial: 400 where one is missing, or the app may not be changed; 500 for a device id that is no text.
    """
    device_id = body.get("device_id")
    if not device_id or not body.get("app_id"):
        raise says("Missing device_id or app_id")
    if not isinstance(device_id, str):
        raise broken("body.device_id.toLowerCase is not a function")
    return device_id.lower(), want_app(call, "write", body)


def want_channel(call: Call, app_id: str, name: object) -> Channel:
    """Find the channel of an override.

    Raises:
        Denial: 400.
    """
    channel = call.world.channel_named(app_id, name)
    if channel is None:
        raise says("Cannot find channel", error=no_such_row())
    return channel


def delete(call: Call) -> Answer:
    """Take a device's override away; ok also where there is none, and the device stays."""
    body = fields_of(body_or_query(call, "Cannot delete devices"))
    app_id = want_app(call, "write", body)
    device_id = body.get("device_id")
    if not isinstance(device_id, str):
        raise failed("Cannot delete override")
    call.world.override(app_id, device_id, None, call.now)
    return Answer({"status": "ok"})
