"""com.acme.shop: the small app in which every story happens.

* `production` rolls 1.5.0 out to 10 % of the phones that are on 1.4.2; `desktop` serves Electron.
* `beta` has testers with overrides, `staging` takes only development builds.
* `paused` holds a rollout that stopped itself, `legacy` points at a deleted bundle, `kiosk-mode` at none.
* `enterprise` wants a minimum version that its bundle does not state, `next` offers a new major version.
* Its 60 devices are behind, ahead, built-in, too old, too new, encrypted with another key, emulators.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from capgo_tui.demo.rows import App
from capgo_tui.demo.world.apps import Shelf
from capgo_tui.demo.world.figures import Release

FIRST = 20_000

_BUNDLES = (
    *(("1.0.0", 420), ("1.0.1", 398), ("1.1.0", 371), ("1.1.1", 352), ("1.2.0", 318), ("1.2.1", 301)),
    *(("1.3.0", 244), ("1.3.1", 229), ("1.4.0", 131), ("1.4.1", 96), ("1.4.2", 33)),
)
"""What went out to everybody, with its age in days."""


def releases(now: datetime) -> list[Release]:
    """List what went out to everybody, and the one that is being rolled out."""
    natives = {"1.0": "1.0.0", "1.1": "1.0.0", "1.2": "1.2.0", "1.3": "1.2.0", "1.4": "1.4.0"}
    everybody = [Release(n, (now - timedelta(days=age)).date(), natives[n[:3]]) for n, age in _BUNDLES]
    return [*everybody, Release("1.5.0", (now - timedelta(days=2.9)).date(), "1.4.0", share=0.1)]


def shelf(app: App, now: datetime) -> Shelf:
    """Make the app's rows."""
    made = Shelf(app, FIRST, now)
    _bundles(made)
    _channels(made)
    _devices(made)
    made.finish()
    return made


def _bundles(shelf: Shelf) -> None:
    for name, age in _BUNDLES[:8]:
        shelf.bundle(name, age)
    shelf.bundle("1.3.2", 201, deleted=True, comment="pulled: blank screen after login")
    for name, age in _BUNDLES[8:]:
        shelf.bundle(name, age, link=f"https://acme.example/releases/{name}")
    shelf.bundle(
        "1.4.3-hotfix.1", 21, comment="never shipped", key_id="MIIBCgKCAQEAwJ8vT2Qp", session_key="aXY=:a2V5"
    )
    shelf.bundle(
        "1.5.0-beta.1",
        19,
        manifest_count=212,
        native_packages=[{"name": "@capacitor/core", "version": "7.4.3"}],
    )
    shelf.bundle("1.5.0-beta.2", 14, manifest_count=214)
    shelf.bundle("1.5.0-rc.1", 8, manifest_count=214, comment="please test the new checkout")
    shelf.bundle(
        "1.5.0",
        3,
        manifest_count=215,
        updated_at=shelf.now - timedelta(days=1.4),
        comment="new checkout",
        link="https://acme.example/releases/1.5.0",
    )
    shelf.bundle("2.0.0-alpha.1", 2, min_update_version="2.0.0", comment="needs the next store version")
    cdn = "https://cdn.acme.example/shop/1.4.2-enterprise.zip"
    shelf.bundle("1.4.2-enterprise", 30, storage_provider="external", external_url=cdn, size_bytes=0)


def _channels(shelf: Shelf) -> None:
    now = shelf.now
    shelf.channel(
        *("production", 420, "1.4.2"),
        public=True,
        electron=False,
        rollout_version=shelf.named("1.5.0").id,
        rollout_percentage_bps=1000,
        rollout_enabled=True,
        auto_pause_enabled=True,
        auto_pause_failure_rate_bps=500,
        auto_pause_min_attempts=50,
        auto_pause_min_failures=5,
        auto_pause_last_checked_at=now - timedelta(minutes=17),
        updated_at=now - timedelta(days=2.2),
    )
    shelf.channel(
        "beta",
        380,
        "1.5.0-rc.1",
        allow_device_self_set=True,
        disable_auto_update="none",
        updated_at=now - timedelta(days=7.8),
    )
    shelf.channel(
        "staging",
        377,
        "1.5.0",
        allow_prod=False,
        allow_device_self_set=True,
        updated_at=now - timedelta(days=2.8),
    )
    shelf.channel(
        "desktop", 250, "1.4.1", public=True, ios=False, android=False, updated_at=now - timedelta(days=61)
    )
    shelf.channel(
        "legacy", 228, "1.3.2", ios=False, disable_auto_update="minor", updated_at=now - timedelta(days=70)
    )
    shelf.channel(
        "enterprise",
        180,
        "1.4.2-enterprise",
        disable_auto_update="version_number",
        updated_at=now - timedelta(days=29),
    )
    shelf.channel("kiosk-mode", 122, None, disable_auto_update="patch", electron=False)
    shelf.channel(
        *("paused", 60, "1.4.1"),
        updated_at=now - timedelta(days=32),
        rollout_version=shelf.named("1.4.2").id,
        rollout_percentage_bps=2500,
        rollout_enabled=True,
        rollout_paused_at=now - timedelta(days=32),
        rollout_pause_reason="auto: failure rate 7.3 % above 5 %",
        auto_pause_enabled=True,
        auto_pause_failure_rate_bps=500,
        auto_pause_last_triggered_at=now - timedelta(days=32),
    )
    shelf.channel("next", 2, "2.0.0-alpha.1", allow_device_self_set=True)


