"""Reads a world from a file of plain rows, such as `tests/contract/acme-world.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import (
    ApiKey,
    App,
    Binding,
    Bundle,
    Channel,
    Device,
    LogRow,
    Member,
    Organization,
    User,
)
from capgo_tui.demo.state import World
from capgo_tui.demo.tables import DayMetrics, ListedDays, ListedDevices
from capgo_tui.demo.timestamps import read as read_time

Row = TypeVar("Row")


class NotAWorld(Exception):
    """The file holds no world; the text says what is wrong with it."""


def read_world(path: Path) -> World:
    """Read a world from a file.

    Raises:
        NotAWorld: it is no such file, or a row lacks something.
        OSError: it cannot be read.
    """
    try:
        return world_of(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotAWorld(f"{path} holds no world that the demo server can read: {error}") from error


def world_of(data: Json) -> World:
    """Make a world of rows as they stand in a file."""
    organizations = {row["id"]: _row(Organization, row) for row in data["organizations"]}
    apps = {
        row["app_id"]: _row(App, {"build_timeout_updated_at": row.get("created_at"), **row})
        for row in data["apps"]
    }
    owner = {app.app_id: app.owner_org for app in apps.values()}
    person = {app.app_id: app.user_id for app in apps.values()}
    world = World(
        now=read_time(data["now"]),
        users={row["id"]: _row(User, row) for row in data["users"]},
        organizations=organizations,
        members={n: _row(Member, {"id": n, **row}) for n, row in enumerate(data["members"], start=1)},
        api_keys={row["id"]: _api_key(row) for row in data["api_keys"]},
        apps=apps,
        bundles={
            row["id"]: _row(
                Bundle, {"owner_org": owner[row["app_id"]], "user_id": person[row["app_id"]], **row}
            )
            for row in data.get("bundles", ())
        },
        channels={row["id"]: _channel(row, owner) for row in data.get("channels", ())},
        overrides=_overrides(data),
        devices=_devices(data),
        days=_days(data),
        logs=_logs(data),
    )
    for channel in world.channels.values():  # an app's counters are written again with each of its channels
        world.rewrite(world.apps, channel.app_id)
    for app in apps.values():
        app.channel_device_count = app.channel_device_count or sum(
            a == app.app_id for a, _ in world.overrides
        )
    return world


def _row(kind: type[Row], given: Json) -> Row:
    known: Json = {}
    for column in fields(kind):  # type: ignore[arg-type] # every kind of row is a dataclass
        if column.name not in given:
            continue
        value = given[column.name]
        if "datetime" in str(column.type) and isinstance(value, str):
            value = read_time(value)
        known[column.name] = value
    return kind(**known)


def _api_key(row: Json) -> ApiKey:
    key = _row(ApiKey, {"key": None, **row})
    key.bindings = [_row(Binding, binding) for binding in row.get("bindings", ())]
    return key


def _channel(row: Json, owner: dict[str, str]) -> Channel:
    made = {"owner_org": owner[row["app_id"]], "rbac_id": f"11111111-aaaa-4bbb-8ccc-{row['id']:012d}"}
    made["rollout_id"] = f"22222222-aaaa-4bbb-8ccc-{row['id']:012d}"
    return _row(Channel, {**made, **row})


def _overrides(data: Json) -> dict[tuple[str, str], int]:
    rows: Iterable[Json] = data.get("overrides", ())
    return {(row["app_id"], row["device_id"].lower()): row["channel_id"] for row in rows}


def _devices(data: Json) -> dict[str, Any]:
    found: dict[str, list[Device]] = {}
    for number, row in enumerate(data.get("devices", ()), start=1):
        device = _row(Device, {"id": number, **row})
        device.device_id = device.device_id.lower()
        found.setdefault(device.app_id, []).append(device)
    return {app_id: ListedDevices(devices) for app_id, devices in found.items()}


def _days(data: Json) -> dict[str, Any]:
    found: dict[str, ListedDays] = {}

    def of(row: Json) -> tuple[ListedDays, date]:
        return found.setdefault(row["app_id"], ListedDays()), date.fromisoformat(row["date"])

    for row in data.get("daily_metrics", ()):
        days, day = of(row)
        days.by_day[day] = DayMetrics(row.get("mau", 0), row.get("storage", 0), row.get("bandwidth", 0))
    for row in data.get("daily_bundle_usage", ()):
        days, day = of(row)
        days.bundles_by_day.setdefault(day, {})[row["bundle"]] = row["devices"]
    for row in data.get("devices", ()):
        days, day = of({"date": row["updated_at"][:10], **row})
        name = f"{_PLATFORMS[row['platform']]} {row['version_build']}"
        counts = days.natives_by_day.setdefault(day, {})
        counts[name] = counts.get(name, 0) + 1
    return dict(found)


_PLATFORMS = {"ios": "iOS", "android": "Android", "electron": "Electron"}
"""How the names of native versions begin; a file has no figures of them, so devices are counted."""


def _logs(data: Json) -> dict[str, Any]:
    found: dict[str, list[LogRow]] = {}
    for number, row in enumerate(data.get("device_log", ()), start=1):
        line = _row(LogRow, {"id": number, **row})
        found.setdefault(line.app_id, []).append(line)
    return dict(found)
