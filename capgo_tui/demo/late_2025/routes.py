"""The routes of November 2025: today's, but for what is known to have differed (contract/api.md 9)."""

from __future__ import annotations

from capgo_tui.demo.current import apps, channels
from capgo_tui.demo.current.routes import ROUTES as TODAY
from capgo_tui.demo.gatekeepers import Methods, key_route, mixed_route
from capgo_tui.demo.late_2025 import answers, keys, statistics

ROUTES: dict[str, Methods] = {
    **{path: methods for path, methods in TODAY.items() if not path.startswith("/statistics")},
    "/organization": {**TODAY["/organization"], "POST": (mixed_route, answers.create_organization)},
    "/app": {**TODAY["/app"], "GET": (key_route, answers.before_rollouts(apps.read_all))},
    "/app/{id}": {**TODAY["/app/{id}"], "GET": (key_route, answers.before_rollouts(apps.read))},
    "/channel": {
        **TODAY["/channel"],
        "GET": (key_route, answers.before_rollouts(channels.read)),
        "POST": (key_route, answers.post_channel),
    },
    "/bundle": {**TODAY["/bundle"], "DELETE": (key_route, answers.delete_bundle)},
    "/device": {**TODAY["/device"], "GET": (key_route, answers.read_devices)},
    "/statistics/app/{id}": {"GET": (keys.statistics, statistics.of_app)},
    "/statistics/app/{id}/bundle_usage": {"GET": (keys.statistics, statistics.of_bundles)},
    "/statistics/org/{id}": {"GET": (keys.statistics, statistics.of_organization)},
    "/statistics/user": {"GET": (keys.statistics, statistics.of_person)},
}
"""Every route without its slash at the end."""

GUARDED = "/statistics"
"""Below this path the key is checked before an unknown route is answered 404."""