def _devices(shelf: Shelf) -> None:
    channels = {channel.name: channel for channel in shelf.channels}
    for number in range(24):  # as most of them should be
        custom_id = f"store-{number + 1:03d}" if number % 3 == 0 else ""
        platform, native = ("ios", "1.4.0") if number % 2 else ("android", "1.4.0")
        shelf.device(0.05 + number * 0.8, "1.4.2", platform, native, custom_id=custom_id)
    for number in range(4):  # drawn by the rollout
        shelf.device(0.4 + number * 0.6, "1.5.0", "ios" if number % 2 else "android", "1.4.0")
    behind = ("1.4.1", "1.4.1", "1.4.1", "1.4.0", "1.4.0", "1.4.0", "1.3.1", "1.3.1", "1.2.1", "1.0.1")
    for number, name in enumerate(behind):  # asleep in a drawer
        native = "1.0.0" if name < "1.2" else "1.2.0"
        shelf.device(
            6 + 13 * number, name, "android" if number % 3 else "ios", native, plugin_version="7.34.0"
        )
    testers = ("qa-pixel-7", "qa-iphone-16", "mia", "jonas", "priya", "tomas")
    for number, custom_id in enumerate(testers):
        name = "1.5.0-rc.1" if number != 4 else "1.4.2"
        shelf.device(
            *(0.1 + number * 0.3, name, "ios" if number % 2 else "android", "1.4.0"),
            custom_id=custom_id,
            channel=channels["beta"],
            default_channel="beta" if number < 2 else None,
        )
    for number in range(5):  # fresh from the store
        shelf.device(0.02 + number * 0.1, "builtin", "ios" if number % 2 else "android", "1.4.0")
    shelf.device(1.1, "builtin", "ios", "2.0.0", custom_id="store-review", default_channel="next")
    shelf.device(1.3, "1.4.2", "android", "2.0.0", channel=channels["next"], custom_id="native-two")
    shelf.device(0.7, "1.6.0-dev", "ios", "1.4.0", custom_id="mia-simulator", is_prod=False, is_emulator=True)
    shelf.device(
        0.9,
        "1.5.0",
        "android",
        "1.4.0",
        custom_id="ci-emulator",
        is_prod=False,
        is_emulator=True,
        default_channel="staging",
    )
    shelf.device(2.2, "1.4.1", "electron", "1.4.0", custom_id="warehouse-desk")
    shelf.device(3.9, "1.4.1", "electron", "1.4.0")
    shelf.device(210, "1.0.0", "android", "1.0.0", plugin_version="4.15.3", custom_id="museum-tablet")
    shelf.device(95, "1.3.1", "ios", "1.2.0", plugin_version="5.9.0")
    shelf.device(1.8, "1.4.2", "ios", "1.4.0", key_id="MIIC", custom_id="other-key")
    shelf.device(12.5, "1.4.1", "ios", "1.4.0", channel=channels["enterprise"], custom_id="bigcorp-1")
    shelf.device(12.6, "1.4.1", "android", "1.4.0", channel=channels["enterprise"], custom_id="bigcorp-2")
    shelf.device(40, "1.3.2", "android", "1.2.0", channel=channels["legacy"], custom_id="pos-17")
    shelf.device(28, "1.4.0", "android", "1.4.0", channel=channels["kiosk-mode"], custom_id="lobby-kiosk")
    shelf.device(30.5, "1.4.2", "ios", "1.4.0", channel=channels["paused"], custom_id="canary-1")
    shelf.device(30.6, "1.4.1", "ios", "1.4.0", channel=channels["paused"], custom_id="canary-2")
    shelf.device(0.3, "1.4.2", "ios", "1.4.0", default_channel="enterprise", custom_id="asks-for-private")
