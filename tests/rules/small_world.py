"""A small app of which everything is known, to take knowledge away from or to change one thing in."""

from __future__ import annotations

from typing import Any

from capgo_tui.models.app import App
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.update_decision import Platforms, Unseen

ALL = Platforms(ios=True, android=True, electron=True)
EVERYWHERE = dict.fromkeys(("production", "beta", "Beta"), ALL)
KNOWN = Unseen(
    platforms=EVERYWHERE,
    default_channel=None,
    deleted_bundles=frozenset(),
    plan=None,
    ordinary_network=True,
    no_self_chosen_channel=True,
)


def bundle(number: int, **fields: Any) -> Bundle:
    usual = {"r2_path": "a.zip", "external_url": None, "manifest_count": 0, "key_id": None}
    return Bundle.read(
        {
            "id": number,
            "name": f"1.{number}.0",
            "min_update_version": None,
            "deleted": False,
            **usual,
            **fields,
        }
    )


def channel(name: str = "production", number: int | None = 3, **fields: Any) -> Channel:
    version = None if number is None else {"id": number, "name": f"1.{number}.0"}
    flags = dict.fromkeys(("public", "allow_emulator", "allow_device", "allow_dev", "allow_prod"), True)
    rollout = {
        "rollout_version": None,
        "rolloutEnabled": False,
        "rolloutPausedAt": None,
        "rolloutPercentageBps": 0,
    }
    rules = {
        "disableAutoUpdate": "major",
        "disableAutoUpdateUnderNative": True,
        "allow_device_self_set": False,
    }
    return Channel.read(
        {"id": len(name), "name": name, "version": version, **flags, **rollout, **rules, **fields}
    )


def rolling(bps: int, **fields: Any) -> Channel:
    target: dict[str, Any] = {"rollout_version": 4, "rollout_version_info": {"id": 4, "name": "1.4.0"}}
    return channel(rolloutEnabled=True, rolloutPercentageBps=bps, **target, **fields)


def app(**fields: Any) -> App:
    counters = {"channel_device_count": 1, "rollout_channel_count": 1, "manifest_bundle_count": 1}
    return App.read(
        {"app_id": "com.acme.shop", "rollout_paused_version_names": [], "block_provider_infra_requests": True}
        | counters
        | fields
    )


def device(**fields: Any) -> Device:
    return Device.read(
        {
            "device_id": "4b825793-398e-4f30-a5e3-22df549fb5a5",
            "version_name": "1.1.0",
            "version_build": "1.1.0",
            "plugin_version": "8.41.0",
            "platform": "ios",
            "is_prod": True,
            "is_emulator": False,
            "key_id": None,
            **fields,
        }
    )
