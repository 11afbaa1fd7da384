"""The default world: a handful of organizations, their apps, and what happens in them.

Everything follows from one moment and from names; what comes by the thousand is made when somebody looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice

from capgo_tui.demo.rows import App, Device, Member
from capgo_tui.demo.state import World
from capgo_tui.demo.tables import Devices, ListedDevices
from capgo_tui.demo.world import crowd, people, shop
from capgo_tui.demo.world.apps import Shelf, new_app, storage_changes
from capgo_tui.demo.world.device_log import DeviceLog
from capgo_tui.demo.world.figures import Growing, Release
from capgo_tui.demo.world.past import past

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
"""When the default world begins."""


def default_world() -> World:
    """Make the default world."""
    world = World(
        now=NOW,
        users=people.users(),
        organizations=people.organizations(NOW),
        api_keys=people.api_keys(NOW, beta=shop.FIRST + 1),
        apps={app.app_id: app for app in _apps()},
        past=past,
    )
    _fill_members(world)
    _fill_apps(world)
    world.secrets = {"hashed": people.HASHED_SECRET}
    return world


def _apps() -> list[App]:
    days = timedelta(days=1)
    story = [
        (people.NEXT, "Acme Next", people.ACME, people.MIA, 1),
        (people.SHOP, "Acme Shop", people.ACME, people.MIA, 430),
        (people.KIOSK, "Acme Kiosk", people.ACME, people.JONAS, 14),
        (people.WALLET, "Acme Wallet", people.ACME, people.MIA, 415),
        (people.BUILDS, "Acme Build Farm", people.ACME, people.PRIYA, 345),
        (people.ORDERS, "Northwind Orders", people.NORTHWIND, people.LENA, 310),
        (people.DRIVER, "Northwind Driver", people.NORTHWIND, people.OMAR, 305),
        (people.TRAVEL, "Contoso Travel", people.CONTOSO, people.SOFIA, 303),
        (people.NAMES, crowd.HOSTILE_TEXTS[0] + people.HOSTILE_NAME, people.HOSTILE, people.BOB, 61),
    ]
    apps = [new_app(app_id, name, org, user, NOW - age * days) for app_id, name, org, user, age in story]
    for number, org_id in enumerate(people.CLIENT_ORGANIZATIONS, start=1):
        made = NOW - (200 - number) * days
        apps.append(
            new_app(f"com.nomad.client{number:02d}", f"Client {number:02d}", org_id, people.SAM, made)
        )
    return apps


def _fill_members(world: World) -> None:
    for number, (org_id, user_id, role) in enumerate(people.MEMBERS, start=1):
        joined = world.organizations[org_id].created_at + timedelta(hours=number)
        is_tmp = (org_id, user_id) in people.INVITED
        row = Member(number, org_id, user_id, role, is_tmp=is_tmp, created_at=joined, updated_at=joined)
        world.members[number] = row


def _fill_apps(world: World) -> None:
    apps = world.apps
    shelves = {
        people.SHOP: shop.shelf(apps[people.SHOP], NOW),
        people.WALLET: crowd.wallet(apps[people.WALLET], NOW),
        people.BUILDS: crowd.builds(apps[people.BUILDS], NOW),
        people.KIOSK: crowd.kiosk(apps[people.KIOSK], NOW),
        people.ORDERS: crowd.ordinary(apps[people.ORDERS], 70_000, NOW, 48),
        people.DRIVER: crowd.ordinary(apps[people.DRIVER], 71_000, NOW, 17),
        people.TRAVEL: crowd.ordinary(apps[people.TRAVEL], 72_000, NOW, 20),
        people.NAMES: crowd.hostile(apps[people.NAMES], NOW),
    }
    for app_id, shelf in shelves.items():
        world.bundles |= {bundle.id: bundle for bundle in shelf.bundles}
        world.channels |= {channel.id: channel for channel in shelf.channels}
        world.devices[app_id] = ListedDevices(shelf.devices)
        world.overrides |= {(app_id, device): channel for device, channel in shelf.overrides.items()}
    wallet = world.devices[people.WALLET] = crowd.wallet_devices(apps[people.WALLET], NOW)
    for app_id in (people.SHOP, people.ORDERS, people.DRIVER, people.TRAVEL, people.NAMES):
        world.logs[app_id] = DeviceLog(partial(_everyone, world.devices[app_id]))
    world.logs[people.WALLET] = DeviceLog(partial(_everyone, wallet, most=400))
    spike = (NOW - timedelta(days=38)).date()
    ordinary = crowd.ordinary_releases(NOW)
    shop_releases, wallet_releases = shop.releases(NOW), crowd.wallet_releases(NOW)
    world.days = {
        people.SHOP: _growing(shelves[people.SHOP], 430, 5_200, shop_releases, spikes={spike: 9.0}),
        people.WALLET: _growing(shelves[people.WALLET], 415, 96_000, wallet_releases, yearly=3.1),
        people.BUILDS: _growing(shelves[people.BUILDS], 345, 12),
        people.ORDERS: _growing(shelves[people.ORDERS], 310, 1_900, ordinary, yearly=1.2),
        people.DRIVER: _growing(shelves[people.DRIVER], 305, 640, ordinary, yearly=0.7),
        people.TRAVEL: _growing(shelves[people.TRAVEL], 303, 2_400, ordinary),
        people.NAMES: _growing(shelves[people.NAMES], 61, 30),
    }


def _everyone(devices: Devices, most: int = 1000) -> list[Device]:
    found = devices.by_time(None, newest_first=True, changed_after=None, custom_only=False)
    return list(islice(found, most))


def _growing(
    shelf: Shelf,
    age: int,
    devices: int,
    releases: Sequence[Release] = (),
    *,
    yearly: float = 1.6,
    spikes: dict[date, float] | None = None,
) -> Growing:
    return Growing(
        first=(NOW - timedelta(days=age)).date(),
        last=NOW.date(),
        devices=devices,
        yearly=yearly,
        releases=releases,
        stored=storage_changes(shelf.bundles),
        spikes=spikes or {},
        seed=shelf.first,
    )
