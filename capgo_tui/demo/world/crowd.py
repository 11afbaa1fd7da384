"""The other apps of the default world: the big ones, the empty ones, and the hostile one."""

from __future__ import annotations

from datetime import datetime, timedelta

from capgo_tui.demo.rows import App
from capgo_tui.demo.world.apps import Shelf
from capgo_tui.demo.world.figures import Release
from capgo_tui.demo.world.ids import mixed
from capgo_tui.demo.world.many_devices import ManyDevices, Mix

WALLET_DEVICES = 100_000
BUILDS = 340
BUILD_CHANNELS = 124

_WALLET = tuple(
    (f"3.{minor}.{patch}", 410 - 34 * minor - 15 * patch) for minor in range(12) for patch in range(2)
)


def wallet_releases(now: datetime) -> list[Release]:
    """List what the wallet's users got; the last one has gone out to half of them."""
    newest = _WALLET[-1][0]
    return [
        Release(
            name,
            (now - timedelta(days=age)).date(),
            f"3.{int(name.split('.')[1]) // 4}.0",
            share=0.5 if name == newest else 1.0,
        )
        for name, age in _WALLET
    ]


def wallet(app: App, now: datetime) -> Shelf:
    """com.acme.wallet: a hundred thousand devices, a rollout at half way."""
    shelf = Shelf(app, 30_000, now)
    for name, age in _WALLET:
        shelf.bundle(name, age, manifest_count=300)
    shelf.channel(
        *("production", 410, _WALLET[-2][0]),
        public=True,
        rollout_version=shelf.named(_WALLET[-1][0]).id,
        rollout_percentage_bps=5000,
        rollout_enabled=True,
    )
    shelf.channel("beta", 300, _WALLET[-1][0], allow_device_self_set=True)
    shelf.channel("vip", 120, _WALLET[-1][0])
    shelf.finish()
    return shelf


def wallet_devices(app: App, now: datetime) -> ManyDevices:
    """Make the wallet's devices, none of which exists before somebody looks."""
    weights = (1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 6, 6, 9, 11, 14, 18, 26, 40, 460, 310)
    versions = [*zip((name for name, _ in _WALLET), weights, strict=True), ("builtin", 60), ("3.12.0-dev", 1)]
    mix = Mix(versions, natives=("3.0.0", "3.1.0", "3.2.0", "3.2.0", "3.2.0"))
    return ManyDevices(app.app_id, WALLET_DEVICES, mix, now)


def builds(app: App, now: datetime) -> Shelf:
    """com.acme.builds: hundreds of bundles from CI, and a channel for each pull request."""
    shelf = Shelf(app, 40_000, now)
    for number in range(BUILDS):
        shelf.bundle(
            f"0.{number // 40}.{number % 40}", 340 - number * 0.99, size_bytes=1_100_000 + number * 900
        )
    shelf.channel("main", 341, f"0.{(BUILDS - 1) // 40}.{(BUILDS - 1) % 40}", public=True)
    topics = ("checkout", "login", "search", "dark-mode", "payments", "i18n", "perf", "crash")
    for number in range(1, BUILD_CHANNELS):
        bundle = shelf.bundles[mixed(number) % BUILDS]
        name = f"pr-{1200 + number * 3}-{topics[number % len(topics)]}"
        shelf.channel(
            name, 200 - number * 1.5, bundle.name, allow_prod=number % 5 == 0, allow_device_self_set=True
        )
    for number in range(12):
        shelf.device(
            number * 0.4, f"0.8.{number}", "android", "0.1.0", is_prod=False, is_emulator=number % 2 == 0
        )
    shelf.finish()
    return shelf


def kiosk(app: App, now: datetime) -> Shelf:
    """com.acme.kiosk: everything is ready, and no device has ever come."""
    shelf = Shelf(app, 50_000, now)
    shelf.bundle("1.0.0", 12)
    shelf.bundle("1.0.1", 4)
    shelf.channel("production", 12, "1.0.1", public=True)
    shelf.finish()
    return shelf


def ordinary(app: App, first: int, now: datetime, devices: int) -> Shelf:
    """Make an app in which nothing special happens."""
    shelf = Shelf(app, first, now)
    for number in range(9):
        shelf.bundle(f"1.{number}.0", 300 - number * 34)
    shelf.channel("production", 300, "1.8.0", public=True, updated_at=now - timedelta(days=21))
    shelf.channel("staging", 290, "1.8.0", allow_prod=False, updated_at=now - timedelta(days=27.8))
    for number in range(devices):
        name = ("1.8.0", "1.8.0", "1.8.0", "1.7.0", "1.6.0", "builtin")[mixed(number) % 6]
        platform = "ios" if number % 3 else "android"
        shelf.device(
            number * 0.7, name, platform, "1.0.0", custom_id=f"driver-{number}" if number % 4 == 0 else ""
        )
    shelf.finish()
    return shelf


def ordinary_releases(now: datetime) -> list[Release]:
    """List what the users of an ordinary app got."""
    return [Release(f"1.{n}.0", (now - timedelta(days=300 - n * 34)).date()) for n in range(9)]


HOSTILE_TEXTS = (
    "[@click=app.quit]x[/]",
    "[/b]",
    "[red on blue]not markup[/]",
    "[bold",
    "\x1b[2J\x1b[31mred\x1b[0m",
    "\x1b]0;window title\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31mC1\x9d0;title\x9c",
    "safe\u202egnp.exe",
    "\u2066isolated\u2069 and \u200bzero\u200d\ufeffwidth",
    "lone \ud800 surrogate",
    "tab\tnewline\ncarriage\rreturn\x00null",
    "مرحبا بالعالم",
    "שלום עולם",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪",
    "全角文字と漢字の名前",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    '=HYPERLINK("https://evil.example")',
    "-rf /; $(reboot) `id` && ../../etc/passwd",
    "",
    "   ",
    "ten thousand letters: " + "long" * 2_500,
)
"""What a text from a server may hold; names of the hostile app are made of them."""


def hostile(app: App, now: datetime) -> Shelf:
    """com.hostile.names: every name is an attack, or at least a nuisance."""
    shelf = Shelf(app, 60_000, now)
    texts = [text or "unnamed" for text in HOSTILE_TEXTS]
    for number, text in enumerate(texts):
        shelf.bundle(text, 60 - number, comment=text, link=f"javascript:alert({number})")
    for number, text in enumerate(texts):
        shelf.channel(text, 60 - number, text, public=number == 0)
    for number, text in enumerate(HOSTILE_TEXTS):
        shelf.device(number * 0.5, text or "builtin", "ios", "1.0.0", custom_id=text)
    shelf.finish()
    return shelf
