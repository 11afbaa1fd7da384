"""The routes of the two pages, and which modes of keys they take."""

from __future__ import annotations

from capgo_tui.demo.early_2025 import bundles as early_bundles
from capgo_tui.demo.early_2025 import channels as early_channels
from capgo_tui.demo.early_2025 import health, members
from capgo_tui.demo.early_2025 import organizations as early_organizations
from capgo_tui.demo.gatekeepers import Methods, everybody
from capgo_tui.demo.seed_pages import api_keys, bundles, channels, devices, organizations, statistics
from capgo_tui.demo.seed_pages.keys import any_mode, mode_all, reading, writing
from capgo_tui.demo.seed_pages.keys import statistics as statistics_key

ROUTES: dict[str, Methods] = {
    "/ok": {"GET": (everybody, health.read)},
    "/organization": {
        "GET": (any_mode, early_organizations.read),
        "POST": (mode_all, organizations.update),
        "PUT": (mode_all, early_organizations.create),
    },
    "/organization/members": {
        "GET": (any_mode, members.read),
        "DELETE": (mode_all, organizations.remove_member),
    },
    "/apikey": {"GET": (mode_all, api_keys.read), "POST": (mode_all, api_keys.create)},
    "/apikey/{id}": {"DELETE": (mode_all, api_keys.delete)},
    "/channel": {
        "GET": (reading, channels.read),
        "POST": (writing, channels.post),
        "DELETE": (writing, early_channels.delete),
    },
    "/device": {
        "GET": (reading, devices.read),
        "POST": (writing, devices.post),
        "DELETE": (writing, devices.delete),
    },
    "/bundle": {"GET": (reading, bundles.read), "DELETE": (writing, early_bundles.delete)},
    "/statistics/app/{id}": {"GET": (statistics_key, statistics.of_app)},
    "/statistics/app/{id}/bundle_usage": {"GET": (statistics_key, statistics.of_bundles)},
    "/statistics/org/{id}": {"GET": (statistics_key, statistics.of_organization)},
    "/statistics/user": {"GET": (statistics_key, statistics.of_person)},
}
"""Every route without its slash at the end."""

GUARDED = "/statistics"
"""Below this path the key is checked before an unknown route is answered 404."""
