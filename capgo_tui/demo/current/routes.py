"""Which handler answers which route, behind which gatekeeper (contract/api.md 1.1 and 2.1)."""

from __future__ import annotations

from capgo_tui.demo.current import (
    api_keys,
    apps,
    audit,
    bundle_edits,
    bundles,
    channel_edits,
    channels,
    devices,
    health,
    logs,
    members,
    organizations,
    private_devices,
    statistics,
    usage,
    webhooks,
)
from capgo_tui.demo.gatekeepers import Methods, everybody, key_route, mixed_route

ROUTES: dict[str, Methods] = {
    "/ok": {"GET": (everybody, health.ok), "POST": (everybody, health.ok)},
    "/ko": {"POST": (everybody, health.ko)},
    "/organization": {
        "GET": (key_route, organizations.read),
        "POST": (mixed_route, organizations.create),
        "PUT": (mixed_route, organizations.update),
        "DELETE": (key_route, organizations.delete),
    },
    "/organization/members": {
        "GET": (key_route, members.read),
        "POST": (key_route, members.invite),
        "DELETE": (mixed_route, members.remove),
    },
    "/organization/audit": {"GET": (mixed_route, audit.read)},
    "/apikey": {
        "GET": (mixed_route, api_keys.read_all),
        "POST": (mixed_route, api_keys.create),
        "PUT": (mixed_route, api_keys.update),
    },
    "/apikey/{id}": {
        "GET": (mixed_route, api_keys.read),
        "PUT": (mixed_route, api_keys.update),
        "DELETE": (mixed_route, api_keys.delete),
    },
    "/app": {"GET": (key_route, apps.read_all), "POST": (mixed_route, apps.create)},
    "/app/demo": {
        "GET": (key_route, apps.read),
        "POST": (mixed_route, apps.create_demo),
        "PUT": (key_route, apps.update),
        "DELETE": (key_route, apps.delete),
    },
    "/app/{id}": {
        "GET": (key_route, apps.read),
        "PUT": (key_route, apps.update),
        "DELETE": (key_route, apps.delete),
    },
    "/channel": {
        "GET": (key_route, channels.read),
        "POST": (key_route, channel_edits.post),
        "DELETE": (key_route, channels.delete),
    },
    "/bundle": {
        "GET": (key_route, bundles.read),
        "POST": (key_route, bundle_edits.post),
        "PUT": (key_route, bundle_edits.put),
        "DELETE": (key_route, bundles.delete),
    },
    "/bundle/metadata": {"POST": (key_route, bundle_edits.post_metadata)},
    "/device": {
        "GET": (key_route, devices.read),
        "POST": (key_route, devices.post),
        "DELETE": (key_route, devices.delete),
    },
    "/statistics/app/{id}": {"GET": (mixed_route, statistics.of_app)},
    "/statistics/app/{id}/bundle_usage": {"GET": (mixed_route, usage.of_bundles)},
    "/statistics/app/{id}/native_usage": {"GET": (mixed_route, usage.of_natives)},
    "/statistics/org/{id}": {"GET": (mixed_route, statistics.of_organization)},
    "/statistics/user": {"GET": (mixed_route, statistics.of_person)},
    "/webhooks": {
        "GET": (mixed_route, webhooks.read),
        "POST": (mixed_route, webhooks.create),
        "PUT": (mixed_route, webhooks.update),
        "DELETE": (mixed_route, webhooks.delete),
    },
    "/webhooks/test": {"POST": (mixed_route, webhooks.test)},
    "/webhooks/deliveries": {"GET": (mixed_route, webhooks.deliveries)},
    "/webhooks/deliveries/retry": {"POST": (mixed_route, webhooks.retry)},
    "/private/stats": {"POST": (mixed_route, logs.read)},
    "/private/stats/insights": {"POST": (mixed_route, logs.insights)},
    "/private/stats/export": {"POST": (mixed_route, logs.export)},
    "/private/devices": {"POST": (mixed_route, private_devices.read)},
    "/private/channel_stats": {"POST": (mixed_route, private_devices.want_session)},
    "/private/update_delivery_stats": {"POST": (mixed_route, private_devices.want_session)},
    "/private/native_observe_stats": {"POST": (mixed_route, private_devices.want_session)},
    "/private/channel_device": {
        "POST": (mixed_route, private_devices.post_override),
        "DELETE": (mixed_route, private_devices.delete_override),
    },
}
"""Every route without its slash at the end."""

GUARDED = "/statistics"
"""Below this path the key is checked (as on a mixed route) before an unknown route is answered 404."""
