"""Which handler answers which route, for keys of which modes (contract/api-seed.md 2)."""

from __future__ import annotations

from capgo_tui.demo.early_2025 import (
    api_keys,
    bundles,
    channel_edits,
    channels,
    devices,
    health,
    members,
    organizations,
    statistics,
    usage,
)
from capgo_tui.demo.early_2025.keys import any_mode, mode_all, reading, writing
from capgo_tui.demo.early_2025.keys import statistics as statistics_key
from capgo_tui.demo.gatekeepers import Methods, everybody

ROUTES: dict[str, Methods] = {
    "/ok": {"GET": (everybody, health.read), "POST": (everybody, health.post)},
    "/organization": {
        "GET": (any_mode, organizations.read),
        "POST": (any_mode, organizations.update),
        "PUT": (any_mode, organizations.create),
    },
    "/organization/members": {
        "GET": (any_mode, members.read),
        "POST": (any_mode, members.invite),
        "DELETE": (any_mode, members.remove),
    },
    "/apikey": {"GET": (everybody, api_keys.read), "POST": (mode_all, api_keys.create)},
    "/apikey/{id}": {"DELETE": (mode_all, api_keys.delete)},
    "/channel": {
        "GET": (reading, channels.read),
        "POST": (writing, channel_edits.post),
        "DELETE": (writing, channels.delete),
    },
    "/device": {
        "GET": (reading, devices.read),
        "POST": (writing, devices.post),
        "DELETE": (writing, devices.delete),
    },
    "/bundle": {"GET": (reading, bundles.read), "DELETE": (writing, bundles.delete)},
    "/statistics/app/{id}": {"GET": (statistics_key, statistics.of_app)},
    "/statistics/app/{id}/bundle_usage": {"GET": (statistics_key, usage.of_bundles)},
    "/statistics/org/{id}": {"GET": (statistics_key, statistics.of_organization)},
    "/statistics/user": {"GET": (statistics_key, statistics.of_person)},
}
"""Every route without its slash at the end."""

GUARDED = "/statistics"
"""Below this path the key is checked before an unknown route is answered 404."""
