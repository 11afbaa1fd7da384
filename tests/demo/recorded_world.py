"""The world that `recorded.json` was recorded over, put together from what its answers show."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from hashlib import md5, sha256
from typing import Any

from capgo_tui.demo.records import _RENAMED
from capgo_tui.demo.rows import ApiKey, App, Binding, Bundle, Channel, Device, Member, Organization, User
from capgo_tui.demo.state import World
from capgo_tui.demo.tables import DayMetrics, ListedDays, ListedDevices
from capgo_tui.demo.timestamps import read

NOW = datetime(2026, 11, 21, 22, 33, 5, tzinfo=UTC)

TEST, TEST2, ADMIN = (
    "6aa76066-55ef-4238-ade6-0b32334a4097",
    "6f0d1a2e-59ed-4769-b9d7-4d9615b28fe5",
    "c591b04e-cf29-4945-b9a0-776d0672061a",
)
DEMO_ORG, TEST2_ORG = "046a36ac-e03c-4590-9257-bd6c9dba9ee8", "34a8c55d-2d0f-4652-a43f-684c7a9403ac"

SECRETS = {
    "<seed key 6 (org_super_admin of 8 orgs)>": "00000000-0000-4000-8000-000000000006",
    "<seed key 5 (org_member + app_reader)>": "00000000-0000-4000-8000-000000000005",
    "<seed key 9>": "00000000-0000-4000-8000-000000000009",
    "<seed key 14 (Stats Test Org)>": "00000000-0000-4000-8000-000000000014",
    "<seed key 100 (hashed)>": "a-hashed-key",
    "<seed key 102 (expired yesterday)>": "00000000-0000-4000-8000-000000000102",
    "<a UUID that is no key>": "00000000-0000-4000-8000-0000000000ff",
    "<not a UUID and no key>": "no-key-at-all",
}


def recorded_world(exchanges: dict[str, Any]) -> World:
    """Make the world, given the recorded answers by the beginning of their id."""

    def body(begins: str) -> Any:
        found = next(e for name, e in exchanges.items() if name.startswith(begins))
        return found["response"]["body"]

    organizations = [_row(Organization, given) for given in body("organization-036")]
    apps = [_row(App, {**given, "current_storage_bytes": 0}) for given in body("app-089")]
    apps.append(App("x", "com.stats.app", "Stats", "stats-org", TEST2))
    next(app for app in apps if app.app_id == "com.demo.app").current_storage_bytes = 4050124
    world = World(
        now=NOW,
        users={user.id: user for user in _users()},
        organizations={
            row.id: row for row in [*organizations, Organization("stats-org", "Stats", TEST2, "s@x.io")]
        },
        api_keys={key.id: key for key in _keys([row.id for row in organizations])},
        apps={app.app_id: app for app in apps},
        bundles={row.id: row for row in _bundles(body)},
        channels={row.id: row for row in _channels(body)},
        devices={
            "com.demo.app": ListedDevices(_devices(body("device-214")["data"])),
            "com.bulk.app": ListedDevices(_devices(body("device-228")["data"])),
        },
        days={"com.demo.app": _figures(body), "com.stats.app": _stats_figures(body)},
    )
    for number, (user_id, role) in enumerate(
        ((ADMIN, "org_admin"), (TEST, "org_super_admin"), (TEST2, "org_member"))
    ):
        world.members[number] = Member(number, DEMO_ORG, user_id, role)
    return world


def _users() -> list[User]:
    others = ("nonmember", "stats")
    known = [User(TEST, "test@capgo.app"), User(TEST2, "test2@capgo.app"), User(ADMIN, "admin@capgo.app")]
    return [*known, *(User(f"user {name}", f"{name}@capgo.app") for name in others)]


def _keys(organizations: list[str]) -> list[ApiKey]:
    super_admin = [Binding("org", org_id, "org_super_admin") for org_id in organizations]
    reader = [Binding("org", org_id, "org_member") for org_id in (DEMO_ORG, TEST2_ORG)]
    reader += [Binding("app", DEMO_ORG, "app_reader", app_id="com.demo.app")]
    reader += [Binding("app", TEST2_ORG, "app_reader", app_id="com.test2.app")]
    at_home = [Binding("org", DEMO_ORG, "org_super_admin")]
    made = read("2026-11-21T22:32:51.723783+00:00")
    bound: dict[int, tuple[str, str, list[Binding]]] = {
        6: ("test org super admin", TEST, super_admin),
        5: ("test reader", TEST, reader),
        9: ("nine", TEST, at_home),
        10: ("ten", TEST, at_home),
        11: ("eleven", TEST, at_home),
        3: ("foreign", ADMIN, at_home),
        14: ("stats", TEST2, [Binding("org", "stats-org", "org_super_admin")]),
        100: ("hashed", TEST, at_home),
        102: ("expired", TEST, at_home),
    }
    keys = []
    for number, (name, user_id, bindings) in bound.items():
        secret = f"00000000-0000-4000-8000-{number:012d}"
        key = ApiKey(number, name, user_id, "7d49d84a-a452-4d3f-8651-652ed94f4d87", secret, bindings=bindings)
        key.created_at = key.updated_at = made
        key.global_permissions = ["org.create"] if number == 6 else []
        keys.append(key)
    hashed, expired = keys[-2:]
    hashed.key, hashed.key_hash = None, sha256(b"a-hashed-key").hexdigest()
    expired.expires_at = NOW - timedelta(days=1)
    return keys


def _bundles(body: Any) -> list[Bundle]:
    rows = [_row(Bundle, given) for given in body("bundle-179")]
    pattern = next(given for given in body("bundle-184") if given["id"] == 17)
    path = pattern["r2_path"].removesuffix("1.0.1.zip")
    for number in range(1, 131):
        made = read("2026-01-01T00:00:00Z") + timedelta(hours=number)
        own = {"id": 16 + number, "name": f"1.0.{number}", "r2_path": f"{path}1.0.{number}.zip"}
        checksum = md5(str(number).encode(), usedforsecurity=False).hexdigest()
        rows.append(_row(Bundle, {**pattern, **own, "checksum": checksum, "created_at": made.isoformat()}))
    return rows


def _channels(body: Any) -> list[Channel]:
    rows = [_channel(given) for given in body("channel-125")]
    seen = {
        given["id"]: given for page in ("channel-134", "channel-139", "channel-137") for given in body(page)
    }
    return rows + [_channel(given) for given in seen.values()]


def _channel(given: dict[str, Any]) -> Channel:
    columns = {column: given[name] for name, column in _RENAMED.items()}
    version = given["version"]["id"] if given["version"] else None
    made = {"owner_org": DEMO_ORG, "rbac_id": "x", "version": version, "electron": False}
    row: Channel = _row(Channel, {**given, **columns, **made, **_PLATFORMS.get(given["name"], {})})
    return row


_PLATFORMS = {
    "production": {"ios": False, "android": True},
    "two_default": {"ios": True, "android": False},
    "electron_only": {"ios": False, "android": False, "electron": True},
}
"""Which platforms the recorded channels had follows from which of them were public together."""


def _devices(given: list[dict[str, Any]]) -> list[Device]:
    return [_row(Device, {"id": number, **row}) for number, row in enumerate(given)]


def _figures(body: Any) -> ListedDays:
    days = ListedDays()
    for row in body("statistics-287"):
        day = date.fromisoformat(row["date"][:10])
        days.by_day[day] = DayMetrics(row["mau"], row["storage"], row["bandwidth"])
    _usage(days, body("statistics-309"))
    # the first row shows a level, not the day's own change
    changes = days.by_day[date(2026, 11, 14)]
    days.by_day[date(2026, 11, 14)] = DayMetrics(changes.mau, 1_000_000, changes.bandwidth)
    return days


def _stats_figures(body: Any) -> ListedDays:
    days = ListedDays()
    _usage(days, body("statistics-315"))
    return days


def _usage(days: ListedDays, shown: Any) -> None:
    for series in shown["datasets"]:
        for label, count in zip(shown["labels"], series["metaCounts"], strict=True):
            days.bundles_by_day.setdefault(date.fromisoformat(label), {})[series["label"]] = count


def _row(kind: type[Any], given: dict[str, Any]) -> Any:
    known = {}
    for column in fields(kind):
        if column.name in given:
            value = given[column.name]
            is_time = isinstance(value, str) and "datetime" in str(column.type)
            known[column.name] = read(value) if is_time else value
    return kind(**known)
